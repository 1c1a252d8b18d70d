// Sums over all candidates, kept up to date from swap to swap (after Resende & Werneck 2007).
//
//   change(i, j) = A(j) + R(i) + C(i, j)
//   A(j)    = sum over o of w min(0, d(o,j) - dn(o))                   shared by all slots
//   R(i)    = sum over near(o) = i of w (ds(o) - dn(o))                 removal loss
//   C(i, j) = sum over near(o) = i of w min(0, max(d(o,j), dn(o)) - ds(o))
//
// A swap changes (near, dn, ds) of about 3 n / k objects only. For each of them, one scan of its
// row subtracts the old contribution and adds the new one. Only candidates nearer than the larger
// of its old and new ds are touched. If the metric allows it and it saves time, each candidate asks
// for the changed objects within its reach instead (near_scan.hpp): the same additions in another
// order. Sums kept this way drift in the last bits. `margin()` bounds the drift, so that the caller
// can make a shortlist and evaluate it afresh.
#ifndef FASTPAM_SEARCH_GAIN_TABLE_HPP
#define FASTPAM_SEARCH_GAIN_TABLE_HPP

#include <algorithm>
#include <vector>

#include "../base/memory.hpp"
#include "best_slots.hpp"
#include "../dissim/reading/block.hpp"
#include "contribution.hpp"
#include "margin.hpp"
#include "near_scan.hpp"
#include "part_state.hpp"
#include "select.hpp"
#include "state.hpp"

namespace fastpam {

/// The change by each swap, kept up to date from swap to swap.
template <class T>
class GainTable {
 public:
  static std::size_t bytes(Index columns, Index k) {
    return checked_product(uz(columns), uz(k) + 1, sizeof(double)) +
           BestSlots::bytes(uz(columns), uz(k));
  }

  // One column for each object, or for each candidate if only the candidates' rows are stored.
  static Index columns_of(const Problem<T>& problem) {
    return problem.rectangle == nullptr ? problem.n()
                                        : to_index(problem.rectangle->candidates().size());
  }

  GainTable(const SearchState<T>& state, Context& ctx, const SkipOptions& skip = {})
      : state_(state),
        rectangle_(state.problem().rectangle),
        rounded_(state.problem().rounded),
        n_(uz(state.n())),
        m_(uz(columns_of(state.problem()))),
        k_(state.medoid.size()),
        skip_(skip),
        scan_(rectangle_ == nullptr && rounded_ == nullptr
                  ? std::make_unique<NearScan<T>>(state, ctx, skip)
                  : nullptr),
        skips_(scan_ != nullptr && (scan_->refresh(), scan_->skips())),
        scratch_(uz(ctx.workers())),
        shared_(m_),
        slots_(checked_product(m_, k_)),
        best_(slots_.get(), loss_, m_, k_, skips_) {
    rebuild(ctx);
  }

  // Computes the sums from scratch, which reads all rows once.
  void rebuild(Context& ctx) {
    operations_ = 0;
    largest_ = 0;
    state_.removal_loss(loss_);
    account(state_.n());
    if (skips_ && rebuild_within_reach(ctx)) return;
    const std::vector<Index> all = ascending(state_.n());
    for_blocks(ctx, [&](Index c0, Index c1, std::vector<T>& buffer) {
      clear(c0, c1);
      read(all, c0, c1, buffer, [&](const auto& rows, std::size_t m) {
        for (std::size_t r = 0; r < rows.count; ++r) {
          const Contribution own = contribution(state_, rows.object[r]);
          for_each_below(
              rows.row[r], threshold_in(rows.row[r], state_.ds[uz(rows.object[r])]), m, ctx.isa,
              [&](Index j) { add(own, c0 + j, static_cast<double>(rows.row[r][j])); },
              rows.after(r));
        }
      });
      best_.search(uz(c0), uz(c1));
    });
    ctx.count.rows_read += n_;
  }

