// What the tests of the core share: executors that try to upset the order of blocks, dissimilarity
// sources that show misuse of row buffers, and generated problems full of what breaks clusterings.
#ifndef FASTPAM_TESTS_SUPPORT_HPP
#define FASTPAM_TESTS_SUPPORT_HPP

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fastpam/dissim/stored/packed.hpp>
#include <fastpam/dissim/computed/sparse_table.hpp>
#include <fastpam/dissim/stored/square.hpp>
#include <fastpam/exec/context.hpp>
#include <fastpam/exec/team.hpp>
#include <fastpam/search/state.hpp>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "random.hpp"

namespace support {

using fastpam::Index;
using fastpam::uz;

// Sanitizers and emulators take ten times as long: they get the smaller half of the cases.
#if defined(FASTPAM_SANITIZED) || defined(FASTPAM_TESTS_LIGHT)
constexpr bool light = true;
#else
constexpr bool light = false;
#endif

// ---- executors
// -----------------------------------------------------------------------------------

// Blocks from the last to the first, handed to changing workers: what is reduced in the order of
// completion instead of the order of blocks comes out differently.
class BackwardExecutor final : public fastpam::Executor {
 public:
  int workers() const override { return 3; }

 protected:
  void launch(Round& round) override {
    for (std::size_t b = round.n_blocks; b-- > 0;) {
      try {
        round.task(b, static_cast<int>(b % 3));
      } catch (...) {
        round.error = std::current_exception();
      }
    }
    round.next.store(round.n_blocks);
  }
};

// A context with what it refers to.
struct Machine {
  std::unique_ptr<fastpam::Executor> executor;
  fastpam::Monitor monitor;
  fastpam::Context ctx;

  explicit Machine(int threads = 1, fastpam::Isa isa = fastpam::detect_isa())
      : executor(make(threads)), ctx{*executor, monitor, isa} {}

  // threads: 0 stands for the backward executor.
  static std::unique_ptr<fastpam::Executor> make(int threads) {
    if (threads == 0) return std::make_unique<BackwardExecutor>();
    if (threads == 1) return std::make_unique<fastpam::SerialExecutor>();
    return std::make_unique<fastpam::Team>(threads);
  }
};

// All instruction sets of this machine.
inline std::vector<fastpam::Isa> isas() {
  std::vector<fastpam::Isa> out{fastpam::Isa::plain};
  const int best = static_cast<int>(fastpam::detect_isa());
  if (best >= 1) out.push_back(fastpam::Isa::avx2);
  if (best >= 2) out.push_back(fastpam::Isa::avx512);
  return out;
}

// ---- sources
// -------------------------------------------------------------------------------------

// Never points into storage, and spoils the caller's buffer before it fills it: a pointer kept from
// an earlier row shows at once. An access out of range throws.
template <class T>
class CopyingSource final : public fastpam::Source<T> {
 public:
  CopyingSource(const std::vector<double>& square, Index n) : square_(square), n_(n) {}

  Index size() const override { return n_; }

  const T* row(Index j, T* buffer) const override {
    std::fill(buffer, buffer + n_, std::numeric_limits<T>::quiet_NaN());
    tile(j, j + 1, 0, n_, buffer, uz(n_));
    return buffer;
  }

  void tile(Index r0, Index r1, Index c0, Index c1, T* out, std::size_t ld) const override {
    if (r0 < 0 || r1 > n_ || c0 < 0 || c1 > n_)
      throw fastpam::Error(fastpam::ErrorCode::internal, "tile out of range");
    if (r1 - r0 > 1 && ld < uz(c1 - c0))
      throw fastpam::Error(fastpam::ErrorCode::internal, "tile rows overlap");
    for (Index r = r0; r < r1; ++r)
      for (Index c = c0; c < c1; ++c)
        out[uz(r - r0) * ld + uz(c - c0)] = static_cast<T>(square_.at(uz(r) * uz(n_) + uz(c)));
  }

  void among(const Index* ids, Index m, T* out) const override {
    for (Index a = 0; a < m; ++a)
      for (Index b = 0; b < m; ++b)
        out[uz(a) * uz(m) + uz(b)] = static_cast<T>(square_.at(uz(ids[a]) * uz(n_) + uz(ids[b])));
  }

 private:
  const std::vector<double>& square_;
  Index n_;
};

enum class Road { square, packed, copying };
inline const std::vector<Road>& roads() {
  static const std::vector<Road> all{Road::square, Road::packed, Road::copying};
  return all;
}

// Compressed columns of an n x p table: the entries at(i, v) that `stored` wants, which decides
// whether zeros are among them.
class Columns {
 public:
  template <class At, class Stored>
  Columns(Index n, std::size_t p, At&& at, Stored&& stored) : n_(n) {
    for (std::size_t v = 0; v < p; ++v) {
      for (Index i = 0; i < n; ++i) {
        const double x = at(i, v);
        if (!stored(x)) continue;
        row_.push_back(i);
        value_.push_back(x);
      }
      start_.push_back(static_cast<std::int32_t>(row_.size()));
    }
  }
  template <class At>
  Columns(Index n, std::size_t p, At&& at) : Columns(n, p, at, [](double x) { return x != 0; }) {}

