// Clusters words by their edit distance: the core of fastpam without R.
//
//   g++ -std=c++17 -O2 -pthread -I FOLDER words.cpp -o words
//   ./words 3 talk walk walked talked sing ring bringing singing
//
// FOLDER is what system.file("include", package = "fastpam") says in R, or inst/include of the
// sources. Prints a line for each cluster, its medoid first, and the mean distance to the medoid.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fastpam/dissim/stored/square.hpp>
#include <fastpam/fit.hpp>
#include <string>
#include <thread>
#include <vector>

// How many letters must be changed, left out or put in to make one word of the other.
static double edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
    }
  }
  return static_cast<double>(row.back());
}

// Threads for the core: it hands out blocks of work, we say who does them. (For one thread there is
// fastpam::SerialExecutor.)
class Threads final : public fastpam::Executor {
 public:
  int workers() const override { return 2; }

 protected:
  void launch(Round& round) override {
    std::thread other([&round] { round.work(1); });
    round.work(0);
    other.join();
  }
};

int main(int n_arguments, char** arguments) {
  const std::vector<std::string> words(arguments + std::min(n_arguments, 2),
                                       arguments + n_arguments);
  const auto n = static_cast<fastpam::Index>(words.size());
  const auto k = static_cast<fastpam::Index>(n_arguments > 1 ? std::atoi(arguments[1]) : 0);
  // The core trusts its caller: arguments are checked here, once.
  if (k < 1 || k >= n) {
    std::fprintf(stderr, "usage: words K WORD WORD ..., with more words than K\n");
    return 1;
  }

  // All dissimilarities as a square matrix, which the source borrows.
  std::vector<double> square;
  for (const std::string& a : words)
    for (const std::string& b : words) square.push_back(edit_distance(a, b));
  const fastpam::SquareSource<double> source(square.data(), n);
  fastpam::Problem<double> problem{source};
  problem.max = *std::max_element(square.begin(), square.end());

  Threads threads;
  fastpam::Monitor monitor;  // derive from it to show progress, or to interrupt
  fastpam::Context context{threads, monitor};
  fastpam::FitOptions options;
  options.k = k;
  options.swap = "pam";  // the names that variants() and inits() list in R
  options.init = "build";
  const fastpam::FitResult fit = fastpam::fit(problem, options, context);

  for (fastpam::Index c = 0; c < fit.partition.k(); ++c) {
    const fastpam::Index medoid = fit.partition.medoid[static_cast<std::size_t>(c)];
    std::printf("%s:", words[static_cast<std::size_t>(medoid)].c_str());
    for (fastpam::Index o = 0; o < n; ++o)
      if (fit.partition.label[static_cast<std::size_t>(o)] == c && o != medoid)
        std::printf(" %s", words[static_cast<std::size_t>(o)].c_str());
    std::printf("\n");
  }
  std::printf("mean distance to the medoid: %.4f\n", fit.loss / fit.total_weight);
  return 0;
}
