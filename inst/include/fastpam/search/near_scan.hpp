// Finds the objects that are nearer to a candidate than to their second medoid, ascending, with
// their dissimilarities. Only these contribute to the evaluation of the candidate.
//
// The scan reads the candidate's whole row or, if the metric allows it and it saves time, only the
// objects within reach (reach.hpp). Both give the same objects and the same values. Whether it
// saves time depends on the data: in two dimensions one object in fifty has to be looked at, in 64
// dimensions half of them. So the proportion is estimated first, and watched afterwards.
#ifndef FASTPAM_SEARCH_NEAR_SCAN_HPP
#define FASTPAM_SEARCH_NEAR_SCAN_HPP

#include <algorithm>
#include <memory>
#include <type_traits>
#include <vector>

#include "float_reach.hpp"
#include "reach.hpp"
#include "select.hpp"
#include "skip_options.hpp"
#include "state.hpp"

namespace fastpam {

/// Scans for candidates against a state (see ClusterBlocks) that changes between them.
template <class T, class State = SearchState<T>>
class NearScan {
 public:
  // `every`: after so many refreshes it is tried again whether skipping pays. `estimates`: more
  // candidates will be asked for estimates of their gains than for the objects themselves.
  NearScan(const State& state, const Context& ctx, const SkipOptions& options = {}, int every = 64,
           bool estimates = false)
      : state_(state),
        isa_(ctx.isa),
        options_(options),
        every_(every),
        estimates_(estimates && options.floats),
        scratch_(uz(ctx.workers())) {
    possible_ = state.k() > 1 && rounded() == nullptr &&
                state.problem().source.metric_error().known() &&
                (options.always || state.n() >= options.from);
  }

  // To be called after every swap, and before the first scan.
  void refresh() {
    if (rounded() != nullptr) {
      above_.resize(state_.ds.size());
      for (std::size_t o = 0; o < above_.size(); ++o)
        above_[o] = RoundedSquare::above(static_cast<double>(state_.ds[o]));
    }
    if (skips()) {
      if (floats_ != nullptr) floats_->follow();
      if (reach_ != nullptr) reach_->follow();
      watch();
    } else if (possible_ && --wait_ <= 0) {
      wait_ = every_;
      if (options_.always || promising()) {
        if constexpr (std::is_same<State, SearchState<double>>::value)
          if (estimates_) floats_ = FloatReach::make(state_, options_.always);
        if (floats_ == nullptr) reach_ = Reach<T, State>::make(state_);
        possible_ = skips();
      }
    }
  }

  // Whether objects out of reach are skipped. Then an estimate of the gains costs less than the
  // exact gains, and objects can be visited in any order.
  bool skips() const { return reach_ != nullptr || floats_ != nullptr; }

  // See Reach::add_gains() and FloatReach::add_gains().
  GainSums add_gains(Index candidate, int worker, std::vector<double>& gain, double& absolute) {
    Scratch& own = scratch_[static_cast<std::size_t>(worker)];
    if (floats_ != nullptr) return floats_->add_gains(candidate, own.floats, isa_, gain, absolute);
    absolute = 0;
    return reach_->add_gains(candidate, own.reach, isa_, gain);
  }

  // Calls visit(o, d) for the same objects as visit(), in any order. Only if skips(), and not for a
  // scan that was made for estimates.
  template <class Visit>
  void visit_in_any_order(Index candidate, int worker, Visit&& visit) {
    reach_->visit(candidate, scratch_[static_cast<std::size_t>(worker)].reach, isa_, visit);
  }

  // Calls visit(o, d) for the objects with d < ds(o), ascending. Different workers may call this at
  // the same time.
  template <class Visit>
  void visit(Index candidate, int worker, Visit&& visit) {
    Scratch& own = scratch_[static_cast<std::size_t>(worker)];
    if (floats_ != nullptr) return floats_->visit(candidate, own.floats, isa_, visit);
    if (reach_ != nullptr) {
      reach_->find(candidate, own.reach, isa_);
      for (const InReach<T>& hit : own.reach.found) visit(hit.object, static_cast<double>(hit.d));
      return;
    }
    const Source<T>& source = state_.problem().source;
    if (rounded() != nullptr) {
      own.objects.clear();
      for_each_rounded(candidate, [&](Index o, float) { own.objects.push_back(o); });
      const std::size_t m = own.objects.size();
      own.row.resize(m);
      own.fetched += m;
      source.between(&candidate, 1, own.objects.data(), to_index(m), own.row.data(), m);
      for (std::size_t a = 0; a < m; ++a)
        if (own.row[a] < state_.ds[uz(own.objects[a])])
          visit(own.objects[a], static_cast<double>(own.row[a]));
      return;
    }
    if (own.row.empty() && source.square() == nullptr) own.row.resize(uz(state_.n()));
    const T* const row = source.row(candidate, own.row.data());
    for_each_less(row, state_.ds.data(), state_.ds.size(), isa_,
                  [&](Index o) { visit(o, static_cast<double>(row[o])); });
  }

