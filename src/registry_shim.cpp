// The tables of the core's metrics, inits and swaps, from which R's checks, help and tests read the
// names.
#include <Rcpp/Lightest>

#include <string>
#include <type_traits>
#include <vector>

#include "r_compiled.h"
#include "r_metrics.h"

namespace {

using fastpam::Metric;

// The kind of data that a metric takes.
std::string family(const Metric& metric) {
  if (metric.dense.mixed) return "mixed";
  if (metric.has_bits()) return "presence";
  return metric.dense.missing_pair != nullptr ? "angular" : "dense";
}

// A column of the table of metrics: get() of each.
template <class Get>
auto column(const Get& get) {
  std::vector<std::decay_t<decltype(get(all_metrics()[0]))>> out;
  for (const Metric& metric : all_metrics()) out.push_back(get(metric));
  return Rcpp::wrap(out);
}

Rcpp::RObject strings(const char* Metric::*field) {
  return column([field](const Metric& m) { return std::string(m.*field); });
}

Rcpp::RObject flags(bool Metric::*field) {
  return column([field](const Metric& m) { return m.*field; });
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::List metric_registry() {
  using Rcpp::_;
  return Rcpp::List::create(
      _["metric"] = strings(&Metric::name), _["aliases"] = strings(&Metric::synonyms),
      _["family"] = column(&family), _["formula"] = strings(&Metric::formula),
      _["range"] = strings(&Metric::range), _["reference"] = strings(&Metric::reference),
      _["missing"] = strings(&Metric::missing), _["non_negative"] = flags(&Metric::non_negative),
      _["missing_allowed"] = flags(&Metric::missing_allowed),
      _["triangle"] = column([](const Metric& m) { return fastpam::triangle_holds(m); }),
      _["rounds_data"] = column([](const Metric& m) { return m.rounds_data(); }),
      _["sparse"] = column([](const Metric& m) { return static_cast<bool>(m.sparse); }),
      _["parameters"] = strings(&Metric::parameters));
}

// [[Rcpp::export(rng = false)]]
Rcpp::List search_registry() {
  Rcpp::CharacterVector swap, swap_summary, init, init_summary;
  Rcpp::LogicalVector random, medoid_silhouette;
  for (const auto& entry : fastpam::swaps<double>()) {
    swap.push_back(entry.name);
    swap_summary.push_back(entry.summary);
    medoid_silhouette.push_back(entry.medoid_silhouette);
  }
  for (const auto& entry : fastpam::inits<double>()) {
    init.push_back(entry.name);
    init_summary.push_back(entry.summary);
    random.push_back(entry.random);
  }
  return Rcpp::List::create(
      Rcpp::_["variants"] =
          Rcpp::DataFrame::create(Rcpp::_["variant"] = swap, Rcpp::_["summary"] = swap_summary,
                                  Rcpp::_["medoid_silhouette"] = medoid_silhouette),
      Rcpp::_["inits"] = Rcpp::DataFrame::create(Rcpp::_["init"] = init, Rcpp::_["random"] = random,
                                                 Rcpp::_["summary"] = init_summary));
}
