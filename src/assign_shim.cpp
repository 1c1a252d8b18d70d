// The nearest medoids of a part of a table, for several sets of medoids: labels and a tally of
// each.
#include <fastpam/sample/tally.hpp>

#include "r_call.h"
#include "r_context.h"
#include "r_fields.h"
#include "r_result.h"
#include "r_source.h"

using fastpam::Error;
using fastpam::ErrorCode;
using fastpam::ExactSum;
using fastpam::Index;
using fastpam::uz;
using Rcpp::_;

namespace {

constexpr std::size_t digits = ExactSum::digits + 1;

// list(size, max, sums, weights): a number, a number and a column for each cluster, and another
// column if there are case weights.
fastpam::Tally read_tally(SEXP tally, std::size_t k) {
  const Fields fields(tally, "tally");
  const auto many = static_cast<R_xlen_t>(k);
  const auto all = static_cast<R_xlen_t>(k * digits);
  const double* const size = fields.doubles("size", many);
  const double* const max = fields.doubles("max", many);
  const double* const sums = fields.doubles("sums", all);
  fastpam::Tally out(k);
  for (std::size_t c = 0; c < k; ++c) {
    if (!(size[c] >= 0) || !(max[c] >= 0)) fields.refuse("size", "be numbers of objects");
    out.size[c] = size[c];
    out.max[c] = max[c];
    out.sum[c] = ExactSum::from_state(sums + c * digits);
  }
  if (fields.null("weights")) return out;
  const double* const weights = fields.doubles("weights", all);
  for (std::size_t c = 0; c < k; ++c)
    out.weight.push_back(ExactSum::from_state(weights + c * digits));
  return out;
}

Rcpp::NumericMatrix states(const std::vector<ExactSum>& sums) {
  Rcpp::NumericMatrix out(static_cast<int>(digits), static_cast<int>(sums.size()));
  R_xlen_t at = 0;
  for (const ExactSum& sum : sums)
    for (const double digit : sum.state()) out[at++] = digit;
  return out;
}

Rcpp::List tally_list(const fastpam::Tally& tally) {
  Rcpp::RObject weights;
  if (!tally.weight.empty()) weights = states(tally.weight);
  return Rcpp::List::create(_["size"] = tally.size, _["max"] = tally.max,
                            _["sums"] = states(tally.sum), _["weights"] = weights);
}

// Up to 256 clusters fit a byte.
SEXP labels_of(const std::vector<Index>& label, Index m, bool bytes) {
  if (!bytes) return to_r_numbers_or_na(std::vector<Index>(label.begin(), label.begin() + m));
  Rcpp::RawVector out(m);
  for (Index o = 0; o < m; ++o) out[o] = static_cast<Rbyte>(std::max(label[uz(o)], Index{0}));
  return out;
}

}  // namespace

// The first m objects of a source to each of several sets of its objects, listed in the order in
// which they win ties. Each of `sets` is a list: medoids; rows, own: objects that are themselves
// the medoid at this position; tally: of the objects before. `how` is a list: m; labels: none,
// bytes (from 0) or numbers (from 1); weights: of the m objects, or NULL.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject assign_sets_cpp(SEXP source, SEXP sets, SEXP how, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n, {"double"});
    const Fields wanted(how, "how");
    const Index m = wanted.integer("m", 0, input.n);
    const double* const weights = wanted.null("weights") ? nullptr : wanted.doubles("weights", m);
    const std::size_t labels = wanted.choice("labels", {"none", "bytes", "numbers"});
    if (TYPEOF(sets) != VECSXP) throw Error(ErrorCode::broken, "`sets` must be a list");
    RContext context(options);
    const auto made = make_source<double>(input);
    fastpam::Assignment<double> assignment;
    Rcpp::List out(Rf_xlength(sets));
    for (R_xlen_t i = 0; i < Rf_xlength(sets); ++i) {
      const Fields set(VECTOR_ELT(sets, i), "set");
      const std::vector<Index> medoids = read_medoids(set.get("medoids"), input.n, 1);
      const Index k = fastpam::to_index(medoids.size());
      if (labels == 1 && k > 256) set.refuse("medoids", "be at most 256 for labels in bytes");
      const std::vector<Index> rows = from_r_numbers(set.get("rows"), -1, input.n, "`set$rows`");
      const std::vector<Index> own =
          from_r_numbers(set.get("own"), static_cast<R_xlen_t>(rows.size()), k, "`set$own`");
      fastpam::Tally tally = read_tally(set.get("tally"), medoids.size());
      fastpam::assign_all(*made, medoids, assignment, context.get());
      for (std::size_t r = 0; r < rows.size(); ++r) assignment.label[uz(rows[r])] = own[r];
      tally.add(assignment, uz(m), weights);
      const bool tied =
          std::find(assignment.tied.begin(), assignment.tied.end(), 1) != assignment.tied.end();
      out[i] = Rcpp::List::create(
          _["labels"] = labels == 0 ? R_NilValue : labels_of(assignment.label, m, labels == 1),
          _["first"] = to_r_numbers(tally.first), _["incomplete"] = tally.incomplete,
          _["tied"] = tied, _["tally"] = tally_list(tally));
    }
    return out;
  });
}
