#include "r_source.h"

#include <cmath>
#include <limits>
#include <string>

#include "r_fields.h"
#include "r_metrics.h"
#include "r_sparse.h"

using fastpam::Error;
using fastpam::ErrorCode;
using fastpam::Index;

namespace {

const fastpam::Metric& read_metric(const Fields& source) {
  const std::string name = source.text("metric");
  const fastpam::Metric* metric = find_metric(name);
  if (metric == nullptr)
    throw Error(ErrorCode::unknown_name, "there is no metric \"" + name + "\"");
  return *metric;
}

double read_power(const Fields& source) {
  return source.number("power", std::numeric_limits<double>::min(),
                       std::numeric_limits<double>::max());
}

GivenInput read_given(const Fields& source, Index n, bool square) {
  const R_xlen_t m = n;
  const R_xlen_t pairs = static_cast<R_xlen_t>(fastpam::n_pairs(n));
  return {source.doubles("values", square ? m * m : pairs), square,
          source.number("max", 0, std::numeric_limits<double>::max())};
}

fastpam::MatrixView read_matrix(const Fields& source, Index n) {
  const SEXP data = source.get("data");
  R_xlen_t rows = 0, columns = 0;
  if (!is_matrix(data, rows, columns) || rows != n || columns < 1)
    source.refuse("data", "be a matrix of " + std::to_string(n) + " rows");
  fastpam::MatrixView view;
  view.n = n;
  view.p = static_cast<std::size_t>(columns);
  if (TYPEOF(data) == REALSXP)
    view.real = static_cast<const double*>(values_of(data));
  else if (TYPEOF(data) == INTSXP || TYPEOF(data) == LGLSXP)
    view.integer = static_cast<const int*>(values_of(data));
  else
    source.refuse("data", "hold numbers or logical values");
  return view;
}

// The part that numeric and mixed tables share.
TableInput read_table(const Fields& source, Index n) {
  TableInput table{read_matrix(source, n), nullptr, {}};
  if (!source.null("masked")) table.options.masked = source.flag("masked");
  if (!source.null("shift")) {
    const double* shift = source.doubles("shift", static_cast<R_xlen_t>(table.x.p));
    table.options.shift.assign(shift, shift + table.x.p);
  }
  return table;
}

TableInput read_dense(const Fields& source, Index n) {
  TableInput table = read_table(source, n);
  table.metric = &read_metric(source);
  if (table.metric->dense.mixed)
    source.refuse("metric", "not be for mixed data, unless `kind` is \"mixed\"");
  table.options.power = read_power(source);
  table.options.scale = source.choice("missing_scale", {"stats", "cluster"}) == 0
                            ? fastpam::MissingScale::stats
                            : fastpam::MissingScale::cluster;
  return table;
}

TableInput read_mixed(const Fields& source, Index n) {
  TableInput table = read_table(source, n);
  table.metric = find_metric("gower");
  if (table.x.real == nullptr) source.refuse("data", "be of doubles");
  const R_xlen_t p = static_cast<R_xlen_t>(table.x.p);
  const int* kinds = source.integers("kinds", p);
  const double* weights = source.doubles("weights", p);
  for (R_xlen_t v = 0; v < p; ++v) {
    if (kinds[v] < 0 || kinds[v] > 3) source.refuse("kinds", "be between 0 and 3");
    if (!(weights[v] >= 0) || std::isinf(weights[v]))
      source.refuse("weights", "be finite and not negative");
    table.options.kinds.push_back(static_cast<fastpam::GowerKind>(kinds[v]));
    table.options.weights.push_back(weights[v]);
  }
  return table;
}

SparseInput read_sparse(const Fields& source, Index n) {
  SparseInput sparse = read_columns(source, n);
  sparse.metric = &read_metric(source);
  sparse.options.power = read_power(source);
  static const fastpam::SparseStorage storages[] = {fastpam::SparseStorage::automatic,
                                                    fastpam::SparseStorage::index,
                                                    fastpam::SparseStorage::bits};
  sparse.options.storage = storages[source.choice("storage", {"auto", "index", "bits"})];
  return sparse;
}

// The tag shows that a pointer was made for this purpose.
PointerInput read_pointer(const Fields& source, Index n) {
  const SEXP pointer = source.get("pointer");
  if (TYPEOF(pointer) != EXTPTRSXP) source.refuse("pointer", "be an external pointer");
  if (R_ExternalPtrAddr(pointer) == nullptr)
    throw Error(ErrorCode::dead_pointer,
                "the pointer to the metric is null: it is only valid in the session that made it");
  if (R_ExternalPtrTag(pointer) != Rf_install("fastpam_metric"))
    throw Error(ErrorCode::foreign_pointer, "the pointer does not have the tag \"fastpam_metric\"");
  const auto* metric = static_cast<const fastpam::UserMetric*>(R_ExternalPtrAddr(pointer));
  return {read_matrix(source, n), *metric};
}

}  // namespace

SourceInput read_source(SEXP list) {
  const Fields source(list, "source");
  SourceInput input{source.integer("n", 1, std::numeric_limits<int>::max()), GivenInput{}};
  switch (source.choice("kind", {"packed", "square", "dense", "mixed", "sparse", "pointer"})) {
    case 0:
      input.of = read_given(source, input.n, false);
      break;
    case 1:
      input.of = read_given(source, input.n, true);
      break;
    case 2:
      input.of = read_dense(source, input.n);
      break;
    case 3:
      input.of = read_mixed(source, input.n);
      break;
    case 4:
      input.of = read_sparse(source, input.n);
      break;
    default:
      input.of = read_pointer(source, input.n);
  }
  return input;
}
