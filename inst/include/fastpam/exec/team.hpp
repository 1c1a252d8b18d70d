// An executor with persistent helpers: threads are requested once, for the first parallel round,
// and serve all rounds of a call until the team is disbanded.
//
// BUILD and SWAP are hundreds of rounds of less than a millisecond. Waking threads through a task
// scheduler for each of them costs as much as the work. So a helper that has nothing to do spins
// for a moment, because the next round usually comes at once, and only then goes to sleep. The
// calling thread takes part in every round and never waits for a helper to arrive. If there are
// fewer threads than requested, or none, it does the rest of the work itself.
#ifndef FASTPAM_EXEC_TEAM_HPP
#define FASTPAM_EXEC_TEAM_HPP

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "executor.hpp"

namespace fastpam {

/// An executor whose threads are lent by the caller.
class Team : public Executor {
 public:
  explicit Team(int workers) : workers_(workers) {}
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  ~Team() override { disband(); }

  int workers() const override { return workers_; }

 protected:
  // Calls serve(w) for each w in 1 .. helpers, or for fewer of them, on threads of its own, and
  // returns when all have returned. It is called once, on a thread that belongs to the team. A
  // derived class only has to define this function, and must call disband() in its destructor.
  virtual void lend(int helpers, const std::function<void(int)>& serve) {
    std::vector<std::thread> others;
    others.reserve(static_cast<std::size_t>(helpers));
    try {
      for (int w = 2; w <= helpers; ++w) others.emplace_back([&serve, w] { serve(w); });
    } catch (const std::system_error&) {  // no more threads available: go on with fewer
    }
    serve(1);
    for (std::thread& t : others) t.join();
  }

  void disband() {
    if (!host_.joinable()) return;
    {
      const std::lock_guard<std::mutex> lock(guard_);
      closing_ = true;
    }
    wake_.notify_all();
    host_.join();
  }

  void launch(Round& round) override {
    assemble();
    round_ = &round;
    presence_.store(open_bit);
    {
      const std::lock_guard<std::mutex> lock(guard_);
      ++number_;
    }
    if (sleepers_.load() > 0) wake_.notify_all();
    round.work(0);
    presence_.fetch_and(~open_bit);  // no helper may join any more
    while (presence_.load() != 0) std::this_thread::yield();
  }

 private:
  // Bit of `presence_`: a round is open. The other bits count the helpers inside.
  static constexpr std::uint32_t open_bit = std::uint32_t{1} << 31;

  void assemble() {
    if (host_.joinable()) return;
    try {
      host_ = std::thread([this] {
        try {
          lend(workers_ - 1, [this](int w) { serve(w); });
        } catch (...) {  // threads were not available; the caller works alone
        }
      });
    } catch (const std::system_error&) {  // as above
    }
  }

  bool news(std::uint64_t seen) const { return number_.load() != seen || closing_.load(); }

  void await(std::uint64_t seen) {
    constexpr int patience = 2000;
    for (int i = 0; i < patience; ++i) {
      if (news(seen)) return;
      std::this_thread::yield();
    }
    std::unique_lock<std::mutex> lock(guard_);
    ++sleepers_;
    wake_.wait(lock, [&] { return news(seen); });
    --sleepers_;
  }

  void serve(int worker) {
    std::uint64_t seen = 0;
    for (;;) {
      await(seen);
      if (closing_.load()) return;
      seen = number_.load();
      std::uint32_t inside = presence_.load();
      while ((inside & open_bit) != 0) {
        if (!presence_.compare_exchange_weak(inside, inside + 1)) continue;
        round_->work(worker);
        presence_.fetch_sub(1);
        break;
      }
    }
  }

  const int workers_;
  std::thread host_;
  std::mutex guard_;
  std::condition_variable wake_;
  std::atomic<std::uint64_t> number_{0};  // of the round; written under guard_
  std::atomic<bool> closing_{false};      // likewise
  std::atomic<int> sleepers_{0};
  std::atomic<std::uint32_t> presence_{0};
  Round* round_ = nullptr;  // valid while a round is open or a helper is inside
};

}  // namespace fastpam

#endif
