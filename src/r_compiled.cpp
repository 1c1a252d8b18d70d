#include "r_compiled.h"

namespace fastpam {

template const std::vector<Swap<double>>& swaps<double>();
template const std::vector<Swap<float>>& swaps<float>();
template const std::vector<Init<double>>& inits<double>();
template const std::vector<Init<float>>& inits<float>();
template Prepared<double> prepare(const Source<double>&, const StorageOptions&, Context&);
template Prepared<float> prepare(const Source<float>&, const StorageOptions&, Context&);
template FitResult fit(const Problem<double>&, const FitOptions&, Context&);
template FitResult fit(const Problem<float>&, const FitOptions&, Context&);
template void build_once(const Problem<double>&, std::vector<FitOptions>&, Context&);
template void build_once(const Problem<float>&, std::vector<FitOptions>&, Context&);
template Run run_once(const Problem<double>&, const SearchOptions&, const std::vector<Index>*,
                      std::size_t, Context&);
template Run run_once(const Problem<float>&, const SearchOptions&, const std::vector<Index>*,
                      std::size_t, Context&);

}  // namespace fastpam
