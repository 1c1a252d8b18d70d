// dissim/reading/among.hpp and Source::between(): parts of a square are what the whole is.
#include <fastpam/dissim/computed/dense.hpp>
#include <fastpam/metric/euclidean.hpp>
#include <fastpam/dissim/reading/among.hpp>

#include "support/check.hpp"
#include "support/support.hpp"

using fastpam::Index;
using fastpam::MatrixView;
using fastpam::Source;
using fastpam::uz;
using support::Machine;

namespace {

// Different objects in random order, m of n.
std::vector<Index> draw(Index n, Index m, check::Random& random) {
  std::vector<Index> all(uz(n));
  for (Index i = 0; i < n; ++i) all[uz(i)] = i;
  for (std::size_t i = 0; i < uz(m); ++i) std::swap(all[i], all[i + random.below(all.size() - i)]);
  all.resize(uz(m));
  return all;
}

template <class T>
void parts(const Source<T>& source, check::Random& random) {
  const Index n = source.size();
  for (const Index m : {1, 2, 17, 512, 513, 700, 1100}) {
    if (m > n) continue;
    INFO("n = ", n, ", m = ", m);
    const std::vector<Index> ids = draw(n, m, random);
    std::vector<T> whole(uz(m) * uz(m)), filled(uz(m) * uz(m), T(-1));
    source.among(ids.data(), m, whole.data());
    for (const int threads : {0, 1, 3}) {
      Machine machine(threads);
      fastpam::fill_among(source, ids.data(), m, filled.data(), machine.ctx);
      CHECK((filled == whole));
    }
    // Rows from the middle, columns from the end, with one in both.
    const Index rows = m / 3 + 1, columns = m - m / 3;
    const Index r0 = m - rows, c0 = m - columns, ld = columns + 5;
    std::vector<T> some(uz(rows) * uz(ld), T(-1));
    source.between(ids.data() + r0, rows, ids.data() + c0, columns, some.data(), uz(ld));
    bool same = true;
    for (Index a = 0; a < rows; ++a)
      for (Index b = 0; b < ld; ++b) {
        const T value = some[uz(a) * uz(ld) + uz(b)];
        same = same && value == (b < columns ? whole[uz(r0 + a) * uz(m) + uz(c0 + b)] : T(-1));
      }
    CHECK(same);
  }
}

}  // namespace

TEST_CASE_TEMPLATE("parts are what the whole is", T, double, float) {
  check::Random random(43);
  for (const support::Road road : support::roads()) {
    const support::Data data = support::make_data(0, 90, random);
    parts(*support::Instance<T>(data, road).source, random);
  }
  const std::vector<double> x = random.uniforms(1200 * 3);
  MatrixView view;
  view.n = 1200;
  view.p = 3;
  view.real = x.data();
  parts(fastpam::DenseSource<T>(view, fastpam::metrics::euclidean(), {}), random);
}

TEST_CASE("a large square listens to the user") {
  struct Stop final : fastpam::Monitor {
    void poll() override { throw fastpam::Interrupted(); }
  };
  // As slow as need be: every tile takes a tenth of a second.
  class Slow final : public Source<double> {
   public:
    Index size() const override { return 100000; }
    const double* row(Index, double* buffer) const override { return buffer; }
    void tile(Index, Index, Index, Index, double*, std::size_t) const override {}
    void among(const Index*, Index m, double* out) const override {
      const auto begin = fastpam::Monitor::Clock::now();
      while (fastpam::Monitor::Clock::now() - begin < std::chrono::milliseconds(100)) continue;
      std::fill_n(out, uz(m) * uz(m), 0.0);
    }
  };
  check::Random random(47);
  const Index m = 4000;
  const std::vector<Index> ids = draw(100000, m, random);
  std::vector<double> out(uz(m) * uz(m));
  Stop stop;
  fastpam::SerialExecutor serial;
  fastpam::Context ctx{serial, stop};
  CHECK_THROWS_AS(fastpam::fill_among(Slow(), ids.data(), m, out.data(), ctx),
                  fastpam::Interrupted);
}
