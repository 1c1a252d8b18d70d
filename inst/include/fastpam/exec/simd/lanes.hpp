// The vector types of each instruction set, for kernels with explicit vectors: see
// exec/simd/isa.hpp.
#ifndef FASTPAM_EXEC_SIMD_LANES_HPP
#define FASTPAM_EXEC_SIMD_LANES_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "isa.hpp"

#define FASTPAM_STAMP "lanes.inl"
#define FASTPAM_STAMP_POPCOUNT
#include "stamp.inl"

#endif