  // Updates the sums after one swap. `changed` lists the objects whose nearest or second nearest
  // medoid changed, ascending.
  void update(const std::vector<ChangedPlace<T>>& changed, Index swapped_slot, Context& ctx) {
    if (operations_ > 2000 * n_) return rebuild(ctx);  // the drift has become too large
    std::vector<char> touched(k_, 0);
    touched[uz(swapped_slot)] = 1;
    for (const ChangedPlace<T>& c : changed) {
      touched[uz(c.before.near)] = 1;
      touched[uz(state_.near[uz(c.object)])] = 1;
    }
    state_.removal_loss(loss_);
    best_.touch(touched);
    account(2 * static_cast<Index>(changed.size()));
    ctx.count.rows_read += changed.size();
    std::vector<Exchange<T>> exchanges;
    for (const ChangedPlace<T>& c : changed) exchanges.push_back(exchange(state_, c));
    if (skips_ && worth_asking(changed.size())) return update_within_reach(changed, exchanges, ctx);
    std::vector<Index> rows(changed.size());
    for (std::size_t a = 0; a < rows.size(); ++a) rows[a] = changed[a].object;
    for_blocks(ctx, [&](Index c0, Index c1, std::vector<T>& buffer) {
      std::size_t next = 0;
      read(rows, c0, c1, buffer, [&](const auto& bundle, std::size_t m) {
        for (std::size_t r = 0; r < bundle.count; ++r) {
          const Exchange<T>& e = exchanges[next++];
          for_each_below(
              bundle.row[r], threshold_in(bundle.row[r], e.most), m, ctx.isa,
              [&](Index j) { replace(e, c0 + j, static_cast<double>(bundle.row[r][j])); },
              bundle.after(r));
        }
      });
      best_.update(uz(c0), uz(c1));
    });
  }

  // The least change over all slots for candidate j, from the table. j must not be a medoid.
  double estimate(Index j) const {
    const std::size_t c = uz(rectangle_ == nullptr ? j : rectangle_->position(j));
    return shared_[c] + best_.best(c);
  }

  // |estimate - the reference's own sum| <= margin(). Each of the `operations_` additions to a
  // cell, and each of the n in the reference, rounds a partial sum of at most 2 * largest_ (old and
  // new contributions mixed) by half an ulp. An estimate is the sum of three such cells. The bound
  // has a spare factor of 2, so it is twice search_error() of so many additions.
  double margin() const {
    const double additions = static_cast<double>(operations_) + static_cast<double>(n_);
    return search_error(2 * additions, largest_) + rounding_error(state_.problem(), second_);
  }

 private:
  // Columns [c0, c1) of these objects' rows, in this order.
  template <class Visit>
  void read(const std::vector<Index>& objects, Index c0, Index c1, std::vector<T>& buffer,
            const Visit& visit) const {
    if (rounded_ != nullptr)
      for_matrix_rows(rounded_->values(), n_, objects.data(), objects.size(), c0, c1, visit);
    else if (rectangle_ == nullptr)
      for_rows(state_.problem().source, objects.data(), objects.size(), c0, c1, buffer, visit);
    else
      for_matrix_rows(rectangle_->by_object(), m_, objects.data(), objects.size(), c0, c1, visit);
  }

  template <class Body>
  void for_blocks(Context& ctx, const Body& body) {
    // Narrower blocks than in a full pass: a swap concerns few rows, and all threads should get
    // some.
    const Index n = static_cast<Index>(m_), most = 1024;
    const Index columns =
        rounded_ != nullptr ? most : std::min(most, block_columns(state_.problem().source));
    ctx.run(n_blocks(n, columns), [&](std::size_t b, int) {
      std::vector<T> buffer;
      const Index c0 = static_cast<Index>(b) * columns;
      body(c0, c0 + columns < n ? c0 + columns : n, buffer);
    });
  }

  // Sets sums to 0.
  void clear(Index c0, Index c1) {
    std::fill(shared_.begin() + c0, shared_.begin() + c1, 0.0);
    best_.unmark(uz(c0), uz(c1));
    for (std::size_t i = 0; i < k_; ++i)
      std::fill(slots_.get() + i * m_ + uz(c0), slots_.get() + i * m_ + uz(c1), 0.0);
  }

  void account(Index operations) {
    operations_ += uz(operations);
    second_ = state_.total_second();
    largest_ = std::max(largest_, second_);
  }

