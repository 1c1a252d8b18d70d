// Differential fuzzing of what is skipped by the triangle inequality. Bytes make a small table; a
// search that skips objects out of reach must be the one that looks at all of them, to the last
// bit.
#include <fastpam/dissim/computed/dense_source.hpp>
#include <fastpam/fit.hpp>
#include <fastpam/init/build.hpp>
#include <fastpam/metric/registry.hpp>
#include <fastpam/sample/clarans.hpp>

#include "../cpp/support/support.hpp"
#include "bytes.hpp"

using namespace fastpam;

namespace {

struct Case {
  MatrixView view;
  std::vector<double> x, w;
  std::vector<char> candidates, fixed;
  const Metric* metric = nullptr;
  FitOptions options;
  unsigned style = 0;
};

double value(unsigned style, unsigned byte, check::Random& random) {
  switch (style) {
    case 0:
      return byte % 3;  // ties
    case 1:
      return byte * 0.1;
    case 2:
      return std::ldexp(1 + byte % 8, static_cast<int>(byte / 8) - 16);  // from small to large
    case 3:
      return random.uniform();
    case 4:
      return 1e12 + byte % 5;  // an offset that eats the differences
    case 5:
      return byte * 1e-160;  // squares below the smallest number
    case 6:
      return byte * 1e-310;
    case 7:
      return byte * 1e-22;  // the same for floats
    case 8:
      return (byte % 2) * 2e6 + random.uniform();  // differences lost in floats
    default:
      return (byte % 4) * 1e3 + random.uniform() * (byte % 2);  // clusters, some of them points
  }
}

Case read_case(Bytes& bytes) {
  Case c;
  static const char* const names[] = {"euclidean", "manhattan", "maximum", "hellinger", "chord"};
  c.metric = find_metric(names[bytes.below(5)]);
  const Index n =
      static_cast<Index>(bytes.below(4) == 0 ? 500 + bytes.below(2500) : 49 + bytes.below(400));
  const std::size_t p = 1 + bytes.below(5);
  c.style = bytes.below(10);
  std::uint64_t seed = 0;
  for (int i = 0; i < 4; ++i) seed = seed << 8 | bytes.next();
  check::Random random(seed);
  c.x.resize(uz(n) * p);
  for (double& v : c.x) {
    v = value(c.style, bytes.more() ? bytes.next() : static_cast<unsigned>(random.below(256)),
              random);
    if (c.metric->transform.dense != nullptr) v = v + 1;  // no row of zeros
  }
  if (bytes.below(4) == 0)  // copies
    for (Index i = 1; i < n; ++i)
      if (random.below(2) == 0) {
        const Index from = static_cast<Index>(random.below(uz(i)));
        for (std::size_t v = 0; v < p; ++v) c.x[v * uz(n) + uz(i)] = c.x[v * uz(n) + uz(from)];
      }
  c.view.n = n;
  c.view.p = p;
  c.options.k = 2 + static_cast<Index>(bytes.below(bytes.below(2) == 0 ? 6 : 40));
  if (bytes.below(3) == 0)
    for (Index i = 0; i < n; ++i)
      c.w.push_back(random.below(3) == 0 ? 1 + random.uniform()
                                         : static_cast<double>(1 + random.below(4)));
  if (bytes.below(4) == 0) {
    for (Index i = 0; i < n; ++i) c.candidates.push_back(i < 48 || random.below(2) == 0);
    if (bytes.below(2) == 0) {
      c.fixed.assign(uz(n), 0);
      c.fixed[1] = 1;
    }
  }
  static const char* const swaps[] = {"fasterpam", "fasterpam", "fastpam2",
                                      "pam",       "pam",       "fastpam1"};
  c.options.swap = swaps[bytes.below(6)];
  c.options.init = "random";
  c.options.seed = seed;
  c.options.threads_from = 0;
  c.options.statistics = Statistics::none;
  if (bytes.below(4) == 0) c.options.swap_options.max_iter = bytes.below(4);
  return c;
}

[[noreturn]] void report(const Case& c, const char* claim) {
  std::printf(
      "DISAGREEMENT: %s\n  %s, %s, n = %d, p = %zu, k = %d, style %u, %zu weights, %zu flags\n",
      claim, c.metric->name, c.options.swap.c_str(), c.view.n, c.view.p, c.options.k, c.style,
      c.w.size(), c.candidates.size());
  std::fflush(stdout);
  std::abort();
}

template <class T>
void run_case(Case& c, unsigned choices) {
  c.view.real = c.x.data();
  const auto isas = support::isas();
  const auto source =
      dense_source<T>(c.view, *c.metric, DenseOptions{}, isas[choices % isas.size()]);
  support::Machine plain(1, Isa::plain);
  support::Machine machine(static_cast<int>(choices % 3), isas[choices % isas.size()]);
  Problem<T> problem{*source, c.w.empty() ? nullptr : c.w.data(),
                     max_dissimilarity(*source, plain.ctx)};
  if (!c.candidates.empty()) problem.candidates = c.candidates.data();
  if (!c.fixed.empty()) problem.fixed = c.fixed.data();
  FitOptions options = c.options;
  options.swap_options.skip.from = std::numeric_limits<Index>::max();
  SkipOptions always;
  always.always = true;
  if (init_build(problem, c.options.k, plain.ctx, options.swap_options.skip) !=
      init_build(problem, c.options.k, machine.ctx, always))
    report(c, "skipping changes BUILD");
  plain.ctx.count = machine.ctx.count = {};  // the first medoid is found with fewer rows
  const FitResult all = fit(problem, options, plain.ctx);
  options.swap_options.skip.always = true;
  options.swap_options.skip.floats = choices % 16 < 12;
  if (choices % 2 == 0) options.state_bytes = 0;
  const FitResult skipped = fit(problem, options, machine.ctx);
  ClaransOptions walk;
  walk.k = options.k;
  walk.num_local = 1;
  walk.max_neighbor = 50;
  walk.seed = options.seed;
  walk.fast = choices % 8 < 6;
  walk.skip.from = std::numeric_limits<Index>::max();
  const ClaransResult walked = clarans(problem, walk, plain.ctx);
  walk.skip.always = true;
  const ClaransResult walked_skipping = clarans(problem, walk, machine.ctx);
  if (walked.walks[0].medoids != walked_skipping.walks[0].medoids ||
      !support::same_bits(walked.walks[0].swap.trace, walked_skipping.walks[0].swap.trace))
    report(c, "skipping changes a walk");
  if (all.partition.medoid != skipped.partition.medoid ||
      all.partition.label != skipped.partition.label ||
      !support::same_bits(all.swap.trace, skipped.swap.trace) ||
      all.swap.iterations != skipped.swap.iterations || all.swap.swaps != skipped.swap.swaps ||
      all.swap.converged != skipped.swap.converged ||
      plain.ctx.count.evaluations != machine.ctx.count.evaluations)
    report(c, "skipping changes the search");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const unsigned choices = bytes.next();
  Case c = read_case(bytes);
  if (choices % 4 == 3)
    run_case<float>(c, choices);
  else
    run_case<double>(c, choices);
  return 0;
}
