// The two nearest medoids of several sets at once, against loops over all pairs.
#include <fastpam/eval/medoid_silhouette.hpp>
#include <fastpam/eval/nearest_sets.hpp>

#include "support/check.hpp"
#include "support/support.hpp"

namespace {

using namespace fastpam;

struct Table {
  Index n;
  std::vector<double> square;
};

// Symmetric, zero diagonal; few levels where `levels` > 0, so that ties abound.
Table random_table(Index n, std::size_t levels, check::Random& random) {
  Table t{n, std::vector<double>(uz(n) * uz(n), 0.0)};
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < i; ++j) {
      const double d = levels > 0 ? static_cast<double>(random.below(levels)) : random.uniform();
      t.square[uz(i) * uz(n) + uz(j)] = t.square[uz(j) * uz(n) + uz(i)] = d;
    }
  return t;
}

// Pairs that are not comparable are not a number here.
class Holed final : public Source<double> {
 public:
  explicit Holed(const Table& table, bool wide = false) : table_(table), wide_(wide) {}
  Index size() const override { return table_.n; }
  bool wide_rows() const override { return wide_; }
  const double* row(Index j, double*) const override {
    return table_.square.data() + uz(j) * uz(table_.n);
  }
  void tile(Index r0, Index r1, Index c0, Index c1, double* out, std::size_t ld) const override {
    for (Index r = r0; r < r1; ++r)
      for (Index c = c0; c < c1; ++c)
        out[uz(r - r0) * ld + uz(c - c0)] = table_.square[uz(r) * uz(table_.n) + uz(c)];
  }
  void among(const Index*, Index, double*) const override {
    throw Error(ErrorCode::internal, "nobody asks for this");
  }

 private:
  const Table& table_;
  bool wide_;
};

// By the book: for one object, the first nearest that is listed and the first nearest of the
// others.
void expect_object(const Table& t, const std::vector<Index>& set, Index o, Index near, Index second,
                   double d1, double d2) {
  const double inf = std::numeric_limits<double>::infinity();
  const double* const d = t.square.data() + uz(o) * uz(t.n);
  const auto nearest = [&](Index without) {
    Index best = -1;
    for (Index s = 0; s < to_index(set.size()); ++s) {
      if (s == without || std::isnan(d[set[uz(s)]])) continue;
      if (best < 0 || d[set[uz(s)]] < d[set[uz(best)]]) best = s;
    }
    return best;
  };
  Index first = nearest(-1);
  Index next = first < 0 ? -1 : nearest(first);
  for (Index s = 0; s < to_index(set.size()); ++s)
    if (set[uz(s)] == o && s != first) {
      next = first;
      first = s;
    }
  CHECK_EQ(near, first);
  CHECK_EQ(second, next);
  CHECK_SAME_BITS(d1, first < 0 ? inf : d[set[uz(first)]]);
  CHECK_SAME_BITS(d2, next < 0 ? inf : d[set[uz(next)]]);
}

void expect_same(const NearestMedoids<double>& a, const NearestMedoids<double>& b) {
  CHECK_EQ(a.near, b.near);
  CHECK_EQ(a.second, b.second);
  CHECK_EQ(a.d1, b.d1);
  CHECK_EQ(a.d2, b.d2);
  CHECK_EQ(a.incomplete, b.incomplete);
  CHECK_EQ(a.infinite, b.infinite);
}

