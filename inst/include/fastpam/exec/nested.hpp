// Runs many small serial jobs in parallel, such as starts or samples. Each job runs on one thread
// with a Context of its own. An interrupt, or an exception in any job, stops all jobs at their next
// tick. The caller gets the first exception, not those of the jobs that were stopped because of it.
#ifndef FASTPAM_EXEC_NESTED_HPP
#define FASTPAM_EXEC_NESTED_HPP

#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

#include "../base/error.hpp"
#include "context.hpp"

namespace fastpam {

/// The monitor of a job that runs in parallel with others.
class NestedMonitor final : public Monitor {
 public:
  NestedMonitor(Monitor& parent, std::thread::id caller, const std::atomic<bool>& cancelled)
      : parent_(parent), caller_(caller), cancelled_(cancelled) {}

 protected:
  void poll() override {
    if (cancelled_.load()) throw Interrupted();
    if (std::this_thread::get_id() == caller_) parent_.tick();
  }

 private:
  Monitor& parent_;
  const std::thread::id caller_;
  const std::atomic<bool>& cancelled_;
};

// Calls job(number, context) for number = 0 .. n_jobs-1, in parallel; counts are added up in order.
template <class Job>
void run_jobs(std::size_t n_jobs, Context& ctx, const Job& job) {
  std::atomic<bool> cancelled{false};
  std::exception_ptr first;  // written by the one job that sets `cancelled`
  const std::thread::id caller = std::this_thread::get_id();
  std::vector<WorkCount> counts(n_jobs);
  const auto run_one = [&](std::size_t number, int) {
    SerialExecutor serial;
    NestedMonitor monitor(ctx.monitor, caller, cancelled);
    Context own{serial, monitor, ctx.isa};
    try {
      job(number, own);
    } catch (...) {
      if (!cancelled.exchange(true)) first = std::current_exception();
      throw;
    }
    counts[number] = own.count;
  };
  try {
    ctx.run(n_jobs, run_one);
  } catch (...) {
    if (first) std::rethrow_exception(first);
    throw;
  }
  for (const WorkCount& c : counts) {
    ctx.count.rows_read += c.rows_read;
    ctx.count.evaluations += c.evaluations;
  }
}

}  // namespace fastpam

#endif
