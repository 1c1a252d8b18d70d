// Every metric's kernel against a plain loop over one pair, for every instruction set, shape and
// way to cut the work.
#include <fastpam/dissim/computed/binary.hpp>
#include <fastpam/dissim/computed/dense_source.hpp>
#include <fastpam/metric/registry.hpp>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "support/check.hpp"

using namespace fastpam;

namespace {

const double nan_value = std::numeric_limits<double>::quiet_NaN();

struct Data {
  Index n;
  std::size_t p;
  std::vector<double> x;
  double at(Index i, std::size_t v) const { return x[v * uz(n) + uz(i)]; }
  MatrixView view() const {
    MatrixView view;
    view.n = n;
    view.p = p;
    view.real = x.data();
    return view;
  }
};

Data make_data(Index n, std::size_t p, bool missing, std::uint64_t seed) {
  check::Random random(seed);
  Data data{n, p, random.uniforms(uz(n) * p)};
  for (double& x : data.x) {
    if (random.below(4) == 0) x = 0;
    if (missing && random.below(6) == 0) x = nan_value;
  }
  for (std::size_t i = 0; i < uz(n); ++i) data.x[i] = random.uniform();  // one variable in common
  return data;
}

// The sums that there are on columns of numbers.
enum class Rule {
  euclidean,
  sqeuclidean,
  half_sqeuclidean,  // cosine, of rows that are not scaled
  manhattan,
  maximum,
  canberra,
  minkowski,
  braycurtis,
  ruzicka,
  mismatch,
  gower
};

Metric metric_of(Rule rule) {
  static const char* const names[] = {"euclidean", "sqeuclidean", "cosine",    "manhattan",
                                      "maximum",   "canberra",    "minkowski", "braycurtis",
                                      "ruzicka",   "hamming",     "gower"};
  Metric metric = *find_metric(names[static_cast<int>(rule)]);
  metric.transform = {};
  return metric;
}

// The definition, written without care for speed. Not to be fused, whatever flags the tests get.
FASTPAM_NO_FMA double reference(const Data& d, Rule rule, MissingScale scale, double power, Index i,
                                Index j) {
  FASTPAM_FP_CONTRACT_OFF
  double sum = 0, other = 0, used = 0, kept = 0;
  const double p = static_cast<double>(d.p);
  for (std::size_t v = 0; v < d.p; ++v) {
    const double x = d.at(i, v), y = d.at(j, v);
    if (x != x || y != y) continue;
    ++used;
    const double a = std::fabs(x - y);
    switch (rule) {
      case Rule::euclidean:
      case Rule::sqeuclidean:
      case Rule::half_sqeuclidean:
        sum += (x - y) * (x - y);
        break;
      case Rule::manhattan:
        sum += a;
        break;
      case Rule::maximum:
        sum = a > sum ? a : sum;
        break;
      case Rule::canberra:
        if (std::fabs(x) + std::fabs(y) > std::numeric_limits<double>::min()) {
          sum += a / (std::fabs(x) + std::fabs(y));
          ++kept;
        }
        break;
      case Rule::minkowski:
        sum += a == 0 ? 0 : std::pow(a, power);
        break;
      case Rule::braycurtis:
        sum += a;
        other += x + y;
        break;
      case Rule::ruzicka:
        sum += a;
        other += x > y ? x : y;
        break;
      case Rule::mismatch:
        sum += x != y;
        break;
      case Rule::gower:
        break;
    }
  }
  const auto scaled = [&](double s) {
    if (used == p) return s;
    return scale == MissingScale::stats ? s / (used / p) : s * (p / used);
  };
  switch (rule) {
    case Rule::euclidean:
      return std::sqrt(scaled(sum));
    case Rule::half_sqeuclidean:
      return sum / 2;
    case Rule::sqeuclidean:
    case Rule::manhattan:
      return scaled(sum);
    case Rule::maximum:
      return sum;
    case Rule::canberra:
      return kept > 0 ? sum / (kept / p) : 0;
    case Rule::minkowski:
      return std::pow(used == p ? sum : sum / (used / p), 1 / power);
    case Rule::braycurtis:
    case Rule::ruzicka:
      return other > 0 ? sum / other : 0;
    case Rule::mismatch:
      return sum / used;
    case Rule::gower:
      break;
  }
  return nan_value;
}

std::vector<Isa> machine() {
  std::vector<Isa> out;
  for (int i = 0; i <= static_cast<int>(detect_isa()); ++i) out.push_back(static_cast<Isa>(i));
  return out;
}

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

TEST_CASE("dense rules are the plain formulas") {
  const Rule rules[] = {Rule::euclidean,  Rule::sqeuclidean, Rule::manhattan,
                        Rule::maximum,    Rule::canberra,    Rule::minkowski,
                        Rule::braycurtis, Rule::ruzicka,     Rule::mismatch};
  for (const Rule rule : rules)
    for (const bool missing : {false, true})
      for (const Index n : {2, 13, 31})
        for (const std::size_t p : {std::size_t{1}, std::size_t{9}})
          for (const Isa isa : machine())
            for (const MissingScale scale : {MissingScale::stats, MissingScale::cluster}) {
              const Data data = make_data(n, p, missing, 7 + p + uz(n));
              DenseOptions options;
              options.scale = scale;
              options.power = p == 9 ? 2.7 : 3;
              const DenseSource<double> source(data.view(), metric_of(rule), options, isa);
              std::vector<double> all(uz(n) * uz(n)), row(uz(n)), part(uz(n) * uz(n));
              source.tile(0, n, 0, n, all.data(), uz(n));
              double worst = 0;
              bool exact = true;
              for (Index i = 0; i < n; ++i) {
                const double* const by_row = source.row(i, row.data());
                for (Index j = 0; j < n; ++j) {
                  const double d = all[uz(i) * uz(n) + uz(j)];
                  const double e = i == j ? 0 : reference(data, rule, scale, options.power, i, j);
                  worst = std::fmax(worst, std::fabs(d - e) / std::fmax(e, 1e-3));
                  exact = exact && same_bits(d, e);
                  CHECK(same_bits(by_row[j], d));
                  CHECK(same_bits(all[uz(j) * uz(n) + uz(i)], d));
                }
              }
              CHECK(worst < 1e-14);
              if (rule != Rule::minkowski) CHECK(exact);
              // Any part is the same numbers.
              const Index r0 = n / 3, r1 = n, c0 = n / 4, c1 = n - n / 5;
              source.tile(r0, r1, c0, c1, part.data(), uz(n));
              for (Index r = r0; r < r1; ++r)
                for (Index c = c0; c < c1; ++c)
                  CHECK(
                      same_bits(part[uz(r - r0) * uz(n) + uz(c - c0)], all[uz(r) * uz(n) + uz(c)]));
              // Any objects, in any order.
              const std::vector<Index> ids = {n - 1, 0, n / 2};
              std::vector<double> few(9);
              source.among(ids.data(), 3, few.data());
              for (std::size_t a = 0; a < 3; ++a)
                for (std::size_t b = 0; b < 3; ++b)
                  CHECK(same_bits(few[a * 3 + b], all[uz(ids[a]) * uz(n) + uz(ids[b])]));
            }
}

// Floats: near the definition, and the same bits on every instruction set. Sums of squares are
// fused: one rounding a term, which std::fma has by definition.
TEST_CASE("single precision") {
  const Rule rules[] = {
      Rule::euclidean, Rule::sqeuclidean, Rule::half_sqeuclidean, Rule::manhattan, Rule::maximum,
      Rule::canberra,  Rule::minkowski,   Rule::braycurtis,       Rule::ruzicka,   Rule::mismatch};
  const Index n = 61;
  const std::size_t p = 37;
  for (const Rule rule : rules)
    for (const bool missing : {false, true}) {
      if (missing && rule == Rule::half_sqeuclidean) continue;
      const Data data = make_data(n, p, missing, 17);
      DenseOptions options;
      options.power = 2.7;
      std::vector<float> first;
      for (const Isa isa : machine()) {
        const auto source = dense_source<float>(data.view(), metric_of(rule), options, isa);
        std::vector<float> all(uz(n) * uz(n));
        source->tile(0, n, 0, n, all.data(), uz(n));
        if (first.empty()) first = all;
        CHECK(std::memcmp(first.data(), all.data(), all.size() * sizeof(float)) == 0);
        for (Index i = 0; i < n; ++i)
          for (Index j = 0; j < i; ++j) {
            const double d = static_cast<double>(all[uz(i) * uz(n) + uz(j)]);
            const double e = reference(data, rule, MissingScale::cluster, options.power, i, j);
            CHECK(std::fabs(d - e) <= 1e-5 * std::fmax(e, 1e-3));
          }
      }
    }
}

TEST_CASE("fused squares") {
  check::Random random(23);
  const Index n = 97;
  const std::size_t p = 21;
  Data data{n, p, random.uniforms(uz(n) * p)};
  // All magnitudes, so that terms are lost in all ways; from sums below the normal numbers to
  // infinite ones. Halves make ties of rounding.
  for (double& x : data.x) {
    const int power = static_cast<int>(random.below(60)) - 30;
    x = static_cast<double>(static_cast<float>(x));
    if (random.below(3) == 0) x = static_cast<double>(random.below(4096)) / 2;
    if (random.below(2) == 0) x = std::ldexp(x, power);
    if (random.below(400) == 0) x = 1e25;
    if (random.below(400) == 0) x = std::ldexp(x, -70);
  }
  for (std::size_t v = 3; v < p; ++v) data.x[v * uz(n)] = data.x[v * uz(n) + 1];
  DenseOptions options;
  // Far apart in one variable makes floats centre it: keep it symmetric around zero.
  for (std::size_t v = 0; v < p; ++v) data.x[v * uz(n) + 2] = -data.x[v * uz(n) + 3];
  std::size_t infinite = 0, different = 0;
  for (const Isa isa : machine()) {
    const DenseSource<float> source(data.view(), metrics::sqeuclidean(), options, isa);
    std::vector<float> all(uz(n) * uz(n));
    source.tile(0, n, 0, n, all.data(), uz(n));
    for (Index i = 0; i < n; ++i)
      for (Index j = 0; j < i; ++j) {
        float sum = 0, twice = 0;
        for (std::size_t v = 0; v < p; ++v) {
          const float d = static_cast<float>(data.at(i, v)) - static_cast<float>(data.at(j, v));
          sum = std::fma(d, d, sum);
          volatile float square = d * d;
          twice += square;
        }
        const float got = all[uz(i) * uz(n) + uz(j)];
        CHECK(std::memcmp(&got, &sum, sizeof sum) == 0);
        infinite += std::isinf(sum);
        different += sum != twice;
      }
  }
  CHECK(infinite > 0);
  CHECK(different > 300);  // the test can tell one rounding from two
}

// cluster::daisy's rules, term by term.
FASTPAM_NO_FMA void gower_test() {
  FASTPAM_FP_CONTRACT_OFF
  const Index n = 29;
  const std::size_t p = 8;
  for (const bool missing : {false, true})
    for (const Isa isa : machine()) {
      Data data = make_data(n, p, missing, 11);
      DenseOptions options;
      for (std::size_t v = 0; v < p; ++v) {
        options.kinds.push_back(static_cast<GowerKind>(v % 4));
        options.weights.push_back(v == 5 ? 0 : 0.3 + static_cast<double>(v));
        if (v % 4 != 0)
          for (std::size_t i = 0; i < uz(n); ++i) {
            double& x = data.x[v * uz(n) + i];
            if (x == x) x = x > 0.5 ? 1 : 0;
          }
      }
      const DenseSource<double> source(data.view(), metrics::gower(), options, isa);
      std::vector<double> all(uz(n) * uz(n));
      source.tile(0, n, 0, n, all.data(), uz(n));
      for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j) {
          double sum = 0, weight = 0;
          for (std::size_t v = 0; v < p; ++v) {
            const double x = data.at(i, v), y = data.at(j, v), w = options.weights[v];
            if (x != x || y != y) continue;
            if (options.kinds[v] == GowerKind::interval) {
              sum += w * std::fabs(x - y);
              weight += w;
            } else if (options.kinds[v] != GowerKind::asymmetric || x != 0 || y != 0) {
              weight += w;
              if (x != y) sum += w;
            }
          }
          CHECK_SAME_BITS(all[uz(i) * uz(n) + uz(j)], i == j ? 0 : sum / weight);
        }
    }
}

