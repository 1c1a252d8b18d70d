#include "r_search.h"

#include <algorithm>
#include <limits>

#include "r_fields.h"
#include "r_result.h"

using fastpam::Index;

namespace {

constexpr int most = std::numeric_limits<int>::max();

// k medoids among the objects that may be medoids. k is below n, because n clusters would be single
// objects.
Index read_k(const Fields& search, Index n, const RunOptions& run) {
  const int k = search.integer("k", 1, std::max(1, n - 1));
  if (n < 2) search.refuse("k", "be below the number of objects");
  if (k > run.able) search.refuse("k", "be at most the number of objects that may be medoids");
  if (k < run.bound) search.refuse("k", "be at least the number of fixed objects");
  return k;
}

// A number of passes; no limit if it is infinite.
std::size_t read_passes(const Fields& search, const char* field) {
  const double passes = search.number(field, 0, std::numeric_limits<double>::infinity());
  return passes < largest_whole ? static_cast<std::size_t>(passes)
                                : std::numeric_limits<std::size_t>::max();
}

fastpam::Statistics read_statistics(const Fields& search) {
  static const fastpam::Statistics levels[] = {
      fastpam::Statistics::none, fastpam::Statistics::medoids, fastpam::Statistics::pairs};
  return levels[search.choice("statistics", {"none", "medoids", "pairs"})];
}

// The columns of a matrix of k rows; each is a start.
std::vector<std::vector<Index>> read_starts(const Fields& search, Index n, const RunOptions& run,
                                            Index k) {
  std::vector<std::vector<Index>> starts;
  if (search.null("starts")) return starts;
  R_xlen_t rows = 0, columns = 0;
  if (!is_matrix(search.get("starts"), rows, columns) || rows != k || columns < 1)
    search.refuse("starts", "be a matrix of k rows");
  const int* values = search.integers("starts", rows * columns);
  for (R_xlen_t c = 0; c < columns; ++c) {
    std::vector<Index> start = from_r_numbers(values + c * k, k, n, "search$starts");
    Index there = 0;
    for (const Index o : start) {
      if (!run.may(o)) search.refuse("starts", "be objects that may be medoids");
      there += run.must(o) ? 1 : 0;
    }
    if (there < run.bound) search.refuse("starts", "hold all fixed objects");
    std::sort(start.begin(), start.end());
    if (std::adjacent_find(start.begin(), start.end()) != start.end())
      search.refuse("starts", "be k different objects");
    starts.push_back(from_r_numbers(values + c * k, k, n, "search$starts"));
  }
  return starts;
}

}  // namespace

fastpam::FitOptions read_fit(SEXP list, Index n, const RunOptions& run) {
  const Fields search(list, "search");
  fastpam::FitOptions fit;
  fit.k = read_k(search, n, run);
  fit.swap = search.text("variant");
  fit.init = search.text("init");
  fit.starts = read_starts(search, n, run, fit.k);
  fit.n_start = static_cast<std::size_t>(search.integer("nstart", 1, most));
  if (!search.null("first_start"))
    fit.first_start = static_cast<std::size_t>(search.integer("first_start", 0, most));
  fit.seed = search.seed("seed");
  fit.do_swap = search.flag("do_swap");
  fit.swap_options.max_iter = read_passes(search, "max_iter");
  fit.statistics = read_statistics(search);
  if (!search.null("budget"))
    fit.budget = static_cast<std::size_t>(search.integer("budget", 0, most));
  return fit;
}

std::vector<fastpam::FitOptions> read_fits(SEXP list, Index n, const RunOptions& run) {
  if (TYPEOF(list) != VECSXP)
    throw fastpam::Error(fastpam::ErrorCode::broken, "`searches` must be a list");
  std::vector<fastpam::FitOptions> fits;
  for (R_xlen_t f = 0; f < Rf_xlength(list); ++f)
    fits.push_back(read_fit(VECTOR_ELT(list, f), n, run));
  return fits;
}

ClaraSearch read_clara(SEXP list, Index n, const RunOptions& run) {
  const Fields search(list, "search");
  ClaraSearch out{};
  fastpam::ClaraOptions& clara = out.options;
  clara.k = read_k(search, n, run);
  clara.swap = search.text("variant");
  clara.init = search.text("init");
  clara.samples = static_cast<std::size_t>(search.integer("samples", 1, most));
  clara.sample_size = search.integer("sample_size", std::min(clara.k + 1, run.drawn), run.drawn);
  clara.independent = search.flag("independent");
  clara.refine = read_passes(search, "refine");
  clara.seed = search.seed("seed");
  // clara() accepts every gain, however small, rounding noise included. So must the swap phases
  // that promise the same swaps. The limit on passes is far above what samples need; if it is
  // reached, clara() itself would never end.
  if (clara.swap == "pam" || clara.swap == "fastpam1" || clara.swap == "original") {
    clara.swap_options.noise = 0;
    clara.swap_options.max_iter = 1000 + 10 * static_cast<std::size_t>(clara.k);
  }
  out.r_rng = search.flag("r_rng");
  const Index drawn = std::min(clara.sample_size, run.drawn - clara.sample_size);
  if (!out.r_rng && run.drawn > fastpam::ClaraGenerator::period &&
      drawn > fastpam::ClaraGenerator::period - clara.k)
    search.refuse("sample_size", "be at most what a generator of 2^16 numbers can draw");
  out.statistics = search.choice("statistics", {"none", "pairs"}) == 1;
  return out;
}

ClaransSearch read_clarans(SEXP list, Index n, const RunOptions& run) {
  const Fields search(list, "search");
  ClaransSearch out{};
  out.options.k = read_k(search, n, run);
  out.options.num_local = static_cast<std::size_t>(search.integer("numlocal", 1, most));
  if (!search.null("first_walk"))
    out.options.first_walk = static_cast<std::size_t>(search.integer("first_walk", 0, most));
  out.options.max_neighbor =
      static_cast<std::size_t>(search.whole("maxneighbor", 1, largest_whole));
  out.options.fast = search.flag("fast");
  out.options.seed = search.seed("seed");
  out.statistics = read_statistics(search);
  return out;
}
