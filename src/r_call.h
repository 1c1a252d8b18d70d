// The wrapper of every shim: errors of the core become values, and the choice between doubles and
// floats is made once.
#ifndef FASTPAM_R_CALL_H
#define FASTPAM_R_CALL_H

#include <Rcpp/Lightest>

#include <fastpam/base/error.hpp>
#include <functional>
#include <new>
#include <stdexcept>
#include <string>

// A list of class "fastpam_failure": code, data, message. R makes a condition of it (from_core()).
Rcpp::RObject to_failure(const fastpam::Error& error);

// Runs a shim's body, which parses, calls the core and returns an R object. An error of the core is
// returned as a failure. An interrupt becomes R's own interrupt condition after all destructors
// have run. Conditions raised by R code (progress handlers) are passed on.
template <class Body>
Rcpp::RObject guard(const Body& body) {
  using fastpam::Error;
  using fastpam::ErrorCode;
  try {
    return body();
  } catch (const fastpam::Interrupted&) {
    throw Rcpp::internal::InterruptedException();
  } catch (const Error& error) {
    return to_failure(error);
  } catch (const std::bad_alloc&) {
    return to_failure(Error(ErrorCode::memory, "there is not enough memory"));
  } catch (const std::length_error&) {
    return to_failure(Error(ErrorCode::memory, "there is not enough memory"));
  } catch (const Rcpp::exception&) {
    throw;
  } catch (const Rcpp::eval_error&) {
    throw;
  } catch (const std::exception& error) {
    return to_failure(Error(ErrorCode::internal, error.what()));
  }
}

// Runs `make`, in which R allocates memory. R jumps if there is not enough memory, and the jump
// must not skip destructors.
Rcpp::RObject allocate(const std::function<SEXP()>& make);

// Calls body(0.0) or body(0.0f). The type of the argument is the type of stored dissimilarities.
template <class Body>
auto in_precision(bool single, const Body& body) {
  return single ? body(0.0f) : body(0.0);
}

#endif
