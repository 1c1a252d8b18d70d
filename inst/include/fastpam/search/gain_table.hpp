// Sums over all candidates, kept up to date from swap to swap (after Resende & Werneck 2007).
//
//   change(i, j) = A(j) + R(i) + C(i, j)
//   A(j)    = sum over o of w min(0, d(o,j) - dn(o))                   shared by all slots
//   R(i)    = sum over near(o) = i of w (ds(o) - dn(o))                 removal loss
//   C(i, j) = sum over near(o) = i of w min(0, max(d(o,j), dn(o)) - ds(o))
//
// A swap changes (near, dn, ds) of about 3 n / k objects only. For each of them, one scan of its
// row subtracts the old contribution and adds the new one. Only candidates nearer than the larger
// of its old and new ds are touched. Sums kept this way drift in the last bits. `margin()` bounds
// the drift, so that the caller can make a shortlist and evaluate it afresh.
#ifndef FASTPAM_SEARCH_GAIN_TABLE_HPP
#define FASTPAM_SEARCH_GAIN_TABLE_HPP

#include <algorithm>
#include <vector>

#include "../base/memory.hpp"
#include "best_slots.hpp"
#include "../dissim/reading/block.hpp"
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

  GainTable(const SearchState<T>& state, Context& ctx)
      : state_(state),
        rectangle_(state.problem().rectangle),
        n_(uz(state.n())),
        m_(uz(columns_of(state.problem()))),
        k_(state.medoid.size()),
        shared_(m_),
        slots_(checked_product(m_, k_)),
        best_(slots_.get(), loss_, m_, k_) {
    rebuild(ctx);
  }

  // Computes the sums from scratch, which reads all rows once.
  void rebuild(Context& ctx) {
    operations_ = 0;
    largest_ = 0;
    state_.removal_loss(loss_);
    account(state_.n());
    const std::vector<Index> all = ascending(state_.n());
    for_blocks(ctx, [&](Index c0, Index c1, std::vector<T>& buffer) {
      std::fill(shared_.begin() + c0, shared_.begin() + c1, 0.0);
      best_.unmark(uz(c0), uz(c1));
      for (std::size_t i = 0; i < k_; ++i)
        std::fill(slots_.get() + i * m_ + uz(c0), slots_.get() + i * m_ + uz(c1), 0.0);
      read(all, c0, c1, buffer, [&](const RowBundle<T>& rows, std::size_t m) {
        for (std::size_t r = 0; r < rows.count; ++r)
          add(rows.object[r], rows.row[r], c0, m, ctx.isa, rows.after(r));
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
    std::vector<Index> rows(changed.size());
    for (std::size_t a = 0; a < rows.size(); ++a) rows[a] = changed[a].object;
    for_blocks(ctx, [&](Index c0, Index c1, std::vector<T>& buffer) {
      std::size_t next = 0;
      read(rows, c0, c1, buffer, [&](const RowBundle<T>& bundle, std::size_t m) {
        for (std::size_t r = 0; r < bundle.count; ++r)
          replace(changed[next++], bundle.row[r], c0, m, ctx.isa, bundle.after(r));
      });
      best_.update(uz(c0), uz(c1));
    });
    ctx.count.rows_read += rows.size();
  }

  // The least change over all slots for candidate j, from the table. j must not be a medoid.
  double estimate(Index j) const {
    const std::size_t c = uz(rectangle_ == nullptr ? j : rectangle_->position(j));
    return shared_[c] + best_.best(c);
  }

  // |estimate - the reference's own sum| <= margin(). Each of the `operations_` additions to a
  // cell, and each of the n in the reference, rounds a partial sum of at most 2 * largest_ (old and
  // new contributions mixed) by half an ulp. An estimate is the sum of three such cells. The bound
  // has a spare factor of 2. Products with weights so small that digits are lost have an error of
  // half the smallest number each.
  double margin() const {
    constexpr double unit = 1.1102230246251565e-16, smallest = 4.9406564584124654e-324;
    const double additions = static_cast<double>(operations_) + static_cast<double>(n_);
    return 16 * additions * unit * largest_ + 16 * additions * smallest;
  }

 private:
  // Columns [c0, c1) of these objects' rows, in this order.
  template <class Visit>
  void read(const std::vector<Index>& objects, Index c0, Index c1, std::vector<T>& buffer,
            const Visit& visit) const {
    if (rectangle_ == nullptr)
      for_rows(state_.problem().source, objects.data(), objects.size(), c0, c1, buffer, visit);
    else
      for_matrix_rows(rectangle_->by_object(), m_, objects.data(), objects.size(), c0, c1, visit);
  }

  template <class Body>
  void for_blocks(Context& ctx, const Body& body) {
    // Narrower blocks than in a full pass: a swap concerns few rows, and all threads should get
    // some.
    const Index n = static_cast<Index>(m_),
                columns = std::min<Index>(1024, block_columns(state_.problem().source));
    ctx.run(n_blocks(n, columns), [&](std::size_t b, int) {
      std::vector<T> buffer;
      const Index c0 = static_cast<Index>(b) * columns;
      body(c0, c0 + columns < n ? c0 + columns : n, buffer);
    });
  }

  void account(Index operations) {
    operations_ += uz(operations);
    largest_ = std::max(largest_, state_.total_second());
  }

  void add(Index o, const T* row, Index c0, std::size_t m, Isa isa, const T* next_row) {
    const double w = state_.problem().weight(o);
    const double dn = static_cast<double>(state_.dn[uz(o)]);
    const double ds = static_cast<double>(state_.ds[uz(o)]);
    double* const shared = shared_.data() + c0;
    const std::size_t near = uz(state_.near[uz(o)]);
    double* const slot = slots_.get() + near * m_ + uz(c0);
    for_each_below(
        row, state_.ds[uz(o)], m, isa,
        [&](Index j) {
          const double d = static_cast<double>(row[j]);
          best_.mark(near, uz(c0 + j));
          if (d < dn) {
            shared[j] += product(w, d - dn);
            slot[j] += product(w, dn - ds);
          } else {
            slot[j] += product(w, d - ds);
          }
        },
        next_row);
  }

  void replace(const ChangedPlace<T>& c, const T* row, Index c0, std::size_t m, Isa isa,
               const T* next_row) {
    const std::size_t o = uz(c.object);
    const double w = state_.problem().weight(c.object);
    const double dn0 = static_cast<double>(c.before.dn), ds0 = static_cast<double>(c.before.ds);
    const double dn1 = static_cast<double>(state_.dn[o]), ds1 = static_cast<double>(state_.ds[o]);
    double* const shared = shared_.data() + c0;
    double* const slot0 = slots_.get() + uz(c.before.near) * m_ + uz(c0);
    const std::size_t near = uz(state_.near[o]);
    double* const slot1 = slots_.get() + near * m_ + uz(c0);
    for_each_below(
        row, std::max(c.before.ds, state_.ds[o]), m, isa,
        [&](Index j) {
          const double d = static_cast<double>(row[j]);
          best_.mark(near, uz(c0 + j));
          shared[j] += product(w, std::min(0.0, d - dn1) - std::min(0.0, d - dn0));
          slot0[j] -= product(w, std::min(0.0, std::max(d, dn0) - ds0));
          slot1[j] += product(w, std::min(0.0, std::max(d, dn1) - ds1));
        },
        next_row);
  }

  const SearchState<T>& state_;
  const CandidateRows<T>* const rectangle_;
  const std::size_t n_, m_, k_;  // objects, columns, slots
  std::vector<double> shared_;   // A
  std::vector<double> loss_;     // R
  LargeArray<double> slots_;     // C, slot by slot
  BestSlots best_;               // min over slots of R + C
  std::size_t operations_ = 0;
  double largest_ = 0;
};

}  // namespace fastpam

#endif
