// Differential fuzzing of CLARA and CLARANS: random small problems and options; what is reported
// must be what the medoids give by the textbook, on any number of threads and with every
// instruction set.
#include <fastpam/dissim/stored/square.hpp>
#include <fastpam/sample/clara_statistics.hpp>
#include <fastpam/sample/clarans.hpp>

#include "../cpp/support/oracle.hpp"
#include "../cpp/support/support.hpp"
#include "bytes.hpp"

using namespace fastpam;
using support::Data;
using support::Instance;
using support::Machine;
using support::Road;

namespace {

[[noreturn]] void report(const Data& d, Index k, const char* what, const char* claim) {
  std::printf("DISAGREEMENT: %s\n  %s, %s, n = %d, k = %d, weights:", claim, what, d.kind.c_str(),
              d.n, k);
  for (const double w : d.w) std::printf(" %.17g", w);
  std::printf("\n");
  for (Index i = 0; i < d.n; ++i) {
    for (Index j = 0; j < d.n; ++j) std::printf(" %.17g", d.at(i, j));
    std::printf("\n");
  }
  std::fflush(stdout);
  std::abort();
}

bool close(double a, double b, double scale) { return std::fabs(a - b) <= 1e-11 * scale; }

template <class T>
void run_clarans(const Data& given, Index k, Bytes& bytes, unsigned choices) {
  ClaransOptions options;
  options.k = k;
  options.fast = bytes.below(2) == 0;
  options.num_local = 1 + bytes.below(3);
  options.max_neighbor = bytes.below(40);
  options.seed = bytes.next();
  const Instance<T> square(given, Road::square);
  const Data& d = square.data;
  Machine plain(1, Isa::plain);
  const ClaransResult one = clarans<T>(*square.problem, options, plain.ctx);
  for (const Road road : support::roads()) {
    const Instance<T> other(d, road);
    ++choices;
    const auto isas = support::isas();
    Machine machine(static_cast<int>(choices % 4), isas[choices % isas.size()]);
    const ClaransResult r = clarans<T>(*other.problem, options, machine.ctx);
    for (std::size_t w = 0; w < one.walks.size(); ++w)
      if (r.best != one.best || r.walks[w].medoids != one.walks[w].medoids ||
          !support::same_bits(r.walks[w].swap.trace, one.walks[w].swap.trace))
        report(d, k, "clarans", "the source, threads or instructions change the result");
  }
  for (const ClaransWalk& walk : one.walks) {
    if (!close(walk.swap.loss, oracle::total_deviation(d, walk.medoids), walk.init_loss))
      report(d, k, "clarans", "the loss is not that of the medoids");
    if (!close(walk.init_loss, oracle::total_deviation(d, walk.start), walk.init_loss))
      report(d, k, "clarans", "the first loss is not that of the start");
    std::vector<Index> medoids = support::sorted(walk.medoids);
    if (std::adjacent_find(medoids.begin(), medoids.end()) != medoids.end() ||
        medoids.size() != uz(k))
      report(d, k, "clarans", "the medoids are not k different objects");
    for (const Index m : medoids)
      if (!(d.weight(m) > 0)) report(d, k, "clarans", "a medoid without weight");
    // A walk ends behind as many neighbours in a row that do not pay; a step is one that does.
    const std::size_t at_least = options.max_neighbor > 0
                                     ? options.max_neighbor
                                     : default_max_neighbor(given.eligible(), k, options.fast);
    if (given.eligible() > k && walk.swap.iterations < walk.swap.swaps + at_least)
      report(d, k, "clarans", "a walk ended early");
    if (walk.swap.loss < one.walks[one.best].swap.loss)
      report(d, k, "clarans", "the best walk is not the best");
  }
}

template <class T>
void run_clara(const Data& given, Index k, Bytes& bytes, unsigned choices) {
  ClaraOptions options;
  options.k = k;
  options.samples = 1 + bytes.below(5);
  const Index able = given.eligible();
  if (able <= k) return;
  options.sample_size =
      std::max<Index>(2, k + 1 + static_cast<Index>(bytes.below(static_cast<unsigned>(able - k))));
  if (options.sample_size > able) return;
  static const char* const swaps[] = {"pam", "fasterpam", "fastpam1", "fastpam2", "alternating"};
  options.swap = swaps[bytes.below(5)];
  const auto& inits = fastpam::inits<T>();
  options.init = inits[bytes.below(static_cast<unsigned>(inits.size()))].name;
  options.independent = bytes.below(2) == 0;
  options.seed = bytes.next();
  const std::uint64_t seed = bytes.next();
  const auto draw = [seed](const Problem<T>& problem, const ClaraOptions& o, Context& ctx) {
    check::Random random(seed);
    return clara<T>(
        problem, o, [&random] { return random.uniform(); }, ctx);
  };
  const Instance<T> square(given, Road::square);
  const Data& d = square.data;
  Machine plain(1, Isa::plain);
  const ClaraResult one = draw(*square.problem, options, plain.ctx);
  const ClaraStatistics statistics = clara_statistics(*square.problem, one, plain.ctx);
  for (const Road road : support::roads()) {
    const Instance<T> other(d, road);
    ++choices;
    const auto isas = support::isas();
    Machine machine(static_cast<int>(choices % 4), isas[choices % isas.size()]);
    const ClaraResult r = draw(*other.problem, options, machine.ctx);
    const ClaraStatistics s = clara_statistics(*other.problem, r, machine.ctx);
    if (r.partition.label != one.partition.label || r.partition.medoid != one.partition.medoid ||
        !support::same_bits(r.loss, one.loss) ||
        !support::same_bits(s.av_diss, statistics.av_diss) ||
        !support::same_bits(s.silhouette.width, statistics.silhouette.width))
      report(d, k, "clara", "the source, threads or instructions change the result");
  }
  const std::vector<Index>& medoids = one.partition.medoid;
  const double total = oracle::total_deviation(d, medoids);
  if (!close(one.loss, total, total)) report(d, k, "clara", "the loss is not that of the medoids");
  for (Index o = 0; o < d.n; ++o) {
    const double own = d.at(o, medoids[uz(one.partition.label[uz(o)])]);
    for (std::size_t c = 0; c < medoids.size(); ++c) {
      const double other = d.at(o, medoids[c]);
      if ((other < own || (other == own && c < uz(one.partition.label[uz(o)]))) &&
          !oracle::contains(medoids, o))
        report(d, k, "clara", "an object is not with the first of its nearest medoids");
    }
  }
  for (std::size_t s = 0; s < one.samples.size(); ++s) {
    const ClaraSample& sample = one.samples[s];
    if (s < one.best ? !(sample.loss > one.loss) : sample.loss < one.loss)
      report(d, k, "clara", "the best sample is not the best");
    for (const Index o : sample.objects)
      if (!(d.weight(o) > 0)) report(d, k, "clara", "a sampled object without weight");
  }
}

template <class T>
void run_case(Bytes& bytes, unsigned choices) {
  const Index n =
      static_cast<Index>(bytes.below(8) == 0 ? 41 + bytes.below(120) : 2 + bytes.below(39));
  const Index k = 1 + static_cast<Index>(bytes.below(static_cast<unsigned>(n - 1)));
  std::uint64_t seed = 0;
  for (int i = 0; i < 4; ++i) seed = seed << 8 | bytes.next();
  check::Random random(seed);
  Data data = support::make_data(static_cast<int>(bytes.below(support::n_kinds)), n, random);
  support::set_weights(data, static_cast<int>(bytes.below(support::n_weightings)), k, random);
  if (bytes.below(2) == 0)
    run_clara<T>(data, k, bytes, choices);
  else
    run_clarans<T>(data, k, bytes, choices);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const unsigned choices = bytes.next();
  if (choices % 4 == 3)
    run_case<float>(bytes, choices);
  else
    run_case<double>(bytes, choices);
  return 0;
}
