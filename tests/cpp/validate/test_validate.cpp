// Recovery, prediction strength and consensus against their definitions by loops: each resample is
// clustered as a problem of its own, in which a copy of an object is an object.
#include <fastpam/validate/consensus.hpp>
#include <fastpam/validate/prediction_strength.hpp>
#include <fastpam/validate/recovery.hpp>

#include "support/check.hpp"
#include "support/support.hpp"

using namespace fastpam;
using support::Data;
using support::Instance;
using support::Machine;
using support::Road;

namespace {

// The objects of a part as data of their own.
Data data_of(const Data& all, const Resample& part) {
  Data data;
  data.n = to_index(part.objects.size());
  data.d.assign(uz(data.n) * uz(data.n), 0.0);
  for (Index i = 0; i < data.n; ++i)
    for (Index j = 0; j < i; ++j) data.set(i, j, all.at(part.objects[uz(i)], part.objects[uz(j)]));
  if (!part.times.empty() || !all.w.empty()) {
    for (Index i = 0; i < data.n; ++i) {
      const double times = part.times.empty() ? 1 : part.times[uz(i)];
      data.w.push_back(times * all.weight(part.objects[uz(i)]));
    }
  }
  return data;
}

std::vector<Index> labels_of(const Data& data, FitOptions options) {
  options.k = std::min(options.k, data.eligible());
  const Instance<double> instance(data, Road::square);
  Machine machine;
  return fit(*instance.problem, options, machine.ctx).partition.label;
}

// Jaccard similarity of two clusters, by the objects of the part.
double jaccard(const Data& part, const std::vector<Index>& a, Index c, const std::vector<Index>& b,
               Index d) {
  double both = 0, either = 0;
  for (Index i = 0; i < part.n; ++i) {
    const bool in_a = a[uz(i)] == c, in_b = b[uz(i)] == d;
    if (in_a && in_b) both += part.weight(i);
    if (in_a || in_b) either += part.weight(i);
  }
  return either > 0 ? both / either : 0;
}

// The share of pairs of cluster c that `given` leaves together.
double share(const Data& part, const std::vector<Index>& label, Index c,
             const std::vector<Index>& given) {
  double pairs = 0, together = 0;
  for (Index i = 0; i < part.n; ++i)
    for (Index j = 0; j < part.n; ++j) {
      if (i == j || label[uz(i)] != c || label[uz(j)] != c) continue;
      pairs += part.weight(i) * part.weight(j);
      if (given[uz(i)] == given[uz(j)]) together += part.weight(i) * part.weight(j);
    }
  return pairs > 0 ? together / pairs : 1;
}

Data make(int kind, Index n, Index k, int weighting, check::Random& random) {
  Data data = support::make_data(kind, n, random);
  support::set_weights(data, weighting, k, random);
  return data;
}

// Draws of objects that count, so that each part has some.
Resample draw(const Data& data, bool count, check::Random& random) {
  std::vector<Index> drawn;
  while (to_index(drawn.size()) < data.n) {
    const Index o = static_cast<Index>(random.below(uz(data.n)));
    if (data.weight(o) > 0) drawn.push_back(o);
  }
  return make_resample(drawn, data.n, count);
}

PartOptions two_fits(Index k, check::Random& random) {
  static const char* const swap[] = {"pam", "fasterpam", "alternating"};
  static const char* const init[] = {"build", "random", "lab"};
  PartOptions options;
  for (const Index each : {k, k + 1}) {
    FitOptions fit;
    fit.k = each;
    fit.swap = swap[random.below(3)];
    fit.init = init[random.below(3)];
    fit.seed = random.bits();
    options.fits.push_back(fit);
  }
  return options;
}

// Calls check(problem, options, ctx) for all kinds of sources, numbers of threads, and with and
// without room for squares.
template <class Check>
void by_every_way(const Data& data, PartOptions options, const Check& check) {
  for (const Road road : support::roads())
    for (const int threads : {0, 1, 3})
      for (const double limit : {4e9, 0.0}) {
        const Instance<double> instance(data, road);
        Machine machine(threads);
        options.memory_limit = limit;
        check(*instance.problem, options, machine.ctx);
      }
}

}  // namespace

