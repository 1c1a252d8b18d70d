// R's side of the core's Context: threads by RcppParallel, interrupts, progress and the log.
#ifndef FASTPAM_R_CONTEXT_H
#define FASTPAM_R_CONTEXT_H

#include <Rcpp.h>

#include <fastpam/base/error.hpp>
#include <fastpam/exec/context.hpp>
#include <memory>

#include "r_monitor.h"

// Everything a shim needs to call the core. `n_threads` 0 asks for RcppParallel's own setting
// (RcppParallel::setThreadOptions()). The answer of the core never depends on it.
class RContext {
 public:
  RContext(int n_threads, int trace_lev, bool progress);
  ~RContext();
  fastpam::Context& get() { return *context_; }
  // For progress: what follows is part `number` (from 0) of `total`.
  void within(std::size_t number, std::size_t total);

 private:
  std::unique_ptr<RMonitor> monitor_;
  std::unique_ptr<fastpam::Executor> executor_;
  std::unique_ptr<fastpam::Context> context_;
};

// How many threads a call with n_threads (0: RcppParallel's setting) uses.
int resolve_threads(int n_threads);

// Bytes of memory the machine can give without swapping; NaN where that cannot be told.
double available_memory();

#endif
