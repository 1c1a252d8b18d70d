// A list of R read by the names of its elements, each with the type, length and range it must have.
// Nothing here asks a class for its length: methods of R may say what they like.
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
  // `name` is how errors call the list. Refuses what is no list.
  Fields(SEXP list, const char* name);

  // The element of that name, NULL where there is none.
  SEXP get(const char* field) const;
  bool null(const char* field) const { return Rf_isNull(get(field)); }

  // A single value.
  int integer(const char* field, int least, int most) const;
  double number(const char* field, double least, double most) const;
  double whole(const char* field, double least, double most) const;
  std::uint64_t seed(const char* field) const;
  bool flag(const char* field) const;
  std::string text(const char* field) const;
  // One of `choices`: its position.
  std::size_t choice(const char* field, const std::vector<const char*>& choices) const;

  // Vectors, borrowed. `length` is what they must have.
  const double* doubles(const char* field, R_xlen_t length) const;
  const int* integers(const char* field, R_xlen_t length) const;

  // "`source$start` must ...", as an error of code "broken".
  [[noreturn]] void refuse(const char* field, const std::string& must) const;

 private:
  SEXP list_;
  std::string name_;
};

// Where the values of a vector of doubles, integers or logicals stand. R may have to make room for
// them first; if it cannot, an exception leaves, not a jump.
void* values_of(SEXP vector);

// n and p of a matrix whose values are as many as its dimensions say; false for anything else.
bool is_matrix(SEXP x, R_xlen_t& n, R_xlen_t& p);

#endif
