// Differential fuzzing of searches that estimate with rounded dissimilarities. Bytes make a small
// triangle; a search with rounded dissimilarities must be the one without, to the last bit.
#include <fastpam/dissim/reading/prepared.hpp>
#include <fastpam/fit.hpp>

#include "../cpp/support/support.hpp"
#include "bytes.hpp"

using namespace fastpam;

namespace {

struct Case {
  Index n = 0;
  std::vector<double> d, w;
  std::vector<char> candidates, fixed;
  FitOptions options;
  unsigned style = 0;
};

double value(unsigned style, unsigned byte, check::Random& random) {
  switch (style) {
    case 0:
      return 1 + byte % 3;  // ties
    case 1:
      return 1 + byte % 16 * 0x1p-27;  // differences that floats do not see
    case 2:
      return 1 + static_cast<double>(byte % 4) + byte % 7 * 0x1p-25;  // floats round up and down
    case 3:
      return random.uniform();
    case 4:
      return 1e12 + byte % 5;
    case 5:
      return std::ldexp(1 + byte % 8, static_cast<int>(byte / 8) * 8 - 140);
    case 6:
      return byte * 3e-40 + byte % 2 * 1e-25;  // floats lose digits, next to others
    case 7:
      return (1 + byte) * 1e36;
    case 8:
      return 1 - byte % 11 / (1. + byte % 13);  // ratios
    case 9:
      return byte * 1e-45;  // below the range of rounded squares
    default:
      return (byte % 4) * 1e3 + random.uniform() * (byte % 2);  // clusters, some of them points
  }
}

Case read_case(Bytes& bytes) {
  Case c;
  c.n = static_cast<Index>(bytes.below(4) == 0 ? 100 + bytes.below(500) : 4 + bytes.below(60));
  c.style = bytes.below(11);
  std::uint64_t seed = 0;
  for (int i = 0; i < 4; ++i) seed = seed << 8 | bytes.next();
  check::Random random(seed);
  const unsigned zeros = bytes.below(3);
  c.d.resize(n_pairs(c.n));
  for (double& v : c.d) {
    v = value(c.style, bytes.more() ? bytes.next() : static_cast<unsigned>(random.below(256)),
              random);
    v = v < 0 ? -v : v;
    if (zeros == 0 && random.below(4) == 0) v = 0;
  }
  const Index most = std::min<Index>(c.n - 1, bytes.below(2) == 0 ? 8 : 60);
  c.options.k = 2 + static_cast<Index>(bytes.below(static_cast<unsigned>(most - 1)));
  if (bytes.below(3) == 0)
    for (Index i = 0; i < c.n; ++i)
      c.w.push_back(random.below(3) == 0 ? random.uniform() * 1e3
                                         : static_cast<double>(1 + random.below(4)));
  if (bytes.below(4) == 0) {
    for (Index i = 0; i < c.n; ++i)
      c.candidates.push_back(i <= c.options.k || random.below(2) == 0);
    if (bytes.below(2) == 0) {
      c.fixed.assign(uz(c.n), 0);
      c.fixed[1] = 1;
    }
  }
  static const char* const swaps[] = {"pam", "pam", "fastpam1", "fasterpam", "fasterpam"};
  static const char* const inits[] = {"build", "build", "random", "lab", "kmeanspp", "parkjun"};
  c.options.swap = swaps[bytes.below(5)];
  c.options.init = inits[bytes.below(6)];
  c.options.seed = seed;
  c.options.threads_from = 0;
  if (bytes.below(8) == 0) c.options.swap_options.table_bytes = 0;
  if (bytes.below(4) == 0) c.options.swap_options.max_iter = bytes.below(4);
  return c;
}

[[noreturn]] void report(const Case& c, const char* claim) {
  std::printf("DISAGREEMENT: %s\n  %s from %s, n = %d, k = %d, style %u, %zu weights, %zu flags\n",
              claim, c.options.swap.c_str(), c.options.init.c_str(), c.n, c.options.k, c.style,
              c.w.size(), c.candidates.size());
  std::fflush(stdout);
  std::abort();
}

FitResult run(const Case& c, bool rounded, Context& ctx) {
  const PackedSource<double, double> source(c.d.data(), c.n);
  StorageOptions storage;
  storage.computed = false;
  storage.max = *std::max_element(c.d.begin(), c.d.end());
  storage.rounded = rounded;
  storage.rounded_from = 0;
  const Prepared<double> prepared = prepare(source, storage, ctx);
  if ((prepared.rounded != nullptr) != (rounded && RoundedSquare::fits(storage.max)))
    report(c, "no rounded dissimilarities");
  Problem<double> problem{*prepared.source, c.w.empty() ? nullptr : c.w.data(), prepared.max};
  problem.rounded = prepared.rounded.get();
  if (!c.candidates.empty()) problem.candidates = c.candidates.data();
  if (!c.fixed.empty()) problem.fixed = c.fixed.data();
  return fit(problem, c.options, ctx);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const unsigned choices = bytes.next();
  const Case c = read_case(bytes);
  const auto isas = support::isas();
  support::Machine plain(1, Isa::plain);
  support::Machine machine(static_cast<int>(choices % 3), isas[choices % isas.size()]);
  const FitResult a = run(c, false, plain.ctx), b = run(c, true, machine.ctx);
  if (a.start != b.start) report(c, "rounding changes the start");
  if (a.partition.medoid != b.partition.medoid || a.partition.label != b.partition.label ||
      !support::same_bits(a.swap.trace, b.swap.trace) || a.swap.iterations != b.swap.iterations ||
      a.swap.swaps != b.swap.swaps || a.swap.converged != b.swap.converged ||
      !support::same_bits(a.losses, b.losses))
    report(c, "rounding changes the search");
  if (!support::same_bits(a.silhouette.width, b.silhouette.width) ||
      !support::same_bits(a.clusters.diameter, b.clusters.diameter))
    report(c, "rounding changes the statistics");
  return 0;
}