TEST_CASE("recovery is the best Jaccard similarity, by every way and on any threads") {
  check::Random random(11);
  for (int round = 0; round < (support::light ? 26 : 78); ++round) {
    const int kind = round % support::n_kinds;
    const Index n = 8 + static_cast<Index>(random.below(14)),
                k = 1 + static_cast<Index>(random.below(4));
    const Data data = make(kind, n, k, round % support::n_weightings, random);
    INFO(data.kind, ", n = ", n, ", k = ", k);
    const PartOptions options = two_fits(k, random);
    std::vector<std::vector<Index>> references;
    for (const FitOptions& fit : options.fits) references.push_back(labels_of(data, fit));
    std::vector<Resample> parts;
    for (int b = 0; b < 4; ++b) parts.push_back(draw(data, round % 2 == 0, random));

    const Instance<double> square(data, Road::square);
    Machine machine;
    const std::vector<Recovery> found =
        recovery(*square.problem, references, parts, options, true, machine.ctx);
    for (std::size_t f = 0; f < found.size(); ++f)
      for (std::size_t b = 0; b < parts.size(); ++b) {
        const Data part = data_of(data, parts[b]);
        FitOptions fit = options.fits[f];
        fit.seed = Rng(fit.seed, b).next();
        const std::vector<Index> label = labels_of(part, fit);
        std::vector<Index> before, all(uz(n), -1);
        for (const Index o : parts[b].objects) before.push_back(references[f][uz(o)]);
        for (Index i = 0; i < part.n; ++i) all[uz(parts[b].objects[uz(i)])] = label[uz(i)];
        CHECK_EQ(found[f].label[b], all);
        for (Index c = 0; c < found[f].k; ++c) {
          double best = 0;
          for (Index d = 0; d <= *std::max_element(label.begin(), label.end()); ++d)
            best = std::max(best, jaccard(part, before, c, label, d));
          CHECK_NEAR(found[f].jaccard[b * uz(found[f].k) + uz(c)], best, 1e-14);
        }
      }

    // The same from other sources, on other threads, and where no square fits.
    by_every_way(data, options, [&](const auto& problem, const PartOptions& again, Context& ctx) {
      const std::vector<Recovery> same = recovery(problem, references, parts, again, true, ctx);
      for (std::size_t f = 0; f < found.size(); ++f) {
        CHECK(support::same_bits(same[f].jaccard, found[f].jaccard));
        CHECK_EQ(same[f].label, found[f].label);
      }
    });
  }
}

TEST_CASE("an object drawn twice counts as two equal objects") {
  check::Random random(5);
  const Data data = make(0, 14, 3, 0, random);
  const Resample part = draw(data, true, random);
  Data copies;
  std::vector<Index> object;
  for (std::size_t i = 0; i < part.objects.size(); ++i)
    for (int t = 0; t < part.times[i]; ++t) object.push_back(part.objects[i]);
  copies.n = to_index(object.size());
  copies.d.assign(uz(copies.n) * uz(copies.n), 0.0);
  for (Index i = 0; i < copies.n; ++i)
    for (Index j = 0; j < i; ++j) copies.set(i, j, data.at(object[uz(i)], object[uz(j)]));
  PartOptions options;
  options.fits.resize(1);
  options.fits[0].k = 3;
  const std::vector<Index> reference = labels_of(data, options.fits[0]);
  const std::vector<Index> label = labels_of(copies, options.fits[0]);
  const Instance<double> instance(data, Road::square);
  Machine machine;
  const Recovery found =
      recovery(*instance.problem, {reference}, {part}, options, false, machine.ctx)[0];
  std::vector<Index> before;
  for (const Index o : object) before.push_back(reference[uz(o)]);
  for (Index c = 0; c < 3; ++c) {
    double best = 0;
    for (Index d = 0; d < 3; ++d) best = std::max(best, jaccard(copies, before, c, label, d));
    CHECK_EQ(found.jaccard[uz(c)], best);
  }
}

