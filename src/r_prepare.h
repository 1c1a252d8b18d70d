// Between R's input and an algorithm: the storage policy, and the core's exceptions for R.
#ifndef FASTPAM_R_PREPARE_H
#define FASTPAM_R_PREPARE_H

#include <Rcpp.h>

#include <fastpam/dissim/stored/storage.hpp>
#include <fastpam/search/block.hpp>
#include <fastpam/search/state.hpp>
#include <memory>
#include <string>

#include "r_context.h"

// The source algorithms read: the given one, or a working copy where that pays and fits.
template <class T>
class PreparedSource {
 public:
  PreparedSource(const fastpam::Source<T>& given, const Rcpp::List& spec, const Rcpp::List& options,
                 fastpam::Context& ctx)
      : used_(&given) {
    const std::string kind = Rcpp::as<std::string>(spec["kind"]);
    const bool computed = kind != "dist" && kind != "square";
    double limit = Rcpp::as<double>(options["memory"]);
    if (std::isnan(limit)) limit = 0.75 * available_memory();
    if (std::isnan(limit)) limit = 4e9;
    const char* type = sizeof(T) == 4 ? "single" : "double";
    char text[200];
    switch (fastpam::choose_storage(given, computed, limit)) {
      case fastpam::Storage::square:
        owned_ = fastpam::to_square(given, max_, ctx);
        std::snprintf(text, sizeof text, "square %s copy (%.3g GB)", type,
                      static_cast<double>(fastpam::square_bytes(given.size(), sizeof(T))) / 1e9);
        break;
      case fastpam::Storage::packed:
        owned_ = fastpam::to_packed(given, max_, ctx);
        std::snprintf(text, sizeof text, "packed %s triangle (%.3g GB)", type,
                      static_cast<double>(fastpam::n_pairs(given.size()) * sizeof(T)) / 1e9);
        break;
      default:
        // Rounded as the algorithms see it: the same answer as from a copy.
        max_ = spec.containsElementNamed("max")
                   ? static_cast<double>(static_cast<T>(Rcpp::as<double>(spec["max"])))
                   : fastpam::max_dissimilarity(given, ctx);
        std::snprintf(text, sizeof text, computed ? "rows computed as needed" : "read in place");
    }
    description_ = text;
    if (owned_) used_ = owned_.get();
    if (ctx.monitor.verbosity() >= 1) ctx.monitor.say(("storage: " + description_).c_str());
  }

  const fastpam::Source<T>& source() const { return *used_; }
  double max() const { return max_; }  // the largest dissimilarity
  const std::string& description() const { return description_; }

 private:
  const fastpam::Source<T>* used_;
  std::unique_ptr<fastpam::Source<T>> owned_;
  std::string description_;
  double max_ = 0;
};

// The problem as R gave it: the prepared source and the case weights in `options`, kept alive.
template <class T>
class WeightedProblem {
 public:
  WeightedProblem(const PreparedSource<T>& prepared, const Rcpp::List& options)
      : weights_(Rf_isNull(options["weights"]) ? Rcpp::NumericVector(0)
                                               : Rcpp::NumericVector(options["weights"])),
        problem_{prepared.source(), weights_.size() > 0 ? weights_.begin() : nullptr,
                 prepared.max()} {
    for (fastpam::Index o = 0; o < problem_.n(); ++o) total_weight_ += problem_.weight(o);
  }

  const fastpam::Problem<T>& problem() const { return problem_; }
  double total_weight() const { return total_weight_; }

 private:
  Rcpp::NumericVector weights_;
  fastpam::Problem<T> problem_;
  double total_weight_ = 0;
};

// Runs a shim's body. An interrupt becomes R's own interrupt condition, after all destructors ran;
// running out of memory becomes an R error that says what to do.
template <class Body>
auto guard(const Body& body) -> decltype(body()) {
  try {
    return body();
  } catch (const fastpam::Interrupted&) {
    throw Rcpp::internal::InterruptedException();
  } catch (const std::bad_alloc&) {
    Rcpp::stop("not enough memory; try precision = \"single\", a smaller `memory`, or fastclara()");
  }
}

#endif
