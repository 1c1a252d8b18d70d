// What every shim is wrapped in: errors of the core become values, and the choice between doubles
// and floats is made once.
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

// Runs a shim's body, which parses, calls the core and returns an R object. What the core found out
// is returned as a failure. An interrupt becomes R's own interrupt condition, after all destructors
// ran; conditions raised by R code (progress handlers) pass.
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

// What R allocates in `make`: it jumps where it has no memory, which must not pass over
// destructors.
Rcpp::RObject allocate(const std::function<SEXP()>& make);

// Calls body(0.0) or body(0.0f): in it, decltype of the argument is how dissimilarities are stored.
template <class Body>
auto in_precision(bool single, const Body& body) {
  return single ? body(0.0f) : body(0.0);
}

#endif
