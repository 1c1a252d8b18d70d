// What sources refuse, and rarely used ways to call them: rows without a direction, metrics that
// give no number, integers, presence and absence in single precision, sums that overflow.
#include <fastpam/dissim/computed/binary.hpp>
#include <fastpam/dissim/computed/dense.hpp>
#include <fastpam/dissim/computed/pairwise.hpp>
#include <fastpam/dissim/computed/sparse.hpp>
#include <fastpam/metric/registry.hpp>
#include <fastpam/sample/clara.hpp>
#include <fastpam/sample/clarans.hpp>

#include "support/check.hpp"
#include "support/support.hpp"

using namespace fastpam;

namespace {

const double nan_value = std::numeric_limits<double>::quiet_NaN();

MatrixView view_of(const std::vector<double>& x, Index n) {
  MatrixView view;
  view.n = n;
  view.p = x.size() / uz(n);
  view.real = x.data();
  return view;
}

// By columns; row 1 is constant, row 2 all zero.
const std::vector<double> table{1, 2, 0, 3, 4, 2, 0, 5, 9, 2, 0, 1};

template <class Body>
std::string said(const Body& body) {
  try {
    body();
  } catch (const std::exception& e) {
    return e.what();
  }
  return "nothing";
}

TEST_CASE("rows without a direction are named") {
  const MatrixView all = view_of(table, 4);
  const std::vector<double> whole{1, 2, 3, 4, 5, 3, 9, 2, 1};
  const auto dense = [](const MatrixView& x, const Metric& metric) {
    return said([&] { DenseSource<double>(x, metric, {}); });
  };
  CHECK_EQ(dense(all, metrics::cosine()),
           std::string("row 3 has only zeros: the metric is undefined for it"));
  CHECK_EQ(dense(all, metrics::correlation()),
           std::string("row 2 is constant: the metric is undefined for it"));
  CHECK_EQ(dense(all, metrics::spearman()),
           std::string("row 2 is constant: the metric is undefined for it"));
  CHECK_EQ(dense(all, metrics::chord()),
           std::string("row 3 has only zeros: the metric is undefined for it"));
  CHECK_EQ(dense(all, metrics::hellinger()),
           std::string("row 3 sums to zero: the metric is undefined for it"));
  CHECK_EQ(dense(all, metrics::euclidean()), std::string("nothing"));
  for (const Metric& metric : {metrics::cosine(), metrics::correlation(), metrics::spearman(),
                               metrics::hellinger(), metrics::chord()})
    CHECK_EQ(dense(view_of(whole, 3), metric), std::string("nothing"));

  // The same rows as a sparse table.
  const std::vector<std::int32_t> start{0, 3, 6, 9}, row{0, 1, 3, 0, 1, 3, 0, 1, 3};
  const std::vector<double> value{1, 2, 3, 4, 2, 5, 9, 2, 1};
  SparseView x;
  x.n = 4;
  x.p = 3;
  x.start = start.data();
  x.row = row.data();
  x.value = value.data();
  std::vector<double> out(16);
  const auto sparse = [&](const char* metric) {
    return said(
        [&] { SparseSource<double>(x, *find_metric(metric), 2).tile(0, 4, 0, 4, out.data(), 4); });
  };
  CHECK_EQ(sparse("cosine"), std::string("row 3 has only zeros: the metric is undefined for it"));
  CHECK_EQ(sparse("correlation"), std::string("row 2 is constant: the metric is undefined for it"));
  CHECK_EQ(sparse("chord"), std::string("row 3 has only zeros: the metric is undefined for it"));
  CHECK_EQ(sparse("hellinger"), std::string("row 3 sums to zero: the metric is undefined for it"));
  CHECK_EQ(sparse("manhattan"), std::string("nothing"));
  const SparseSource<double> source(x, metrics::manhattan(), 2);
  std::vector<double> few(4);
  const std::vector<Index> ids{3, 0};
  source.among(ids.data(), 2, few.data());
  CHECK_EQ(few, (std::vector<double>{0, 11, 11, 0}));
}

double minus_one(const double*, const double*, std::size_t) { return -1; }
double first_only(const double* x, const double* y, std::size_t) { return std::fabs(x[0] - y[0]); }

TEST_CASE("metrics computed pair by pair") {
  const MatrixView x = view_of(table, 4);
  std::vector<double> buffer(16);
  CHECK(said([&] {
          PairwiseSource<double>(x, &minus_one, false).row(0, buffer.data());
        }).find("for rows 1 and 2") != std::string::npos);
  const PairwiseSource<double> first(x, &first_only, false);
  const std::vector<Index> ids{2, 3};
  first.among(ids.data(), 2, buffer.data());
  CHECK_EQ(buffer[1], 3);
  // With several rows at once what does not exist is NaN, not an error.
  const std::vector<double> apart{1, nan_value, 2, nan_value, 3, 4};
  const PairwiseSource<double> cosine(view_of(apart, 3), &metrics::angular_pair<false, false>,
                                      true);
  CHECK_THROWS_AS(cosine.row(0, buffer.data()), NothingInCommon);
  const Index one = 0;
  cosine.rows(&one, 1, 0, 3, buffer.data(), 3);
  CHECK((std::isnan(buffer[1]) && !std::isnan(buffer[2])));
  CHECK(std::isnan(metrics::angular_pair<true, false>(&table[1], &table[1], 1)));
}

// Integers are the same numbers; their smallest is a missing value.
TEST_CASE("integer data") {
  const std::int32_t missing = std::numeric_limits<std::int32_t>::min();
  const std::vector<std::int32_t> whole{1, 0, 3, 0, 5, missing, 1, 1, 0, 1, 7, 0};
  std::vector<double> real;
  for (const std::int32_t v : whole) real.push_back(v == missing ? nan_value : v);
  MatrixView x;
  x.n = 4;
  x.p = 3;
  x.integer = whole.data();
  CHECK(x.any_missing());
  CHECK(std::isnan(x.at(1, 1)));
  std::vector<double> a(16), b(16);
  DenseSource<double>(x, metrics::euclidean(), {}).tile(0, 4, 0, 4, a.data(), 4);
  DenseSource<double>(view_of(real, 4), metrics::euclidean(), {}).tile(0, 4, 0, 4, b.data(), 4);
  CHECK_EQ(a, b);
  const int width = find_bit_kernel(metrics::jaccard().bits, true, Isa::plain).width;
  std::vector<float> c(16);
  BinarySource<double>(pack_bits(x, width), metrics::jaccard().bits, Isa::plain)
      .tile(0, 4, 0, 4, a.data(), 4);
  const BinarySource<float> single(pack_bits(view_of(real, 4), width), metrics::jaccard().bits,
                                   Isa::plain);
  single.tile(0, 4, 0, 4, c.data(), 4);
  for (std::size_t k = 0; k < 16; ++k) CHECK_EQ(c[k], static_cast<float>(a[k]));
  const std::vector<Index> ids{3, 1};
  std::vector<float> rows(8);
  single.rows(ids.data(), 2, 0, 4, rows.data(), 4);
  CHECK_EQ(rows[1], c[13]);
  CHECK_EQ(rows[5], 0.0F);
  CHECK_THROWS_AS(BinarySource<float>(BitTable(4, 3, false, 1), metrics::dice().bits, Isa::plain),
                  Error);
}

class Loud final : public Monitor {
 public:
  std::vector<std::string> lines;
  int verbosity() const override { return 1; }
  void say(const char* line) override { lines.push_back(line); }
};

// Infinite sums are an error of the samplers too; what they do is told to who listens.
TEST_CASE("samplers meet objects that have nothing in common") {
  check::Random random(1);
  support::Data data = support::make_data(0, 30, random);
  Loud loud;
  SerialExecutor serial;
  Context ctx{serial, loud};
  ClaraOptions clara_options;
  clara_options.k = 3;
  clara_options.sample_size = 12;
  ClaransOptions clarans_options;
  clarans_options.k = 3;
  check::Random draws(3);
  const auto uniform = [&draws] { return draws.uniform(); };
  {
    const support::Instance<double> instance(data, support::Road::square);
    clara<double>(*instance.problem, clara_options, uniform, ctx);
    CHECK_EQ(loud.lines.size(), 5);
    CHECK(loud.lines[0].find("sample 1: ") == 0);
  }
  for (const double scale : {1e300, std::numeric_limits<double>::infinity()}) {
    support::Data large = data;
    large.w.assign(30, 1e9);
    for (double& d : large.d) d = d == 0 ? 0 : d * scale;
    const support::Instance<double> instance(large, support::Road::square);
    CHECK_THROWS_AS(clara<double>(*instance.problem, clara_options, uniform, ctx), SumsOverflow);
    CHECK_THROWS_AS(clarans<double>(*instance.problem, clarans_options, ctx), SumsOverflow);
  }
  CHECK_EQ(std::string(Interrupted().what()), std::string("interrupted by the user"));
}

}  // namespace
