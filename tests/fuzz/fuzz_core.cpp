// Differential fuzzing of the core. Bytes make a small problem; every init and every swap runs on
// it, by every road, on threads and with every instruction set, and must agree with the textbook.
// With libFuzzer the bytes come from it; otherwise main() draws them: see bytes.hpp.
#include <fastpam/fit.hpp>

#include "../cpp/support/oracle.hpp"
#include "../cpp/support/support.hpp"
#include "bytes.hpp"

using fastpam::FitOptions;
using fastpam::FitResult;
using fastpam::Index;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;

namespace {

struct Case {
  Data data;
  Index k = 1;
  FitOptions options;
  std::string what;
};

// What a byte says as a dissimilarity: small numbers, so that ties abound, or odd ones.
double dissimilarity(unsigned byte, unsigned style) {
  switch (style) {
    case 0:
      return byte % 4;
    case 1:
      return byte / 16.0;
    case 2:
      return byte * 0.1;
    case 3:
      return std::ldexp(1 + byte % 8, static_cast<int>(byte / 8) - 16);
    case 4:
      return byte * 1e-310;  // denormal
    default:
      return byte * 1e290;
  }
}

Case read_case(Bytes& bytes) {
  Case out;
  // Mostly small, so that odd cases are frequent; now and then more than a vector of 32 or a tile
  // of 64.
  const Index n =
      static_cast<Index>(bytes.below(8) == 0 ? 31 + bytes.below(120) : 2 + bytes.below(29));
  out.k = 1 + static_cast<Index>(bytes.below(static_cast<unsigned>(n - 1)));
  const unsigned kind = bytes.below(support::n_kinds + 8);
  std::uint64_t seed = 0;
  for (int i = 0; i < 4; ++i) seed = seed << 8 | bytes.next();
  check::Random random(seed);
  if (kind < support::n_kinds) {
    out.data = support::make_data(static_cast<int>(kind), n, random);
  } else {
    out.data.n = n;
    out.data.kind = "bytes";
    out.data.d.assign(uz(n) * uz(n), 0.0);
    const unsigned style = bytes.below(6);
    for (Index i = 0; i < n; ++i)
      for (Index j = 0; j < i; ++j)
        out.data.set(
            i, j,
            dissimilarity(bytes.more() ? bytes.next() : static_cast<unsigned>(random.below(256)),
                          style));
  }
  support::set_weights(out.data, static_cast<int>(bytes.below(support::n_weightings)), out.k,
                       random);
  out.options.k = out.k;
  out.options.threads_from = 0;
  out.options.seed = seed;
  const auto& inits = fastpam::inits<double>();
  out.options.init = inits[bytes.below(static_cast<unsigned>(inits.size()))].name;
  if (bytes.below(2) == 1)
    for (unsigned s = 1 + bytes.below(2); s > 0; --s)
      out.options.starts.push_back(support::random_medoids(out.data, out.k, random));
  out.options.n_start = 1 + bytes.below(3);
  if (bytes.below(4) == 0) out.options.swap_options.max_iter = bytes.below(4);
  if (bytes.below(4) == 0) out.options.swap_options.table_bytes = 0;
  return out;
}

[[noreturn]] void report(const Case& c, const char* swap, const char* claim) {
  std::printf(
      "DISAGREEMENT: %s\n  swap %s, init %s, %zu starts, %s, n = %d, k = %d, weights:", claim, swap,
      c.options.init.c_str(), c.options.starts.size(), c.data.kind.c_str(), c.data.n, c.k);
  for (const double w : c.data.w) std::printf(" %.17g", w);
  std::printf("\n");
  for (Index i = 0; i < c.data.n; ++i) {
    for (Index j = 0; j < c.data.n; ++j) std::printf(" %.17g", c.data.at(i, j));
    std::printf("\n");
  }
  std::fflush(stdout);
  std::abort();
}

bool same(const FitResult& a, const FitResult& b) {
  return a.partition.medoid == b.partition.medoid && a.partition.label == b.partition.label &&
         a.start == b.start && a.best_run == b.best_run && support::same_bits(a.losses, b.losses) &&
         support::same_bits(a.swap.trace, b.swap.trace) && a.swap.iterations == b.swap.iterations &&
         support::same_bits(a.silhouette.width, b.silhouette.width) &&
         support::same_bits(a.clusters.av_diss, b.clusters.av_diss) &&
         a.clusters.isolation == b.clusters.isolation;
}

template <class T>
void run_case(Case c, unsigned choices) {
  const Instance<T> square(c.data, support::Road::square);
  c.data = square.data;
  // The textbook's running total may end below zero by rounding; fit() gives the true loss then.
  const auto book_of = [&](const std::vector<Index>& start) {
    auto book =
        oracle::swap(c.data, start, std::min<std::size_t>(c.options.swap_options.max_iter, 100000));
    for (double& loss : book.losses)
      if (loss < 0) loss = oracle::total_deviation(c.data, book.medoids);
    return book;
  };
  for (const auto& swap : fastpam::swaps<T>()) {
    const std::string name = swap.name;
    if (swap.medoid_silhouette && c.k < 2) continue;
    c.options.swap = name;
    Machine plain(1, fastpam::Isa::plain);
    const FitResult fit = fastpam::fit(*square.problem, c.options, plain.ctx);

    // The same by another road, on threads, with other instructions.
    for (const support::Road road : support::roads()) {
      const Instance<T> other(c.data, road);
      ++choices;
      const auto isas = support::isas();
      Machine machine(static_cast<int>(choices % 3), isas[choices % isas.size()]);
      if (!same(fastpam::fit(*other.problem, c.options, machine.ctx), fit))
        report(c, swap.name, "the source, threads or instructions change the result");
    }

    const std::vector<Index>& medoids = fit.partition.medoid;
    if (swap.medoid_silhouette) {
      double loss = 0, dn = 0, ds = 0;
      for (Index o = 0; o < c.data.n; ++o) {
        oracle::two_least(c.data, medoids, o, dn, ds);
        loss += dn == 0 ? 0 : c.data.weight(o) * (dn / ds);
      }
      if (!(std::fabs(loss - fit.swap.loss) <= 1e-11 * c.data.n))
        report(c, swap.name, "the loss is not that of the medoids");
      continue;
    }
    const double total = oracle::total_deviation(c.data, medoids);
    const double scale = fit.init_loss;
    if (!(std::fabs(total - fit.swap.loss) <= 1e-11 * scale))
      report(c, swap.name, "the loss is not that of the medoids");
    const oracle::Labels labels = oracle::labels(c.data, medoids);
    if (labels.label != fit.partition.label || labels.medoid != medoids)
      report(c, swap.name, "an object is not with its nearest medoid");
    if (!support::same_bits(fit.init_loss, oracle::total_deviation(c.data, fit.start)))
      report(c, swap.name, "the first loss is not that of the start");
    // (BUILD's only medoid is not searched further, as in cluster.)
    const bool searched = !(c.k == 1 && c.options.starts.empty() && c.options.init == "build");
    if (searched && (name == "pam" || name == "fastpam1" || name == "original")) {
      const oracle::Swapped book = book_of(fit.start);
      if (book.medoids != support::sorted(medoids) ||
          !support::same_bits(book.losses, fit.swap.trace))
        report(c, swap.name, "not the textbook's swaps");
    }
    if (searched && fit.swap.converged && name != "alternating" &&
        oracle::best_change(c.data, medoids) < -1e-11 * scale)
      report(c, swap.name, "a swap still improves");
    if (c.options.starts.empty() && c.options.init == "build" &&
        fit.start != oracle::build(c.data, c.k))
      report(c, swap.name, "not the textbook's BUILD");
    if (!oracle::same(oracle::statistics(c.data, labels), fit.clusters))
      report(c, swap.name, "a statistic is not that of its definition");
    for (Index o = 0; c.k > 1 && o < c.data.n; ++o) {
      Index neighbor = -1;
      if (oracle::silhouette(c.data, labels, o, neighbor) != fit.silhouette.width[uz(o)] ||
          neighbor != fit.silhouette.neighbor[uz(o)])
        report(c, swap.name, "a silhouette is not that of its definition");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const unsigned choices = bytes.next();
  const Case c = read_case(bytes);
  if (choices % 4 == 3 && c.data.max() < 1e30)
    run_case<float>(c, choices);
  else
    run_case<double>(c, choices);
  return 0;
}
