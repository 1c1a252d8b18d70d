// FasterMSC and DynMSC against the definition: every swap by sorting all dissimilarities.
#include <fastpam/dissim/stored/packed.hpp>
#include <fastpam/dissim/stored/square.hpp>
#include <fastpam/swap/dynmsc.hpp>

#include <algorithm>
#include <vector>

#include "support/check.hpp"

namespace {

using fastpam::Index;
using fastpam::uz;

struct Quiet final : fastpam::Monitor {};

// Square of n objects on a line or a small grid (many ties).
std::vector<double> make_square(Index n, bool ties, check::Random& random) {
  std::vector<double> at, d(uz(n) * uz(n));
  for (Index i = 0; i < n; ++i)
    at.push_back(ties ? static_cast<double>(random.below(5)) : random.uniform());
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < n; ++j) d[uz(i) * uz(n) + uz(j)] = std::abs(at[uz(i)] - at[uz(j)]);
  return d;
}

double loss_of(const std::vector<double>& d, Index n, const std::vector<Index>& medoids,
               const std::vector<double>& w) {
  double loss = 0;
  for (Index o = 0; o < n; ++o) {
    std::vector<double> to;
    for (const Index m : medoids) to.push_back(d[uz(o) * uz(n) + uz(m)]);
    std::sort(to.begin(), to.end());
    loss += to[0] == 0 ? 0 : w[uz(o)] * to[0] / to[1];
  }
  return loss;
}

std::vector<double> draw_weights(Index n, bool ones, check::Random& random) {
  std::vector<double> w;
  for (Index o = 0; o < n; ++o) w.push_back(ones ? 1 : static_cast<double>(random.below(4)));
  return w;
}

TEST_CASE("changes of the medoid silhouette are those of the definition") {
  check::Random random(1);
  for (int round = 0; round < 200; ++round) {
    const Index n = 5 + static_cast<Index>(random.below(15));
    const Index k = 2 + static_cast<Index>(random.below(3));
    const std::vector<double> d = make_square(n, round % 2 == 0, random);
    const std::vector<double> w = draw_weights(n, round % 3 == 0, random);
    const fastpam::SquareSource<double> source(d.data(), n);
    const fastpam::Problem<double> problem{source, w.data(), 5};
    fastpam::SerialExecutor serial;
    Quiet monitor;
    fastpam::Context ctx{serial, monitor};
    std::vector<Index> medoids;
    for (Index m = 0; m < k; ++m) medoids.push_back(m);
    fastpam::SilhouetteSearch<double> search(problem, medoids, ctx);
    CHECK_NEAR(search.loss(), loss_of(d, n, medoids, w), 1e-12);
    // Some random swaps keep the state honest.
    for (int step = 0; step < 4; ++step) {
      for (Index h = 0; h < n; ++h) {
        if (!search.may_enter(h)) continue;
        const std::vector<double> change = search.all(h, 0);
        for (Index i = 0; i < k; ++i) {
          std::vector<Index> after = search.state().medoid;
          after[uz(i)] = h;
          CHECK_NEAR(search.loss() + change[uz(i)], loss_of(d, n, after, w), 1e-9);
        }
      }
      const Index h = static_cast<Index>(random.below(static_cast<std::size_t>(n)));
      if (!search.may_enter(h)) continue;
      const Index i = static_cast<Index>(random.below(static_cast<std::size_t>(k)));
      double loss = 1e300;  // any move is an improvement
      CHECK(search.attempt({0, i, h}, loss));
      CHECK_NEAR(loss, loss_of(d, n, search.state().medoid, w), 1e-12);
    }
    if (k > 2) {
      const std::vector<Index> before = search.state().medoid;
      double least = 1e300;
      for (Index i = 0; i < k; ++i) {
        std::vector<Index> fewer = before;
        fewer.erase(fewer.begin() + i);
        least = std::min(least, loss_of(d, n, fewer, w));
      }
      search.remove_cheapest();
      CHECK_EQ(search.state().k(), k - 1);
      CHECK_NEAR(search.loss(), least, 1e-9);
      CHECK_NEAR(search.loss(), loss_of(d, n, search.state().medoid, w), 1e-12);
    }
  }
}

// A source without a square in memory, and floats, take another way to the same medoids.
TEST_CASE("FasterMSC and DynMSC agree by every path") {
  check::Random random(2);
  const Index n = 60;
  const std::vector<double> d = make_square(n, false, random);
  std::vector<double> packed;
  for (Index j = 0; j < n; ++j)
    for (Index i = j + 1; i < n; ++i) packed.push_back(d[uz(j) * uz(n) + uz(i)]);
  const fastpam::SquareSource<double> square(d.data(), n);
  const fastpam::PackedSource<double, double> triangle(packed.data(), n);
  fastpam::SerialExecutor serial;
  Quiet monitor;
  fastpam::Context ctx{serial, monitor};
  std::vector<std::vector<Index>> found;
  for (const fastpam::Source<double>* source :
       {static_cast<const fastpam::Source<double>*>(&square),
        static_cast<const fastpam::Source<double>*>(&triangle)}) {
    const fastpam::Problem<double> problem{*source, nullptr, 1};
    fastpam::SearchState<double> state(problem, {0, 1, 2, 3, 4, 5}, ctx);
    const fastpam::SwapReport report = fastpam::swap_dynmsc(state, {}, ctx);
    CHECK_EQ(report.by_k.size(), std::size_t{5});
    CHECK_NEAR(fastpam::average_medoid_silhouette(state), 1 - report.loss / n, 1e-12);
    found.push_back(state.medoid);
  }
  CHECK_EQ(found[0], found[1]);
}

}  // namespace
