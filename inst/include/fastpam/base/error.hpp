// The exceptions of the core. Input is validated before it gets here; these say that a contract of
// the core was broken, that the data hold no answer, or that the user wants control back.
#ifndef FASTPAM_BASE_ERROR_HPP
#define FASTPAM_BASE_ERROR_HPP

#include <stdexcept>
#include <string>

namespace fastpam {

struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Infinite sums compare as equal: the answer would be any medoids.
struct SumsOverflow : Error {
  SumsOverflow() : Error("the dissimilarities are so large that their sum is infinite") {}
};

// Thrown by Monitor::poll() on the calling thread. RAII returns all memory on the way out.
struct Interrupted : std::exception {
  const char* what() const noexcept override { return "interrupted by the user"; }
};

}  // namespace fastpam

#endif
