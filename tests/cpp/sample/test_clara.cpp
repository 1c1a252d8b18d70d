// CLARA: the samples that are drawn, the assignment of all objects, and the whole against a plain
// re-telling of it by loops.
#include <cmath>
#include <fastpam/dissim/on_the_fly.hpp>
#include <fastpam/sample/streamed.hpp>
#include <set>

#include "support/check.hpp"
#include "support/workers.hpp"

namespace {

using namespace fastpam;

struct Data {
  Index n;
  std::size_t p;
  std::vector<double> x;  // by columns

  double distance(Index a, Index b) const {
    double sum = 0;
    std::size_t used = 0;
    for (std::size_t v = 0; v < p; ++v) {
      const double d = x[v * uz(n) + uz(a)] - x[v * uz(n) + uz(b)];
      if (std::isnan(d)) continue;
      sum += d * d;
      ++used;
    }
    return used > 0 ? std::sqrt(sum) : std::numeric_limits<double>::quiet_NaN();
  }
};

// The plainest source that computes its rows. A missing value makes a pair incomparable.
class Points final : public OnTheFly<double> {
 public:
  explicit Points(const Data& data) : OnTheFly<double>(data.n), data_(data) {}

  void tile(Index r0, Index r1, Index c0, Index c1, double* out, std::size_t ld) const override {
    for (Index r = r0; r < r1; ++r)
      for (Index c = c0; c < c1; ++c)
        out[uz(r - r0) * ld + uz(c - c0)] = r == c ? 0 : data_.distance(r, c);
    check_tile(r0, r1, c0, c1, out, ld);
  }

  void among(const Index* ids, Index m, double* out) const override {
    for (Index a = 0; a < m; ++a)
      for (Index b = 0; b < m; ++b)
        out[uz(a) * uz(m) + uz(b)] = a == b ? 0 : data_.distance(ids[a], ids[b]);
    check_among(ids, m, out);
  }

