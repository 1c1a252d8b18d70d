// Sums of all rows of a table in pieces for the chain of samples of clara(), in the order of the
// rows.
#include <fastpam/base/rounding.hpp>

#include "r_call.h"
#include "r_fields.h"
#include "r_result.h"

using fastpam::Error;
using fastpam::ErrorCode;
using fastpam::Index;
using Rcpp::_;

// Of objects that were assigned in parts: the total deviation, the total weight, and sizes and
// radii of clusters, in the order of sums of clara(). `weights` may be NULL.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject chain_sums_cpp(SEXP labels, SEXP least, SEXP weights, int k) {
  return guard([&]() -> Rcpp::RObject {
    const R_xlen_t n = Rf_xlength(least);
    const Rcpp::List vectors = Rcpp::List::create(_["least"] = least, _["weights"] = weights);
    const Fields fields(vectors, "objects");
    const double* const d = fields.doubles("least", n);
    const double* const w = fields.null("weights") ? nullptr : fields.doubles("weights", n);
    if (k < 1) throw Error(ErrorCode::broken, "`k` must be at least 1");
    const std::vector<Index> label = from_r_numbers(labels, n, k, "labels");
    std::vector<double> size(fastpam::uz(k)), sum(size), max(size);
    double total = 0, weight = 0;
    for (R_xlen_t o = 0; o < n; ++o) {
      const std::size_t c = fastpam::uz(label[fastpam::uz(o)]);
      const double by = w == nullptr ? 1 : w[o];
      const double loss = w == nullptr ? d[o] : fastpam::product(d[o], by);
      total += loss;
      weight += by;
      size[c] += by;
      if (by == 0) continue;
      sum[c] += loss;
      max[c] = std::max(max[c], d[o]);
    }
    for (std::size_t c = 0; c < size.size(); ++c) sum[c] = size[c] > 0 ? sum[c] / size[c] : 0;
    return Rcpp::List::create(_["total"] = total, _["weight"] = weight, _["size"] = size,
                              _["max_diss"] = max, _["av_diss"] = sum);
  });
}