TEST_CASE("rules of bits") {
  for (const std::string name : {"jaccard", "dice", "hamming"})
    for (const bool missing : {false, true})
      for (const std::size_t p :
           {std::size_t{1}, std::size_t{64}, std::size_t{65}, std::size_t{2100}})
        for (const Isa isa : machine()) {
          const Index n = 19;
          Data data = make_data(n, p, missing, p);
          for (double& x : data.x)
            if (x == x) x = x > 0.6 ? 2 : 0;
          for (std::size_t i = 0; i < uz(n); ++i) data.x[i] = i % 2 == 0 ? 1 : 0;
          const BitKernels& kernels = find_metric(name)->bits;
          const bool masked = missing && data.view().any_missing();
          const int width = find_bit_kernel(kernels, masked, isa).width;
          const BinarySource<double> source(pack_bits(data.view(), width), kernels, isa);
          std::vector<double> all(uz(n) * uz(n)), row(uz(n));
          source.tile(0, n, 0, n, all.data(), uz(n));
          for (Index i = 0; i < n; ++i) {
            const double* const by_row = source.row(i, row.data());
            for (Index j = 0; j < n; ++j) {
              double both = 0, either = 0, used = 0;
              for (std::size_t v = 0; v < p; ++v) {
                const double x = data.at(i, v), y = data.at(j, v);
                if (x != x || y != y) continue;
                ++used;
                both += x != 0 && y != 0;
                either += x != 0 || y != 0;
              }
              const double of = name == "jaccard" ? either : name == "dice" ? either + both : used;
              CHECK_SAME_BITS(all[uz(i) * uz(n) + uz(j)], of > 0 ? (either - both) / of : 0);
              CHECK_SAME_BITS(by_row[j], all[uz(i) * uz(n) + uz(j)]);
            }
          }
          const std::vector<Index> ids = {7, 3, 18};
          std::vector<double> few(9);
          source.among(ids.data(), 3, few.data());
          CHECK_SAME_BITS(few[2], all[7 * uz(n) + 18]);
          CHECK_SAME_BITS(few[3], all[3 * uz(n) + 7]);
        }
}

