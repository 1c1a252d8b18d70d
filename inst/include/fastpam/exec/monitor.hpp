// Progress, log and interrupts of long computations. Only the calling thread uses a Monitor.
#ifndef FASTPAM_EXEC_MONITOR_HPP
#define FASTPAM_EXEC_MONITOR_HPP

#include <chrono>
#include <cstddef>

namespace fastpam {

/// Receives progress and log messages and can interrupt. Derive from it to use them.
class Monitor {
 public:
  using Clock = std::chrono::steady_clock;

  virtual ~Monitor() = default;

  // For inner loops: calls poll() only when a tenth of a second has passed since the last call.
  void tick() {
    const Clock::time_point now = Clock::now();
    if (now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    poll();
  }

  // Reports the current phase and its progress; total == 0 if the end is not known.
  virtual void progress(const char* /*phase*/, std::size_t /*done*/, std::size_t /*total*/) {}

  // Reports the number of finished blocks of a pass, about ten times a second.
  virtual void blocks(std::size_t /*done*/, std::size_t /*total*/) {}

  // Receives text for the log; called only if verbosity() is at least the level of the message.
  virtual int verbosity() const { return 0; }
  virtual void say(const char* /*line*/) {}

 protected:
  // Throws Interrupted to stop the work.
  virtual void poll() {}

 private:
  Clock::time_point last_ = Clock::now();
};

}  // namespace fastpam

#endif
