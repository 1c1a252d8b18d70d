// The loops around the metrics on numeric columns, for each instruction set.
#ifndef FASTPAM_METRIC_KERNEL_DENSE_BLOCK_HPP
#define FASTPAM_METRIC_KERNEL_DENSE_BLOCK_HPP

#include <limits>

#include "../../exec/simd/lanes.hpp"
#include "dense_kernel.hpp"

#define FASTPAM_STAMP "../../metric/kernel/dense_block.inl"
#include "../../exec/simd/stamp.inl"

#endif
