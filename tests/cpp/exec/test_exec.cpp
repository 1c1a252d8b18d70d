// exec/: executor, monitor, nested jobs, context.
#include <fastpam/exec/context.hpp>
#include <fastpam/exec/nested.hpp>
#include <initializer_list>
#include <mutex>
#include <set>
#include <stdexcept>

#include "support/check.hpp"
#include "support/support.hpp"

using fastpam::Context;
using support::Machine;

// Sleeps a little: rounds end by time.
static void nap(int milliseconds) {
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

struct CountingMonitor final : fastpam::Monitor {
  int polls = 0;
  int until = 1 << 30;
  std::thread::id caller = std::this_thread::get_id();
  bool elsewhere = false;

 protected:
  void poll() override {
    if (std::this_thread::get_id() != caller) elsewhere = true;
    if (++polls >= until) throw fastpam::Interrupted();
  }
};

// Every block exactly once, worker numbers in range and never used by two threads at a time.
TEST_CASE("every block runs once") {
  for (const int threads : {0, 1, 2, 4}) {
    Machine machine(threads);
    for (const std::size_t n : std::initializer_list<std::size_t>{0, 1, 2, 3, 7, 100, 5000}) {
      std::vector<std::atomic<int>> seen(n);
      std::vector<std::atomic<int>> busy(8);
      std::atomic<bool> fine{true};
      machine.ctx.run(n, [&](std::size_t block, int worker) {
        if (worker < 0 || worker >= machine.ctx.workers()) fine = false;
        if (busy[static_cast<std::size_t>(worker)].fetch_add(1) != 0) fine = false;
        ++seen[block];
        busy[static_cast<std::size_t>(worker)].fetch_sub(1);
      });
      for (const auto& s : seen)
        if (s != 1) fine = false;
      CHECK(fine.load());
    }
  }
}

// Rounds: the calling thread polls about every tenth of a second, and only it.
TEST_CASE("only the calling thread polls") {
  for (const int threads : {1, 3}) {
    const auto executor = Machine::make(threads);
    CountingMonitor monitor;
    std::atomic<int> done{0};
    executor->run(45, monitor, [&](std::size_t, int) {
      nap(10);
      ++done;
    });
    CHECK_EQ(done.load(), 45);
    CHECK(monitor.polls >= 1);
    CHECK(!monitor.elsewhere);
  }
  // tick() is cheap between polls.
  CountingMonitor monitor;
  for (int i = 0; i < 1000; ++i) monitor.tick();
  CHECK(monitor.polls <= 1);
}

// An interrupt ends the work before all blocks ran, and the executor works again afterwards.
TEST_CASE("an interrupt stops all workers") {
  for (const int threads : {1, 3}) {
    const auto executor = Machine::make(threads);
    CountingMonitor monitor;
    monitor.until = 1;
    std::atomic<int> done{0};
    const auto slow = [&](std::size_t, int) {
      nap(5);
      ++done;
    };
    CHECK_THROWS_AS(executor->run(1000, monitor, slow), fastpam::Interrupted);
    CHECK(done.load() < 500);
    fastpam::Monitor calm;
    done = 0;
    executor->run(10, calm, [&](std::size_t, int) { ++done; });
    CHECK_EQ(done.load(), 10);
  }
}

struct Numbered : std::runtime_error {
  explicit Numbered(std::size_t b) : std::runtime_error("block"), block(b) {}
  std::size_t block;
};

// The exception of the lowest block that throws, with its type, after all threads are back.
TEST_CASE("exceptions reach the caller") {
  for (const int threads : {1, 2, 4}) {
    Machine machine(threads);
    for (int repeat = 0; repeat < 20; ++repeat) {
      std::atomic<int> inside{0};
      std::size_t caught = 0;
      try {
        machine.ctx.run(200, [&](std::size_t block, int) {
          ++inside;
          if (block == 20) nap(1);  // later than its successors
          const bool throws = block >= 20;
          --inside;
          if (throws) throw Numbered(block);
        });
      } catch (const Numbered& e) {
        caught = e.block;
      }
      CHECK_EQ(caught, 20);
      CHECK_EQ(inside.load(), 0);
    }
    CHECK_THROWS_AS(machine.ctx.run(3, [](std::size_t, int) { throw 5; }), int);
    CHECK_THROWS_AS(machine.ctx.run(3, [](std::size_t, int) { throw std::bad_alloc(); }),
                    std::bad_alloc);
  }
}

TEST_CASE("jobs with work of their own") {
  for (const int threads : {0, 1, 2, 4}) {
    Machine machine(threads);
    std::vector<int> seen(50, 0);
    fastpam::run_jobs(50, machine.ctx, [&](std::size_t number, Context& own) {
      ++seen[number];
      own.count.rows_read += number;
      own.count.evaluations += 1;
      if (own.workers() != 1) ++seen[number];
      own.monitor.tick();
    });
    CHECK_EQ(seen, std::vector<int>(50, 1));
    CHECK_EQ(machine.ctx.count.rows_read, 50 * 49 / 2);
    CHECK_EQ(machine.ctx.count.evaluations, 50);
  }
}

// A job's error stops the others at their next tick, and it is *this* error that arrives, not the
// word that the others were stopped.
TEST_CASE("errors of jobs") {
  for (const int threads : {1, 2, 4}) {
    Machine machine(threads);
    const auto start = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(fastpam::run_jobs(4, machine.ctx,
                                      [&](std::size_t number, Context& own) {
                                        if (number == 1) {
                                          nap(20);
                                          throw Numbered(number);
                                        }
                                        for (int i = 0; i < (number == 0 && threads > 1 ? 2000 : 1);
                                             ++i) {
                                          nap(2);
                                          own.monitor.tick();
                                        }
                                      }),
                    Numbered);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
  }
}

// The user's interrupt reaches jobs on every thread.
TEST_CASE("an interrupt of jobs") {
  for (const int threads : {1, 3}) {
    const auto executor = Machine::make(threads);
    CountingMonitor monitor;
    monitor.until = 2;
    Context ctx{*executor, monitor};
    const auto start = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(fastpam::run_jobs(6, ctx,
                                      [&](std::size_t, Context& own) {
                                        for (int i = 0; i < 3000; ++i) {
                                          nap(2);
                                          own.monitor.tick();
                                        }
                                      }),
                    fastpam::Interrupted);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(3));
    CHECK(!monitor.elsewhere);
  }
}

