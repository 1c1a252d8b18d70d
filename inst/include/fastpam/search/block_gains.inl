// Gains of a block, for each instruction set: stamped by search/block_gains.hpp.

// Object i has distance d[i] to the candidate, dn[i] to its medoid and ds[i] to the second medoid.
// Writes max(0, dn - d), the gain for any medoid that leaves, and max(0, ds - max(d, dn)), the gain
// if its own medoid leaves.
template <class T>
FASTPAM_ISA_KERNEL inline void block_gains(const T* d, const T* dn, const T* ds, T* whoever,
                                           T* own) {
  using V = typename Lanes<T>::V;
  constexpr std::size_t L = static_cast<std::size_t>(lane_count<T>());
  for (std::size_t i = 0; i < block_gains_size<T>; i += L) {
    V to, near, second;
    load(to, d + i);
    load(near, dn + i);
    load(second, ds + i);
    const V most = larger(near, to);
    store(whoever + i, most - to);
    store(own + i, larger(second, most) - most);
  }
}

// The same, summed over the block.
template <class T>
FASTPAM_ISA_KERNEL inline BlockGains block_gain_sums(const T* d, const T* dn, const T* ds) {
  using V = typename Lanes<T>::V;
  constexpr std::size_t L = static_cast<std::size_t>(lane_count<T>());
  V whoever{}, own{};
  for (std::size_t i = 0; i < block_gains_size<T>; i += L) {
    V to, near, second;
    load(to, d + i);
    load(near, dn + i);
    load(second, ds + i);
    const V most = larger(near, to);
    whoever += most - to;
    own += larger(second, most) - most;
  }
  T lanes[2 * L];
  store(lanes, whoever);
  store(lanes + L, own);
  BlockGains sums;
  for (std::size_t l = 0; l < L; ++l) {
    sums.whoever += static_cast<double>(lanes[l]);
    sums.own += static_cast<double>(lanes[L + l]);
  }
  return sums;
}
