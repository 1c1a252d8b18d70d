// eval/: labels, statistics and silhouettes against their definitions.
#include <fastpam/eval/statistics.hpp>
#include <fastpam/result.hpp>

#include "support/check.hpp"
#include "support/oracle.hpp"
#include "support/support.hpp"

using fastpam::ClusterStatistics;
using fastpam::Index;
using fastpam::Members;
using fastpam::Partition;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;

template <class T>
static void test_partition(int kind, Index n, Index k, check::Random& random) {
  Data data = support::make_data(kind, n, random);
  support::set_weights(data, static_cast<int>(random.below(support::n_weightings)), k, random);
  INFO(data.kind, ", n = ", n, ", k = ", k);
  const std::vector<Index> medoids = support::random_medoids(data, k, random);
  for (const support::Road road : support::roads()) {
    const Instance<T> instance(data, road);
    const Data& d = instance.data;
    const oracle::Labels labels = oracle::labels(d, medoids);
    const oracle::Statistics expected = oracle::statistics(d, labels);
    for (const int threads : {0, 1, 3}) {
      for (const fastpam::Isa isa : support::isas()) {
        Machine machine(threads, isa);
        const Partition p = fastpam::make_partition(*instance.problem, medoids, machine.ctx);
        CHECK((p.medoid == labels.medoid && p.label == labels.label));
        bool fine = true;
        for (Index o = 0; o < n; ++o)
          fine = fine && p.to_medoid[uz(o)] == d.at(o, p.medoid[uz(p.label[uz(o)])]);
        CHECK(fine);

        const Members members(p);
        CHECK_EQ(members.order.size(), uz(n));
        for (std::size_t c = 0; c < uz(k); ++c)
          for (std::size_t a = members.begin[c]; a < members.begin[c + 1]; ++a)
            fine = fine && uz(p.label[uz(members.order[a])]) == c &&
                   (a == members.begin[c] || members.order[a - 1] < members.order[a]);
        CHECK(fine);

        const auto sizes = fastpam::cluster_sizes(*instance.problem, p.label, uz(k));
        CHECK(support::same_bits(sizes, expected.size));
        ClusterStatistics s;
        if (k == 1) {
          fastpam::FitResult fit;
          fit.partition = p;
          fastpam::add_statistics(*instance.problem, fastpam::Statistics::pairs, fit, machine.ctx);
          s = fit.clusters;
        } else {
          const auto around = fastpam::survey(*instance.problem, p.label, sizes, machine.ctx);
          s = fastpam::cluster_statistics(*instance.problem, p, members, sizes, &around);
          const fastpam::Silhouette sil =
              fastpam::silhouettes(*instance.problem, members, sizes, around);
          std::vector<double> total(uz(k), 0.0);
          for (Index o = 0; o < n; ++o) {
            Index neighbor = -1;
            const double width = oracle::silhouette(d, labels, o, neighbor);
            fine = fine && sil.width[uz(o)] == width && sil.neighbor[uz(o)] == neighbor;
            total[uz(p.label[uz(o)])] += width * d.weight(o);
          }
          CHECK(fine);
          double all = 0, weight = 0;
          for (std::size_t c = 0; c < uz(k); ++c) {
            CHECK_NEAR(sil.cluster_mean[c], total[c] / sizes[c], 1e-12);
            all += total[c];
            weight += sizes[c];
            for (std::size_t a = members.begin[c]; a < members.begin[c + 1]; ++a) {
              fine = fine && uz(p.label[uz(sil.order[a])]) == c;
              if (a == members.begin[c]) continue;
              const double before = sil.width[uz(sil.order[a - 1])];
              const double here = sil.width[uz(sil.order[a])];
              fine = fine && (before > here || (before == here && sil.order[a - 1] < sil.order[a]));
            }
          }
          CHECK(fine);
          CHECK_NEAR(sil.mean, all / weight, 1e-12);
        }
        fine = oracle::same(expected, s);
        CHECK(fine);
      }
    }
  }
}

