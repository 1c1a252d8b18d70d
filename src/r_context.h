// R's side of the core's Context: threads by RcppParallel, interrupts, progress and the log.
#ifndef FASTPAM_R_CONTEXT_H
#define FASTPAM_R_CONTEXT_H

#include <Rcpp/Lightest>

#include <fastpam/base/error.hpp>
#include <fastpam/exec/context.hpp>
#include <memory>

#include "r_monitor.h"
#include "r_options.h"

// Everything a shim needs to call the core. `n_threads` 0 asks for RcppParallel's own setting
// (RcppParallel::setThreadOptions()), or as many as the processor has. Results never depend on it.
class RContext {
 public:
  explicit RContext(const RunOptions& run);
  RContext(int n_threads, int trace, bool progress);
  ~RContext();
  fastpam::Context& get() { return *context_; }
  // For progress: the work that follows is part `number` (from 0) of `total`.
  void within(std::size_t number, std::size_t total);

 private:
  std::unique_ptr<RMonitor> monitor_;
  std::unique_ptr<fastpam::Executor> executor_;
  std::unique_ptr<fastpam::Context> context_;
};

// The number of threads that a call with n_threads uses. 0: RcppParallel's setting or else the
// number of processors, at most OMP_THREAD_LIMIT and CRAN's limit for checks.
int resolve_threads(int n_threads);

#endif
