// Compressed columns of a sparse matrix, checked entry by entry, because the C++ code of other
// packages makes matrices that are invalid by the rules of the package Matrix.
#ifndef FASTPAM_R_SPARSE_H
#define FASTPAM_R_SPARSE_H

#include "r_fields.h"
#include "r_source.h"

// Reads `start`, `row`, `entries` and `columns` of a source. Columns whose rows do not ascend are
// sorted. A row that occurs twice in a column is an error, like everything that does not fit.
SparseInput read_columns(const Fields& source, fastpam::Index n);

#endif