  fastpam::SparseView view() const {
    fastpam::SparseView view;
    view.n = n_;
    view.p = start_.size() - 1;
    view.start = start_.data();
    view.row = row_.data();
    view.value = value_.data();
    return view;
  }

 private:
  Index n_;
  std::vector<std::int32_t> start_{0}, row_;
  std::vector<double> value_;
};

// ---- problems
// ------------------------------------------------------------------------------------

// A square of dissimilarities in double (rounded to T where T is float) and weights, or none; who
// may and who must be a medoid, where flags are there.
struct Data {
  Index n = 0;
  std::vector<double> d;
  std::vector<double> w;
  std::vector<char> candidates, fixed;
  std::string kind;

  double at(Index i, Index j) const { return d[uz(i) * uz(n) + uz(j)]; }
  void set(Index i, Index j, double v) {
    d[uz(i) * uz(n) + uz(j)] = v;
    d[uz(j) * uz(n) + uz(i)] = v;
  }
  double weight(Index i) const { return w.empty() ? 1.0 : w[uz(i)]; }
  double max() const {
    double m = 0;
    for (double v : d) m = std::max(m, v);
    return m;
  }
  double far() const {
    const volatile double most = max() * 1.1;  // rounded, whatever the compiler would like to fuse
    return most + 1.;
  }
  Index eligible() const {
    Index m = 0;
    for (Index i = 0; i < n; ++i) m += may(i) ? 1 : 0;
    return m;
  }
  bool may(Index i) const { return candidates.empty() ? weight(i) > 0 : candidates[uz(i)] != 0; }
  bool must(Index i) const { return !fixed.empty() && fixed[uz(i)] != 0; }
  // Whether these medoids are what the flags allow.
  bool allows(const std::vector<Index>& medoids) const {
    for (Index i = 0; i < n; ++i) {
      const bool there = std::find(medoids.begin(), medoids.end(), i) != medoids.end();
      if ((there && !may(i)) || (!there && must(i))) return false;
    }
    return true;
  }
};

template <class T>
struct Instance {
  Data data;
  std::vector<T> square;
  std::vector<double> triangle;
  std::unique_ptr<fastpam::Source<T>> source;
  std::unique_ptr<fastpam::Problem<T>> problem;

