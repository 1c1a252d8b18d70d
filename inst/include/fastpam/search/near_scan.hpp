// The objects nearer to a candidate than to their second medoid, ascending, with their
// dissimilarities: all that an evaluation of the candidate adds up.
//
// Found by looking through the candidate's row, or, where the metric allows it and it pays, by
// looking only at objects within reach (reach.hpp): the same objects, the same values. Whether it
// pays depends on the data: on a plane one object in fifty is left to look at, in 64 dimensions
// half of them. So it is tried before anything is prepared for it, and watched afterwards.
#ifndef FASTPAM_SEARCH_NEAR_SCAN_HPP
#define FASTPAM_SEARCH_NEAR_SCAN_HPP

#include <algorithm>
#include <memory>
#include <vector>

#include "block_gains.hpp"
#include "reach.hpp"
#include "select.hpp"
#include "skip_options.hpp"
#include "state.hpp"

namespace fastpam {

/// Scans for candidates against a state that changes between them.
template <class T>
class NearScan {
 public:
  NearScan(const SearchState<T>& state, Context& ctx, const SkipOptions& options = {})
      : state_(state), ctx_(ctx), options_(options), scratch_(uz(ctx.workers())) {
    possible_ = state.k() > 1 && state.problem().source.metric_error().known() &&
                (options.always || state.n() >= options.from);
  }

  // To be called after every swap, and before the first scan.
  void refresh() {
    if (reach_ != nullptr) {
      follow();
      watch();
    } else if (possible_ && --wait_ <= 0) {
      wait_ = 64;
      if (options_.always || promising()) begin();
    }
  }

  // Whether gains can be estimated for less than they cost exactly.
  bool estimates() const { return reach_ != nullptr; }

  // Adds what the candidate gains to gain[slot] for the objects of each slot, were its medoid to
  // leave, and returns what it gains whoever leaves: sums of terms >= 0, off by the share `error`.
  double add_gains(Index candidate, int worker, std::vector<double>& gain, double& error) {
    double whoever = 0;
    std::size_t blocks = 0;
    reach_->visit_blocks(candidate, scratch_[static_cast<std::size_t>(worker)].reach, ctx_.isa,
                         [&](Index at, const T* d) {
                           whoever += add_block(uz(at), d, gain);
                           ++blocks;
                         });
    error = block_gains_error<T> +
            static_cast<double>(blocks * block_gains_size) * std::numeric_limits<double>::epsilon();
    return whoever;
  }

  // Calls visit(o, d) ascending for the objects with d < ds(o). Different workers may call at once.
  template <class Visit>
  void visit(Index candidate, int worker, Visit&& visit) {
    Scratch& own = scratch_[static_cast<std::size_t>(worker)];
    if (reach_ != nullptr) {
      reach_->find(candidate, own.reach, ctx_.isa);
      for (const InReach<T>& hit : own.reach.found) visit(hit.object, static_cast<double>(hit.d));
      return;
    }
    const Source<T>& source = state_.problem().source;
    if (own.row.empty() && source.square() == nullptr) own.row.resize(uz(state_.n()));
    const T* const row = source.row(candidate, own.row.data());
    for_each_less(row, state_.ds.data(), state_.ds.size(), ctx_.isa,
                  [&](Index o) { visit(o, static_cast<double>(row[o])); });
  }

 private:
  // The slots of a block's objects: one (the second is -1), two, or more (both are -1).
  struct Slots {
    Index first = -1, second = -1;
  };
  struct Scratch {
    std::vector<T> row;
    ReachScratch<T> reach;
  };

  double add_block(std::size_t from, const T* d, std::vector<double>& gain) {
    const Slots slots = slots_[from / block_gains_size];
    const T* const dn = dn_.data() + from;
    const T* const ds = ds_.data() + from;
    if (slots.first >= 0) {  // neighbours have the same medoid or one of two, mostly
      const BlockGains sums = block_gain_sums(d, dn, ds, in_first_.data() + from, ctx_.isa);
      gain[uz(slots.first)] += sums.first;
      if (slots.second >= 0) gain[uz(slots.second)] += sums.second;
      return sums.whoever;
    }
    T whoever[block_gains_size], own[block_gains_size];
    block_gains(d, dn, ds, whoever, own, ctx_.isa);
    double sum = 0;
    for (std::size_t i = 0; i < block_gains_size; ++i) {
      const double w = weights_.empty() ? 1.0 : weights_[from + i];
      sum += w * static_cast<double>(whoever[i]);
      gain[uz(near_[from + i])] += w * static_cast<double>(own[i]);
    }
    return sum;
  }

