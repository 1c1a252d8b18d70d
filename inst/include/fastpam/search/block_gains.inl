// Gains of a block, for each instruction set: stamped by search/block_gains.hpp.

// Object i at distance d[i] of the candidate, dn[i] of its medoid, ds[i] of the second one: writes
// max(0, dn - d), gained whoever leaves, and max(0, ds - max(d, dn)), gained if its medoid leaves.
template <class T>
FASTPAM_ISA_KERNEL inline void block_gains(const T* d, const T* dn, const T* ds, T* whoever,
                                           T* own) {
  using V = typename Lanes<T>::V;
  constexpr std::size_t L = static_cast<std::size_t>(lane_count<T>());
  for (std::size_t i = 0; i < block_gains_size; i += L) {
    V to, near, second;
    load(to, d + i);
    load(near, dn + i);
    load(second, ds + i);
    const V most = larger(near, to);
    store(whoever + i, most - to);
    store(own + i, larger(second, most) - most);
  }
}

// The same, summed over the block; own gains apart for objects of the first slot (first[i] = 1) and
// of the second one (0).
template <class T>
FASTPAM_ISA_KERNEL inline BlockGains block_gain_sums(const T* d, const T* dn, const T* ds,
                                                     const T* first) {
  using V = typename Lanes<T>::V;
  constexpr std::size_t L = static_cast<std::size_t>(lane_count<T>());
  V whoever{}, own{}, other{};
  for (std::size_t i = 0; i < block_gains_size; i += L) {
    V to, near, second, share;
    load(to, d + i);
    load(near, dn + i);
    load(second, ds + i);
    load(share, first + i);
    const V most = larger(near, to);
    const V rest = larger(second, most) - most;
    whoever += most - to;
    own += rest * share;
    other += rest - rest * share;
  }
  T lanes[3 * L];
  store(lanes, whoever);
  store(lanes + L, own);
  store(lanes + 2 * L, other);
  BlockGains sums;
  for (std::size_t l = 0; l < L; ++l) {
    sums.whoever += static_cast<double>(lanes[l]);
    sums.first += static_cast<double>(lanes[L + l]);
    sums.second += static_cast<double>(lanes[2 * L + l]);
  }
  return sums;
}
