#include "r_source.h"

#include <string>
#include <type_traits>
#include <vector>

#include "fastpam/dissim/stored/converted.hpp"
#include "fastpam/dissim/computed/data_source.hpp"
#include "fastpam/dissim/stored/packed.hpp"
#include "fastpam/dissim/computed/pairwise.hpp"
#include "fastpam/dissim/computed/sparse_source.hpp"
#include "fastpam/dissim/stored/square.hpp"
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
    throw fastpam::Error(fastpam::ErrorCode::broken, "the data are of an unknown type");
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

template <class T>
std::unique_ptr<Source<T>> table_source(const Rcpp::List& spec, const fastpam::Metric& metric,
                                        Isa isa) {
  fastpam::DenseOptions options;
  if (metric.family == fastpam::Family::mixed) {
    for (const int kind : Rcpp::as<std::vector<int>>(spec["kinds"]))
      options.kinds.push_back(static_cast<fastpam::GowerKind>(kind));
    options.weights = Rcpp::as<std::vector<double>>(spec["weights"]);
  } else {
    options.power = Rcpp::as<double>(spec["p"]);
    options.scale = Rcpp::as<std::string>(spec["missing_scale"]) == "stats"
                        ? fastpam::MissingScale::stats
                        : fastpam::MissingScale::cluster;
  }
  const Index n = Rcpp::as<int>(spec["n"]);
  return fastpam::data_source<T>(matrix_view(spec["data"], n), metric, options, isa);
}

template <class T>
std::unique_ptr<Source<T>> sparse_source(const Rcpp::List& spec, const fastpam::Metric& metric,
                                         Isa isa) {
  fastpam::SparseView x;
  x.n = Rcpp::as<int>(spec["n"]);
  x.p = static_cast<std::size_t>(Rf_xlength(spec["start"])) - 1;
  x.start = INTEGER(spec["start"]);
  x.row = INTEGER(spec["row"]);
  if (!Rf_isNull(spec["entries"])) x.value = REAL(spec["entries"]);
  fastpam::SparseOptions options;
  options.power = Rcpp::as<double>(spec["p"]);
  const std::string road = Rcpp::as<std::string>(spec["road"]);
  if (road == "index") options.storage = fastpam::SparseStorage::index;
  if (road == "bits") options.storage = fastpam::SparseStorage::bits;
  return fastpam::sparse_source<T>(x, metric, options, isa);
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
      throw fastpam::Error(fastpam::ErrorCode::dead_pointer,
                           "the pointer to the metric is null (none outlives its session)");
    const Rcpp::XPtr<fastpam::UserMetric> metric(pointer);
    return std::make_unique<fastpam::PairwiseSource<T>>(matrix_view(spec["data"], n), *metric,
                                                        false);
  }
  const fastpam::Metric* metric = fastpam::find_metric(Rcpp::as<std::string>(spec["metric"]));
  if (!metric) throw fastpam::Error(fastpam::ErrorCode::unknown_name, "there is no such metric");
  if (kind == "sparse") return sparse_source<T>(spec, *metric, isa);
  return table_source<T>(spec, *metric, isa);
}

template std::unique_ptr<Source<double>> make_source(const Rcpp::List&, Isa);
template std::unique_ptr<Source<float>> make_source(const Rcpp::List&, Isa);