// Tables become bits the same way on every instruction set; a negative zero is zero.
template <class V>
void packing(V missing) {
  check::Random random(13);
  for (const std::size_t n : {1U, 7U, 33U, 100U})
    for (const std::size_t columns : {1U, 31U, 64U})
      for (const bool masked : {false, true})
        for (const Isa isa : machine()) {
          std::vector<V> values(n * columns);
          for (V& x : values) {
            x = static_cast<V>(random.below(4)) - V(1);
            if (x == V(0) && random.below(2) == 0) x = -x;
            if (masked && random.below(5) == 0) x = missing;
          }
          std::vector<std::uint64_t> present(n, 99), observed(n, 99);
          if (masked)
            dispatch<GatherBits<V>>(isa, values.data(), n, columns, present.data(),
                                    observed.data());
          else
            dispatch<GatherPresent<V>>(isa, values.data(), n, columns, present.data());
          for (std::size_t i = 0; i < n; ++i) {
            std::uint64_t p = 0, o = 0;
            for (std::size_t b = 0; b < columns; ++b) {
              const V x = values[b * n + i];
              if (x == missing || x != x) continue;
              o |= std::uint64_t{1} << b;
              if (x != V(0)) p |= std::uint64_t{1} << b;
            }
            CHECK(present[i] == p);
            if (masked) CHECK(observed[i] == o);
          }
          std::vector<V> full(n * columns, V(1));
          CHECK(!any_missing(full.data(), full.size(), isa));
          full.back() = missing;
          CHECK(any_missing(full.data(), full.size(), isa));
        }
}

