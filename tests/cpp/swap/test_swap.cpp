// swap/: the exact searches swap by swap against the textbook; all others swap-optimal, falling,
// and the same for every road, number of threads and instruction set.
#include <fastpam/swap/registry.hpp>
#include <fastpam/init/registry.hpp>

#include "support/check.hpp"
#include "support/oracle.hpp"
#include "support/support.hpp"

using fastpam::Index;
using fastpam::SearchState;
using fastpam::SwapOptions;
using fastpam::SwapReport;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;
using support::Road;

struct Outcome {
  std::vector<Index> medoids;  // by slot
  SwapReport report;
  fastpam::WorkCount count;
};

template <class T>
static Outcome run_swap(const char* name, const Instance<T>& instance,
                        const std::vector<Index>& start, const SwapOptions& options,
                        Machine& machine) {
  SearchState<T> state(*instance.problem, start, machine.ctx);
  Outcome out;
  out.report = fastpam::find_by_name(fastpam::swaps<T>(), name)->run(state, options, machine.ctx);
  out.medoids = state.medoid;
  out.count = machine.ctx.count;
  return out;
}

static bool same_outcome(const Outcome& a, const Outcome& b) {
  return a.medoids == b.medoids && a.report.swaps == b.report.swaps &&
         a.report.iterations == b.report.iterations && a.report.converged == b.report.converged &&
         support::same_bits(a.report.trace, b.report.trace) &&
         support::same_bits(a.report.loss, b.report.loss);
}

static bool falling(const SwapReport& report, double first) {
  double last = first;
  for (const double loss : report.trace) {
    if (!(loss < last)) return false;
    last = loss;
  }
  return report.trace.empty() || report.loss == report.trace.back();
}

template <class T>
static void test_search(int kind, Index n, Index k, bool from_build, check::Random& random) {
  Data data = support::make_data(kind, n, random);
  support::set_weights(data, static_cast<int>(random.below(support::n_weightings)), k, random);
  INFO(data.kind, ", n = ", n, ", k = ", k);
  const Instance<T> reference(data, Road::square);
  const std::vector<Index> start = support::sorted(
      from_build ? oracle::build(reference.data, k) : support::random_medoids(data, k, random));
  const oracle::Swapped book = oracle::swap(reference.data, start);
  const double scale = book.first > 0 ? book.first : 1;

  for (const auto& swap : fastpam::swaps<T>()) {
    if (swap.medoid_silhouette) continue;  // another loss: swap/test_fastermsc.cpp
    const std::string name = swap.name;
    INFO(name);
    Machine plain(1, fastpam::Isa::plain);
    const Outcome first = run_swap(swap.name, reference, start, {}, plain);
    const double loss = oracle::total_deviation(reference.data, first.medoids);
    const bool exact = name == "pam" || name == "fastpam1" || name == "original";
    if (exact) {
      // The textbook's swaps, in its order, to the last bit of the running total.
      CHECK(support::sorted(first.medoids) == book.medoids);
      CHECK(support::same_bits(first.report.trace, book.losses));
      CHECK_EQ(first.report.swaps, book.losses.size());
      CHECK_EQ(first.report.iterations, book.losses.size() + 1);
    } else {
      CHECK(support::same_bits(first.report.loss, loss));
    }
    CHECK(falling(first.report, book.first));
    CHECK(first.report.converged);
    CHECK(std::fabs(first.report.loss - loss) <= 1e-12 * scale);
    if (name != "alternating")
      CHECK(oracle::best_change(reference.data, first.medoids) >= -1e-12 * scale);

    for (const Road road : support::roads()) {
      const Instance<T> instance(data, road);
      for (const int threads : {0, 1, 3}) {
        Machine machine(threads);
        const Outcome other = run_swap(swap.name, instance, start, {}, machine);
        CHECK(same_outcome(other, first));
        if (other.count.evaluations != first.count.evaluations ||
            other.count.rows_read != first.count.rows_read)
          CHECK(false);
      }
      // Without memory for sums of all pairs.
      SwapOptions small;
      small.table_bytes = 0;
      Machine machine(2);
      CHECK(same_outcome(run_swap(swap.name, instance, start, small, machine), first));
    }

    // Cut short: no more passes than asked for, and the state is what was reached by then.
    for (const std::size_t most : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
      SwapOptions few;
      few.max_iter = most;
      Machine machine(2);
      const Outcome cut = run_swap(swap.name, reference, start, few, machine);
      CHECK(cut.report.iterations <= most);
      const std::size_t m = cut.report.trace.size();
      bool prefix =
          m <= first.report.trace.size() &&
          std::equal(cut.report.trace.begin(), cut.report.trace.end(), first.report.trace.begin());
      if (exact && m > 0) prefix = prefix && support::sorted(cut.medoids) == book.steps[m - 1];
      if (most == 0) prefix = prefix && m == 0 && support::sorted(cut.medoids) == start;
      if (exact) prefix = prefix && m == std::min(most, book.losses.size());
      CHECK(prefix);
      if (cut.report.converged)
        CHECK(support::sorted(cut.medoids) == support::sorted(first.medoids));
    }
  }
}

