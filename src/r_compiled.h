// Functions that several shims call and that take long to compile. They are compiled once, in
// r_compiled.cpp.
#ifndef FASTPAM_R_COMPILED_H
#define FASTPAM_R_COMPILED_H

#include <fastpam/dissim/reading/prepared.hpp>
#include <fastpam/path.hpp>
#include <vector>

namespace fastpam {

extern template const std::vector<Swap<double>>& swaps<double>();
extern template const std::vector<Swap<float>>& swaps<float>();
extern template const std::vector<Init<double>>& inits<double>();
extern template const std::vector<Init<float>>& inits<float>();
extern template Prepared<double> prepare(const Source<double>&, const StorageOptions&, Context&);
extern template Prepared<float> prepare(const Source<float>&, const StorageOptions&, Context&);
extern template FitResult fit(const Problem<double>&, const FitOptions&, Context&);
extern template FitResult fit(const Problem<float>&, const FitOptions&, Context&);
extern template void build_once(const Problem<double>&, std::vector<FitOptions>&, Context&);
extern template void build_once(const Problem<float>&, std::vector<FitOptions>&, Context&);
extern template Run run_once(const Problem<double>&, const SearchOptions&,
                             const std::vector<Index>*, std::size_t, Context&);
extern template Run run_once(const Problem<float>&, const SearchOptions&, const std::vector<Index>*,
                             std::size_t, Context&);

}  // namespace fastpam

#endif
