// search/gain_table.hpp: after many swaps every estimate lies within the margin of the true change.
#include <fastpam/search/gain_table.hpp>

#include "support/check.hpp"
#include "support/oracle.hpp"
#include "support/support.hpp"

using fastpam::GainTable;
using fastpam::Index;
using fastpam::SearchState;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;

// The largest |estimate - reference| over all candidates, the reference in its own order of sums.
template <class T>
static double largest_error(const SearchState<T>& state, const GainTable<T>& table,
                            const Data& data) {
  std::vector<double> dn(uz(data.n)), ds(uz(data.n));
  for (Index o = 0; o < data.n; ++o) {
    dn[uz(o)] = static_cast<double>(state.dn[uz(o)]);
    ds[uz(o)] = static_cast<double>(state.ds[uz(o)]);
  }
  double error = 0;
  for (Index h = 0; h < data.n; ++h) {
    if (!state.may_enter(h)) continue;
    double least = std::numeric_limits<double>::infinity();
    for (const Index m : state.medoid) least = std::min(least, oracle::change(data, dn, ds, m, h));
    error = std::max(error, std::fabs(least - table.estimate(h)));
  }
  return error;
}

template <class T>
static void test_updates(int kind, Index n, Index k, int swaps, int every, check::Random& random) {
  Data data = support::make_data(kind, n, random);
  support::set_weights(data, static_cast<int>(random.below(support::n_weightings)), k, random);
  INFO(data.kind, ", n = ", n, ", k = ", k);
  const Instance<T> instance(data, support::roads()[random.below(3)]);
  // The same table by three machines.
  std::vector<std::unique_ptr<Machine>> machines;
  std::vector<std::unique_ptr<SearchState<T>>> states;
  std::vector<std::unique_ptr<GainTable<T>>> tables;
  const std::vector<Index> start = support::random_medoids(data, k, random);
  const fastpam::Isa widest = fastpam::detect_isa();
  const std::pair<int, fastpam::Isa> kinds[] = {{1, widest}, {2, fastpam::Isa::plain}, {0, widest}};
  for (const auto& [threads, isa] : kinds) {
    machines.push_back(std::make_unique<Machine>(threads, isa));
    states.push_back(
        std::make_unique<SearchState<T>>(*instance.problem, start, machines.back()->ctx));
    tables.push_back(std::make_unique<GainTable<T>>(*states.back(), machines.back()->ctx));
  }
  bool within = largest_error(*states[0], *tables[0], instance.data) <= tables[0]->margin();
  bool same = true;
  std::vector<fastpam::ChangedPlace<T>> changed;
  for (int s = 0; s < swaps; ++s) {
    Index in = static_cast<Index>(random.below(uz(n)));
    while (states[0]->is_medoid(in)) in = (in + 1) % n;
    const Index slot = static_cast<Index>(random.below(uz(k)));
    for (std::size_t m = 0; m < 3; ++m) {
      changed.clear();
      states[m]->swap(slot, in, [&](Index o, const fastpam::Place<T>& before) {
        changed.push_back({o, before});
      });
      if (s % 97 == 96)
        tables[m]->rebuild(machines[m]->ctx);
      else
        tables[m]->update(changed, slot, machines[m]->ctx);
    }
    for (Index j = 0; j < n; ++j)
      if (!states[0]->is_medoid(j))
        for (std::size_t m = 1; m < 3; ++m)
          same = same && support::same_bits(tables[0]->estimate(j), tables[m]->estimate(j));
    if (s % every == 0 || s == swaps - 1)
      within =
          within && largest_error(*states[0], *tables[0], instance.data) <= tables[0]->margin();
  }
  CHECK(within);
  CHECK(same);
  // A margin that lets everything through would be no shortlist.
  if (kind == 0) CHECK(tables[0]->margin() < 1e-6 * states[0]->total_deviation());
}

// Worn sums are made afresh before the margin grows without end.
TEST_CASE("the table is computed anew before its rounding errors grow") {
  check::Random random(2);
  const Data data = support::make_data(0, 4, random);
  const Instance<double> instance(data, support::Road::square);
  Machine machine;
  SearchState<double> state(*instance.problem, {0, 1}, machine.ctx);
  GainTable<double> table(state, machine.ctx);
  const double fresh = table.margin();
  double most = fresh, last = fresh;
  int rebuilt = 0;
  std::vector<fastpam::ChangedPlace<double>> changed;
  for (int s = 0; s < 20000; ++s) {
    changed.clear();
    const Index in = state.is_medoid(2) ? 1 : 2;
    state.swap(1, in, [&](Index o, const fastpam::Place<double>& before) {
      changed.push_back({o, before});
    });
    table.update(changed, 1, machine.ctx);
    rebuilt += table.margin() < last ? 1 : 0;
    last = table.margin();
    most = std::max(most, last);
    if (s % 500 == 0) CHECK(largest_error(state, table, data) <= table.margin());
  }
  CHECK((rebuilt >= 1 && rebuilt < 100));
  CHECK(most < 1e-9);
  CHECK_EQ(GainTable<double>::bytes(100, 5), 100 * (8 * 6 + 24));
}

TEST_CASE("the table of gains follows the swaps") {
  check::Random random(13);
  for (int kind = 0; kind < support::n_kinds; ++kind) {
    test_updates<double>(kind, 2, 1, 5, 1, random);
    test_updates<double>(kind, 10, 1, 50, 1, random);
    test_updates<double>(kind, 10, 9, 100, 1, random);
    test_updates<float>(kind, 30, 5, 200, 3, random);
    if (support::light) continue;
    test_updates<double>(kind, 60, 20, 300, 10, random);  // few slots touched per swap
  }
  test_updates<double>(0, 1300, 40, support::light ? 3 : 30, 20, random);  // several blocks
  if (!support::light) test_updates<float>(8, 600, 100, 100, 50, random);
}
