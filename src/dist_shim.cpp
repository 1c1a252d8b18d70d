// fastdist(): the result is allocated once by R and filled in parallel.
#include <Rcpp.h>

#include <string>

#include "fastpam/base/huge_pages.hpp"
#include "fastpam/dissim/reading/fill.hpp"
#include "r_context.h"
#include "r_prepare.h"
#include "r_source.h"

namespace {

// "best" is what the machine has; tests force the others where the machine can run them.
fastpam::Isa choose_isa(const std::string& isa) {
  const fastpam::Isa best = fastpam::detect_isa();
  if (isa == "plain") return fastpam::Isa::plain;
  if (isa == "avx2" && best >= fastpam::Isa::avx2) return fastpam::Isa::avx2;
  return best;
}

template <class T>
void fill(const Rcpp::List& spec, fastpam::Isa isa, double* out, fastpam::Context& ctx) {
  const std::unique_ptr<fastpam::Source<T>> source = make_source<T>(spec, isa);
  fastpam::fill_packed(*source, out, ctx);
}

}  // namespace

// [[Rcpp::export(rng = false)]]
SEXP fill_dist(Rcpp::List spec, int n_threads, std::string precision, std::string isa) {
  const fastpam::Index n = Rcpp::as<int>(spec["n"]);
  // Before the context, whose end may call R: what is returned must still be protected then.
  const Rcpp::Shield<SEXP> out(Rf_allocVector(REALSXP, static_cast<R_xlen_t>(fastpam::n_pairs(n))));
  RContext ctx(n_threads, 0, false);
  fastpam::advise_huge_pages(REAL(out), fastpam::n_pairs(n) * sizeof(double));
  return guard([&]() -> SEXP {
    if (precision == "single")
      fill<float>(spec, choose_isa(isa), REAL(out), ctx.get());
    else
      fill<double>(spec, choose_isa(isa), REAL(out), ctx.get());
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