TEST_CASE("prediction strength is the smallest share of pairs that stay together") {
  check::Random random(17);
  for (int round = 0; round < (support::light ? 26 : 78); ++round) {
    const int kind = round % support::n_kinds;
    const Index n = 10 + static_cast<Index>(random.below(14)),
                k = 1 + static_cast<Index>(random.below(3));
    Data data = make(kind, n, n, round % 2 == 0 ? 0 : 4, random);  // all count
    INFO(data.kind, ", n = ", n, ", k = ", k);
    const PartOptions options = two_fits(k, random);
    std::vector<Split> splits(3);
    for (Split& split : splits) {
      const std::vector<std::size_t> order = random.choose(uz(n), uz(n));
      for (std::size_t i = 0; i < order.size(); ++i)
        split.half[i < uz(n) / 2 ? 0 : 1].objects.push_back(static_cast<Index>(order[i]));
    }
    const Instance<double> square(data, Road::square);
    Machine machine;
    const auto found = prediction_strengths(*square.problem, splits, options, machine.ctx);
    for (std::size_t f = 0; f < options.fits.size(); ++f)
      for (std::size_t b = 0; b < 2 * splits.size(); ++b) {
        const Resample& mine = splits[b / 2].half[b % 2];
        const Resample& other = splits[b / 2].half[1 - b % 2];
        FitOptions fit_mine = options.fits[f], fit_other = fit_mine;
        fit_mine.seed = Rng(fit_mine.seed, b).next();
        fit_other.seed = Rng(fit_other.seed, b % 2 == 0 ? b + 1 : b - 1).next();
        const Data part = data_of(data, mine);
        const std::vector<Index> label = labels_of(part, fit_mine);
        const Instance<double> theirs(data_of(data, other), Road::square);
        const Partition clusters = fit(*theirs.problem, fit_other, machine.ctx).partition;
        std::vector<Index> given;
        for (const Index o : mine.objects) {
          std::size_t nearest = 0;
          for (std::size_t c = 1; c < clusters.medoid.size(); ++c)
            if (data.at(o, other.objects[uz(clusters.medoid[c])]) <
                data.at(o, other.objects[uz(clusters.medoid[nearest])]))
              nearest = c;
          given.push_back(static_cast<Index>(nearest));
        }
        double least = 1;
        for (Index c = 0; c < fit_mine.k; ++c)
          least = std::min(least, share(part, label, c, given));
        CHECK_NEAR(found[f][b], least, 1e-12);
      }
    by_every_way(data, options, [&](const auto& problem, const PartOptions& again, Context& ctx) {
      CHECK(prediction_strengths(problem, splits, again, ctx) == found);
    });
  }
}

TEST_CASE("consensus counts the resamples that hold both objects") {
  check::Random random(23);
  const Index n = 9;
  std::vector<std::vector<Index>> label(6, std::vector<Index>(uz(n)));
  for (auto& of : label)
    for (Index& c : of) c = static_cast<Index>(random.below(4)) - 1;
  for (auto& of : label) of[8] = -1;
  for (const int threads : {0, 1, 3}) {
    Machine machine(threads);
    std::vector<double> out(uz(n) * uz(n));
    consensus(label, n, out.data(), machine.ctx);
    for (Index i = 0; i < n; ++i)
      for (Index j = 0; j < n; ++j) {
        double both = 0, same = 0;
        for (const auto& of : label) {
          if (of[uz(i)] < 0 || of[uz(j)] < 0) continue;
          both += 1;
          same += of[uz(i)] == of[uz(j)] ? 1 : 0;
        }
        const double value = out[uz(i) * uz(n) + uz(j)];
        if (i == j)
          CHECK_EQ(value, 1.0);
        else if (both > 0)
          CHECK_EQ(value, same / both);
        else
          CHECK(std::isnan(value));
      }
  }
}

TEST_CASE("a part of fewer objects than clusters, and one of no objects that count") {
  check::Random random(2);
  const Data data = make(0, 8, 5, 0, random);
  const Instance<double> instance(data, Road::square);
  Machine machine;
  PartOptions options;
  options.fits.resize(1);
  options.fits[0].k = 5;
  const Resample three{{6, 2, 4}, {}};
  const std::vector<Partition> found =
      cluster_part(*instance.problem, three, options, 0, machine.ctx);
  CHECK_EQ(found[0].label, std::vector<Index>{0, 1, 2});
  Data nothing = data;
  nothing.w.assign(8, 0.0);
  nothing.w[0] = 1;
  const Instance<double> empty(nothing, Road::square);
  CHECK_THROWS_AS(cluster_part(*empty.problem, three, options, 0, machine.ctx), Error);
}
