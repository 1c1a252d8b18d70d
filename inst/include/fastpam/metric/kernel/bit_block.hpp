// The kernels on packed bits, for each instruction set.
#ifndef FASTPAM_METRIC_KERNEL_BIT_BLOCK_HPP
#define FASTPAM_METRIC_KERNEL_BIT_BLOCK_HPP

#include "../../exec/simd/lanes.hpp"
#include "bit_kernel.hpp"

#define FASTPAM_STAMP "../../metric/kernel/bit_block.inl"
#define FASTPAM_STAMP_POPCOUNT
#include "../../exec/simd/stamp.inl"

#endif
