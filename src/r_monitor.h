// What the user sees of a long call: interrupts, the log, and progress with the time left.
#ifndef FASTPAM_R_MONITOR_H
#define FASTPAM_R_MONITOR_H

#include <Rcpp/Lightest>

#include <chrono>
#include <cstddef>
#include <fastpam/exec/monitor.hpp>
#include <string>

// Used on R's thread only. R/progress.R decides what is shown and how. It is called first when the
// call has taken two seconds, then at most five times a second.
class RMonitor final : public fastpam::Monitor {
 public:
  RMonitor(int trace_lev, bool progress) : trace_lev_(trace_lev), progress_(progress) {}
  ~RMonitor() override;

  int verbosity() const override { return trace_lev_; }
  void say(const char* line) override { Rprintf("%s\n", line); }
  void progress(const char* phase, std::size_t done, std::size_t total) override;
  void blocks(std::size_t done, std::size_t total) override;
  // The work that follows is part `number` (from 0) of `total`.
  void within(std::size_t number, std::size_t total);

 protected:
  void poll() override;

 private:
  void show(Clock::time_point now);
  double seconds_left(Clock::time_point now) const;

  const int trace_lev_;
  const bool progress_;
  const Clock::time_point begin_ = Clock::now();
  Clock::time_point shown_ = begin_, phase_begin_ = begin_, parts_begin_ = begin_;
  std::string phase_;
  std::size_t done_ = 0, total_ = 0;  // of the phase; total 0: unknown
  std::size_t part_ = 0, parts_ = 0;  // 0 parts: not divided
  bool silent_ = false;
  Rcpp::RObject display_;  // the display in R; NULL until something was shown
};

#endif
