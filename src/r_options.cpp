#include "r_options.h"

#include <cmath>
#include <limits>
#include <string>

#include "r_fields.h"

using fastpam::Index;

namespace {

constexpr int most = std::numeric_limits<int>::max();

void read_weights(const Fields& run, Index n, RunOptions& out) {
  out.able = n;
  if (run.null("weights")) return;
  out.weights = run.doubles("weights", n);
  double sum = 0;
  out.able = 0;
  for (Index o = 0; o < n; ++o) {
    const double w = out.weights[o];
    if (!(w >= 0)) run.refuse("weights", "not be negative or missing");
    sum += w;
    if (w > 0) ++out.able;
  }
  if (std::isinf(sum)) run.refuse("weights", "have a finite sum");
  if (out.able == 0) run.refuse("weights", "be positive for one object at least");
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
  return out;
}