  void add(const Contribution& o, Index column, double d) {
    const std::size_t j = uz(column);
    best_.mark(o.near, j);
    if (d < o.dn) {
      shared_[j] += product(o.w, d - o.dn);
      slots_.get()[o.near * m_ + j] += product(o.w, o.dn - o.ds);
    } else {
      slots_.get()[o.near * m_ + j] += product(o.w, std::min(0.0, d - o.ds));
    }
  }

  void replace(const Exchange<T>& o, Index column, double d) {
    const std::size_t j = uz(column);
    const Contribution &a = o.before, &b = o.now;
    double* const slots = slots_.get();
    best_.mark(b.near, j);
    shared_[j] += product(a.w, std::min(0.0, d - b.dn) - std::min(0.0, d - a.dn));
    slots[a.near * m_ + j] -= product(a.w, std::min(0.0, std::max(d, a.dn) - a.ds));
    slots[b.near * m_ + j] += product(a.w, std::min(0.0, std::max(d, b.dn) - b.ds));
  }

  // body(from, to, worker) for the candidates, some at a time.
  template <class Body>
  void for_candidates(Context& ctx, const Body& body) {
    constexpr Index some = 64;
    const Index n = static_cast<Index>(m_);
    ctx.run(n_blocks(n, some), [&](std::size_t b, int worker) {
      const Index from = static_cast<Index>(b) * some;
      body(from, std::min(n, from + some), worker);
    });
  }

  // False where it does not pay any more. (Every object has a column here: what has not is stored.)
  bool rebuild_within_reach(Context& ctx) {
    if (scan_ == nullptr) {
      scan_ = std::make_unique<NearScan<T>>(state_, ctx, skip_);
      scan_->refresh();
    }
    if (!scan_->skips()) return skips_ = false;
    for_candidates(ctx, [&](Index from, Index to, int worker) {
      clear(from, to);
      for (Index j = from; j < to; ++j)
        scan_->visit_in_any_order(j, worker, [&](Index o, T d) {
          add(contribution(state_, o), j, static_cast<double>(d));
        });
      best_.search(uz(from), uz(to));
    });
    ctx.count.rows_read += n_;
    scan_ = nullptr;  // its copies of the objects
    return true;
  }

  // Asking costs a look at the limits of all clusters for each candidate, or a dissimilarity to
  // each medoid. A swap that changed few objects is not worth that.
  bool worth_asking(std::size_t changed) const {
    return skip_.always || changed > (state_.keeps_all() ? k_ / 4 : 2 * k_);
  }

  void update_within_reach(const std::vector<ChangedPlace<T>>& changed,
                           const std::vector<Exchange<T>>& exchanges, Context& ctx) {
    const PartState<T> part(state_, changed);
    const Reach<T, PartState<T>> reach(part);
    for_candidates(ctx, [&](Index from, Index to, int worker) {
      for (Index j = from; j < to; ++j)
        reach.visit(j, scratch_[static_cast<std::size_t>(worker)], ctx.isa,
                    [&](Index a, T d) { replace(exchanges[uz(a)], j, static_cast<double>(d)); });
      best_.update(uz(from), uz(to));
    });
    std::size_t values = 0;
    for (ReachScratch<T>& own : scratch_) {
      values += own.values;
      own.values = 0;
    }
    const double all = static_cast<double>(n_) * static_cast<double>(changed.size());
    if (!skip_.always && static_cast<double>(values) > skip_.at_most * all) skips_ = false;
  }

  const SearchState<T>& state_;
  const CandidateRows<T>* const rectangle_;
  const RoundedSquare* const rounded_;
  const std::size_t n_, m_, k_;  // objects, columns, slots
  const SkipOptions skip_;
  std::unique_ptr<NearScan<T>> scan_;  // while the table is made
  bool skips_;
  std::vector<ReachScratch<T>> scratch_;  // by worker
  std::vector<double> shared_;            // A
  std::vector<double> loss_;              // R
  LargeArray<double> slots_;              // C, slot by slot
  BestSlots best_;                        // min over slots of R + C
  std::size_t operations_ = 0;
  double second_ = 0, largest_ = 0;  // the sum of all ds; the largest there was
};

}  // namespace fastpam

#endif
