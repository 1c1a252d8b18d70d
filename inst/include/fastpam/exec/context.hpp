// The execution context of every long computation of the core: threads, a monitor, the instruction
// set of the machine, and counters of work that do not depend on its speed.
#ifndef FASTPAM_EXEC_CONTEXT_HPP
#define FASTPAM_EXEC_CONTEXT_HPP

#include <cstddef>

#include "executor.hpp"
#include "monitor.hpp"
#include "simd/dispatch.hpp"

namespace fastpam {

/// Counts of the work done. They do not depend on the machine.
struct WorkCount {
  std::size_t rows_read = 0;    // rows of n dissimilarities looked at by BUILD and SWAP
  std::size_t evaluations = 0;  // candidates evaluated against the full state
};

/// The execution context of a long computation: threads, monitor, instruction set, counters.
struct Context {
  Executor& executor;
  Monitor& monitor;
  Isa isa = detect_isa();
  WorkCount count{};

  template <class Task>
  void run(std::size_t n_blocks, const Task& task) {
    executor.run(n_blocks, monitor, task);
  }
  int workers() const { return executor.workers(); }
};

}  // namespace fastpam

#endif
