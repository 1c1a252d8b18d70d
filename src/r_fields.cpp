#include "r_fields.h"

#include <cmath>
#include <cstring>
#include <fastpam/base/error.hpp>

using fastpam::Error;
using fastpam::ErrorCode;

void* values_of(SEXP vector) {
  void* values = nullptr;
  Rcpp::unwindProtect([&]() -> SEXP {
    if (TYPEOF(vector) == REALSXP) values = REAL(vector);
    if (TYPEOF(vector) == INTSXP) values = INTEGER(vector);
    if (TYPEOF(vector) == LGLSXP) values = LOGICAL(vector);
    return R_NilValue;
  });
  return values;
}

bool is_matrix(SEXP x, R_xlen_t& n, R_xlen_t& p) {
  const SEXP dim = Rf_getAttrib(x, R_DimSymbol);
  if (TYPEOF(dim) != INTSXP || Rf_xlength(dim) != 2) return false;
  n = INTEGER(dim)[0];
  p = INTEGER(dim)[1];
  return n >= 0 && p >= 0 && Rf_xlength(x) == n * p;
}

Fields::Fields(SEXP list, const char* name) : list_(list), name_(name) {
  if (TYPEOF(list) != VECSXP) throw Error(ErrorCode::broken, "`" + name_ + "` must be a list");
}

SEXP Fields::get(const char* field) const {
  const SEXP names = Rf_getAttrib(list_, R_NamesSymbol);
  if (TYPEOF(names) != STRSXP) return R_NilValue;
  for (R_xlen_t i = 0; i < Rf_xlength(names); ++i)
    if (std::strcmp(CHAR(STRING_ELT(names, i)), field) == 0) return VECTOR_ELT(list_, i);
  return R_NilValue;
}

void Fields::refuse(const char* field, const std::string& must) const {
  throw Error(ErrorCode::broken, "`" + name_ + "$" + field + "` must " + must);
}

double Fields::number(const char* field, double least, double most) const {
  const SEXP x = get(field);
  double value = NA_REAL;
  if (Rf_xlength(x) == 1 && TYPEOF(x) == REALSXP) value = REAL_ELT(x, 0);
  if (Rf_xlength(x) == 1 && TYPEOF(x) == INTSXP && INTEGER_ELT(x, 0) != NA_INTEGER)
    value = INTEGER_ELT(x, 0);
  if (!(value >= least && value <= most)) {
    char range[80];
    std::snprintf(range, sizeof range, "be a number between %.16g and %.16g", least, most);
    refuse(field, range);
  }
  return value;
}

double Fields::whole(const char* field, double least, double most) const {
  const double value = number(field, least, most);
  if (value != std::trunc(value)) refuse(field, "be a whole number");
  return value;
}

std::uint64_t Fields::seed(const char* field) const {
  return static_cast<std::uint64_t>(whole(field, 0, largest_whole));
}

int Fields::integer(const char* field, int least, int most) const {
  return static_cast<int>(whole(field, least, most));
}

bool Fields::flag(const char* field) const {
  const SEXP x = get(field);
  if (TYPEOF(x) != LGLSXP || Rf_xlength(x) != 1 || LOGICAL_ELT(x, 0) == NA_LOGICAL)
    refuse(field, "be TRUE or FALSE");
  return LOGICAL_ELT(x, 0) != 0;
}

std::string Fields::text(const char* field) const {
  const SEXP x = get(field);
  if (TYPEOF(x) != STRSXP || Rf_xlength(x) != 1 || STRING_ELT(x, 0) == NA_STRING)
    refuse(field, "be a string");
  return CHAR(STRING_ELT(x, 0));
}

std::size_t Fields::choice(const char* field, const std::vector<const char*>& choices) const {
  const std::string value = text(field);
  std::string known;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (value == choices[i]) return i;
    known += (i == 0 ? "\"" : ", \"") + std::string(choices[i]) + "\"";
  }
  refuse(field, "be one of " + known);
}

const double* Fields::doubles(const char* field, R_xlen_t length) const {
  const SEXP x = get(field);
  if (TYPEOF(x) != REALSXP || Rf_xlength(x) != length)
    refuse(field, "be a vector of " + std::to_string(length) + " doubles");
  return static_cast<const double*>(values_of(x));
}

const int* Fields::integers(const char* field, R_xlen_t length) const {
  const SEXP x = get(field);
  if (TYPEOF(x) != INTSXP || Rf_xlength(x) != length)
    refuse(field, "be a vector of " + std::to_string(length) + " integers");
  return static_cast<const int*>(values_of(x));
}
