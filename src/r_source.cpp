#include "r_source.h"

#include <cmath>
#include <string>
#include <type_traits>
#include <vector>

#include "fastpam/dissim/binary.hpp"
#include "fastpam/dissim/converted.hpp"
#include "fastpam/dissim/dense_source.hpp"
#include "fastpam/dissim/packed.hpp"
#include "fastpam/dissim/pairwise.hpp"
#include "fastpam/dissim/sparse.hpp"
#include "fastpam/dissim/square.hpp"
#include "fastpam/metric/registry.hpp"

using fastpam::Index;
using fastpam::Isa;
using fastpam::Source;

namespace {

fastpam::MatrixView matrix_view(SEXP x, Index n) {
  fastpam::MatrixView view;
  view.n = n;
  view.p = static_cast<std::size_t>(Rf_ncols(x));
  if (TYPEOF(x) == REALSXP)
    view.real = REAL(x);
  else if (TYPEOF(x) == INTSXP)
    view.integer = INTEGER(x);
  else if (TYPEOF(x) == LGLSXP)
    view.integer = LOGICAL(x);
  else
    throw fastpam::Error("internal: data of an unknown type");
  return view;
}

// A row of the user's matrix of doubles is a pointer; as floats it has to be converted.
template <class T>
std::unique_ptr<Source<T>> square_source(const double* values, Index n) {
  if constexpr (std::is_same<T, double>::value)
    return std::make_unique<fastpam::SquareSource<double>>(values, n);
  else
    return std::make_unique<fastpam::ConvertedSquare<double, T>>(values, n);
}

bool zeros_and_ones(const fastpam::MatrixView& x) {
  const std::size_t m = fastpam::uz(x.n) * x.p;
  if (x.real) {
    for (std::size_t k = 0; k < m; ++k)
      if (x.real[k] != 0 && x.real[k] != 1 && x.real[k] == x.real[k]) return false;
  } else {
    for (std::size_t k = 0; k < m; ++k)
      if (x.integer[k] != 0 && x.integer[k] != 1 && x.integer[k] != NA_INTEGER) return false;
  }
  return true;
}

template <class T>
std::unique_ptr<Source<T>> data_source(const Rcpp::List& spec, const fastpam::MetricInfo& metric,
                                       const fastpam::MatrixView& x, Isa isa) {
  using fastpam::Family;
  using fastpam::RowTransform;
  const bool bits = metric.family == Family::presence &&
                    (metric.bits != fastpam::BitRule::hamming || zeros_and_ones(x));
  if (bits) {
    const bool masked = x.any_missing();
    const int width = fastpam::find_bit_kernel(masked, isa).width;
    return std::make_unique<fastpam::BinarySource<T>>(fastpam::pack_bits(x, width, masked),
                                                      metric.bits, isa);
  }
  if (metric.family == Family::angular && x.any_missing()) {
    const bool ranks = metric.transform == RowTransform::ranked_unit;
    const bool center = ranks || metric.transform == RowTransform::centred_unit;
    const fastpam::UserMetric pair = ranks    ? &fastpam::angular_pair<true, true>
                                     : center ? &fastpam::angular_pair<true, false>
                                              : &fastpam::angular_pair<false, false>;
    return std::make_unique<fastpam::PairwiseSource<T>>(x, pair, true);
  }
  fastpam::DenseOptions options;
  options.rule = metric.rule;
  options.transform = metric.transform;
  if (metric.family == Family::mixed) {
    for (const int kind : Rcpp::as<std::vector<int>>(spec["kinds"]))
      options.kinds.push_back(static_cast<fastpam::GowerKind>(kind));
    options.weights = Rcpp::as<std::vector<double>>(spec["weights"]);
  } else {
    options.power = Rcpp::as<double>(spec["p"]);
    options.scale = Rcpp::as<std::string>(spec["missing_scale"]) == "stats"
                        ? fastpam::MissingScale::stats
                        : fastpam::MissingScale::cluster;
  }
  return fastpam::dense_source<T>(x, options, isa);
}

// Presence/absence: bits, or the inverted index where there are so few entries that walking the
// lists costs less than the words of a row. (An increment costs about as much as three words.)
template <class T>
std::unique_ptr<Source<T>> sparse_source(const Rcpp::List& spec, const fastpam::MetricInfo& metric,
                                         Isa isa) {
  fastpam::SparseView x;
  x.n = Rcpp::as<int>(spec["n"]);
  x.p = static_cast<std::size_t>(Rf_xlength(spec["start"])) - 1;
  x.start = INTEGER(spec["start"]);
  x.row = INTEGER(spec["row"]);
  if (!Rf_isNull(spec["entries"])) x.value = REAL(spec["entries"]);
  const std::string road = Rcpp::as<std::string>(spec["road"]);
  double increments = 0;
  bool ones = true;
  for (std::size_t v = 0; v < x.p; ++v)
    increments += std::pow(static_cast<double>(x.start[v + 1] - x.start[v]), 2);
  for (std::size_t e = 0; x.value && e < x.entries(); ++e)
    ones = ones && (x.value[e] == 1 || x.value[e] == 0);
  const double words = std::pow(static_cast<double>(x.n), 2) * static_cast<double>(x.p) / 64;
  bool bits = metric.family == fastpam::Family::presence &&
              (metric.bits != fastpam::BitRule::hamming || ones) && 3 * increments > words;
  if (road == "index") bits = false;
  if (road == "bits") bits = true;
  if (!bits)
    return std::make_unique<fastpam::SparseSource<T>>(x, metric.name, Rcpp::as<double>(spec["p"]));
  fastpam::BitTable table(x.n, x.p, false, fastpam::find_bit_kernel(false, isa).width);
  for (std::size_t v = 0; v < x.p; ++v)
    for (int e = x.start[v]; e < x.start[v + 1]; ++e)
      if (!x.value || x.value[e] != 0) table.set(x.row[e], v);
  table.count();
  return std::make_unique<fastpam::BinarySource<T>>(std::move(table), metric.bits, isa);
}

}  // namespace

template <class T>
std::unique_ptr<Source<T>> make_source(const Rcpp::List& spec, Isa isa) {
  const std::string kind = Rcpp::as<std::string>(spec["kind"]);
  const Index n = Rcpp::as<int>(spec["n"]);
  if (kind == "dist")
    return std::make_unique<fastpam::PackedSource<double, T>>(REAL(spec["values"]), n);
  if (kind == "square") return square_source<T>(REAL(spec["values"]), n);
  if (kind == "pointer") {
    const SEXP pointer = spec["pointer"];
    if (!R_ExternalPtrAddr(pointer))
      throw fastpam::Error("the pointer to the metric is null (none outlives its session)");
    const Rcpp::XPtr<fastpam::UserMetric> metric(pointer);
    return std::make_unique<fastpam::PairwiseSource<T>>(matrix_view(spec["data"], n), *metric,
                                                        false);
  }
  const fastpam::MetricInfo* metric = fastpam::find_metric(Rcpp::as<std::string>(spec["metric"]));
  if (!metric) throw fastpam::Error("internal: unknown metric");
  if (kind == "sparse") return sparse_source<T>(spec, *metric, isa);
  return data_source<T>(spec, *metric, matrix_view(spec["data"], n), isa);
}

template std::unique_ptr<Source<double>> make_source(const Rcpp::List&, Isa);
template std::unique_ptr<Source<float>> make_source(const Rcpp::List&, Isa);