  // The same with rounded dissimilarities: visit(o, d) for the objects with d < ds(o). Only if the
  // problem has them.
  template <class Visit>
  void visit_rounded(Index candidate, Visit&& visit) const {
    for_each_rounded(candidate, [&](Index o, float f) {
      const double d = static_cast<double>(f);
      if (d < static_cast<double>(state_.ds[uz(o)])) visit(o, d);
    });
  }

  // Number of single pairs that visit() has read so far from a source with rounded values.
  std::size_t fetched() const {
    std::size_t sum = 0;
    for (const Scratch& own : scratch_) sum += own.fetched;
    return sum;
  }

 private:
  struct Scratch {
    std::vector<T> row;
    std::vector<Index> objects;
    std::size_t fetched = 0;
    ReachScratch<T> reach;
    FloatReachScratch floats;
  };

  const RoundedSquare* rounded() const { return state_.problem().rounded; }

  // Calls visit(o, f) for all objects with d < ds(o), ascending, and maybe for some others; f is d
  // as a float.
  template <class Visit>
  void for_each_rounded(Index candidate, Visit&& visit) const {
    const float* const row = rounded()->row(candidate);
    for_each_less(row, above_.data(), above_.size(), isa_, [&](Index o) { visit(o, row[o]); });
  }

  // Stops skipping if too many objects are left to look at.
  void watch() {
    if (options_.always) return;
    std::size_t questions = 0, values = 0;
    for (const Scratch& own : scratch_) {
      questions += own.reach.questions + own.floats.reach.questions;
      values += own.reach.values + own.floats.reach.values;
    }
    if (questions < 64) return;
    for (Scratch& own : scratch_) {
      own.reach.questions = own.reach.values = 0;
      own.floats.reach.questions = own.floats.reach.values = 0;
    }
    const double all = static_cast<double>(questions) * static_cast<double>(state_.n());
    if (static_cast<double>(values) <= options_.at_most * all) return;
    reach_ = nullptr;
    floats_ = nullptr;
    possible_ = false;
  }

  // The proportion of some pairs of candidates and objects that the simplest bound does not rule
  // out: d(j, m) < d1(o) + d2(o) for the medoid m of o.
  bool promising() const {
    constexpr Index candidates = 32;
    const Index n = state_.n(), k = state_.k();
    const Index step = std::max<Index>(1, n / 2048), stride = std::max<Index>(1, n / candidates);
    std::vector<T> d(uz(k));
    std::size_t left = 0, all = 0;
    for (Index j = stride / 2; j < n; j += stride) {
      state_.problem().source.between(&j, 1, state_.medoid.data(), k, d.data(), uz(k));
      for (Index o = 0; o < n; o += step) {
        const double bound =
            static_cast<double>(state_.dn[uz(o)]) + static_cast<double>(state_.ds[uz(o)]);
        left += static_cast<double>(d[uz(state_.near[uz(o)])]) < bound ? 1 : 0;
        ++all;
      }
    }
    return static_cast<double>(left) <= options_.at_most * static_cast<double>(all);
  }

  const State& state_;
  const Isa isa_;
  SkipOptions options_;
  const int every_;
  const bool estimates_;
  bool possible_ = false;
  int wait_ = 0;  // number of refreshes until skipping is tried again
  // At most one of them.
  std::unique_ptr<Reach<T, State>> reach_;
  std::unique_ptr<FloatReach> floats_;
  std::vector<Scratch> scratch_;
  std::vector<float> above_;  // RoundedSquare::above(ds)
};

}  // namespace fastpam

#endif
