// Reduced costs of the p-median problem: the change of the Lagrangian bound if a site is opened.
//
// For multipliers u, one for each object, the reduced cost of site j is
//   rho(j) = sum over o of w(o) min(0, d(o, j) - u(o)).
// Only pairs nearer than u count. Multipliers are kept below a cap for each object, so that the
// pairs below the cap can be listed once: about 3 n / k pairs for each site if the cap is the
// dissimilarity to the third nearest medoid. If the lists would need too much memory, rows are read
// again in each pass, with the same bits.
#ifndef FASTPAM_BOUND_REDUCED_COSTS_HPP
#define FASTPAM_BOUND_REDUCED_COSTS_HPP

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <vector>

#include "../search/select.hpp"
#include "../search/state.hpp"

namespace fastpam {

/// The reduced cost of each site, kept up to date as multipliers change.
template <class T>
class ReducedCosts {
 public:
  /// `sites` are the objects that may be medoids; multipliers will not exceed `cap`.
  ReducedCosts(const Problem<T>& problem, const std::vector<Index>& sites,
               const std::vector<T>& cap, std::size_t list_bytes, Context& ctx)
      : problem_(problem),
        sites_(sites),
        blocks_((sites.size() + block - 1) / block),
        lists_(blocks_) {
    make_lists(cap, list_bytes / sizeof(Entry), ctx);
  }

  /// Whether the pairs that count are listed.
  bool listed() const { return listed_; }

  /// rho[a] becomes a proven lower bound on the reduced cost of site number a, for all sites. All
  /// terms have one sign, so each of c additions has an error of at most half an ulp of the sum.
  /// The factor is twice what follows from this.
  void all(const std::vector<T>& u, std::vector<double>& rho, Context& ctx) const {
    rho.resize(sites_.size());
    ctx.run(blocks_, [&](std::size_t b, int) {
      std::vector<T> buffer;
      for (std::size_t a = b * block; a < std::min(sites_.size(), (b + 1) * block); ++a) {
        double sum = 0;
        std::size_t terms = 0;
        for_each_pair(a, u, ctx.isa, buffer, [&](Index o, double below) {
          sum -= problem_.weighted(o, below);
          ++terms;
        });
        rho[a] = sum * (1 + static_cast<double>(terms + 4) * 0x1.0p-52);
      }
    });
  }

  /// Adds `amount` to cover[o] for each object that is nearer to site number a than u(o).
  void cover(std::size_t a, const std::vector<T>& u, double amount, std::vector<double>& cover,
             Context& ctx) const {
    std::vector<T> buffer;
    for_each_pair(a, u, ctx.isa, buffer, [&](Index o, double) { cover[uz(o)] += amount; });
  }

 private:
  struct Entry {
    T distance;
    Index object;
  };
  // The pairs of a few sites, one site after the other.
  struct List {
    std::vector<Entry> entries;
    std::vector<std::size_t> begin;
  };
  static constexpr std::size_t block = 16;

  // Calls visit(o, u(o) - d) for each object o of positive weight with d < u(o), ascending.
  template <class Visit>
  void for_each_pair(std::size_t a, const std::vector<T>& u, Isa isa, std::vector<T>& buffer,
                     Visit&& visit) const {
    if (listed_) {
      const List& list = lists_[a / block];
      const std::size_t at = a % block;
      for (std::size_t e = list.begin[at]; e < list.begin[at + 1]; ++e) {
        const Entry& entry = list.entries[e];
        const T limit = u[uz(entry.object)];
        if (entry.distance < limit)
          visit(entry.object, static_cast<double>(limit) - static_cast<double>(entry.distance));
      }
      return;
    }
    const T* const row = read(a, buffer);
    for_each_less(row, u.data(), u.size(), isa, [&](Index o) {
      if (problem_.weight(o) > 0)
        visit(o, static_cast<double>(u[uz(o)]) - static_cast<double>(row[o]));
    });
  }

  const T* read(std::size_t a, std::vector<T>& buffer) const {
    if (problem_.source.square() == nullptr) buffer.resize(uz(problem_.n()));
    return problem_.source.row(sites_[a], buffer.data());
  }

  void make_lists(const std::vector<T>& cap, std::size_t most, Context& ctx) {
    std::atomic<std::size_t> total{0};
    ctx.run(blocks_, [&](std::size_t b, int) {
      if (total.load() > most) return;
      std::vector<T> buffer;
      List& list = lists_[b];
      list.begin.push_back(0);
      for (std::size_t a = b * block; a < std::min(sites_.size(), (b + 1) * block); ++a) {
        const T* const row = read(a, buffer);
        for_each_less(row, cap.data(), cap.size(), ctx.isa, [&](Index o) {
          if (problem_.weight(o) > 0) list.entries.push_back({row[o], o});
        });
        list.begin.push_back(list.entries.size());
      }
      list.entries.shrink_to_fit();
      total.fetch_add(list.entries.size());
    });
    ctx.count.rows_read += sites_.size();
    listed_ = total.load() <= most;
    if (!listed_) lists_ = std::vector<List>();
  }

  const Problem<T>& problem_;
  const std::vector<Index>& sites_;
  const std::size_t blocks_;
  std::vector<List> lists_;
  bool listed_ = false;
};

}  // namespace fastpam

#endif
