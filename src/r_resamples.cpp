#include "r_resamples.h"

#include <algorithm>
#include <limits>

#include "r_fields.h"
#include "r_result.h"

using fastpam::Index;
using fastpam::Resample;
using fastpam::Rng;

namespace {

constexpr int most = std::numeric_limits<int>::max();

// Splits draw from other streams of the seed than resamples.
constexpr std::size_t splits_from = std::size_t{1} << 32;

std::vector<Index> objects_that_count(Index n, const RunOptions& run) {
  std::vector<Index> pool;
  for (Index o = 0; o < n; ++o)
    if (run.weights == nullptr || run.weights[o] > 0) pool.push_back(o);
  return pool;
}

// Object numbers, at least one of an object with positive weight.
std::vector<Index> read_objects(const Fields& list, const char* field, SEXP numbers, Index n,
                                const RunOptions& run) {
  const std::vector<Index> objects = from_r_numbers(numbers, -1, n, field);
  const bool counts = std::any_of(objects.begin(), objects.end(), [&](Index o) {
    return run.weights == nullptr || run.weights[o] > 0;
  });
  if (!counts) list.refuse(field, "contain an object of positive weight");
  return objects;
}

std::vector<Resample> read_samples(const Fields& list, Index n, const RunOptions& run,
                                   std::size_t first) {
  std::vector<Resample> samples;
  const bool count = list.flag("count");
  const SEXP given = list.get("samples");
  if (!Rf_isNull(given)) {
    if (TYPEOF(given) != VECSXP) list.refuse("samples", "be a list");
    for (R_xlen_t b = 0; b < Rf_xlength(given); ++b)
      samples.push_back(fastpam::make_resample(
          read_objects(list, "samples", VECTOR_ELT(given, b), n, run), n, count));
    return samples;
  }
  const int number = list.integer("B", 0, most);
  const bool subset = list.choice("method", {"boot", "subset"}) == 1;
  const Index size = list.integer("size", 1, most);
  const auto seed = list.seed("seed");
  const std::vector<Index> pool = objects_that_count(n, run);
  for (int b = 0; b < number; ++b) {
    Rng rng(seed, first + static_cast<std::uint64_t>(b));
    samples.push_back(subset ? fastpam::draw_subset(pool, size, rng)
                             : fastpam::draw_bootstrap(pool, size, n, count, rng));
  }
  return samples;
}

fastpam::Split to_split(const std::vector<Resample>& halves) { return {{halves[0], halves[1]}}; }

std::vector<fastpam::Split> read_splits(const Fields& list, Index n, const RunOptions& run,
                                        std::size_t first) {
  std::vector<fastpam::Split> splits;
  const std::vector<Index> pool = objects_that_count(n, run);
  const SEXP given = list.get("orders");
  if (!Rf_isNull(given)) {
    if (TYPEOF(given) != VECSXP) list.refuse("orders", "be a list");
    for (R_xlen_t s = 0; s < Rf_xlength(given); ++s) {
      const std::vector<Index> order = from_r_numbers(VECTOR_ELT(given, s), -1, n, "orders");
      std::vector<Index> sorted = order;
      std::sort(sorted.begin(), sorted.end());
      if (sorted != pool) list.refuse("orders", "contain each object of positive weight once");
      splits.push_back(to_split(fastpam::halves_of(order)));
    }
    if (!splits.empty() && pool.size() < 2) list.refuse("orders", "have at least two objects");
    return splits;
  }
  const int number = list.integer("splits", 0, most);
  if (number > 0 && pool.size() < 2) list.refuse("splits", "be 0 for a single object");
  const auto seed = list.seed("seed");
  for (int s = 0; s < number; ++s) {
    Rng rng(seed, splits_from + first + static_cast<std::uint64_t>(s));
    splits.push_back(to_split(fastpam::draw_halves(pool, rng)));
  }
  return splits;
}

}  // namespace

Resampling read_resampling(SEXP list, Index n, const RunOptions& run) {
  const Fields fields(list, "resampling");
  Resampling out;
  out.first_sample = static_cast<std::size_t>(fields.integer("first_sample", 0, most));
  out.first_split = static_cast<std::size_t>(fields.integer("first_split", 0, most));
  out.samples = read_samples(fields, n, run, out.first_sample);
  out.splits = read_splits(fields, n, run, out.first_split);
  out.consensus = fields.flag("consensus");
  const SEXP labels = fields.get("labels");
  if (Rf_isNull(labels)) return out;
  if (TYPEOF(labels) != VECSXP) fields.refuse("labels", "be a list");
  for (R_xlen_t f = 0; f < Rf_xlength(labels); ++f)
    out.labels.push_back(from_r_numbers(VECTOR_ELT(labels, f), n, n, "labels"));
  return out;
}
