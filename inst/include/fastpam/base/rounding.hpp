// A product that is rounded before it is added to anything.
//
// Where the machine has fused multiply-add, a compiler may turn a * b + c into one instruction that
// rounds once: gcc does so by default on arm64, and on x86 when the user's flags allow it. Sums
// that must be the same when computed in two ways, or the same as in the reference, round each
// product first.
#ifndef FASTPAM_BASE_ROUNDING_HPP
#define FASTPAM_BASE_ROUNDING_HPP

namespace fastpam {

/// a * b, rounded to double before anything is added to it.
inline double product(double a, double b) {
  double p = a * b;
  // clang fuses within one expression only, so a function is enough to prevent it.
#if defined(__GNUC__) && !defined(__clang__)
#if defined(__aarch64__)
  __asm__("" : "+w"(p));
#elif defined(__x86_64__)
#if defined(__FMA__)
  __asm__("" : "+x"(p));
#endif
#elif defined(FP_FAST_FMA) || defined(__FP_FAST_FMA)
  __asm__("" : "+m"(p));
#endif
#endif
  return p;
}

}  // namespace fastpam

#endif
