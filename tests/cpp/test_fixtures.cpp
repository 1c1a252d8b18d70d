// Compares results with results stored earlier: fixtures.txt. One line for each metric, form,
// precision, swap and init, read by every storage; a bit that moves, on any machine, fails.
//
//   build/cpp-g++/test_fixtures --no-skip --test-case='write*'   writes the file anew (from the
//                                                                project's root)
//
// Left out: minkowski, whose pow() is the machine's. All else is +, -, *, / and sqrt.
#include <cinttypes>
#include <fastpam/dissim/computed/data_source.hpp>
#include <fastpam/dissim/computed/sparse.hpp>
#include <fastpam/dissim/stored/storage.hpp>
#include <fastpam/fit.hpp>
#include <fastpam/metric/registry.hpp>
#include <fstream>
#include <initializer_list>
#include <map>

#include "support/check.hpp"
#include "support/support.hpp"

using namespace fastpam;

namespace {

constexpr Index n = 60;
constexpr std::size_t p = 5;
const char* const file = "tests/cpp/fixtures.txt";

// How the objects are handed over, beside all at once.
enum class Form { dense, missing, sparse };

// Five groups on a grid of quarters: far from all equal, and full of ties.
std::vector<double> table(bool presence, Form form) {
  check::Random random(20);
  std::vector<double> x(uz(n) * p);
  for (std::size_t v = 0; v < p; ++v)
    for (std::size_t i = 0; i < uz(n); ++i) {
      const double grid = static_cast<double>(1 + (i * (v + 2)) % 5 * 4);
      const double noise = static_cast<double>(random.below(8) * (v + 1));
      const double bit = static_cast<double>((i * (v + 3) / 7 + random.below(2)) % 2);
      x[v * uz(n) + i] = presence ? bit : (grid + noise) / 4;
      const bool whole = v == 0 || (v < 3 && form == Form::missing);
      if (!whole && random.below(4) == 0)
        x[v * uz(n) + i] = form == Form::missing  ? std::numeric_limits<double>::quiet_NaN()
                           : form == Form::sparse ? 0
                                                  : x[v * uz(n) + i];
    }
  for (std::size_t i = 0; presence && i < uz(n); ++i) x[i] = 1;
  return x;
}

std::uint64_t bits(double v) {
  std::uint64_t b = 0;
  std::memcpy(&b, &v, sizeof b);
  return b;
}

// Medoids, the objective, and a digest (FNV-1a) of everything else that is reported.
std::string in_words(const FitResult& fit) {
  std::uint64_t digest = 0xcbf29ce484222325U;
  const auto add = [&digest](std::uint64_t word) {
    for (int byte = 0; byte < 8; ++byte, word >>= 8)
      digest = (digest ^ (word & 255)) * 0x100000001b3U;
  };
  for (const Index label : fit.partition.label) add(static_cast<std::uint64_t>(label));
  for (const auto* values : {&fit.swap.trace, &fit.losses, &fit.silhouette.width,
                             &fit.clusters.av_diss, &fit.clusters.separation})
    for (const double v : *values) add(bits(v));
  add(bits(fit.init_loss));
  std::string out;
  for (const Index m : fit.partition.medoid) out += std::to_string(m) + " ";
  char text[80];
  std::snprintf(text, sizeof text, "%a %016" PRIx64, fit.loss, digest);
  return out + text;
}

template <class T>
std::unique_ptr<Source<T>> sparse_source(const Metric& metric, const MatrixView& x) {
  const support::Columns columns(n, p, [&x](Index i, std::size_t v) { return x.at(i, v); });
  return std::make_unique<SparseSource<T>>(columns.view(), metric, 2);
}

template <class T>
std::unique_ptr<Source<T>> source_of(const Metric& metric, const MatrixView& x, Form form,
                                     Isa isa) {
  if (form == Form::sparse) return sparse_source<T>(metric, x);
  DenseOptions options;
  if (metric.dense.mixed) {
    options.kinds = {GowerKind::interval, GowerKind::nominal, GowerKind::interval,
                     GowerKind::symmetric, GowerKind::asymmetric};
    options.weights = {1, 2, 0.5, 1, 3};
  }
  return data_source<T>(x, metric, options, isa);
}

using Lines = std::map<std::string, std::string>;

template <class T>
void add_metric(const Metric& metric, Form form, const Lines& stored, Lines& found) {
  const std::vector<double> x = table(metric.has_bits(), form);
  MatrixView view;
  view.n = n;
  view.p = p;
  view.real = x.data();
  const std::string name = metric.name;
  const std::string how = std::string(form == Form::dense     ? "dense"
                                      : form == Form::missing ? "missing"
                                                              : "sparse") +
                          (sizeof(T) == 4 ? " single" : " double");
  const bool all =
      form == Form::dense && (name == "euclidean" || name == "manhattan" || name == "jaccard");
  for (const auto& swap : swaps<T>())
    for (const auto& init : inits<T>()) {
      if (!all && (std::string(swap.name) != "pam" || std::string(init.name) != "build")) continue;
      const std::string key = name + " " + how + " " + swap.name + " " + init.name;
      FitOptions options;
      options.k = 5;
      options.swap = swap.name;
      options.init = init.name;
      options.seed = 7;
      options.n_start = init.random ? 3 : 1;
      options.threads_from = 0;
      int threads = 0;
      for (const Isa isa : support::isas()) {
        support::Machine machine(threads++ % 3, isa);
        const auto fly = source_of<T>(metric, view, form, isa);
        double max = 0;
        const auto square = to_square(*fly, max, machine.ctx);
        const auto packed = to_packed(*fly, max, machine.ctx);
        for (const Source<T>* source :
             std::initializer_list<const Source<T>*>{fly.get(), square.get(), packed.get()}) {
          const std::string now =
              in_words(fit(Problem<T>{*source, nullptr, max}, options, machine.ctx));
          const auto known = stored.find(key);
          INFO(key);
          CHECK_EQ(now, found.emplace(key, now).first->second);
          if (!stored.empty()) CHECK_EQ(now, known == stored.end() ? "" : known->second);
        }
      }
    }
}

// Every line, computed now.
Lines all_lines(const Lines& stored) {
  Lines found;
  for (const Metric& metric : metric_table()) {
    if (std::string(metric.name) == "minkowski") continue;
    for (const Form form : {Form::dense, Form::missing, Form::sparse}) {
      if (form == Form::missing && !metric.missing_allowed) continue;
      if (form == Form::sparse && !metric.sparse) continue;
      add_metric<double>(metric, form, stored, found);
      add_metric<float>(metric, form, stored, found);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("results are the stored ones") {
  Lines stored;
  std::string line;
  std::ifstream in(file);
  while (std::getline(in, line)) {
    const std::size_t colon = line.find(": ");
    if (line.compare(0, 1, "#") != 0) stored[line.substr(0, colon)] = line.substr(colon + 2);
  }
  CHECK(stored.size() > 100);
  CHECK_EQ(all_lines(stored).size(), stored.size());
}

// Runs only when it is asked for (see above).
TEST_CASE("write the stored results" * doctest::skip()) {
  std::ofstream out(file);
  out << "# metric, form, precision, swap, init: medoids (from 0), total deviation, digest of the "
         "rest.\n"
         "# Written and compared by test_fixtures.\n";
  for (const auto& entry : all_lines({})) out << entry.first << ": " << entry.second << "\n";
  out.close();
  CHECK(out.good());
}
