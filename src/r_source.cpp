#include "r_source.h"

#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "fastpam/dissim/converted.hpp"
#include "fastpam/dissim/dense.hpp"
#include "fastpam/dissim/packed.hpp"
#include "fastpam/dissim/square.hpp"
#include "fastpam/metric/registry.hpp"

namespace {

fastpam::MatrixView matrix_view(SEXP x, fastpam::Index n) {
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
std::unique_ptr<fastpam::Source<T>> square_source(const double* values, fastpam::Index n) {
  if constexpr (std::is_same<T, double>::value)
    return std::make_unique<fastpam::SquareSource<double>>(values, n);
  else
    return std::make_unique<fastpam::ConvertedSquare<double, T>>(values, n);
}

fastpam::DenseOptions dense_options(const Rcpp::List& spec, const fastpam::MetricInfo& metric) {
  fastpam::DenseOptions options;
  options.rule = metric.rule;
  options.power = Rcpp::as<double>(spec["p"]);
  options.scale = Rcpp::as<std::string>(spec["missing_scale"]) == "stats"
                      ? fastpam::MissingScale::stats
                      : fastpam::MissingScale::cluster;
  return options;
}

}  // namespace

template <class T>
std::unique_ptr<fastpam::Source<T>> make_source(const Rcpp::List& spec, fastpam::Isa isa) {
  const std::string kind = Rcpp::as<std::string>(spec["kind"]);
  const fastpam::Index n = Rcpp::as<int>(spec["n"]);
  if (kind == "dist")
    return std::make_unique<fastpam::PackedSource<double, T>>(REAL(spec["values"]), n);
  if (kind == "square") return square_source<T>(REAL(spec["values"]), n);
  const fastpam::MetricInfo* metric = fastpam::find_metric(Rcpp::as<std::string>(spec["metric"]));
  if (!metric) throw fastpam::Error("internal: unknown metric");
  return std::make_unique<fastpam::DenseSource<T>>(matrix_view(spec["data"], n),
                                                   dense_options(spec, *metric), isa);
}

template std::unique_ptr<fastpam::Source<double>> make_source(const Rcpp::List&, fastpam::Isa);
template std::unique_ptr<fastpam::Source<float>> make_source(const Rcpp::List&, fastpam::Isa);