// Lends fewer threads than hoped for: none, one at a time, or an exception.
class MeanTeam final : public fastpam::Team {
 public:
  enum class How { none, in_turn, throws };
  MeanTeam(int workers, How how) : Team(workers), how_(how) {}
  ~MeanTeam() override { disband(); }

 protected:
  void lend(int helpers, const std::function<void(int)>& serve) override {
    if (how_ == How::throws) throw std::runtime_error("no threads");
    if (how_ == How::in_turn)
      for (int w = 1; w <= helpers; ++w) serve(w);
  }

 private:
  const How how_;
};

// A team stays together over many short rounds, over pauses in which its helpers go to sleep, and
// over exceptions; and does its work with fewer helpers than it was promised.
TEST_CASE("a team of threads") {
  fastpam::Monitor monitor;
  const auto rounds = [&](fastpam::Executor& team, int n) {
    std::atomic<long> sum{0};
    for (int i = 0; i < n; ++i)
      team.run(5, monitor, [&](std::size_t block, int worker) {
        if (worker < 0 || worker >= team.workers()) sum = -1000000;
        sum += static_cast<long>(block);
      });
    return sum.load();
  };
  for (const int workers : {2, 3, 5}) {
    fastpam::Team team(workers);
    CHECK_EQ(rounds(team, 3000), 30000);
    nap(20);  // long enough to fall asleep
    CHECK_EQ(rounds(team, 300), 3000);
    CHECK_THROWS_AS(
        team.run(9, monitor, [](std::size_t, int) { throw std::runtime_error("in a block"); }),
        std::runtime_error);
    CHECK_EQ(rounds(team, 300), 3000);
  }
  for (const auto how : {MeanTeam::How::none, MeanTeam::How::in_turn, MeanTeam::How::throws}) {
    MeanTeam team(4, how);
    CHECK_EQ(rounds(team, 500), 5000);
  }
  for (int i = 0; i < 200; ++i) {
    fastpam::Team unused(3), brief(3);
    CHECK_EQ(rounds(brief, i % 3), 10 * (i % 3));
  }
}
