// A source prepared for an algorithm, with its largest dissimilarity. It is read in place, or
// through a working copy if this is faster and fits into memory (storage.hpp).
#ifndef FASTPAM_DISSIM_READING_PREPARED_HPP
#define FASTPAM_DISSIM_READING_PREPARED_HPP

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "../single_range.hpp"
#include "block.hpp"
#include "largest.hpp"
#include "../stored/candidate_rows.hpp"
#include "../stored/rounded.hpp"
#include "../stored/storage.hpp"

namespace fastpam {

/// Options of prepare().
struct StorageOptions {
  bool computed = true;           ///< rows are computed on request rather than stored
  double memory_limit = 4e9;      ///< maximum size of a working copy in bytes
  double max = std::nan("");      ///< the largest dissimilarity, if known; saves a pass
  bool bound_is_enough = false;   ///< Prepared::max may be an upper bound, if that saves a pass
  std::vector<Index> candidates;  ///< objects that may be medoids, ascending; empty: not specified
  bool pairs = true;              ///< all pairs will be read, not only the rows of candidates
  Index eager = 0;                ///< number of medoids of the only search, by eager swaps; or 0
  bool rounded = false;           ///< the search can use rounded dissimilarities
  double rounded_from = square_worth_saving;  ///< size of a square copy from which it gets them
};

/// The result of prepare().
template <class T>
struct Prepared {
  const Source<T>* source = nullptr;            ///< what to read: the given source or the copy
  std::unique_ptr<Source<T>> copy;              ///< null: the given source is read
  const CandidateRows<T>* rectangle = nullptr;  ///< the copy, if it has only the rows of candidates
  std::unique_ptr<RoundedSquare> rounded;  ///< rounded dissimilarities next to `source`, or null
  double max = 0;  ///< the largest dissimilarity (to a candidate), as T holds it, or a bound
  std::string description;  ///< the choice as text, for the log
};

/// Whether to store only the rows of the candidates: if they are at most half of the objects, and
/// either no other rows are needed or no square copy would be made anyway.
template <class T>
bool stores_candidates(const Source<T>& given, const StorageOptions& options) {
  const std::size_t m = options.candidates.size();
  if (m == 0 || 2 * m > uz(given.size()) || given.square() != nullptr) return false;
  const double bytes = static_cast<double>(CandidateRows<T>::bytes(given.size(), m));
  if (bytes > options.memory_limit) return false;
  if (given.cost() <= as_fast_as_square && bytes > square_worth_saving) return false;
  return !options.pairs ||
         choose_storage(given, options.computed, options.memory_limit) != Storage::square;
}

namespace prepared_detail {

template <class T>
Prepared<T> store_candidates(const Source<T>& given, const StorageOptions& options, Context& ctx) {
  Prepared<T> out;
  auto rows = std::make_unique<CandidateRows<T>>(given, options.candidates, ctx);
  out.max = rows->max();
  out.rectangle = rows.get();
  out.copy = std::move(rows);
  char text[100];
  std::snprintf(
      text, sizeof text, "rows of %zu candidates, %s (%.3g GB)", options.candidates.size(),
      sizeof(T) == sizeof(float) ? "single" : "double",
      static_cast<double>(CandidateRows<T>::bytes(given.size(), options.candidates.size())) / 1e9);
  out.description = text;
  return out;
}

// No dissimilarity is larger: d(a, b) <= d(a, o) + d(o, b) for the first object o. (Where squares
// may overflow, all pairs are looked at, so that they are found.)
template <class T>
double largest_or_bound(const Source<T>& given, Context& ctx) {
  std::vector<T> buffer(uz(given.size()));
  const T* const row = given.row(0, buffer.data());
  const double most = static_cast<double>(*std::max_element(row, row + given.size()));
  if (!(most < std::sqrt(static_cast<double>(std::numeric_limits<T>::max())) / 4))
    return max_dissimilarity(given, ctx);
  const MetricError error = given.metric_error();
  return 2 * (most + 2 * error.absolute) * (1 + 4 * error.relative);
}

// A square of floats for estimates, next to doubles that are stored but slow to read by rows.
template <class T>
bool wants_rounded(const Source<T>& given, const StorageOptions& options) {
  const double square = static_cast<double>(square_bytes(given.size(), sizeof(double)));
  return sizeof(T) == sizeof(double) && options.rounded && !options.computed &&
         given.square() == nullptr && RoundedSquare::fits(options.max) &&
         square > std::min(options.rounded_from, options.memory_limit) &&
         square / 2 <= options.memory_limit;
}

inline void store_rounded(const Source<double>& given, Prepared<double>& out, Context& ctx) {
  char text[100];
  out.rounded = std::make_unique<RoundedSquare>(given, ctx);
  std::snprintf(text, sizeof text, "read in place, with a square single copy (%.3g GB)",
                static_cast<double>(square_bytes(given.size(), sizeof(float))) / 1e9);
  out.description = text;
}
inline void store_rounded(const Source<float>&, Prepared<float>&, Context&) {}

template <class T>
Prepared<T> store_all(const Source<T>& given, const StorageOptions& options, Context& ctx) {
  Prepared<T> out;
  const char* const type = sizeof(T) == sizeof(float) ? "single" : "double";
  char text[100];
  if (wants_rounded(given, options)) {
    out.max = options.max;
    store_rounded(given, out, ctx);
    return out;
  }
  switch (choose_storage(given, options.computed, options.memory_limit,
                         options.pairs ? 0 : options.eager)) {
    case Storage::square:
      out.copy = to_square(given, out.max, ctx);
      std::snprintf(text, sizeof text, "square %s copy (%.3g GB)", type,
                    static_cast<double>(square_bytes(given.size(), sizeof(T))) / 1e9);
      break;
    case Storage::packed:
      out.copy = to_packed(given, out.max, ctx);
      std::snprintf(text, sizeof text, "packed %s triangle (%.3g GB)", type,
                    static_cast<double>(checked_product(n_pairs(given.size()), sizeof(T))) / 1e9);
      break;
    case Storage::as_is:
      // Rounded to the type that the algorithms read, so that the result is the same as from a
      // copy.
      if (!std::isnan(options.max))
        out.max = static_cast<double>(static_cast<T>(options.max));
      else if (options.bound_is_enough && given.metric_error().known())
        out.max = largest_or_bound(given, ctx);
      else
        out.max = largest_dissimilarity(given, ctx);
      std::snprintf(text, sizeof text,
                    options.computed ? "rows computed as needed" : "read in place");
      break;
  }
  out.description = text;
  return out;
}

}  // namespace prepared_detail

/// Chooses how to read a source, makes the copy and reports the choice to the log. `given` must
/// outlive the result, which may read it. Throws if the largest dissimilarity does not fit T.
template <class T>
Prepared<T> prepare(const Source<T>& given, const StorageOptions& options, Context& ctx) {
  constexpr bool single = sizeof(T) == sizeof(float);
  if (single && !std::isnan(options.max)) check_single_range(options.max);
  Prepared<T> out = stores_candidates(given, options)
                        ? prepared_detail::store_candidates(given, options, ctx)
                        : prepared_detail::store_all(given, options, ctx);
  out.source = out.copy ? out.copy.get() : &given;
  if (!options.candidates.empty() && out.rectangle == nullptr)
    out.max = max_of_rows(*out.source, options.candidates, ctx);
  if (single) check_single_range(out.max);
  if (ctx.monitor.verbosity() >= 1) ctx.monitor.say(("storage: " + out.description).c_str());
  return out;
}

}  // namespace fastpam

#endif