TEST_CASE("against all pairs, with ties and holes, threads and instruction sets") {
  check::Random random(21);
  for (int round = 0; round < (support::light ? 40 : 150); ++round) {
    const Index n = 1 + static_cast<Index>(random.below(round % 10 == 0 ? 1300 : 90));
    Table t = random_table(n, random.below(2) * 4, random);
    const bool holes = random.below(2) == 1;
    for (Index i = 0; holes && i < n; ++i)
      for (Index j = 0; j < i; ++j)
        if (random.below(3) == 0)
          t.square[uz(i) * uz(n) + uz(j)] = t.square[uz(j) * uz(n) + uz(i)] = std::nan("");
    const Holed source(t, random.below(2) == 1);
    const Index first = static_cast<Index>(random.below(uz(n) + 1));
    const Index last = first + static_cast<Index>(random.below(uz(n - first) + 1));
    std::vector<std::vector<Index>> sets(random.below(4));
    for (std::vector<Index>& set : sets)
      for (const std::size_t o : random.choose(uz(n), 1 + random.below(std::min(uz(n), uz(150)))))
        set.push_back(static_cast<Index>(o));
    std::vector<NearestMedoids<double>> found;
    support::Machine one(1, Isa::plain);
    nearest_of_sets<double>(source, first, last, sets, found, one.ctx);
    REQUIRE_EQ(found.size(), sets.size());
    for (std::size_t i = 0; i < sets.size(); ++i) {
      REQUIRE_EQ(found[i].near.size(), uz(last - first));
      bool incomplete = false;
      for (Index o = first; o < last; ++o) {
        const std::size_t at = uz(o - first);
        expect_object(t, sets[i], o, found[i].near[at], found[i].second[at], found[i].d1[at],
                      found[i].d2[at]);
        incomplete = incomplete || found[i].near[at] < 0;
      }
      CHECK_EQ(found[i].incomplete, incomplete);
      CHECK_EQ(found[i].infinite, false);
    }
    for (const Isa isa : support::isas())
      for (const int threads : {0, 1, 3}) {
        support::Machine machine(threads, isa);
        std::vector<NearestMedoids<double>> again(7);  // what stood there is forgotten
        nearest_of_sets<double>(source, first, last, sets, again, machine.ctx);
        REQUIRE_EQ(again.size(), found.size());
        for (std::size_t i = 0; i < found.size(); ++i) expect_same(again[i], found[i]);
      }
  }
}

// Where all can be compared, the rules are those of the medoid silhouette, so of a partition.
TEST_CASE("as in medoid silhouettes") {
  check::Random random(22);
  for (int round = 0; round < 60; ++round) {
    const Index n = 3 + static_cast<Index>(random.below(60));
    const Table t = random_table(n, 3, random);
    const SquareSource<double> source(t.square.data(), n);
    std::vector<Index> set;
    for (const std::size_t o : random.choose(uz(n), 2 + random.below(uz(n) - 2)))
      set.push_back(static_cast<Index>(o));
    std::sort(set.begin(), set.end());
    support::Machine machine;
    std::vector<NearestMedoids<double>> found;
    nearest_of_sets<double>(source, 0, n, {set}, found, machine.ctx);
    const Problem<double> problem{source};
    const MedoidSilhouettes expected = medoid_silhouettes(problem, set, machine.ctx);
    CHECK_EQ(found[0].near, expected.cluster);
    CHECK_EQ(found[0].second, expected.neighbor);
    for (std::size_t o = 0; o < uz(n); ++o)
      CHECK_SAME_BITS(1 - medoid_ratio(found[0].d1[o], found[0].d2[o]), expected.width[o]);
  }
}

TEST_CASE("what is infinite is told, and what is no object refused") {
  check::Random random(23);
  Table t = random_table(9, 0, random);
  t.square[2 * 9 + 5] = t.square[5 * 9 + 2] = std::numeric_limits<double>::infinity();
  const Holed source(t);
  support::Machine machine;
  std::vector<NearestMedoids<double>> found;
  nearest_of_sets<double>(source, 0, 9, {{5, 1}, {1, 4}}, found, machine.ctx);
  CHECK(found[0].infinite);
  CHECK(!found[1].infinite);
  nearest_of_sets<double>(source, 3, 9, {{5, 1}}, found, machine.ctx);
  CHECK(!found[0].infinite);
  CHECK_THROWS_AS(nearest_of_sets<double>(source, 3, 10, {{1}}, found, machine.ctx), const Error&);
  CHECK_THROWS_AS(nearest_of_sets<double>(source, 0, 9, {{9}}, found, machine.ctx), const Error&);
  CHECK_THROWS_AS(nearest_of_sets<double>(source, -1, 9, {{1}}, found, machine.ctx), const Error&);
}

}  // namespace
