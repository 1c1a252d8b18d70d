// Runs numbered blocks of work, on one thread or many, and keeps three promises:
//
//  * blocks are fixed by the caller, not by the number of threads. A caller that reduces their
//    results in the order of blocks gets the same bits on any machine;
//  * an exception in a block reaches the caller (the one of the lowest block that threw), after all
//    threads are back;
//  * the calling thread polls the Monitor about every tenth of a second, whatever the back end.
//    Blocks are therefore run in *rounds*: a round stops handing out blocks after its time is up.
#ifndef FASTPAM_EXEC_EXECUTOR_HPP
#define FASTPAM_EXEC_EXECUTOR_HPP

#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>

#include "monitor.hpp"

namespace fastpam {

/// Runs blocks of work on one thread. Derive from it to use more threads.
class Executor {
 public:
  using Task = std::function<void(std::size_t block, int worker)>;

  virtual ~Executor() = default;

  // Upper bound of the `worker` numbers handed to tasks, for per-worker scratch.
  virtual int workers() const { return 1; }

  void run(std::size_t n_blocks, Monitor& monitor, const Task& task) {
    if (n_blocks == 0) return;
    Round round{task, n_blocks};
    while (round.next.load() < n_blocks) {
      round.deadline = Clock::now() + std::chrono::milliseconds(100);
      if (n_blocks == 1 || workers() == 1)
        round.work(0);
      else
        launch(round);
      if (round.error) std::rethrow_exception(round.error);
      monitor.blocks(round.next.load(), n_blocks);
      monitor.tick();
    }
  }

 protected:
  using Clock = std::chrono::steady_clock;

  struct Round {
    const Task& task;
    const std::size_t n_blocks;
    std::atomic<std::size_t> next{0};
    Clock::time_point deadline{};
    std::mutex guard{};
    std::exception_ptr error{};
    std::size_t error_block = 0;

    Round(const Task& t, std::size_t n) : task(t), n_blocks(n) {}

    // What every worker does: it takes the next block until there is none or the round is over.
    void work(int worker) noexcept {
      for (;;) {
        const std::size_t block = next.fetch_add(1);
        if (block >= n_blocks) {
          next.store(n_blocks);
          return;
        }
        try {
          task(block, worker);
        } catch (...) {
          const std::lock_guard<std::mutex> lock(guard);
          if (!error || block < error_block) {
            error = std::current_exception();
            error_block = block;
          }
          next.store(n_blocks);
          return;
        }
        if (Clock::now() >= deadline) return;
      }
    }
  };

  // Calls round.work(w) for each worker w in 0 .. workers()-1 at once and waits for all.
  virtual void launch(Round& round) { round.work(0); }
};

// All blocks on the calling thread, in order.
class SerialExecutor final : public Executor {};

}  // namespace fastpam

#endif
