// Compressed columns of a sparse matrix, checked entry by entry: other packages' C++ makes matrices
// that the package Matrix would call invalid.
#ifndef FASTPAM_R_SPARSE_H
#define FASTPAM_R_SPARSE_H

#include "r_fields.h"
#include "r_source.h"

// `start`, `row`, `entries` and `columns` of a source. Columns whose rows do not ascend are sorted;
// a row that comes twice in a column is refused, like everything that does not fit.
SparseInput read_columns(const Fields& source, fastpam::Index n);

#endif
