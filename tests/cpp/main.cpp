// main() of each test program. Prints what failed, and a closing line "N passed, N failed" that
// counts checks. A case that made no check is a failure: it tests nothing.
//
//   PROGRAM --test-case='*gains*'     some cases (more: PROGRAM --help)
#if defined(FASTPAM_SANITIZED)
#define DOCTEST_CONFIG_NO_POSIX_SIGNALS  // the sanitizer says more about a crash
#endif
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdio>

namespace {

long passed = 0, failed = 0;
bool any_case = false;

struct Sum final : doctest::ConsoleReporter {
  explicit Sum(const doctest::ContextOptions& options) : ConsoleReporter(options) {}

  void test_case_end(const doctest::CurrentTestCaseStats& stats) override {
    ConsoleReporter::test_case_end(stats);
    const bool otherwise =
        (stats.failure_flags & ~doctest::TestCaseFailureReason::AssertFailure) != 0;
    const bool empty = stats.numAssertsCurrentTest == 0 && !otherwise;
    if (empty) std::printf("%s: \"%s\" made no check\n", tc->m_file.c_str(), tc->m_name);
    if (otherwise || empty) ++failed;
  }

  void test_run_end(const doctest::TestRunStats& stats) override {
    ConsoleReporter::test_run_end(stats);
    any_case = stats.numTestCasesPassingFilters > 0;
    passed = stats.numAsserts - stats.numAssertsFailed;
    failed += stats.numAssertsFailed;
    std::printf("%ld passed, %ld failed\n", passed, failed);
    std::fflush(stdout);
  }
};

REGISTER_REPORTER("sum", 0, Sum);

}  // namespace

int main(int argc, char** argv) {
  doctest::Context context;
  context.setOption("reporters", "sum");
  context.setOption("minimal", true);  // only what failed
  context.applyCommandLine(argc, argv);
  context.run();
  if (context.shouldExit()) return 0;  // it was asked for help or a list
  return failed > 0 || (any_case && passed == 0) ? 1 : 0;
}
