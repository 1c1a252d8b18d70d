// The one table of metrics: every name, alias, help page row and error message comes from here.
//
// A new metric is a row here and, unless an existing loop fits, a struct in rules.inl.
#ifndef FASTPAM_METRIC_REGISTRY_HPP
#define FASTPAM_METRIC_REGISTRY_HPP

#include <cstddef>
#include <string>
#include <vector>

#include "bit_params.hpp"
#include "dense_params.hpp"

namespace fastpam {

// Which source computes it.
enum class Family {
  dense,     // a rule on numeric columns
  angular,   // a rule on rows scaled to length 1; pair by pair where values are missing
  presence,  // popcounts of packed bits
  mixed      // Gower
};

// What is done to each row before the rule.
enum class RowTransform { none, unit, centred_unit, ranked_unit, root_profile };

struct Metric {
  const char* name;
  const char* aliases;  // separated by blanks
  Family family;
  Rule rule;
  RowTransform transform;
  BitRule bits;
  bool non_negative;  // data must be >= 0
  bool missing_allowed;
  const char* formula;
  const char* range;
  const char* reference;
  const char* missing;
};

using MetricInfo = Metric;

inline const std::vector<Metric>& metric_table() {
  static const char* const scaled = "sum over variables observed in both, scaled up to all";
  static const char* const pairwise = "variables observed in both";
  static const std::vector<Metric> table = {
      {"euclidean", "", Family::dense, Rule::euclidean, RowTransform::none, BitRule::hamming, false,
       true, "sqrt(sum((x - y)^2))", "[0, Inf)", "stats::dist, cluster::daisy", scaled},
      {"sqeuclidean", "", Family::dense, Rule::sqeuclidean, RowTransform::none, BitRule::hamming,
       false, true, "sum((x - y)^2)", "[0, Inf)", "stats::dist, squared", scaled},
      {"manhattan", "cityblock", Family::dense, Rule::manhattan, RowTransform::none,
       BitRule::hamming, false, true, "sum(|x - y|)", "[0, Inf)", "stats::dist, cluster::daisy",
       scaled},
      {"maximum", "chebyshev supremum", Family::dense, Rule::maximum, RowTransform::none,
       BitRule::hamming, false, true, "max(|x - y|)", "[0, Inf)", "stats::dist", pairwise},
      {"canberra", "", Family::dense, Rule::canberra, RowTransform::none, BitRule::hamming, false,
       true, "sum(|x - y| / (|x| + |y|)), 0/0 left out", "[0, p]", "stats::dist", scaled},
      {"minkowski", "", Family::dense, Rule::minkowski, RowTransform::none, BitRule::hamming, false,
       true, "sum(|x - y|^p)^(1/p)", "[0, Inf)", "stats::dist", scaled},
      {"cosine", "", Family::angular, Rule::half_sqeuclidean, RowTransform::unit, BitRule::hamming,
       false, true, "1 - sum(x y) / sqrt(sum(x^2) sum(y^2))", "[0, 2]",
       "proxy::dist(method = \"cosine\")", pairwise},
      {"correlation", "pearson", Family::angular, Rule::half_sqeuclidean,
       RowTransform::centred_unit, BitRule::hamming, false, true, "1 - cor(x, y)", "[0, 2]",
       "1 - stats::cor", pairwise},
      {"spearman", "", Family::angular, Rule::half_sqeuclidean, RowTransform::ranked_unit,
       BitRule::hamming, false, true, "1 - cor(rank(x), rank(y))", "[0, 2]",
       "1 - stats::cor(method = \"spearman\")", pairwise},
      {"braycurtis", "bray", Family::dense, Rule::braycurtis, RowTransform::none, BitRule::hamming,
       true, true, "sum(|x - y|) / sum(x + y)", "[0, 1]", "vegan::vegdist(method = \"bray\")",
       pairwise},
      {"hellinger", "", Family::dense, Rule::euclidean, RowTransform::root_profile,
       BitRule::hamming, true, false, "sqrt(sum((sqrt(x / sum(x)) - sqrt(y / sum(y)))^2))",
       "[0, sqrt(2)]", "vegan::decostand(method = \"hellinger\")", "an error"},
      {"hamming", "matching", Family::presence, Rule::mismatch, RowTransform::none,
       BitRule::hamming, false, true, "sum(x != y) / p", "[0, 1]",
       "proxy::dist(method = \"simple matching\")", pairwise},
      {"jaccard", "binary", Family::presence, Rule::mismatch, RowTransform::none, BitRule::jaccard,
       false, true, "1 - |x and y| / |x or y|, 0/0 = 0 (x, y: non-zero)", "[0, 1]",
       "stats::dist(method = \"binary\")", pairwise},
      {"ruzicka", "", Family::dense, Rule::ruzicka, RowTransform::none, BitRule::hamming, true,
       true, "1 - sum(min(x, y)) / sum(max(x, y))", "[0, 1]",
       "vegan::vegdist(method = \"jaccard\")", pairwise},
      {"dice", "sorensen", Family::presence, Rule::mismatch, RowTransform::none, BitRule::dice,
       false, true, "1 - 2 |x and y| / (|x| + |y|), 0/0 = 0 (x, y: non-zero)", "[0, 1]",
       "vegan::vegdist(method = \"bray\", binary = TRUE)", pairwise},
      {"gower", "", Family::mixed, Rule::gower, RowTransform::none, BitRule::hamming, false, true,
       "sum(w d(x, y)) / sum(w)", "[0, 1]", "cluster::daisy(metric = \"gower\")", pairwise},
  };
  return table;
}

// By name or alias; nullptr when there is none.
inline const Metric* find_metric(const std::string& name) {
  for (const Metric& info : metric_table()) {
    if (name == info.name) return &info;
    const std::string aliases = std::string(" ") + info.aliases + " ";
    if (!name.empty() && name.find(' ') == std::string::npos &&
        aliases.find(" " + name + " ") != std::string::npos)
      return &info;
  }
  return nullptr;
}

}  // namespace fastpam

#endif
