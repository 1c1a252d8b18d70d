#include "r_context.h"

#include <RcppParallel.h>

#include <algorithm>
#include <cstdlib>
#include <fastpam/exec/team.hpp>
#include <fstream>
#include <limits>
#include <string>
#include <thread>

#if defined(_WIN32)
#include <windows.h>
#else
#include <unistd.h>
#endif
#if defined(__APPLE__)
#include <sys/sysctl.h>
#include <sys/types.h>
#endif

namespace {

// RcppParallel only lends the threads, once a call, so that its settings and its back ends hold.
// Blocks are drawn from the team's rounds, which keeps the fallback back end (it ignores thread
// counts and loses exceptions) as good as TBB, and hundreds of short rounds cheap in both.
class ParallelTeam final : public fastpam::Team {
 public:
  using Team::Team;
  ~ParallelTeam() override { disband(); }

 protected:
  struct Loan : RcppParallel::Worker {
    explicit Loan(const std::function<void(int)>& s) : serve(s) {}
    void operator()(std::size_t begin, std::size_t end) override {
      for (std::size_t w = begin; w < end; ++w) serve(static_cast<int>(w) + 1);
    }
    const std::function<void(int)>& serve;
  };

  void lend(int helpers, const std::function<void(int)>& serve) override {
    Loan loan(serve);
    // TBB has no more threads than processors, and complains on the console when asked for more.
    // The helpers without a thread find nothing left to do when their turn comes.
    const int processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    RcppParallel::parallelFor(0, static_cast<std::size_t>(helpers), loan, 1,
                              std::min(helpers, processors));
  }
};

#if !defined(_WIN32)
const pid_t loaded_in = getpid();
// After fork() (parallel::mclapply) the pool's threads are gone but it does not know.
bool forked() { return getpid() != loaded_in; }
#else
bool forked() { return false; }
#endif

}  // namespace

// Memory is set aside for each thread, so a slip of the finger must not ask for a million.
int resolve_threads(int n_threads) {
  const int most = 1024;
  if (forked()) return 1;
  if (n_threads > 0) return std::min(n_threads, most);
  if (const char* set = std::getenv("RCPP_PARALLEL_NUM_THREADS")) {
    const int n = std::atoi(set);
    if (n > 0) return std::min(n, most);
  }
  const unsigned cores = std::thread::hardware_concurrency();
  return cores > 0 ? static_cast<int>(cores) : 1;
}

RContext::RContext(int n_threads, int trace_lev, bool progress)
    : monitor_(new RMonitor(trace_lev, progress)) {
  const int workers = resolve_threads(n_threads);
  if (workers > 1)
    executor_.reset(new ParallelTeam(workers));
  else
    executor_.reset(new fastpam::SerialExecutor());
  context_.reset(new fastpam::Context{*executor_, *monitor_});
}

RContext::~RContext() = default;

void RContext::within(std::size_t number, std::size_t total) { monitor_->within(number, total); }

double available_memory() {
#if defined(_WIN32)
  MEMORYSTATUSEX status;
  status.dwLength = sizeof(status);
  if (GlobalMemoryStatusEx(&status)) return static_cast<double>(status.ullAvailPhys);
#elif defined(__APPLE__)
  // macOS keeps little memory formally free; half of what is built in is a sober guess.
  int64_t bytes = 0;
  std::size_t length = sizeof(bytes);
  if (sysctlbyname("hw.memsize", &bytes, &length, nullptr, 0) == 0)
    return static_cast<double>(bytes) / 2;
#else
  std::ifstream info("/proc/meminfo");
  std::string key, unit;
  double kilobytes = 0;
  while (info >> key >> kilobytes) {
    std::getline(info, unit);
    if (key == "MemAvailable:") return kilobytes * 1024;
  }
#endif
  return std::numeric_limits<double>::quiet_NaN();
}
