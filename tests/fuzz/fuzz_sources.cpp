// Differential fuzzing of what computes dissimilarities. Bytes make a small table; a metric's
// dense, bit and sparse sources must agree with its definition and, to the last bit, with
// themselves: by rows, tiles, selections of objects and the whole triangle, with every instruction
// set.
#include <fastpam/dissim/computed/data_source.hpp>
#include <fastpam/dissim/reading/fill.hpp>
#include <fastpam/dissim/computed/sparse.hpp>
#include <fastpam/metric/registry.hpp>

#include "../cpp/support/support.hpp"
#include "bytes.hpp"

using namespace fastpam;

namespace {

const double nan_value = std::numeric_limits<double>::quiet_NaN();

struct Table {
  Index n = 0;
  std::size_t p = 0;
  std::vector<double> x;  // by columns
  bool missing = false;
  double power = 2;
  const Metric* metric = nullptr;

  double at(Index i, std::size_t v) const { return x[v * uz(n) + uz(i)]; }
  MatrixView view() const {
    MatrixView view;
    view.n = n;
    view.p = p;
    view.real = x.data();
    return view;
  }
};

Table read_table(Bytes& bytes) {
  Table t;
  t.metric = &metric_table()[bytes.below(static_cast<unsigned>(metric_table().size()))];
  t.n = 2 + static_cast<Index>(bytes.below(69));
  static const std::size_t widths[] = {1, 2, 3, 7, 16, 63, 64, 65, 130};
  t.p = widths[bytes.below(9)];
  t.missing = bytes.below(3) == 0 && t.metric->missing_allowed;
  static const double powers[] = {0.5, 1, 1.5, 2, 3, 4};
  t.power = powers[bytes.below(6)];
  const unsigned style = bytes.below(6);
  const unsigned zeros = bytes.below(4);
  std::uint64_t seed = 0;
  for (int i = 0; i < 4; ++i) seed = seed << 8 | bytes.next();
  check::Random random(seed);
  const bool angular = t.metric->dense.missing_pair != nullptr;
  if (angular) t.missing = false;  // pair by pair then, by the very formula
  if (angular && t.p < 3) t.p = 3;
  t.x.resize(uz(t.n) * t.p);
  for (std::size_t at = 0; at < t.x.size(); ++at) {
    const unsigned byte = bytes.more() ? bytes.next() : static_cast<unsigned>(random.below(256));
    double v = byte;
    if (style == 0) v = byte % 3;
    if (style == 1) v = byte * 0.1;
    if (style == 2) v = std::ldexp(1 + byte % 8, static_cast<int>(byte / 8) - 16);
    if (style == 3) v = random.uniform();
    if (style == 4) v = byte % 2;
    if (style == 5) v = 1e6 + byte % 7;  // little beside the mean
    if (zeros > 0 && random.below(zeros + 1) != 0) v = 0;
    if (!t.metric->non_negative && random.below(4) == 0) v = -v;
    t.x[at] = t.missing && at >= uz(t.n) && random.below(5) == 0 ? nan_value : v;
  }
  // Rows that agree in nearly all: what differs is small beside what is shared.
  if (bytes.below(4) == 0)
    for (Index i = 1; i < t.n; ++i)
      for (std::size_t v = 0; v < t.p; ++v)
        if (random.below(16) != 0) t.x[v * uz(t.n) + uz(i)] = t.at(0, v);
  // A row must have a direction or a sum where the metric needs one.
  if (angular || t.metric->transform.dense != nullptr)
    for (Index i = 0; i < t.n; ++i) {
      const double level = style == 5 ? 1e6 : 0;
      t.x[uz(i)] = level + 1 + random.uniform();
      if (angular) t.x[uz(t.n) + uz(i)] = level + random.uniform() - 2;
    }
  return t;
}

double definition(const Table& t, Index i, Index j) {
  const std::string name = t.metric->name;
  double sum = 0, both = 0, larger = 0, used = 0, kept = 0, xx = 0, yy = 0, xy = 0, mx = 0, my = 0;
  double tx = 0, ty = 0;
  double any = 0, all = 0, unlike = 0, most = 0, squares = 0, powers = 0, parts = 0;
  for (std::size_t v = 0; v < t.p; ++v) {
    const double x = t.at(i, v), y = t.at(j, v);
    if (x != x || y != y) continue;
    ++used;
    const double e = std::fabs(x - y);
    sum += e;
    squares += e * e;
    powers += e == 0 ? 0 : std::pow(e, t.power);
    most = std::fmax(most, e);
    both += x + y;
    larger += std::fmax(x, y);
    if (std::fabs(x) + std::fabs(y) > 0) {
      parts += e / (std::fabs(x) + std::fabs(y));
      ++kept;
    }
    any += x != 0 || y != 0;
    all += x != 0 && y != 0;
    unlike += x != y;
    mx += x;
    my += y;
  }
  const double share = used / static_cast<double>(t.p);
  tx = mx;
  ty = my;
  mx /= used;
  my /= used;
  if (name == "cosine" || name == "chord") mx = my = 0;
  double hellinger = 0, chord = 0;
  for (std::size_t v = 0; v < t.p; ++v) {
    const double x = t.at(i, v), y = t.at(j, v);
    if (x != x || y != y) continue;
    xx += (x - mx) * (x - mx);
    yy += (y - my) * (y - my);
    xy += (x - mx) * (y - my);
    if (name == "hellinger") hellinger += std::pow(std::sqrt(x / tx) - std::sqrt(y / ty), 2);
  }
  for (std::size_t v = 0; v < t.p && name == "chord"; ++v)
    chord += std::pow(t.at(i, v) / std::sqrt(xx) - t.at(j, v) / std::sqrt(yy), 2);
  if (name == "euclidean") return std::sqrt(squares / share);
  if (name == "sqeuclidean") return squares / share;
  if (name == "manhattan") return sum / share;
  if (name == "maximum") return most;
  if (name == "canberra") return kept > 0 ? parts / (kept / static_cast<double>(t.p)) : 0;
  if (name == "minkowski") return std::pow(powers / share, 1 / t.power);
  if (name == "cosine" || name == "correlation") return 1 - xy / std::sqrt(xx * yy);
  if (name == "braycurtis") return both > 0 ? sum / both : 0;
  if (name == "ruzicka") return larger > 0 ? sum / larger : 0;
  if (name == "hellinger") return std::sqrt(hellinger);
  if (name == "chord") return std::sqrt(chord);
  if (name == "hamming") return unlike / used;
  if (name == "jaccard") return any > 0 ? (any - all) / any : 0;
  if (name == "dice") return any > 0 ? (any - all) / (any + all) : 0;
  return nan_value;  // spearman, gower: see the tests
}

[[noreturn]] void report(const Table& t, const char* claim, Index i, Index j, double got,
                         double expected) {
  std::printf(
      "DISAGREEMENT: %s\n  %s, n = %d, p = %zu, power %g, objects %d and %d: %.17g, not %.17g\n",
      claim, t.metric->name, t.n, t.p, t.power, i, j, got, expected);
  for (const Index r : {i, j}) {
    for (std::size_t v = 0; v < t.p; ++v) std::printf(" %.17g", t.at(r, v));
    std::printf("\n");
  }
  std::fflush(stdout);
  std::abort();
}

// All of a source by all of its readers: the square.
template <class T>
std::vector<T> read_all(const Table& t, const Source<T>& source, check::Random& random) {
  const std::size_t n = uz(t.n);
  std::vector<T> all(n * n), row(n), part(n * n), few;
  source.tile(0, t.n, 0, t.n, all.data(), n);
  const auto same = [&](const char* claim, Index i, Index j, T got) {
    const T expected = all[uz(i) * n + uz(j)];
    if (std::memcmp(&got, &expected, sizeof got) != 0)
      report(t, claim, i, j, static_cast<double>(got), static_cast<double>(expected));
  };
  for (Index i = 0; i < t.n; ++i) {
    const T* const by_row = source.row(i, row.data());
    for (Index j = 0; j < t.n; ++j) {
      same("a row is not the tile", i, j, by_row[j]);
      same("not symmetric", j, i, all[uz(i) * n + uz(j)]);
    }
    same("the diagonal is not zero", i, i, T(0));
  }
  const Index r0 = static_cast<Index>(random.below(n)), c0 = static_cast<Index>(random.below(n));
  const Index r1 = r0 + 1 + static_cast<Index>(random.below(n - uz(r0)));
  const Index c1 = c0 + 1 + static_cast<Index>(random.below(n - uz(c0)));
  source.tile(r0, r1, c0, c1, part.data(), n);
  for (Index r = r0; r < r1; ++r)
    for (Index c = c0; c < c1; ++c)
      same("a part is not the whole", r, c, part[uz(r - r0) * n + uz(c - c0)]);
  std::vector<Index> ids;
  for (const std::size_t o : random.choose(n, 1 + random.below(n)))
    ids.push_back(static_cast<Index>(o));
  const std::size_t m = ids.size();
  few.resize(m * m);
  source.among(ids.data(), static_cast<Index>(m), few.data());
  for (std::size_t a = 0; a < m; ++a)
    for (std::size_t b = 0; b < m; ++b)
      same("a selection is not the whole", ids[a], ids[b], few[a * m + b]);
  source.rows(ids.data(), static_cast<Index>(m), c0, c1, part.data(), n);
  for (std::size_t a = 0; a < m; ++a)
    for (Index c = c0; c < c1; ++c)
      same("selected rows are not the whole", ids[a], c, part[a * n + uz(c - c0)]);
  support::Machine machine(static_cast<int>(random.below(3)));
  std::vector<double> packed(n * (n - 1) / 2);
  fill_packed(source, packed.data(), machine.ctx);
  std::size_t at = 0;
  for (Index c = 0; c < t.n; ++c)
    for (Index r = c + 1; r < t.n; ++r)
      same("the triangle is not the whole", r, c, static_cast<T>(packed[at++]));
  return all;
}

// Within `tolerance` of the definition, as a part of it where it is more than `least`.
template <class T>
void near_definition(const Table& t, const std::vector<T>& all, double tolerance,
                     double least = 1) {
  for (Index i = 0; i < t.n; ++i)
    for (Index j = 0; j < i; ++j) {
      const double expected = definition(t, i, j);
      if (expected != expected) return;
      const double got = static_cast<double>(all[uz(i) * uz(t.n) + uz(j)]);
      if (!(std::fabs(got - expected) <= tolerance * std::fmax(least, expected)))
        report(t, "not the definition", i, j, got, expected);
    }
}

template <class T>
std::vector<T> dense(const Table& t, Isa isa, check::Random& random) {
  DenseOptions options;
  options.power = t.power;
  options.scale = MissingScale::stats;
  return read_all<T>(t, *data_source<T>(t.view(), *t.metric, options, isa), random);
}

template <class T>
void run_table(const Table& t, check::Random& random) {
  if (t.metric->dense.mixed) return;
  const std::vector<T> all = dense<T>(t, Isa::plain, random);
  if (sizeof(T) == 8 || t.metric->rounds_data())
    near_definition(t, all, sizeof(T) == 8 ? 1e-11 : 2e-3);
  else  // rounded from doubles: small ones keep their digits too
    near_definition(t, all, 1e-6, 1e-3);
  for (const Isa isa : support::isas()) {
    const std::vector<T> other = dense<T>(t, isa, random);
    for (std::size_t k = 0; k < all.size(); ++k)
      if (std::memcmp(&all[k], &other[k], sizeof(T)) != 0)
        report(t, "the instructions change the result", static_cast<Index>(k / uz(t.n)),
               static_cast<Index>(k % uz(t.n)), static_cast<double>(other[k]),
               static_cast<double>(all[k]));
  }
  if (t.missing || !t.metric->sparse) return;
  const support::Columns columns(
      t.n, t.p, [&t](Index i, std::size_t v) { return t.at(i, v); },
      [&random](double x) {
        return x != 0 || random.below(20) == 0;  // now and then a zero that is stored
      });
  const std::vector<T> sparse =
      read_all<T>(t, SparseSource<T>(columns.view(), *t.metric, t.power), random);
  // Sums of terms are right in their own digits; rows of length 1 and profiles are rounded before.
  const bool rounded = t.metric->transform.sparse != nullptr;
  near_definition(t, sparse, sizeof(T) == 4 ? 1e-6 : 1e-11, rounded ? 1 : 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const unsigned choices = bytes.next();
  const Table t = read_table(bytes);
  check::Random random(choices + 256 * bytes.next());
  if (choices % 4 == 3)
    run_table<float>(t, random);
  else
    run_table<double>(t, random);
  return 0;
}
