// fastdist(): the result is allocated once by R and filled in parallel.
#include <fastpam/base/huge_pages.hpp>
#include <fastpam/dissim/reading/fill.hpp>

#include "r_call.h"
#include "r_context.h"
#include "r_fields.h"
#include "r_source.h"

namespace {

using fastpam::Error;
using fastpam::ErrorCode;

// "best" is the widest set that the machine has. Tests choose the others if the machine can run
// them.
fastpam::Isa read_isa(const std::string& name) {
  const fastpam::Isa best = fastpam::detect_isa();
  if (name == "plain") return fastpam::Isa::plain;
  if (name == "avx2" && best >= fastpam::Isa::avx2) return fastpam::Isa::avx2;
  return best;
}

// The names and values of a list become attributes, as with attributes<-.
void set_attributes(SEXP x, SEXP attributes) {
  if (Rf_isNull(attributes) || Rf_xlength(attributes) == 0) return;
  const SEXP names = Rf_getAttrib(attributes, R_NamesSymbol);
  if (TYPEOF(attributes) != VECSXP || TYPEOF(names) != STRSXP)
    throw Error(ErrorCode::broken, "`attributes` must be a list with names");
  Rcpp::unwindProtect([&]() -> SEXP {
    for (R_xlen_t i = 0; i < Rf_xlength(attributes); ++i)
      Rf_setAttrib(x, Rf_installTrChar(STRING_ELT(names, i)), VECTOR_ELT(attributes, i));
    return R_NilValue;
  });
}

}  // namespace

// Returns the packed triangle with these attributes.
// [[Rcpp::export(rng = false)]]
Rcpp::RObject fill_dist_cpp(SEXP source, SEXP run, SEXP attributes, std::string isa = "best") {
  return guard([&]() -> Rcpp::RObject {
    const SourceInput input = read_source(source);
    const RunOptions options = read_run(run, input.n);
    const fastpam::Isa set = read_isa(isa);
    const std::size_t pairs = fastpam::n_pairs(input.n);
    const Rcpp::RObject out =
        allocate([&] { return Rf_allocVector(REALSXP, static_cast<R_xlen_t>(pairs)); });
    set_attributes(out, attributes);
    double* const values = REAL(out);
    RContext context(options);
    fastpam::advise_huge_pages(values, pairs * sizeof(double));
    in_precision(options.single(), [&](auto zero) {
      const auto made = make_source<decltype(zero)>(input, set);
      fastpam::fill_packed(*made, values, context.get());
    });
    return out;
  });
}

// The instruction sets this machine can run, the best last.
// [[Rcpp::export(rng = false)]]
Rcpp::CharacterVector machine_isas() {
  const int best = static_cast<int>(fastpam::detect_isa());
  static const char* const names[] = {"plain", "avx2", "avx512"};
  Rcpp::CharacterVector out;
  for (int i = 0; i <= best; ++i) out.push_back(names[i]);
  return out;
}
