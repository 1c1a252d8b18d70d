// search/state.hpp: nearest and second medoid after thousands of swaps, against recomputation.
#include <fastpam/search/state.hpp>

#include "support/check.hpp"
#include "support/oracle.hpp"
#include "support/support.hpp"

using fastpam::Index;
using fastpam::SearchState;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;

// Everything a state says, against the definition.
template <class T>
static bool state_holds(const SearchState<T>& state, const Data& data) {
  const Index k = state.k();
  bool fine = true;
  double total = 0;
  std::vector<double> loss(uz(k), 0.0);
  for (Index s = 0; s < k; ++s) {
    fine = fine && state.slot_of[uz(state.medoid[uz(s)])] == s;
    for (Index o = 0; o < data.n; ++o)
      fine = fine && static_cast<double>(state.to_medoids(o)[s]) == data.at(state.medoid[uz(s)], o);
  }
  for (Index o = 0; o < data.n; ++o) {
    double dn = 0, ds = 0;
    oracle::two_least(data, state.medoid, o, dn, ds);
    if (k == 1) ds = data.max();
    const std::size_t i = uz(o);
    fine = fine && static_cast<double>(state.dn[i]) == dn && static_cast<double>(state.ds[i]) == ds;
    fine = fine && state.near[i] >= 0 && state.near[i] < k &&
           data.at(state.medoid[uz(state.near[i])], o) == dn;
    if (k > 1)
      fine = fine && state.second[i] >= 0 && state.second[i] < k &&
             state.second[i] != state.near[i] &&
             data.at(state.medoid[uz(state.second[i])], o) == ds;
    else
      fine = fine && state.second[i] == -1;
    const bool medoid = oracle::contains(state.medoid, o);
    fine = fine && state.is_medoid(o) == medoid;
    fine = fine && state.may_enter(o) == (!medoid && data.weight(o) > 0);
    if (medoid) fine = fine && state.medoid[uz(state.near[i])] == o;
    total += oracle::times(data.weight(o), dn);
    loss[uz(state.near[i])] += oracle::times(data.weight(o), ds - dn);
  }
  std::vector<double> removal;
  state.removal_loss(removal);
  return fine && support::same_bits(state.total_deviation(), total) &&
         support::same_bits(removal, loss);
}

template <class T>
static void test_swaps(int kind, Index n, Index k, int swaps, check::Random& random) {
  Data data = support::make_data(kind, n, random);
  support::set_weights(data, static_cast<int>(random.below(support::n_weightings)), k, random);
  INFO(data.kind, ", n = ", n, ", k = ", k);
  const Instance<T> instance(data, support::roads()[random.below(3)]);
  Machine machine(static_cast<int>(random.below(3)));
  SearchState<T> state(*instance.problem, support::random_medoids(data, k, random), machine.ctx);
  bool fine = state_holds(state, instance.data);
  bool told = true;
  for (int s = 0; s < swaps && fine && told; ++s) {
    Index in = static_cast<Index>(random.below(uz(n)));
    while (state.is_medoid(in)) in = (in + 1) % n;
    const Index slot = static_cast<Index>(random.below(uz(k)));
    const auto near = state.near;
    const auto dn = state.dn, ds = state.ds;
    std::vector<char> changed(uz(n), 0);
    Index last = -1;
    state.swap(slot, in, [&](Index o, const fastpam::Place<T>& before) {
      told = told && o > last && before.near == near[uz(o)] && before.dn == dn[uz(o)] &&
             before.ds == ds[uz(o)];
      last = o;
      changed[uz(o)] = 1;
    });
    for (std::size_t o = 0; o < uz(n); ++o)
      if (near[o] != state.near[o] || dn[o] != state.dn[o] || ds[o] != state.ds[o])
        told = told && changed[o] != 0;
    told = told && state.medoid[uz(slot)] == in;
    fine = state_holds(state, instance.data);
  }
  CHECK(fine);
  CHECK(told);
  if (k < 2) return;
  state.reset(support::random_medoids(data, k, random), machine.ctx);
  CHECK(state_holds(state, instance.data));
}

// With two medoids or more nothing depends on what is said to be the largest dissimilarity: CLARANS
// does not look for it.
TEST_CASE("the largest dissimilarity may be unknown") {
  check::Random random(6);
  Data data = support::make_data(0, 30, random);
  for (double& v : data.d) v *= 1e100;
  const Instance<double> instance(data, support::Road::packed);
  instance.problem->max = 0;
  Machine machine;
  SearchState<double> state(*instance.problem, {3, 8, 20}, machine.ctx);
  CHECK(state_holds(state, data));
  for (const Index in : {1, 2, 4, 8, 5}) state.swap(1, in);
  CHECK(state_holds(state, data));
}

TEST_CASE("nearest and second medoids follow the swaps") {
  check::Random random(5);
  for (int kind = 0; kind < support::n_kinds; ++kind) {
    test_swaps<double>(kind, 2, 1, 5, random);
    test_swaps<float>(kind, 3, 2, 10, random);
    test_swaps<double>(kind, 12, 1, 40, random);
    test_swaps<double>(kind, 12, 11, 200, random);
    test_swaps<float>(kind, 25, 4, 300, random);
    test_swaps<double>(kind, 40, 7, 600, random);
  }
  test_swaps<double>(1, 2500, 5, 40, random);  // several blocks of objects
}