// Invariances of the exact search on data without ties.
TEST_CASE("swaps do not depend on scale or order") {
  check::Random random(23);
  for (int repeat = 0; repeat < 10; ++repeat) {
    const Index n = 40, k = 1 + static_cast<Index>(random.below(6));
    const Data data = support::make_data(repeat % 2 == 0 ? 0 : 5, n, random);
    const std::vector<Index> start = support::random_medoids(data, k, random);
    const Instance<double> instance(data, Road::square);
    Machine machine;
    for (const char* name : {"pam", "fastpam1", "original"}) {
      const Outcome first = run_swap(name, instance, start, {}, machine);
      // Scaled by a power of two.
      for (const int exponent : {-30, -3, 5, 400}) {
        Data scaled = data;
        for (double& v : scaled.d) v = std::ldexp(v, exponent);
        const Instance<double> other(scaled, Road::packed);
        const Outcome out = run_swap(name, other, start, {}, machine);
        CHECK(out.medoids == first.medoids);
        CHECK_SAME_BITS(out.report.loss, std::ldexp(first.report.loss, exponent));
      }
      // Objects in another order.
      std::vector<Index> to;
      for (const std::size_t p : random.choose(uz(n), uz(n))) to.push_back(static_cast<Index>(p));
      Data moved = data;
      for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j)
          moved.d[uz(to[uz(i)]) * uz(n) + uz(to[uz(j)])] = data.at(i, j);
      std::vector<Index> moved_start, expected;
      for (const Index m : start) moved_start.push_back(to[uz(m)]);
      for (const Index m : first.medoids) expected.push_back(to[uz(m)]);
      const Instance<double> other(moved, Road::packed);
      const Outcome out = run_swap(name, other, moved_start, {}, machine);
      CHECK(support::sorted(out.medoids) == support::sorted(expected));
      CHECK_EQ(out.report.swaps, first.report.swaps);
    }
  }
}

// Whole weights are repetitions: the same total, whatever the search.
TEST_CASE("the same search twice") {
  check::Random random(29);
  for (int repeat = 0; repeat < 20; ++repeat) {
    const Index n = 12, k = 1 + static_cast<Index>(random.below(3));
    Data data = support::make_data(repeat % 2 == 0 ? 0 : 5, n, random);
    for (double& v : data.d) v = std::round(v * 0x1p20) * 0x1p-20;  // sums are exact
    support::set_weights(data, 3, k, random);
    Data rows;
    std::vector<Index> from;
    for (Index o = 0; o < n; ++o)
      for (int r = 0; r < static_cast<int>(data.weight(o)); ++r) from.push_back(o);
    rows.n = static_cast<Index>(from.size());
    rows.d.assign(uz(rows.n) * uz(rows.n), 0.0);
    for (Index i = 0; i < rows.n; ++i)
      for (Index j = 0; j < i; ++j) rows.set(i, j, data.at(from[uz(i)], from[uz(j)]));
    const Instance<double> weighted(data, Road::square), repeated(rows, Road::square);
    Machine machine;
    const auto a = fastpam::init_build(*weighted.problem, k, machine.ctx);
    auto b = fastpam::init_build(*repeated.problem, k, machine.ctx);
    for (const char* name : {"pam", "fastpam1", "original"}) {
      const Outcome one = run_swap(name, weighted, a, {}, machine);
      const Outcome two = run_swap(name, repeated, b, {}, machine);
      std::vector<Index> back;
      for (const Index m : two.medoids) back.push_back(from[uz(m)]);
      CHECK(support::sorted(back) == support::sorted(one.medoids));
      CHECK_NEAR(one.report.loss, two.report.loss, 1e-12);
    }
  }
}

TEST_CASE("each swap phase does what it is defined to do") {
  check::Random random(19);
  for (int kind = 0; kind < support::n_kinds; ++kind) {
    for (const bool from_build : {true, false}) {
      test_search<double>(kind, 2, 1, from_build, random);
      test_search<double>(kind, 8, 7, from_build, random);
      test_search<float>(kind, 8, 1, from_build, random);
      test_search<double>(kind, 20, 3, from_build, random);
      if (support::light) continue;
      test_search<float>(kind, 33, 5, from_build, random);
      test_search<double>(kind, 50, 12, from_build, random);
    }
  }
  test_search<double>(1, 560, 3, true, random);  // several blocks of columns
  if (!support::light) test_search<double>(0, 560, 4, false, random);
}
