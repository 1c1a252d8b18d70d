// Makes a source of the core from the checked result of read_source().
#include <fastpam/dissim/single_range.hpp>
#include <fastpam/dissim/stored/converted.hpp>
#include <fastpam/dissim/stored/packed.hpp>
#include <fastpam/dissim/computed/pairwise.hpp>
#include <fastpam/dissim/stored/square.hpp>
#include <type_traits>

#include "r_source.h"

namespace {

using fastpam::Index;
using fastpam::Isa;
using fastpam::Source;

template <class T>
struct Make {
  using Made = std::unique_ptr<Source<T>>;
  const Index n;
  const Isa isa;

  Made operator()(const GivenInput& given) const {
    if (std::is_same<T, float>::value) fastpam::check_single_range(given.max);
    if (!given.square) return std::make_unique<fastpam::PackedSource<double, T>>(given.values, n);
    // A row of the user's matrix of doubles is read by a pointer. As floats it has to be converted.
    if constexpr (std::is_same<T, double>::value)
      return std::make_unique<fastpam::SquareSource<double>>(given.values, n);
    else
      return std::make_unique<fastpam::ConvertedSquare<double, T>>(given.values, n);
  }
  Made operator()(const TableInput& table) const {
    return fastpam::data_source<T>(table.x, *table.metric, table.options, isa);
  }
  Made operator()(const SparseInput& sparse) const {
    return fastpam::sparse_source<T>(sparse.x, *sparse.metric, sparse.options, isa);
  }
  Made operator()(const PointerInput& pointer) const {
    return std::make_unique<fastpam::PairwiseSource<T>>(pointer.x, pointer.metric, false);
  }
};

}  // namespace

template <class T>
std::unique_ptr<Source<T>> make_source(const SourceInput& input, Isa isa) {
  return std::visit(Make<T>{input.n, isa}, input.of);
}

template std::unique_ptr<Source<double>> make_source(const SourceInput&, Isa);
template std::unique_ptr<Source<float>> make_source(const SourceInput&, Isa);
