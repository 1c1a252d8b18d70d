// The exceptions of the core. Each error has a code that programs compare and a message that people
// read. The numbers of the rows and the values that it is about are in `data`, so that messages
// need not be parsed.
#ifndef FASTPAM_BASE_ERROR_HPP
#define FASTPAM_BASE_ERROR_HPP

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace fastpam {

/// The kind of an error. code_name() gives its name for other languages.
enum class ErrorCode {
  nothing_in_common,  ///< two rows have no observed variable in common; data: the two rows
  undefined_row,      ///< the metric is not defined for a row; data: the row
  metric_value,       ///< a user's metric returned an invalid value; data: the value, the two rows
  single_range,       ///< a dissimilarity does not fit single precision; data: the value
  sums_overflow,      ///< the sum of the dissimilarities is infinite
  no_usable_sample,   ///< no sample of CLARA gives a partition; data: 1 if some samples could be
                      ///< compared
  memory,             ///< there is not enough memory
  dead_pointer,       ///< the pointer to a user's metric is null
  foreign_pointer,    ///< the pointer does not point to a user's metric
  broken,             ///< an argument has a wrong length, type or range
  unknown_name,       ///< no such metric, init or swap
  internal            ///< a bug in this library
};

/// The name of a code, as written in the enum.
inline const char* code_name(ErrorCode code) {
  static const char* const names[] = {
      "nothing_in_common", "undefined_row",    "metric_value", "single_range",
      "sums_overflow",     "no_usable_sample", "memory",       "dead_pointer",
      "foreign_pointer",   "broken",           "unknown_name", "internal"};
  return names[static_cast<std::size_t>(code)];
}

/// The exception for all errors of the core. Rows and objects in `data` are numbered from 0.
struct Error : std::runtime_error {
  Error(ErrorCode what_happened, const std::string& message, std::vector<double> about = {})
      : std::runtime_error(message), code(what_happened), data(std::move(about)) {}
  ErrorCode code;
  std::vector<double> data;
};

/// The sum of the dissimilarities overflows. Infinite sums cannot be compared, so any medoids could
/// result.
struct SumsOverflow : Error {
  SumsOverflow()
      : Error(ErrorCode::sums_overflow,
              "the dissimilarities are so large that their sum is infinite") {}
};

/// Thrown by Monitor::poll() on the calling thread to stop a computation.
struct Interrupted : std::exception {
  const char* what() const noexcept override { return "interrupted by the user"; }
};

}  // namespace fastpam

#endif