 private:
  const Data& data_;
};

Data continuous(Index n, std::size_t p, std::uint64_t seed) {
  return {n, p, check::Random(seed).uniforms(uz(n) * p)};
}
Data tied(Index n, std::size_t p, std::uint64_t seed) {
  return {n, p, check::Random(seed).grid(uz(n) * p, 3)};
}

// The numbers an author of 1986 would have got: the recurrence by hand for the first five.
TEST_CASE("the generator of clara") {
  ClaraGenerator next;
  CHECK_EQ(next() * 65536, 999);
  CHECK_EQ(next() * 65536, (999 * 5761 + 999) % 65536);
  ClaraGenerator again;
  std::set<double> seen;
  for (Index i = 0; i < ClaraGenerator::period; ++i) seen.insert(again());
  CHECK_EQ(seen.size(), 65536);  // full period: every object up to that number can be drawn
  CHECK(*seen.rbegin() < 1);
}

TEST_CASE("samples: sizes, order, what is kept") {
  check::Random random(1);
  for (int round = 0; round < 200; ++round) {
    const Index n = 2 + static_cast<Index>(random.below(60));
    const Index size = 1 + static_cast<Index>(random.below(uz(n)));
    std::vector<Index> keep;
    for (const std::size_t o : random.choose(uz(n), random.below(uz(size))))
      keep.push_back(static_cast<Index>(o));
    std::sort(keep.begin(), keep.end());
    std::size_t draws = 0;
    const std::vector<Index> sample = draw_sample(n, size, keep, [&] {
      ++draws;
      return random.uniform();
    });
    CHECK_EQ(sample.size(), uz(size));
    CHECK(std::is_sorted(sample.begin(), sample.end()));
    CHECK(std::adjacent_find(sample.begin(), sample.end()) == sample.end());
    CHECK((sample.front() >= 0 && sample.back() < n));
    CHECK(std::includes(sample.begin(), sample.end(), keep.begin(), keep.end()));
    if (size == n) CHECK_EQ(draws, 0);
  }
  // More than half: the draws say who stays out. 0.5 of 10 objects is object 5.
  const std::vector<Index> most = draw_sample(10, 9, {}, [] { return 0.5; });
  CHECK_EQ(most, (std::vector<Index>{0, 1, 2, 3, 4, 6, 7, 8, 9}));
  // Half is not more than half: here the draws say who comes.
  int call = 0;
  const std::vector<Index> half = draw_sample(4, 2, {}, [&] { return ++call == 1 ? 0.0 : 0.99; });
  CHECK_EQ(half, (std::vector<Index>{0, 3}));
}

TEST_CASE("all objects are sampled equally often") {
  std::vector<int> seen(7, 0);
  check::Random random(5);
  for (int i = 0; i < 7000; ++i)
    for (const Index o : draw_sample(7, 5, {}, [&] { return random.uniform(); })) ++seen[uz(o)];
  for (const int count : seen) CHECK(std::abs(count - 5000) < 250);  // six standard deviations
}

// Objects to the nearest, ties to the first listed, medoids to themselves.
void assignment(const Data& data) {
  const Points source(data);
  check::Random random(9);
  for (const Index k : {1, 3, 70}) {
    if (k >= data.n) continue;
    std::vector<Index> medoids;
    for (const std::size_t o : random.choose(uz(data.n), uz(k)))
      medoids.push_back(static_cast<Index>(o));
    Assignment<double> a;
    {
      Workers one(1);
      assign_all<double>(source, medoids, a, one.context());
    }
    double total = 0;
    for (Index o = 0; o < data.n; ++o) {
      Index label = 0;
      for (Index s = 1; s < k; ++s)
        if (data.distance(o, medoids[uz(s)]) < data.distance(o, medoids[uz(label)])) label = s;
      for (Index s = 0; s < k; ++s)
        if (medoids[uz(s)] == o) label = s;
      CHECK_EQ(a.label[uz(o)], label);
      CHECK_SAME_BITS(a.least[uz(o)], data.distance(o, medoids[uz(label)]));
      total += a.least[uz(o)];
    }
    CHECK_SAME_BITS(a.total(nullptr), total);
    CHECK(a.complete());
    Workers three(3);
    Assignment<double> b;
    assign_all<double>(source, medoids, b, three.context());
    CHECK_EQ(a.label, b.label);
    CHECK_EQ(a.least, b.least);
  }
}

ClaraResult run(const Data& data, const ClaraOptions& options, int workers,
                const std::vector<double>* weights = nullptr) {
  const Points source(data);
  const Problem<double> problem{source, weights == nullptr ? nullptr : weights->data()};
  Workers team(workers);
  return clara<double>(problem, options, ClaraGenerator(), team.context());
}

ClaraOptions options_for(Index k, Index size, const char* swap = "pam") {
  ClaraOptions options;
  options.k = k;
  options.sample_size = size;
  options.swap = swap;
  return options;
}

// What must hold whatever was drawn.
void invariants(const Data& data, const ClaraOptions& options, bool ties = false) {
  const ClaraResult r = run(data, options, 1);
  const Partition& p = r.partition;
  CHECK_EQ(p.medoid.size(), uz(options.k));
  double total = 0;
  ExactSum exact;
  Index next = 0;
  for (Index o = 0; o < data.n; ++o) {
    const Index c = p.label[uz(o)];
    // Clusters are numbered by their first object, before ties are settled.
    CHECK((ties || c <= next));
    next = std::max(next, c + 1);
    for (const Index m : p.medoid) CHECK(data.distance(o, m) >= data.distance(o, p.medoid[uz(c)]));
    total += data.distance(o, p.medoid[uz(c)]);
    exact.add(data.distance(o, p.medoid[uz(c)]));
  }
  for (std::size_t c = 0; c < p.medoid.size(); ++c) CHECK_EQ(uz(p.label[uz(p.medoid[c])]), c);
  CHECK_SAME_BITS(r.loss, options.independent ? exact.value() : total);
  for (std::size_t s = 0; s < r.samples.size(); ++s) {
    CHECK(r.samples[s].loss >= r.loss);
    if (s < r.best) CHECK(r.samples[s].loss > r.loss);
  }
  const std::vector<Index>& sample = r.samples[r.best].objects;
  CHECK_EQ(sample.size(), uz(options.sample_size));
  for (const Index m : p.medoid) CHECK(std::binary_search(sample.begin(), sample.end(), m));
  for (const int workers : {2, 5}) {
    const ClaraResult other = run(data, options, workers);
    CHECK_EQ(other.partition.label, p.label);
    CHECK_EQ(other.partition.medoid, p.medoid);
    CHECK_SAME_BITS(other.loss, r.loss);
  }
}

// A chain cannot lose the best medoids, so on average it ends lower than independent samples.
TEST_CASE("a chain of samples beats independent ones") {
  double chain = 0, independent = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Data data = continuous(400, 2, seed);
    ClaraOptions options = options_for(8, 30);
    options.samples = 8;
    chain += run(data, options, 1).loss;
    options.independent = true;
    independent += run(data, options, 1).loss;
  }
  CHECK(chain < independent);
}

