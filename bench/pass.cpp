// The unit of the benchmarks: one pass is the time to sum a square matrix of doubles once, on one
// thread, at the speed of memory (eight accumulators, so that the adder is not what is measured).
//
// Compiled by Rcpp::sourceCpp() from bench/engine.R.
#include <Rcpp.h>

#include <chrono>
#include <cstddef>
#include <vector>

// [[Rcpp::export]]
double pass_seconds(int n, int times) {
  using Clock = std::chrono::steady_clock;
  const std::size_t cells = static_cast<std::size_t>(n) * static_cast<std::size_t>(n);
  const std::vector<double> values(cells, 1.0);
  double best = 1e300, total = 0;
  for (int t = 0; t < times; ++t) {
    const Clock::time_point begin = Clock::now();
    double sum[8] = {0};
    std::size_t i = 0;
    for (; i + 8 <= cells; i += 8)
      for (std::size_t a = 0; a < 8; ++a) sum[a] += values[i + a];
    for (; i < cells; ++i) sum[0] += values[i];
    for (const double s : sum) total += s;
    const std::chrono::duration<double> took = Clock::now() - begin;
    if (took.count() < best) best = took.count();
  }
  return total > 0 ? best : 0;  // the sum is used, so that it is computed
}