// The two ways to count with AVX-512: only one of them runs on a given machine otherwise.
#if FASTPAM_X86_DISPATCH
const bool counts_both_ways = detect_popcount() && detect_isa() == Isa::avx512;
TEST_CASE("counts of bits" * doctest::skip(!counts_both_ways)) {
  check::Random random(3);
  BitParams params;
  for (const bool masked : {false, true})
    for (const std::size_t words : {1U, 30U, 31U, 32U, 95U}) {
      const BitKernel a = metrics::jaccard().bits.avx512(masked);
      const BitKernel b = metrics::jaccard().bits.popcount(masked);
      CHECK_EQ(a.width, b.width);
      CHECK_EQ(a.rows, b.rows);
      const std::size_t w = static_cast<std::size_t>(a.width), r = static_cast<std::size_t>(a.rows);
      std::vector<std::uint64_t> rows(words * r * 2), panel(words * w * 2);
      const auto fill = [&](std::vector<std::uint64_t>& to) {
        for (std::uint64_t& x : to)
          for (int byte = 0; byte < 8; ++byte) x = x << 8 | random.below(256);
      };
      fill(rows);
      fill(panel);
      panel[0] = ~std::uint64_t{0};
      params.words = words;
      params.p = static_cast<double>(64 * words);
      const std::vector<double> counts(w, 32.0 * static_cast<double>(words));
      std::vector<double> one(r * w), two(r * w);
      a.many(rows.data(), panel.data(), params, counts.data(), counts.data(), one.data(), w);
      b.many(rows.data(), panel.data(), params, counts.data(), counts.data(), two.data(), w);
      CHECK(std::memcmp(one.data(), two.data(), one.size() * sizeof(double)) == 0);
    }
}
#endif

TEST_CASE("pairs with nothing in common") {
  Data data = make_data(20, 4, false, 5);
  data.x[0 * 20 + 6] = data.x[1 * 20 + 6] = nan_value;
  data.x[2 * 20 + 13] = data.x[3 * 20 + 13] = nan_value;
  for (const Rule rule : {Rule::euclidean, Rule::manhattan, Rule::maximum, Rule::canberra,
                          Rule::minkowski, Rule::braycurtis, Rule::ruzicka, Rule::mismatch})
    for (const Isa isa : machine()) {
      const DenseSource<double> source(data.view(), metric_of(rule), {}, isa);
      std::vector<double> row(20);
      CHECK(source.row(5, row.data()) != nullptr);
      try {
        source.row(13, row.data());
        CHECK(false);
      } catch (const NothingInCommon& e) {
        CHECK_EQ(e.first, 6);
        CHECK_EQ(e.second, 13);
      }
    }
}

}  // namespace

TEST_CASE("Gower") { gower_test(); }

TEST_CASE("bits are packed, and missing values with them") {
  packing<double>(nan_value);
  packing<std::int32_t>(INT32_MIN);
}
