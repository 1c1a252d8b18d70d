// The tables of what the core can do, so that R's checks, help and tests name what there is.
#include <Rcpp.h>

#include <cstring>
#include <fastpam/dissim/computed/sparse_rule.hpp>
#include <fastpam/init/registry.hpp>
#include <fastpam/metric/registry.hpp>
#include <fastpam/swap/registry.hpp>

namespace {

using fastpam::Metric;

const char* family_name(fastpam::Family family) {
  static const char* const names[] = {"dense", "angular", "presence", "mixed"};
  return names[static_cast<std::size_t>(family)];
}

bool triangle(const Metric& metric) {
  static const char* const without[] = {"sqeuclidean", "cosine",     "correlation",
                                        "spearman",    "braycurtis", "dice"};
  for (const char* const name : without)
    if (std::strcmp(metric.name, name) == 0) return false;
  return true;
}

// The arguments it takes, separated by blanks.
const char* parameters(const Metric& metric) {
  if (metric.rule == fastpam::Rule::minkowski) return "p";
  return metric.family == fastpam::Family::mixed ? "type var_weights" : "";
}

// A column of the table of metrics: `get` of each.
template <class Get>
auto column(const Get& get) {
  std::vector<std::decay_t<decltype(get(fastpam::metric_table()[0]))>> out;
  for (const Metric& metric : fastpam::metric_table()) out.push_back(get(metric));
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
      _["metric"] = strings(&Metric::name), _["aliases"] = strings(&Metric::aliases),
      _["family"] = column([](const Metric& m) { return std::string(family_name(m.family)); }),
      _["formula"] = strings(&Metric::formula), _["range"] = strings(&Metric::range),
      _["reference"] = strings(&Metric::reference), _["missing"] = strings(&Metric::missing),
      _["non_negative"] = flags(&Metric::non_negative),
      _["missing_allowed"] = flags(&Metric::missing_allowed), _["triangle"] = column(&triangle),
      _["rounds_data"] = column([](const Metric& m) { return fastpam::rounds_data(m.rule); }),
      _["sparse"] = column([](const Metric& m) {
        return fastpam::sparse_rule(m.name) != fastpam::SparseRule::unknown;
      }),
      _["parameters"] = column([](const Metric& m) { return std::string(parameters(m)); }));
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
