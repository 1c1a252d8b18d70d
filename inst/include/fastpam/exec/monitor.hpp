// Progress, log and interrupts of long computations. Only the calling thread uses a Monitor.
#ifndef FASTPAM_EXEC_MONITOR_HPP
#define FASTPAM_EXEC_MONITOR_HPP

#include <chrono>
#include <cstddef>

namespace fastpam {

/// Derive from it to show progress, to print the log, or to interrupt.
class Monitor {
 public:
  using Clock = std::chrono::steady_clock;

  virtual ~Monitor() = default;

  // Cheap enough for inner loops: calls poll() when a tenth of a second has passed since the last.
  void tick() {
    const Clock::time_point now = Clock::now();
    if (now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    poll();
  }

  // The phase that begins now, and how far it is; total == 0 when the end is not known.
  virtual void progress(const char* /*phase*/, std::size_t /*done*/, std::size_t /*total*/) {}

  // A pass over numbered blocks has done so many of them; told about ten times a second.
  virtual void blocks(std::size_t /*done*/, std::size_t /*total*/) {}

  // Text for the log; produced only where verbosity() reaches the level of the message.
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
