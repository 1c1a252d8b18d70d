#include "r_context.h"

#include <RcppParallel.h>

#include <algorithm>
#include <cstdlib>
#include <fastpam/exec/team.hpp>
#include <string>
#include <thread>

#if !defined(_WIN32)
#include <unistd.h>
#endif

namespace {

// RcppParallel only provides the threads, once per call, so its settings and back ends apply. The
// team hands out the blocks. So the fallback back end, which ignores thread counts and loses
// exceptions, works as well as TBB, and hundreds of short rounds are cheap in both.
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
    // TBB has no more threads than processors and prints a warning on the console if more are
    // requested. Helpers without a thread run later and find nothing left to do.
    const int processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    RcppParallel::parallelFor(0, static_cast<std::size_t>(helpers), loan, 1,
                              std::min(helpers, processors));
  }
};

#if !defined(_WIN32)
const pid_t loaded_in = getpid();
// After fork() (parallel::mclapply) the threads of the pool no longer exist, but the pool does not
// know this.
bool forked() { return getpid() != loaded_in; }
#else
bool forked() { return false; }
#endif

// The number in an environment variable; 0 if it holds none.
int number_of(const char* variable) {
  const char* text = std::getenv(variable);
  return text == nullptr ? 0 : std::atoi(text);
}

}  // namespace

// Memory is allocated for each thread, so a typing error must not request a million threads.
int resolve_threads(int n_threads) {
  const int most = 1024;
  if (forked()) return 1;
  if (n_threads > 0) return std::min(n_threads, most);
  const int set = number_of("RCPP_PARALLEL_NUM_THREADS");
  if (set > 0) return std::min(set, most);
  int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  // If no number is given, general limits apply, such as the one of CRAN's checks.
  const int limit = number_of("OMP_THREAD_LIMIT");
  if (limit > 0) cores = std::min(cores, limit);
  const char* check = std::getenv("_R_CHECK_LIMIT_CORES_");
  if (check != nullptr && *check != '\0' && std::string(check) != "false" &&
      std::string(check) != "FALSE")
    cores = std::min(cores, 2);
  return std::min(cores, most);
}

RContext::RContext(const RunOptions& run) : RContext(run.n_threads, run.trace, run.progress) {}

RContext::RContext(int n_threads, int trace, bool progress)
    : monitor_(new RMonitor(trace, progress)) {
  const int workers = resolve_threads(n_threads);
  if (workers > 1)
    executor_.reset(new ParallelTeam(workers));
  else
    executor_.reset(new fastpam::SerialExecutor());
  context_.reset(new fastpam::Context{*executor_, *monitor_});
}

RContext::~RContext() = default;

void RContext::within(std::size_t number, std::size_t total) { monitor_->within(number, total); }
