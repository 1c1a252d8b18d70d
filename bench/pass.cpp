// The unit of the benchmarks: one pass is the time to sum a square matrix of doubles once, on one
// thread. Measured in two ways: as anybody would write it, one accumulator, where each addition waits
// for the one before; and at the speed of memory, with eight.
//
// Compiled by Rcpp::sourceCpp() from bench/engine.R.
#include <Rcpp.h>

#include <chrono>
#include <cstddef>
#include <vector>

namespace {

template <std::size_t Lanes>
double sum(const std::vector<double>& values) {
  double lane[Lanes] = {0}, total = 0;
  std::size_t i = 0;
  for (; i + Lanes <= values.size(); i += Lanes)
    for (std::size_t a = 0; a < Lanes; ++a) lane[a] += values[i + a];
  for (; i < values.size(); ++i) lane[0] += values[i];
  for (const double l : lane) total += l;
  return total;
}

}  // namespace

// The least of `times` measurements, in seconds: plain, and at the speed of memory.
// [[Rcpp::export]]
Rcpp::NumericVector pass_seconds(int n, int times) {
  using Clock = std::chrono::steady_clock;
  const std::vector<double> values(static_cast<std::size_t>(n) * static_cast<std::size_t>(n), 1.0);
  double best[2] = {1e300, 1e300}, total = 0;
  for (int t = 0; t < 2 * times; ++t) {
    const Clock::time_point begin = Clock::now();
    total += t % 2 == 0 ? sum<1>(values) : sum<8>(values);
    const std::chrono::duration<double> took = Clock::now() - begin;
    if (took.count() < best[t % 2]) best[t % 2] = took.count();
  }
  // The sums are used, so that they are computed.
  return Rcpp::NumericVector::create(total > 0 ? best[0] : 0, best[1]);
}
