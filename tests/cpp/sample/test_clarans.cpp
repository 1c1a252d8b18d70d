// CLARANS: walks that do not depend on threads, end in local optima, and report what they found.
#include <cmath>
#include <fastpam/dissim/stored/square.hpp>
#include <fastpam/sample/clarans.hpp>
#include <set>

#include "support/check.hpp"
#include "support/workers.hpp"

namespace {

using namespace fastpam;

struct Case {
  Index n;
  std::vector<double> d;  // square
  std::vector<double> weights;

  double total(const std::vector<Index>& medoids) const {
    double sum = 0;
    for (Index o = 0; o < n; ++o) {
      double least = std::numeric_limits<double>::infinity();
      for (const Index m : medoids) least = std::min(least, d[uz(m) * uz(n) + uz(o)]);
      sum += weights.empty() ? least : weights[uz(o)] * least;
    }
    return sum;
  }
};

Case points(Index n, std::size_t p, std::uint64_t seed, std::size_t levels = 0) {
  check::Random random(seed);
  const std::vector<double> x =
      levels > 0 ? random.grid(uz(n) * p, levels) : random.uniforms(uz(n) * p);
  Case c{n, std::vector<double>(uz(n) * uz(n)), {}};
  for (std::size_t a = 0; a < uz(n); ++a)
    for (std::size_t b = 0; b < uz(n); ++b)
      for (std::size_t v = 0; v < p; ++v)
        c.d[a * uz(n) + b] += std::fabs(x[a * p + v] - x[b * p + v]);
  return c;
}

// Rows into the caller's buffer only, as sources that compute do it.
class Rows final : public Source<double> {
 public:
  explicit Rows(const Case& c) : square_(c.d.data(), c.n) {}
  Index size() const override { return square_.size(); }
  const double* row(Index j, double* buffer) const override {
    tile(j, j + 1, 0, size(), buffer, uz(size()));
    return buffer;
  }
  void tile(Index r0, Index r1, Index c0, Index c1, double* out, std::size_t ld) const override {
    square_.tile(r0, r1, c0, c1, out, ld);
  }
  void among(const Index* ids, Index m, double* out) const override { square_.among(ids, m, out); }

 private:
  SquareSource<double> square_;
};

ClaransOptions options_for(Index k, bool fast, std::size_t max_neighbor = 0) {
  ClaransOptions options;
  options.k = k;
  options.fast = fast;
  options.max_neighbor = max_neighbor;
  options.seed = 17;
  return options;
}

ClaransResult run(const Case& c, const ClaransOptions& options, int workers = 1,
                  bool square = true) {
  const SquareSource<double> whole(c.d.data(), c.n);
  const Rows rows(c);
  const Source<double>& source = square ? static_cast<const Source<double>&>(whole) : rows;
  Workers team(workers);
  return clarans<double>({source, c.weights.empty() ? nullptr : c.weights.data()}, options,
                         team.context());
}

TEST_CASE("default numbers of neighbours") {
  CHECK_EQ(default_max_neighbor(100, 5, false), 250);      // the floor
  CHECK_EQ(default_max_neighbor(10000, 10, false), 1249);  // 1.25 % of 99,900: 1248.75
  CHECK_EQ(default_max_neighbor(10000, 10, true), 250);    // 2.5 % of 9,990: 249.75
  CHECK_EQ(default_max_neighbor(100, 5, true), 100);       // twice the floor, over k
  CHECK_EQ(default_max_neighbor(1000000, 100, false), 1249875);
}

// What is reported is what the medoids give, bit for bit; each walk starts and ends at k different
// objects, only improves, and the best walk is the best.
void honest(const Case& c, const ClaransOptions& options) {
  const ClaransResult r = run(c, options);
  CHECK_EQ(r.walks.size(), options.num_local);
  std::set<std::vector<Index>> starts;
  for (const ClaransWalk& walk : r.walks) {
    CHECK_SAME_BITS(walk.swap.loss, c.total(walk.medoids));
    CHECK_SAME_BITS(walk.init_loss, c.total(walk.start));
    CHECK_EQ(std::set<Index>(walk.medoids.begin(), walk.medoids.end()).size(), uz(options.k));
    CHECK_EQ(walk.swap.trace.size(), walk.swap.swaps);
    double before = walk.init_loss;
    for (const double loss : walk.swap.trace) {
      CHECK(loss < before);
      before = loss;
    }
    CHECK(walk.swap.loss >= r.walks[r.best].swap.loss);
    for (const Index m : walk.medoids) CHECK((c.weights.empty() || c.weights[uz(m)] > 0));
    starts.insert(walk.start);
  }
  if (c.n > 20) CHECK(starts.size() > 1);
}

// The walk is the same however far one looks ahead and whatever the source.
void independent_of_threads(const Case& c, const ClaransOptions& options) {
  const ClaransResult one = run(c, options);
  for (const int workers : {2, 3, 7})
    for (const bool square : {true, false}) {
      const ClaransResult r = run(c, options, workers, square);
      for (std::size_t w = 0; w < one.walks.size(); ++w) {
        CHECK_EQ(r.walks[w].medoids, one.walks[w].medoids);
        CHECK_EQ(r.walks[w].swap.trace, one.walks[w].swap.trace);
        CHECK_EQ(r.walks[w].swap.iterations, one.walks[w].swap.iterations);
      }
    }
}

// With many neighbours allowed a walk ends where no exchange improves.
void local_optimum(bool fast) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Case c = points(40, 2, seed, seed % 2 == 0 ? 0 : 5);
    const ClaransResult r = run(c, options_for(4, fast, fast ? 1000 : 4000));
    for (const ClaransWalk& walk : r.walks)
      for (std::size_t s = 0; s < 4; ++s)
        for (Index h = 0; h < c.n; ++h) {
          std::vector<Index> other = walk.medoids;
          other[s] = h;
          CHECK(c.total(other) >= walk.swap.loss * (1 - 1e-14));
        }
  }
}

