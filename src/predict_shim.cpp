// predict(): dissimilarities of new objects to the medoids of a fit, and the nearest of them.
#include <Rcpp.h>

#include <fastpam/dissim/reading/cross.hpp>
#include <fastpam/dissim/on_the_fly.hpp>
#include <fastpam/eval/nearest.hpp>

#include "r_context.h"
#include "r_prepare.h"
#include "r_result.h"
#include "r_source.h"

namespace {

template <class T>
void cross(const Rcpp::List& spec, int m, int k, double* out, fastpam::Context& ctx) {
  const std::unique_ptr<fastpam::Source<T>> source = make_source<T>(spec);
  fastpam::fill_cross(*source, m, k, out, ctx);
}

}  // namespace

// `spec` describes m new objects, then k medoids, then what the kernels must see besides.
// [[Rcpp::export(rng = false)]]
Rcpp::NumericMatrix cross_cpp(Rcpp::List spec, int m, int k, std::string precision, int n_threads,
                              bool progress) {
  RContext ctx(n_threads, 0, progress);
  Rcpp::NumericMatrix out(Rcpp::no_init(m, k));
  return guard([&] {
    try {
      if (precision == "single")
        cross<float>(spec, m, k, out.begin(), ctx.get());
      else
        cross<double>(spec, m, k, out.begin(), ctx.get());
      if (precision == "rounded")
        for (double& d : out) d = static_cast<double>(static_cast<float>(d));
    } catch (const fastpam::NothingInCommon& pair) {
      Rcpp::stop(
          "row %d and the medoid of cluster %d have nothing in common to compare: no variable "
          "counts "
          "for both",
          pair.first + 1, pair.second - m + 1);
    }
    return out;
  });
}

// Of each row of d: the column of the nearest medoid, and how much farther the second nearest is.
// [[Rcpp::export(rng = false)]]
Rcpp::List nearest_cpp(Rcpp::NumericMatrix d, Rcpp::IntegerVector id_med) {
  const fastpam::NearestTwo found =
      fastpam::nearest_two(d.begin(), static_cast<std::size_t>(d.nrow()), from_r_numbers(id_med));
  Rcpp::NumericVector margin(d.nrow());
  for (R_xlen_t o = 0; o < margin.size(); ++o) {
    const std::size_t i = static_cast<std::size_t>(o);
    margin[o] = d.ncol() > 1 ? found.ds[i] - found.dn[i] : NA_REAL;
  }
  return Rcpp::List::create(Rcpp::_["class"] = to_r_numbers(found.near),
                            Rcpp::_["margin"] = margin);
}
