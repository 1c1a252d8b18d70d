// Silhouettes of any clustering, and medoid silhouettes of any medoids. The dissimilarities are
// read once, in place, without a working copy.
#include <algorithm>
#include <fastpam/eval/medoid_silhouette.hpp>
#include <fastpam/eval/statistics.hpp>

#include "r_call.h"
#include "r_context.h"
#include "r_fields.h"
#include "r_problem.h"
#include "r_result.h"

namespace {

using fastpam::Error;
using fastpam::ErrorCode;
using fastpam::Index;

std::size_t read_k(SEXP k, Index n) {
  if (TYPEOF(k) != INTSXP || Rf_xlength(k) != 1 || INTEGER_ELT(k, 0) < 2 || INTEGER_ELT(k, 0) > n)
    throw Error(ErrorCode::broken, "`k` must be between 2 and the number of objects");
  return fastpam::uz(INTEGER_ELT(k, 0));
}

// A label between 1 and k for each of n objects. Each label must occur.
std::vector<Index> read_labels(SEXP labels, std::size_t k, Index n) {
  std::vector<Index> out = from_r_numbers(labels, n, static_cast<Index>(k), "labels");
  std::vector<char> used(k, 0);
  for (const Index c : out) used[fastpam::uz(c)] = 1;
  if (std::find(used.begin(), used.end(), 0) != used.end())
    throw Error(ErrorCode::broken, "`labels` must use each number between 1 and k");
  return out;
}

}  // namespace

// neighbor and width of each object.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject silhouette_cpp(SEXP source, SEXP labels, SEXP k, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n);
    const std::size_t clusters = read_k(k, input.n);
    const std::vector<Index> labels_of = read_labels(labels, clusters, input.n);
    RContext context(options);
    return in_precision(options.single(), [&](auto zero) -> Rcpp::RObject {
      const PlainProblem<decltype(zero)> plain(input, options);
      const fastpam::Silhouette s = fastpam::silhouettes(
          plain.problem(), labels_of, clusters, fastpam::SilhouetteRule::silhouette, context.get());
      return Rcpp::List::create(Rcpp::_["neighbor"] = to_r_numbers(s.neighbor),
                                Rcpp::_["width"] = s.width);
    });
  });
}

// cluster, neighbor and width of each object, with clusters numbered in the order of the medoids.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject medoid_silhouette_cpp(SEXP source, SEXP medoids, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n);
    const std::vector<Index> from_zero = read_medoids(medoids, input.n, 2);
    RContext context(options);
    return in_precision(options.single(), [&](auto zero) -> Rcpp::RObject {
      const PlainProblem<decltype(zero)> plain(input, options);
      const fastpam::MedoidSilhouettes s =
          fastpam::medoid_silhouettes(plain.problem(), from_zero, context.get());
      return Rcpp::List::create(Rcpp::_["cluster"] = to_r_numbers(s.cluster),
                                Rcpp::_["neighbor"] = to_r_numbers(s.neighbor),
                                Rcpp::_["width"] = s.width);
    });
  });
}