// The options do something: more neighbours and more walks find better medoids; classic and fast
// walk differently; the seed matters.
TEST_CASE("options change the result") {
  double few = 0, many = 0, one = 0, five = 0;
  bool variants_differ = false, seeds_differ = false;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Case c = points(150, 2, 100 + seed);
    few += run(c, options_for(10, true, 3)).walks[0].swap.loss;
    many += run(c, options_for(10, true, 300)).walks[0].swap.loss;
    ClaransOptions options = options_for(10, true, 50);
    options.num_local = 1;
    const ClaransResult single = run(c, options);
    one += single.walks[0].swap.loss;
    options.num_local = 5;
    const ClaransResult r = run(c, options);
    five += r.walks[r.best].swap.loss;
    CHECK_EQ(r.walks[0].medoids,
             single.walks[0].medoids);  // further walks do not disturb the first
    variants_differ |= run(c, options_for(10, false)).walks[0].swap.iterations !=
                       run(c, options_for(10, true)).walks[0].swap.iterations;
    options.seed = 18;
    seeds_differ |= run(c, options).walks[0].start != r.walks[0].start;
  }
  CHECK(many < few);
  CHECK(five < one);
  CHECK(variants_differ);
  CHECK(seeds_differ);
}

// Stops at the first poll: the user is heard while walks are under way.
class Impatient final : public Monitor {
 protected:
  void poll() override { throw Interrupted(); }
};

TEST_CASE("an interrupt ends the walk") {
  const Case c = points(600, 2, 1);
  const SquareSource<double> source(c.d.data(), c.n);
  for (const int workers : {1, 3}) {
    Impatient monitor;
    Workers team(workers, monitor);
    ClaransOptions options = options_for(20, false, 2000000000);
    const auto begin = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(clarans<double>({source}, options, team.context()), Interrupted);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    CHECK(took.count() < 2);
  }
}

}  // namespace

TEST_CASE("what a walk reports is true, for any number of threads") {
  for (const bool fast : {true, false})
    for (std::uint64_t seed = 0; seed < 5; ++seed)
      for (const Index k : {1, 2, 7, 59}) {
        Case c = points(60, 2, seed, seed % 2 == 0 ? 0 : 4);
        honest(c, options_for(k, fast));
        independent_of_threads(c, options_for(k, fast));
        check::Random random(seed);
        for (Index o = 0; o < c.n; ++o) c.weights.push_back(static_cast<double>(random.below(3)));
        if (k < 30) honest(c, options_for(k, fast));
      }
}

TEST_CASE("all neighbours tried: the end is a local optimum") {
  for (const bool fast : {true, false}) local_optimum(fast);
}

TEST_CASE("equal dissimilarities, and no neighbour at all") {
  for (const bool fast : {true, false}) {
    Case equal{12, std::vector<double>(144, 1.0), {}};
    for (std::size_t i = 0; i < 12; ++i) equal.d[i * 13] = 0;
    honest(equal, options_for(3, fast));
    Case pair{2, {0, 1, 1, 0}, {}};
    honest(pair, options_for(1, fast));
    honest(pair, options_for(2, fast));  // every object a medoid: no neighbour
  }
}
