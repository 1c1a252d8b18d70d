// The sparse source is symmetric to the last bit, by every rule: its three sums are put together in
// one order whichever row is asked for. (Its values are compared with dense ones in tests/fuzz and
// in the tests of the package.)
#include <fastpam/dissim/sparse.hpp>

#include "support.hpp"

using namespace fastpam;

int main() {
  const Index n = 23;
  const std::size_t p = 31;
  check::Random random(4);
  std::vector<std::int32_t> start{0}, row;
  std::vector<double> value;
  for (std::size_t v = 0; v < p; ++v) {
    for (Index i = 0; i < n; ++i)
      if (v == 0 || random.below(3) == 0) {
        row.push_back(i);
        value.push_back(random.uniform() + 0.1);
      }
    start.push_back(static_cast<std::int32_t>(row.size()));
  }
  SparseView view;
  view.n = n;
  view.p = p;
  view.start = start.data();
  view.row = row.data();
  view.value = value.data();
  for (const char* metric :
       {"euclidean", "sqeuclidean", "manhattan", "canberra", "minkowski", "cosine", "correlation",
        "braycurtis", "hellinger", "hamming", "jaccard", "ruzicka", "dice"}) {
    const SparseSource<double> source(view, metric, 1.5);
    std::vector<double> all(uz(n) * uz(n));
    source.tile(0, n, 0, n, all.data(), uz(n));
    for (std::size_t i = 0; i < uz(n); ++i)
      for (std::size_t j = 0; j < i; ++j) CHECK_SAME_BITS(all[i * uz(n) + j], all[j * uz(n) + i]);
  }
  CHECK_THROWS(SparseSource<double>(view, "maximum", 2), Error);
  return check::summary();
}