TEST_CASE("every swap phase and init runs on samples") {
  const Data data = continuous(300, 3, 4);
  std::set<double> losses;
  for (const auto& swap : swaps<double>())
    for (const auto& init : inits<double>()) {
      ClaraOptions options = options_for(6, 60, swap.name);
      options.init = init.name;
      options.seed = 3;
      const ClaraResult r = run(data, options, 2);
      CHECK(r.loss > 0);
      losses.insert(r.loss);
    }
  CHECK(losses.size() > 3);  // the names are not all the same thing
}

// All objects in the one sample: CLARA is PAM, and integer weights are repeated rows.
TEST_CASE("a sample of all objects is PAM, weights are repetitions") {
  const Data data = continuous(80, 2, 11);
  check::Random random(12);
  std::vector<double> weights;
  Data repeated{0, 2, {}};
  std::vector<double> columns[2];
  for (Index o = 0; o < data.n; ++o) {
    weights.push_back(static_cast<double>(random.below(4)));
    for (int copy = 0; copy < static_cast<int>(weights.back()); ++copy)
      for (std::size_t v = 0; v < 2; ++v) columns[v].push_back(data.x[v * uz(data.n) + uz(o)]);
  }
  repeated.n = to_index(columns[0].size());
  for (const auto& column : columns)
    repeated.x.insert(repeated.x.end(), column.begin(), column.end());
  Index able = 0;
  for (const double w : weights) able += w > 0 ? 1 : 0;
  const ClaraResult a = run(data, options_for(5, able), 1, &weights);
  const ClaraResult b = run(repeated, options_for(5, repeated.n), 1);
  CHECK_EQ(a.samples.size(), 1);
  CHECK_EQ(a.total_weight, repeated.n);
  CHECK_NEAR(a.loss, b.loss, 1e-12);
  for (const Index m : a.partition.medoid) CHECK(weights[uz(m)] > 0);
  // On a real sample an object without weight is never drawn.
  const ClaraResult c = run(data, options_for(5, 20), 1, &weights);
  for (const Index o : c.samples[c.best].objects) CHECK(weights[uz(o)] > 0);
}

// Two objects with nothing in common: samples that hold both are skipped; if there is no other
// sample, that is an error that says so.
TEST_CASE("samples with incomparable objects are skipped") {
  Data data = continuous(40, 2, 8);
  const double na = std::numeric_limits<double>::quiet_NaN();
  data.x[0] = na;               // object 0 has the second variable only
  data.x[uz(data.n) + 1] = na;  // object 1 the first only
  ClaraOptions options = options_for(3, 12);
  options.samples = 30;
  const ClaraResult r = run(data, options, 2);
  std::size_t skipped = 0;
  for (const ClaraSample& s : r.samples) skipped += s.usable ? 0 : 1;
  CHECK((skipped > 0 && skipped < r.samples.size()));
  CHECK(r.samples[r.best].usable);
  CHECK_THROWS_AS(run(data, options_for(3, 40), 1), NoUsableSample);
}

// rows() is tile() for each row, and NaN where tile() refuses.
void rows_are_tiles(Data data) {
  const std::vector<Index> ids = {5, 0, data.n - 1, 5, 2, 17, 3};
  const Index c0 = 3, c1 = data.n - 2;
  const std::size_t m = uz(c1 - c0);
  for (std::size_t v = 0; v < data.p; ++v)
    data.x[v * uz(data.n) + 20] = std::numeric_limits<double>::quiet_NaN();
  const Points source(data);
  std::vector<double> rows(ids.size() * m);
  source.rows(ids.data(), to_index(ids.size()), c0, c1, rows.data(), m);
  for (std::size_t a = 0; a < ids.size(); ++a)
    for (Index c = c0; c < c1; ++c) {
      const double d = rows[a * m + uz(c - c0)];
      if (c == 20)
        CHECK(std::isnan(d));
      else
        CHECK_SAME_BITS(d, data.distance(ids[a], c));
    }
}

}  // namespace

TEST_CASE("objects go to the nearest medoid, the first among equals") {
  for (const Data& data : {continuous(1500, 3, 1), tied(1200, 3, 2)}) assignment(data);
}

TEST_CASE("rows of given objects are tiles") {
  for (const Data& data : {continuous(1500, 3, 1), tied(1200, 3, 2)}) rows_are_tiles(data);
}

