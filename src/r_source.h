// Makes a source of the core from R's description of the input (class "fastpam_source"), in two
// steps: read_source() checks everything and returns plain C++ data, and make_source() builds the
// source from these.
#ifndef FASTPAM_R_SOURCE_H
#define FASTPAM_R_SOURCE_H

#include <Rcpp/Lightest>

#include <cstdint>
#include <fastpam/dissim/computed/data_source.hpp>
#include <fastpam/dissim/computed/sparse_source.hpp>
#include <fastpam/exec/simd/isa.hpp>
#include <fastpam/metric/user.hpp>
#include <memory>
#include <variant>
#include <vector>

// Dissimilarities that R holds, packed or square. Borrowed.
struct GivenInput {
  const double* values;
  bool square;
  double max;
};

// A table of numbers, numeric or mixed. Borrowed.
struct TableInput {
  fastpam::MatrixView x;
  const fastpam::Metric* metric;
  fastpam::DenseOptions options;
};

// Compressed columns: borrowed, except for columns that had to be sorted.
struct SparseInput {
  fastpam::SparseView x;
  const fastpam::Metric* metric;
  fastpam::SparseOptions options;
  std::vector<std::int32_t> sorted_row;
  std::vector<double> sorted_entries;
};

// Rows and a user's compiled function of two rows. Borrowed.
struct PointerInput {
  fastpam::MatrixView x;
  fastpam::UserMetric metric;
};

struct SourceInput {
  fastpam::Index n;
  std::variant<GivenInput, TableInput, SparseInput, PointerInput> of;

  const GivenInput* given() const { return std::get_if<GivenInput>(&of); }
};

// Everything that does not fit is an error of code "broken". R's memory is borrowed: `source` must
// be protected as long as the result exists.
SourceInput read_source(SEXP source);

// T is the type of stored dissimilarities. The result borrows from `input` and R. `isa` is for
// tests; values do not depend on it.
template <class T>
std::unique_ptr<fastpam::Source<T>> make_source(const SourceInput& input,
                                                fastpam::Isa isa = fastpam::detect_isa());

#endif