// Two pairs of points and a far one, by hand.
TEST_CASE("statistics computed by hand") {
  Data data;
  data.n = 5;
  const double x[] = {0, 1, 10, 11, 100};
  data.d.assign(25, 0.0);
  for (Index i = 0; i < 5; ++i)
    for (Index j = 0; j < i; ++j) data.set(i, j, std::fabs(x[i] - x[j]));
  const Instance<double> instance(data, support::Road::packed);
  Machine machine;
  const Partition p = fastpam::make_partition(*instance.problem, {4, 2, 1}, machine.ctx);
  CHECK_EQ(p.medoid, (std::vector<Index>{1, 2, 4}));
  CHECK_EQ(p.label, (std::vector<Index>{0, 0, 1, 1, 2}));
  const Members members(p);
  const std::vector<double> sizes{2, 2, 1};
  const auto around = fastpam::survey(*instance.problem, p.label, sizes, machine.ctx);
  const auto s = fastpam::cluster_statistics(*instance.problem, p, members, sizes, &around);
  CHECK_EQ(s.max_diss, (std::vector<double>{1, 1, 0}));
  CHECK_EQ(s.av_diss, (std::vector<double>{0.5, 0.5, 0}));
  CHECK_EQ(s.diameter, (std::vector<double>{1, 1, 0}));
  CHECK_EQ(s.separation, (std::vector<double>{9, 9, 89}));
  CHECK_EQ(s.isolation, (std::vector<int>{2, 2, 0}));
  const auto sil = fastpam::silhouettes(*instance.problem, members, sizes, around);
  CHECK_NEAR(sil.width[0], 1 - 1 / 10.5, 1e-15);
  CHECK_NEAR(sil.width[1], 1 - 1 / 9.5, 1e-15);
  CHECK_EQ(sil.width[4], 0);
  CHECK_EQ(sil.neighbor, (std::vector<Index>{1, 1, 0, 0, 1}));
}

TEST_CASE("partition and statistics are those of the definitions") {
  check::Random random(31);
  for (int kind = 0; kind < support::n_kinds; ++kind) {
    test_partition<double>(kind, 2, 1, random);
    test_partition<double>(kind, 7, 1, random);
    test_partition<float>(kind, 7, 6, random);
    test_partition<double>(kind, 30, 2, random);
    test_partition<float>(kind, 41, 9, random);
  }
  test_partition<double>(0, 1100, 5, random);
}

namespace {

// Two groups on a line, with weights.
Data two_groups(const std::vector<double>& weights) {
  const double x[] = {0, 1, 1.5, 10, 10.5, 12};
  Data data;
  data.n = 6;
  data.d.assign(36, 0.0);
  for (Index i = 0; i < 6; ++i)
    for (Index j = 0; j < i; ++j) data.set(i, j, std::fabs(x[i] - x[j]));
  data.w = weights;
  return data;
}

fastpam::Silhouette silhouettes_of(const Data& data, const std::vector<Index>& label) {
  const Instance<double> instance(data, support::Road::square);
  Machine machine;
  return fastpam::silhouettes(*instance.problem, label, 2, fastpam::SilhouetteRule::pam,
                              machine.ctx);
}

const std::vector<Index> halves = {0, 0, 0, 1, 1, 1};

}  // namespace

TEST_CASE("weights that are no counts have no unit") {
  const std::vector<double> weights = {1, 2.5, 0.75, 3, 0, 1.25};
  const fastpam::Silhouette first = silhouettes_of(two_groups(weights), halves);
  // Powers of two change no bit, also where weights are far below 1 or above 2^53.
  for (const double by : {0.25, 0.0009765625, 1.0 / 1152921504606846976.0, 8.0}) {
    std::vector<double> scaled = weights;
    for (double& w : scaled) w *= by;
    if (by == 8) scaled[2] += 0.5;  // one that is not whole keeps all of them from being counts
    const fastpam::Silhouette s = silhouettes_of(two_groups(scaled), halves);
    if (by == 8) continue;
    CHECK(support::same_bits(s.width, first.width));
    CHECK_SAME_BITS(s.mean, first.mean);
  }
  std::vector<double> shares = weights;
  for (double& w : shares) w /= 8.5;
  CHECK_NEAR(silhouettes_of(two_groups(shares), halves).mean, first.mean, 1e-14);
}

