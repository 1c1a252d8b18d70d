// The metrics as small structs: stamped by metric/kernels.hpp.
//
// `add` takes one variable of a pair into the pair's own accumulators, `finish` turns them into the
// dissimilarity. Variables arrive in order, so a sum has the bits of the reference's plain loop.
// Masked rules skip a variable that is NaN in either object and count those they used; a pair with
// none gives NaN, which the source turns into an error. `used` is always the last accumulator.
// Clang decides about contraction where a function is written, not where it is inlined.

template <class V, class T>
FASTPAM_ISA_INLINE V scale_up(const V& sum, const V& used, const DenseParams<T>& params) {
  const V p = splat<V>(static_cast<T>(params.p));
  if (params.scale == MissingScale::stats) return sum / (used / p);
  return sum * (p / used);  // 0 * (p / 0) is NaN: nothing in common
}

// Sums of one term per variable. Term: V -> V of the difference.
template <class Finish>
struct SumOfSquares {
  static constexpr int n_acc = 1;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    acc[0] = add_square(acc[0], x - y);
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>&) {
    return Finish::apply(acc[0]);
  }
};

template <class Finish>
struct SumOfSquaresMasked {
  static constexpr int n_acc = 2;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    const V d = x - y;
    acc[0] = add_square(acc[0], keep(d == d, d));
    acc[1] += keep(d == d, splat<V>(T(1)));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>& params) {
    return Finish::apply(scale_up(acc[0], acc[1], params));
  }
};

struct Root {
  template <class V>
  FASTPAM_ISA_INLINE static V apply(V x) {
    return root(x);
  }
};
struct Plain {
  template <class V>
  FASTPAM_ISA_INLINE static V apply(V x) {
    return x;
  }
};
struct Half {
  template <class V>
  FASTPAM_ISA_INLINE static V apply(V x) {
    return x / 2;
  }
};

struct Manhattan {
  static constexpr int n_acc = 1;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    acc[0] += absolute(x - y);
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>&) {
    return acc[0];
  }
};

struct ManhattanMasked {
  static constexpr int n_acc = 2;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    const V d = absolute(x - y);
    acc[0] += keep(d == d, d);
    acc[1] += keep(d == d, splat<V>(T(1)));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>& params) {
    return scale_up(acc[0], acc[1], params);
  }
};

struct Maximum {
  static constexpr int n_acc = 1;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    acc[0] = larger(acc[0], absolute(x - y));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>&) {
    return acc[0];
  }
};

struct MaximumMasked {
  static constexpr int n_acc = 2;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    const V d = absolute(x - y);
    acc[0] = larger(acc[0], keep(d == d, d));
    acc[1] += keep(d == d, splat<V>(T(1)));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>&) {
    return acc[0] * (acc[1] / acc[1]);  // 0 / 0: nothing in common
  }
};

struct Mismatch {
  static constexpr int n_acc = 1;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    acc[0] += keep(x != y, splat<V>(T(1)));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>& params) {
    return acc[0] / splat<V>(static_cast<T>(params.p));
  }
};

struct MismatchMasked {
  static constexpr int n_acc = 2;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    const V one = splat<V>(T(1));
    const V d = x - y;
    acc[0] += keep(d == d, keep(x != y, one));
    acc[1] += keep(d == d, one);
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>&) {
    return acc[0] / acc[1];
  }
};

// stats::dist leaves out the variables where both are zero and scales up as for missing ones. Two
// rows of nothing but zeros are equal: 0 here, NA there.
struct Canberra {
  static constexpr int n_acc = 2;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    const V sum = absolute(x) + absolute(y);
    const V tiny = splat<V>(std::numeric_limits<T>::min());
    acc[0] += keep(sum > tiny, absolute(x - y) / sum);
    acc[1] += keep(sum > tiny, splat<V>(T(1)));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>& params) {
    const V used = select(acc[1] > V{}, acc[1], splat<V>(T(1)));
    return acc[0] / (used / splat<V>(static_cast<T>(params.p)));
  }
};

struct CanberraMasked {
  static constexpr int n_acc = 3;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>& params) {
    FASTPAM_FP_CONTRACT_OFF
    Canberra::add(acc, x, y, params);  // false for NaN
    const V d = x - y;
    acc[2] += keep(d == d, splat<V>(T(1)));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>& params) {
    return Canberra::finish(acc, params) * (acc[2] / acc[2]);
  }
};

// Ratios of two sums over non-negative data, 0 / 0 = 0 (two empty samples are equal).
template <bool ByMaximum>
struct Ratio {
  static constexpr int n_acc = 2;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    acc[0] += absolute(x - y);
    if (ByMaximum)
      acc[1] += larger(x, y);
    else
      acc[1] += x + y;
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>&) {
    return acc[0] / select(acc[1] > V{}, acc[1], splat<V>(T(1)));
  }
};

template <bool ByMaximum>
struct RatioMasked {
  static constexpr int n_acc = 3;
  template <class V, class T>
  FASTPAM_ISA_INLINE static void add(V* acc, const V& x, const V& y, const DenseParams<T>&) {
    FASTPAM_FP_CONTRACT_OFF
    const V d = absolute(x - y);
    acc[0] += keep(d == d, d);
    if (ByMaximum)
      acc[1] += keep(d == d, larger(x, y));
    else
      acc[1] += keep(d == d, x + y);
    acc[2] += keep(d == d, splat<V>(T(1)));
  }
  template <class V, class T>
  FASTPAM_ISA_INLINE static V finish(const V* acc, const DenseParams<T>& params) {
    return Ratio<ByMaximum>::finish(acc, params) * (acc[2] / acc[2]);
  }
};
