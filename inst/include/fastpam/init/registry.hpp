// Inits by name. Help pages, errors and tests of R read this table.
#ifndef FASTPAM_INIT_REGISTRY_HPP
#define FASTPAM_INIT_REGISTRY_HPP

#include <cstring>
#include <vector>

#include "../base/rng.hpp"
#include "build.hpp"
#include "kmeanspp.hpp"
#include "lab.hpp"
#include "park_jun.hpp"
#include "random.hpp"

namespace fastpam {

/// An init: its name, what it does, and its function.
template <class T>
struct Init {
  const char* name;
  const char* summary;
  bool random;  // draws from the generator
  std::vector<Index> (*run)(const Problem<T>&, Index k, Rng&, Context&);
};

/// All inits.
template <class T>
const std::vector<Init<T>>& inits() {
  static const std::vector<Init<T>> table = {
      {"build", "greedy: the object that lowers the objective most, k times", false,
       [](const Problem<T>& p, Index k, Rng&, Context& ctx) { return init_build(p, k, ctx); }},
      {"lab", "BUILD on a fresh subsample of about sqrt(n) objects in each step", true,
       &init_lab<T>},
      {"random", "k distinct objects", true, &init_random<T>},
      {"kmeanspp", "drawn with probability proportional to the dissimilarity to those before", true,
       &init_kmeanspp<T>},
      {"parkjun", "the k most central objects (Park & Jun 2009)", false,
       [](const Problem<T>& p, Index k, Rng&, Context& ctx) { return init_park_jun(p, k, ctx); }},
  };
  return table;
}

// The entry of that name, or nullptr.
template <class Table>
auto find_by_name(const Table& table, const char* name) -> decltype(table.data()) {
  for (const auto& entry : table)
    if (std::strcmp(entry.name, name) == 0) return &entry;
  return nullptr;
}

}  // namespace fastpam

#endif