TEST_CASE("equal weights that are no counts change no silhouette") {
  const fastpam::Silhouette plain = silhouettes_of(two_groups({}), halves);
  for (const double w : {0.1, 1.0 / 6, 2.5, 1e-300}) {
    const fastpam::Silhouette s = silhouettes_of(two_groups(std::vector<double>(6, w)), halves);
    for (std::size_t o = 0; o < 6; ++o) CHECK_NEAR(s.width[o], plain.width[o], 1e-14);
    CHECK_NEAR(s.mean, plain.mean, 1e-14);
  }
}

TEST_CASE("whole weights repeat rows") {
  const fastpam::Silhouette s = silhouettes_of(two_groups({2, 1, 1, 1, 3, 1}), halves);
  // Object 0 stands for two rows: a = (0 + 1 + 1.5) / 3, b = (10 + 3 * 10.5 + 12) / 5.
  CHECK_NEAR(s.width[0], 1 - (2.5 / 3) / (53.5 / 5), 1e-15);
}

TEST_CASE("an object that is alone with its weight has silhouette 0") {
  const std::vector<Index> label = {0, 1, 1, 1, 1, 1};
  for (const double w : {0.5, 1.0, 7.25}) {
    std::vector<double> weights(6, 1.5);
    weights[0] = w;
    CHECK_EQ(silhouettes_of(two_groups(weights), label).width[0], 0);
  }
}

TEST_CASE("the diameter of a single cluster is that of what counts") {
  Data data = two_groups({1, 1, 1, 1, 1, 0});
  for (const support::Road road : support::roads()) {
    const Instance<double> instance(data, road);
    Machine machine(2);
    fastpam::FitResult fit;
    fit.partition = fastpam::make_partition(*instance.problem, {2}, machine.ctx);
    fastpam::add_statistics(*instance.problem, fastpam::Statistics::pairs, fit, machine.ctx);
    CHECK_EQ(fit.clusters.diameter, (std::vector<double>{10.5}));
    CHECK_EQ(fit.clusters.separation, (std::vector<double>{0}));
    // Asked for less, nothing is made up.
    fastpam::add_statistics(*instance.problem, fastpam::Statistics::medoids, fit, machine.ctx);
    CHECK_EQ(fit.clusters.max_diss, (std::vector<double>{9}));
    CHECK(std::isnan(fit.clusters.diameter[0]));
    CHECK(fit.clusters.isolation.empty());
  }
}

TEST_CASE("invalid labels and medoids are refused") {
  const Instance<double> instance(two_groups({}), support::Road::square);
  Machine machine;
  const auto silhouettes = [&](const std::vector<Index>& label, std::size_t k) {
    fastpam::silhouettes(*instance.problem, label, k, fastpam::SilhouetteRule::pam, machine.ctx);
  };
  CHECK_THROWS_AS(silhouettes({0, 0, 0, 1, 1, 2}, 2), fastpam::Error);
  CHECK_THROWS_AS(silhouettes({0, 0, 0, 1, 1, -1}, 2), fastpam::Error);
  CHECK_THROWS_AS(silhouettes({0, 0, 0, 1, 1}, 2), fastpam::Error);
  CHECK_THROWS_AS(silhouettes({0, 0, 0, 0, 0, 0}, 1), fastpam::Error);
  for (const std::vector<Index>& medoids :
       std::vector<std::vector<Index>>{{}, {0, 6}, {-1, 3}, {3, 3}})
    CHECK_THROWS_AS(fastpam::make_partition(*instance.problem, medoids, machine.ctx),
                    fastpam::Error);
}