  Instance(const Data& given, Road road) : data(given) {
    const Index n = data.n;
    for (double& v : data.d) v = static_cast<double>(static_cast<T>(v));
    if (road == Road::square) {
      square.assign(data.d.begin(), data.d.end());
      if constexpr (std::is_same_v<T, float>)
        for (std::size_t i = 0; i < square.size(); ++i) square[i] = static_cast<float>(data.d[i]);
      source = std::make_unique<fastpam::SquareSource<T>>(square.data(), n);
    } else if (road == Road::packed) {
      for (Index c = 0; c < n; ++c)
        for (Index r = c + 1; r < n; ++r) triangle.push_back(data.at(r, c));
      source = std::make_unique<fastpam::PackedSource<double, T>>(triangle.data(), n);
    } else {
      source = std::make_unique<CopyingSource<T>>(data.d, n);
    }
    problem = std::make_unique<fastpam::Problem<T>>(
        fastpam::Problem<T>{*source, data.w.empty() ? nullptr : data.w.data(), data.max()});
    if (!data.candidates.empty()) problem->candidates = data.candidates.data();
    if (!data.fixed.empty()) problem->fixed = data.fixed.data();
  }
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
};

constexpr int n_kinds = 13;

// One of n_kinds kinds of dissimilarities among n objects.
inline Data make_data(int kind, Index n, check::Random& random) {
  Data data;
  data.n = n;
  data.d.assign(uz(n) * uz(n), 0.0);
  const auto from_points = [&](std::size_t p, int levels, bool manhattan) {
    std::vector<double> x(uz(n) * p);
    for (double& v : x)
      v = levels > 0 ? static_cast<double>(random.below(static_cast<std::size_t>(levels)))
                     : random.uniform(-1, 1);
    for (Index i = 0; i < n; ++i)
      for (Index j = 0; j < i; ++j) {
        double s = 0;
        for (std::size_t v = 0; v < p; ++v) {
          const double e = x[uz(i) * p + v] - x[uz(j) * p + v];
          s += manhattan ? std::fabs(e) : e * e;
        }
        data.set(i, j, manhattan ? s : std::sqrt(s));
      }
  };
  const auto each_pair = [&](auto&& draw) {
    for (Index i = 0; i < n; ++i)
      for (Index j = 0; j < i; ++j) data.set(i, j, draw());
  };
  switch (kind) {
    case 0:
      data.kind = "euclidean";
      from_points(2, 0, false);
      break;
    case 1:
      data.kind = "integer grid";
      from_points(2, 5, true);
      break;
    case 2:
      data.kind = "few places (duplicates)";
      from_points(1, 4, true);
      break;
    case 3:
      data.kind = "all equal";
      each_pair([&] { return 1.0; });
      break;
    case 4:
      data.kind = "all zero";
      break;
    case 5:
      data.kind = "no triangle inequality";
      each_pair([&] { return random.uniform(); });
      break;
    case 6:
      data.kind = "two values";
      each_pair([&] { return random.below(2) == 0 ? 1.0 : 2.0; });
      break;
    case 7:
      data.kind = "one outlier";
      from_points(2, 0, false);
      for (Index i = 1; i < n; ++i) data.set(0, i, 1e6 + data.at(0, i));
      break;
    case 8:
      data.kind = "orders of magnitude";
      each_pair([&] { return std::ldexp(random.uniform(), static_cast<int>(random.below(40))); });
      break;
    case 9:
      data.kind = "tenths (inexact ties)";
      each_pair([&] { return static_cast<double>(random.below(6)) * 0.1; });
      break;
    case 10: {
      data.kind = "tight clusters far apart";
      std::vector<double> x(uz(n));
      for (double& v : x) v = static_cast<double>(random.below(3)) * 1000 + random.uniform() * 1e-3;
      for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < i; ++j) data.set(i, j, std::fabs(x[uz(i)] - x[uz(j)]));
      break;
    }
    case 11:
      data.kind = "tiny";
      each_pair([&] { return random.uniform() * 1e-20; });
      break;
    default:
      data.kind = "ratios (Jaccard)";
      {
        std::vector<unsigned> bits(uz(n));
        for (unsigned& b : bits) b = static_cast<unsigned>(random.below(256));
        const auto count = [](unsigned b) {
          int c = 0;
          for (; b != 0; b &= b - 1) ++c;
          return c;
        };
        for (Index i = 0; i < n; ++i)
          for (Index j = 0; j < i; ++j) {
            const int any = count(bits[uz(i)] | bits[uz(j)]);
            const int both = count(bits[uz(i)] & bits[uz(j)]);
            data.set(i, j, any == 0 ? 0 : static_cast<double>(any - both) / any);
          }
      }
  }
  return data;
}

constexpr int n_weightings = 5;

// Which objects count how often. At least `least` of them keep a positive weight.
inline void set_weights(Data& data, int kind, Index least, check::Random& random) {
  data.w.clear();
  if (kind == 0) return;
  data.w.assign(uz(data.n), 1.0);
  for (double& w : data.w) {
    if (kind == 2) w = static_cast<double>(1 + random.below(3));
    if (kind == 3) w = static_cast<double>(random.below(3));
    if (kind == 4) w = random.uniform(0.05, 2);
  }
  for (Index i = 0; data.eligible() < least; ++i)
    if (!(data.w[uz(i)] > 0)) data.w[uz(i)] = 1;
}

// Who may and who must be one of k medoids, drawn anew: one, both or none of the rules. Among the
// candidates are objects of weight 0.
inline void set_rules(Data& data, Index k, check::Random& random) {
  data.candidates.clear();
  data.fixed.clear();
  const std::size_t n = uz(data.n), least = uz(k);
  if (random.below(3) != 0) {
    data.candidates.assign(n, 0);
    for (const std::size_t o : random.choose(n, least + random.below(n - least + 1)))
      data.candidates[o] = 1;
  }
  if (random.below(3) == 0) return;
  std::vector<Index> pool;
  for (Index i = 0; i < data.n; ++i)
    if (data.may(i)) pool.push_back(i);
  data.fixed.assign(n, 0);
  for (const std::size_t p : random.choose(pool.size(), random.below(least + 1)))
    data.fixed[uz(pool[p])] = 1;
}

// k different objects that may be medoids, in random order; those that must be are among them.
inline std::vector<Index> random_medoids(const Data& data, Index k, check::Random& random) {
  std::vector<Index> pool, out;
  for (Index i = 0; i < data.n; ++i) {
    if (data.must(i))
      out.push_back(i);
    else if (data.may(i))
      pool.push_back(i);
  }
  for (const std::size_t p : random.choose(pool.size(), uz(k) - out.size())) out.push_back(pool[p]);
  return out;
}

inline bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }
inline bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
}

inline std::vector<Index> sorted(std::vector<Index> v) {
  std::sort(v.begin(), v.end());
  return v;
}

}  // namespace support

#endif  // FASTPAM_TESTS_SUPPORT_HPP
