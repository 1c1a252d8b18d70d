// The one table of metrics: every name, synonym, help page row and error message comes from here.
//
// To add a metric, add a file in this folder, its include, and its line in metric_table().
#ifndef FASTPAM_METRIC_REGISTRY_HPP
#define FASTPAM_METRIC_REGISTRY_HPP

#include <string>
#include <vector>

#include "angles.hpp"
#include "canberra.hpp"
#include "chord.hpp"
#include "euclidean.hpp"
#include "gower.hpp"
#include "hamming.hpp"
#include "hellinger.hpp"
#include "manhattan.hpp"
#include "maximum.hpp"
#include "metric.hpp"
#include "minkowski.hpp"
#include "presence.hpp"
#include "ratios.hpp"

namespace fastpam {

/// All metrics, in the order in which they are listed.
inline const std::vector<Metric>& metric_table() {
  // clang-format off
  static const std::vector<Metric> table = {
      metrics::euclidean(),
      metrics::sqeuclidean(),
      metrics::manhattan(),
      metrics::maximum(),
      metrics::canberra(),
      metrics::minkowski(),
      metrics::cosine(),
      metrics::correlation(),
      metrics::spearman(),
      metrics::braycurtis(),
      metrics::hellinger(),
      metrics::chord(),
      metrics::hamming(),
      metrics::jaccard(),
      metrics::ruzicka(),
      metrics::dice(),
      metrics::gower(),
  };
  // clang-format on
  return table;
}

/// The metric with this name or synonym, in upper or lower case; nullptr if there is none.
inline const Metric* find_metric(const std::string& name) {
  std::string key = name;
  for (char& c : key)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (key.empty() || key.find(' ') != std::string::npos) return nullptr;
  for (const Metric& metric : metric_table()) {
    const std::string names = std::string(" ") + metric.name + " " + metric.synonyms + " ";
    if (names.find(" " + key + " ") != std::string::npos) return &metric;
  }
  return nullptr;
}

}  // namespace fastpam

#endif
