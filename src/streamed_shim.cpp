// Clustering of a table in pieces by samples: the draws, the searches in the samples.
#include <algorithm>
#include <cmath>
#include <fastpam/sample/streamed.hpp>
#include <limits>

#include "r_call.h"
#include "r_context.h"
#include "r_fields.h"
#include "r_problem.h"
#include "r_result.h"
#include "r_search.h"

using fastpam::Error;
using fastpam::ErrorCode;
using fastpam::Index;
using Rcpp::_;

namespace {

std::vector<Index> ascending(SEXP numbers, Index n) {
  const std::vector<Index> out = from_r_numbers(numbers, -1, n, "a sample");
  for (std::size_t i = 1; i < out.size(); ++i)
    if (out[i] <= out[i - 1]) throw Error(ErrorCode::broken, "objects of a sample must ascend");
  return out;
}

Rcpp::List sample_list(const fastpam::ClaraSample& s) {
  std::vector<double> trace;
  for (const double loss : s.swap.trace) trace.push_back(loss / s.weight);
  return Rcpp::List::create(_["comparable"] = s.comparable, _["start"] = to_r_numbers(s.start),
                            _["medoids"] = to_r_numbers(s.medoids),
                            _["iterations"] = static_cast<double>(s.swap.iterations),
                            _["swaps"] = static_cast<double>(s.swap.swaps),
                            _["converged"] = s.swap.converged, _["trace"] = trace);
}

}  // namespace

// Numbers of objects, as fastclara() draws them for samples that are independent. In a chain of
// samples, each has the objects `keep`; `skip` numbers of a generator were used before, and the
// attribute `used` says how many there are now.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject draw_samples_cpp(SEXP wanted) {
  return guard([&]() -> Rcpp::RObject {
    const Fields fields(wanted, "wanted");
    const Index n = fields.integer("n", 1, std::numeric_limits<Index>::max());
    const Index size = fields.integer("size", 1, n);
    const int samples = fields.integer("samples", 1, std::numeric_limits<int>::max());
    const bool r_rng = fields.flag("r_rng");
    if (!r_rng && std::min(size, n - size) >= fastpam::ClaraGenerator::period)
      fields.refuse("size", "be within reach of a generator of 2^16 numbers");
    std::vector<Index> keep;
    if (!fields.null("keep")) keep = read_medoids(fields.get("keep"), n, 0);
    if (size < n && keep.size() >= fastpam::uz(size)) fields.refuse("keep", "be fewer than `size`");
    fastpam::ClaraGenerator generator;
    double used = fields.null("skip") ? 0 : fields.whole("skip", 0, largest_whole);
    // (Its period is 2^16.)
    for (double i = std::fmod(used, fastpam::ClaraGenerator::period); i > 0; --i) generator();
    const Rcpp::RNGScope scope;
    const fastpam::Uniform uniform = [&] {
      ++used;
      return r_rng ? unif_rand() : generator();
    };
    Rcpp::List out(samples);
    for (int s = 0; s < samples; ++s)
      out[s] = to_r_numbers(fastpam::draw_sample(n, size, keep, uniform));
    out.attr("used") = used;
    return out;
  });
}

// The search in each sample, by positions in the source.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject search_samples_cpp(SEXP source, SEXP search, SEXP samples, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n, {"double"});
    const ClaraSearch wanted = read_clara(search, input.n, options);
    if (TYPEOF(samples) != VECSXP) throw Error(ErrorCode::broken, "`samples` must be a list");
    const Fields fields(search, "search");
    const std::size_t first = fields.null("first_sample")
                                  ? 0
                                  : static_cast<std::size_t>(fields.integer(
                                        "first_sample", 0, std::numeric_limits<int>::max()));
    std::vector<std::vector<Index>> objects;
    for (R_xlen_t i = 0; i < Rf_xlength(samples); ++i)
      objects.push_back(ascending(VECTOR_ELT(samples, i), input.n));
    RContext context(options);
    const PlainProblem<double> plain(input, options);
    Rcpp::List out;
    for (const fastpam::ClaraSample& s :
         fastpam::search_samples(plain.problem(), wanted.options, objects, context.get(), first))
      out.push_back(sample_list(s));
    return out;
  });
}

// Silhouettes and dissimilarities of one sample, by medoids in the order of the clusters.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject sample_statistics_cpp(SEXP source, SEXP sample, SEXP medoids, SEXP run) {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n, {"double"});
    fastpam::ClaraSample best;
    best.objects = ascending(sample, input.n);
    const std::vector<Index> chosen = read_medoids(medoids, input.n, 1);
    for (const Index o : chosen)
      if (!std::binary_search(best.objects.begin(), best.objects.end(), o))
        throw Error(ErrorCode::broken, "medoids must be in the sample");
    RContext context(options);
    const PlainProblem<double> plain(input, options);
    const fastpam::ClaraStatistics statistics =
        fastpam::sample_statistics(plain.problem(), best, chosen, context.get());
    fastpam::ClaraResult result;
    result.samples.push_back(best);
    result.partition.medoid = chosen;
    return to_list(result, &statistics, storage_as_is(input), context.get().count);
  });
}
