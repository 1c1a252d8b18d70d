// The tables of what the core can do, so that R's checks, help and tests name what there is.
#include <Rcpp.h>

#include <fastpam/init/registry.hpp>
#include <fastpam/swap/registry.hpp>

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
