#include "r_options.h"

#include <cmath>
#include <limits>
#include <string>

#include "r_fields.h"
#include "r_result.h"

using fastpam::Index;

namespace {

constexpr int most = std::numeric_limits<int>::max();

void read_weights(const Fields& run, Index n, RunOptions& out) {
  if (run.null("weights")) return;
  out.weights = run.doubles("weights", n);
  double sum = 0;
  bool any = false;
  for (Index o = 0; o < n; ++o) {
    const double w = out.weights[o];
    if (!(w >= 0)) run.refuse("weights", "not be negative or missing");
    sum += w;
    any = any || w > 0;
  }
  if (std::isinf(sum)) run.refuse("weights", "have a finite sum");
  if (!any) run.refuse("weights", "be positive for at least one object");
}

// Flags of the objects with these numbers; empty if the field is NULL.
std::vector<char> read_flags(const Fields& run, const char* field, Index n) {
  std::vector<char> flags;
  if (run.null(field)) return flags;
  flags.assign(fastpam::uz(n), 0);
  const std::string name = std::string("run$") + field;
  for (const Index o : from_r_numbers(run.get(field), -1, n, name.c_str())) {
    if (flags[fastpam::uz(o)] != 0) run.refuse(field, "be different objects");
    flags[fastpam::uz(o)] = 1;
  }
  return flags;
}

void read_rules(const Fields& run, Index n, RunOptions& out) {
  out.candidates = read_flags(run, "candidates", n);
  out.fixed = read_flags(run, "fixed", n);
  for (Index o = 0; o < n; ++o) {
    const bool counts = out.weights == nullptr || out.weights[o] > 0;
    if (out.may(o)) ++out.able;
    if (out.may(o) || counts) ++out.drawn;
    if (!out.must(o)) continue;
    ++out.bound;
    if (!out.may(o)) run.refuse("fixed", "be objects that may be medoids");
  }
  if (out.able == 0) run.refuse("candidates", "contain at least one object");
}

}  // namespace

RunOptions read_run(SEXP list, Index n, const std::vector<const char*>& precisions) {
  const Fields run(list, "run");
  RunOptions out;
  const std::string precision = precisions[run.choice("precision", precisions)];
  if (precision == "single") out.precision = Precision::singles;
  if (precision == "rounded") out.precision = Precision::rounded;
  out.n_threads = run.integer("n_threads", 0, most);
  out.trace = run.integer("trace", 0, most);
  out.progress = run.flag("progress");
  const SEXP memory = run.get("memory");
  const bool open =
      TYPEOF(memory) == REALSXP && Rf_xlength(memory) == 1 && std::isnan(REAL_ELT(memory, 0));
  out.memory = open ? NA_REAL : run.number("memory", 0, std::numeric_limits<double>::infinity());
  read_weights(run, n, out);
  read_rules(run, n, out);
  return out;
}
