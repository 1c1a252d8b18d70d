#include "r_monitor.h"

namespace {

Rcpp::Function r_function(const char* name) {
  return Rcpp::Environment::namespace_env("fastpam")[name];
}

}  // namespace

RMonitor::~RMonitor() {
  if (display_.isNULL()) return;
  try {
    r_function("progress_close")(display_);
  } catch (...) {  // a destructor must not throw, and a remaining progress bar does no harm
  }
}

// R_CheckUserInterrupt() leaves by a jump that would skip C++ destructors, for the user's interrupt
// and for the error of setTimeLimit(). unwindProtect() turns the jump into an exception, which
// continues as a jump after the shim, so that R sees which of the two it was.
void RMonitor::poll() {
  Rcpp::unwindProtect([]() -> SEXP {
    R_CheckUserInterrupt();
    return R_NilValue;
  });
}

void RMonitor::within(std::size_t number, std::size_t total) {
  if (number == 0) parts_begin_ = Clock::now();
  part_ = number;
  parts_ = total;
}

// Passes over numbered blocks report how many are done. This is the progress of the phase if the
// phase announced the same number; else it only shows that work goes on.
void RMonitor::blocks(std::size_t done, std::size_t total) {
  if (phase_.empty()) return;
  if (total_ > 0 && total == total_) done_ = done;
  show(Clock::now());
}

void RMonitor::progress(const char* phase, std::size_t done, std::size_t total) {
  const Clock::time_point now = Clock::now();
  if (phase_ != phase) phase_ = phase;
  if (done == 0) phase_begin_ = now;
  done_ = done;
  total_ = total;
  show(now);
}

void RMonitor::show(Clock::time_point now) {
  if (silent_) return;
  if (now - begin_ < std::chrono::seconds(2) || now - shown_ < std::chrono::milliseconds(200))
    return;
  shown_ = now;
  if (display_.isNULL()) {
    display_ = r_function("progress_open")(progress_);
    silent_ = display_.isNULL();
    if (silent_) return;
  }
  r_function("progress_show")(display_, phase_, static_cast<double>(done_),
                              static_cast<double>(total_), static_cast<double>(part_),
                              static_cast<double>(parts_), seconds_left(now));
}

// Estimated from the share that is done: of the parts if there are parts, else of the phase. NA if
// unknown.
double RMonitor::seconds_left(Clock::time_point now) const {
  const std::size_t all = parts_ > 0 ? parts_ : total_;
  const std::size_t so_far = parts_ > 0 ? part_ : done_;
  if (all == 0 || so_far == 0 || so_far > all) return NA_REAL;
  const std::chrono::duration<double> passed = now - (parts_ > 0 ? parts_begin_ : phase_begin_);
  return passed.count() / static_cast<double>(so_far) * static_cast<double>(all - so_far);
}