TEST_CASE("what holds whatever is drawn") {
  for (std::uint64_t seed = 0; seed < 4; ++seed)
    for (const Index size : {9, 40, 100, 130}) {
      invariants(continuous(130, 2, seed), options_for(5, size));
      invariants(tied(130, 2, seed), options_for(5, size, "fasterpam"), true);
      invariants(continuous(130, 2, seed), options_for(1, size));
    }
  ClaraOptions independent = options_for(4, 30);
  independent.independent = true;
  invariants(continuous(700, 2, 3), independent);
}

TEST_CASE("samples that hold no partition are refused") {
  const Data data = continuous(40, 2, 6);
  const auto code = [&](const ClaraOptions& options, const std::vector<double>* weights = nullptr) {
    try {
      run(data, options, 1, weights);
    } catch (const Error& error) {
      return error.code;
    }
    return ErrorCode::internal;
  };
  for (const Index size : {-1, 0, 2, 3}) CHECK(code(options_for(3, size)) == ErrorCode::broken);
  CHECK(code(options_for(0, 20)) == ErrorCode::broken);
  CHECK(code(options_for(41, 41)) == ErrorCode::broken);
  ClaraOptions none = options_for(3, 20);
  none.samples = 0;
  CHECK(code(none) == ErrorCode::broken);
  CHECK(code(options_for(3, 20, "nonsense")) == ErrorCode::unknown_name);
  std::vector<double> weights(40, 0.0);
  weights[7] = weights[8] = 1;
  const ClaraOptions three = options_for(3, 20);
  CHECK(code(three, &weights) == ErrorCode::broken);
  CHECK(code(options_for(2, 20), &weights) == ErrorCode::internal);  // all of them are the sample
}

TEST_CASE("the start of the best sample is told") {
  const Data data = continuous(90, 2, 9);
  const ClaraResult r = run(data, options_for(4, 30), 1);
  const ClaraSample& best = r.samples[r.best];
  CHECK_EQ(best.start.size(), 4);
  for (const Index m : best.start)
    CHECK(std::binary_search(best.objects.begin(), best.objects.end(), m));
}

// What a table in pieces is clustered by: the same searches where the samples are drawn apart.
TEST_CASE("samples that were drawn apart are searched as by clara()") {
  for (const Index size : {Index{30}, Index{2100}}) {
    const Data data = tied(2500, 2, 6);
    ClaraOptions options = options_for(4, size, "fasterpam");
    options.init = "random";
    options.seed = 3;
    options.independent = true;
    options.samples = 3;
    const ClaraResult whole = run(data, options, 1);
    const ClaraGenerator generator;
    const Uniform uniform = generator;
    std::vector<std::vector<Index>> drawn;
    for (int s = 0; s < 3; ++s) drawn.push_back(draw_sample(data.n, size, {}, uniform));
    const Points source(data);
    Workers team(2);
    const Problem<double> problem{source, nullptr};
    const auto samples = search_samples(problem, options, drawn, team.context());
    for (std::size_t s = 0; s < 3; ++s) {
      CHECK_EQ(samples[s].medoids, whole.samples[s].medoids);
      CHECK_EQ(samples[s].start, whole.samples[s].start);
      CHECK_EQ(samples[s].swap.swaps, whole.samples[s].swap.swaps);
    }
    const auto expected = clara_statistics(problem, whole, team.context());
    const auto found =
        sample_statistics(problem, samples[whole.best], whole.partition.medoid, team.context());
    CHECK_EQ(found.sample.label, expected.sample.label);
    CHECK_EQ(found.sample_diss, expected.sample_diss);
    CHECK_EQ(found.silhouette.width, expected.silhouette.width);
    CHECK_EQ(found.silhouette.order, expected.silhouette.order);
  }
}

TEST_CASE("drawing takes any generator, and listens to the user") {
  for (const double u : {-1.0, 2.0, 1e300, std::numeric_limits<double>::quiet_NaN()}) {
    int calls = 0;  // then it is a generator after all
    const auto drawn = draw_sample(10, 4, {}, [&] { return ++calls < 5 ? u : calls % 10 / 10.0; });
    CHECK_EQ(drawn.size(), 4);
    CHECK((drawn.front() >= 0 && drawn.back() < 10));
  }
  struct Stop final : Monitor {
    void poll() override { throw Interrupted(); }
  };
  const Data data = continuous(2000, 2, 5);
  const Points source(data);
  ClaraOptions options = options_for(5, 40);
  options.independent = true;
  options.samples = 1000000;  // minutes to draw
  Stop stop;
  SerialExecutor serial;
  Context ctx{serial, stop};
  CHECK_THROWS_AS(clara<double>({source}, options, ClaraGenerator(), ctx), Interrupted);
}
