// A source made ready for an algorithm: read as it came, or by way of a working copy where that
// pays and fits (storage.hpp), with its largest dissimilarity.
#ifndef FASTPAM_DISSIM_READING_PREPARED_HPP
#define FASTPAM_DISSIM_READING_PREPARED_HPP

#include <cmath>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "block.hpp"
#include "../stored/storage.hpp"

namespace fastpam {

/// What decides where dissimilarities are read from.
struct StorageOptions {
  bool computed = true;       ///< rows are worked out when asked for, rather than stored
  double memory_limit = 4e9;  ///< bytes that a working copy may take
  double max = std::nan("");  ///< the largest dissimilarity where it is known: saves a pass
};

/// The result of prepare().
template <class T>
struct Prepared {
  const Source<T>* source = nullptr;  ///< what to read: the given source or the copy
  std::unique_ptr<Source<T>> copy;    ///< null: the given source is read
  double max = 0;                     ///< the largest dissimilarity, as T holds it
  std::string description;            ///< what was chosen, in words
};

/// Chooses, copies and writes to the log. Without a copy, `given` must outlive the result.
template <class T>
Prepared<T> prepare(const Source<T>& given, const StorageOptions& options, Context& ctx) {
  Prepared<T> out;
  const char* const type = sizeof(T) == sizeof(float) ? "single" : "double";
  char text[100];
  switch (choose_storage(given, options.computed, options.memory_limit)) {
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
      // Rounded as the algorithms see it: the same answer as from a copy.
      out.max = std::isnan(options.max) ? max_dissimilarity(given, ctx)
                                        : static_cast<double>(static_cast<T>(options.max));
      std::snprintf(text, sizeof text,
                    options.computed ? "rows computed as needed" : "read in place");
      break;
  }
  out.source = out.copy ? out.copy.get() : &given;
  out.description = text;
  if (ctx.monitor.verbosity() >= 1) ctx.monitor.say(("storage: " + out.description).c_str());
  return out;
}

}  // namespace fastpam

#endif