  void begin() {
    reach_ = Reach<T>::make(state_.problem().source, ctx_);
    if (reach_ == nullptr) {
      possible_ = false;
      return;
    }
    reach_->set(state_.ds.data());
    seen_.resize(uz(state_.n()));
    near_.assign(reach_->positions(), 0);
    dn_.assign(reach_->positions(), 0);
    ds_.assign(reach_->positions(), 0);
    in_first_.assign(reach_->positions(), 0);
    slots_.assign(reach_->positions() / block_gains_size, Slots());
    stale_.assign(slots_.size(), 1);
    for (Index o = 0; o < state_.n(); ++o) note(o);
    find_slots();
    const double* const weights = state_.problem().weights;
    if (weights == nullptr) return;
    slots_.assign(slots_.size(), Slots());
    weights_.assign(reach_->positions(), 0);
    for (Index o = 0; o < state_.n(); ++o) weights_[uz(reach_->position(o))] = weights[o];
  }

  void note(Index o) {
    const Place<T>& place = seen_[uz(o)] = {state_.near[uz(o)], state_.dn[uz(o)], state_.ds[uz(o)]};
    const std::size_t at = uz(reach_->position(o));
    near_[at] = place.near;
    dn_[at] = place.dn;
    ds_[at] = place.ds;
    stale_[at / block_gains_size] = 1;
  }

  // The slots of blocks that changed. (With weights, sums are made one by one.)
  void find_slots() {
    if (!weights_.empty()) return;
    for (std::size_t b = 0; b < stale_.size(); ++b) {
      if (stale_[b] == 0) continue;
      stale_[b] = 0;
      const std::size_t from = b * block_gains_size;
      Slots slots{near_[from], -1};
      for (std::size_t i = from; i < from + block_gains_size; ++i) {
        in_first_[i] = near_[i] == slots.first ? T(1) : T(0);
        if (near_[i] == slots.first || near_[i] == slots.second) continue;
        if (slots.second >= 0) {
          slots = {};
          break;
        }
        slots.second = near_[i];
      }
      slots_[b] = slots;
    }
  }

  void follow() {
    for (Index o = 0; o < state_.n(); ++o) {
      const Place<T>& seen = seen_[uz(o)];
      if (seen.near == state_.near[uz(o)] && seen.dn == state_.dn[uz(o)] &&
          seen.ds == state_.ds[uz(o)])
        continue;
      if (seen.ds != state_.ds[uz(o)]) reach_->change(o, state_.ds[uz(o)]);
      note(o);
    }
    reach_->settle();
    find_slots();
  }

  // Gives up where more is left than was hoped for.
  void watch() {
    if (options_.always) return;
    std::size_t questions = 0, values = 0;
    for (const Scratch& own : scratch_) {
      questions += own.reach.questions;
      values += own.reach.values;
    }
    if (questions < 64) return;
    for (Scratch& own : scratch_) own.reach.questions = own.reach.values = 0;
    const double all = static_cast<double>(questions) * static_cast<double>(state_.n());
    if (static_cast<double>(values) <= options_.at_most * all) return;
    reach_ = nullptr;
    possible_ = false;
  }

  // What the simplest bound leaves, over some candidates and objects: d(j, m) < d1(o) + d2(o) for
  // the medoid m of o.
  bool promising() const {
    constexpr Index candidates = 32;
    const Index n = state_.n();
    const Index step = std::max<Index>(1, n / 2048), stride = std::max<Index>(1, n / candidates);
    std::size_t left = 0, all = 0;
    for (Index j = stride / 2; j < n; j += stride) {
      const T* const d = state_.to_medoids(j);
      for (Index o = 0; o < n; o += step) {
        const double bound =
            static_cast<double>(state_.dn[uz(o)]) + static_cast<double>(state_.ds[uz(o)]);
        left += static_cast<double>(d[state_.near[uz(o)]]) < bound ? 1 : 0;
        ++all;
      }
    }
    return static_cast<double>(left) <= options_.at_most * static_cast<double>(all);
  }

  const SearchState<T>& state_;
  Context& ctx_;
  SkipOptions options_;
  bool possible_ = false;
  int wait_ = 0;  // refreshes until it is tried again
  std::unique_ptr<Reach<T>> reach_;
  std::vector<Place<T>> seen_;  // what is known of each object
  std::vector<Index> near_;     // once more by their positions in reach_
  std::vector<T> dn_, ds_;
  std::vector<Slots> slots_;
  std::vector<T> in_first_;      // by position: 1 in the first of the block's slots
  std::vector<char> stale_;      // blocks whose slots must be found again
  std::vector<double> weights_;  // by position, if there are weights
  std::vector<Scratch> scratch_;
};

}  // namespace fastpam

#endif
