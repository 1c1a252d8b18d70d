// Reads the elements of an R list by name and checks type, length and range of each. No R method
// for length() is called, because a class may return anything.
#ifndef FASTPAM_R_FIELDS_H
#define FASTPAM_R_FIELDS_H

#include <Rcpp/Lightest>

#include <cstdint>
#include <string>
#include <vector>

// 2^53: whole numbers up to here are doubles.
constexpr double largest_whole = 9007199254740992;

class Fields {
 public:
  // `name` is the name of the list in errors. Anything but a list is an error.
  Fields(SEXP list, const char* name);

  // The element with this name; NULL if there is none.
  SEXP get(const char* field) const;
  bool null(const char* field) const { return Rf_isNull(get(field)); }

  // A single value.
  int integer(const char* field, int least, int most) const;
  double number(const char* field, double least, double most) const;
  double whole(const char* field, double least, double most) const;
  std::uint64_t seed(const char* field) const;
  bool flag(const char* field) const;
  std::string text(const char* field) const;
  // The position of the value in `choices`.
  std::size_t choice(const char* field, const std::vector<const char*>& choices) const;

  // Borrowed vectors. They must have the length `length`.
  const double* doubles(const char* field, R_xlen_t length) const;
  const int* integers(const char* field, R_xlen_t length) const;

  // "`source$start` must ...", as an error of code "broken".
  [[noreturn]] void refuse(const char* field, const std::string& must) const;

 private:
  SEXP list_;
  std::string name_;
};

// A pointer to the values of a vector of doubles, integers or logicals. R may have to allocate
// memory for them first; if it fails, this throws an exception instead of a jump.
void* values_of(SEXP vector);

// n and p of a matrix whose number of values agrees with its dimensions; false for anything else.
bool is_matrix(SEXP x, R_xlen_t& n, R_xlen_t& p);

#endif
