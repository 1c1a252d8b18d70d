// dissim/reading/prepared.hpp: what is stored, what is known of it, and what single precision
// holds.
#include <fastpam/dissim/reading/prepared.hpp>

#include "support/check.hpp"
#include "support/support.hpp"

using fastpam::Error;
using fastpam::ErrorCode;
using fastpam::Index;
using fastpam::prepare;
using fastpam::Prepared;
using fastpam::StorageOptions;
using fastpam::uz;
using support::Data;
using support::Instance;
using support::Machine;
using support::Road;

namespace {

StorageOptions options_for(bool computed, double limit, double max = std::nan("")) {
  StorageOptions options;
  options.computed = computed;
  options.memory_limit = limit;
  options.max = max;
  return options;
}

// Writes down what is said and which phases begin.
struct Listening final : fastpam::Monitor {
  std::vector<std::string> lines, phases;
  int verbosity() const override { return 1; }
  void say(const char* line) override { lines.push_back(line); }
  void progress(const char* phase, std::size_t, std::size_t) override { phases.push_back(phase); }
};

template <class T>
bool same_rows(const fastpam::Source<T>& a, const fastpam::Source<T>& b) {
  const Index n = a.size();
  std::vector<T> one(uz(n)), two(uz(n));
  for (Index j = 0; j < n; ++j) {
    const T* x = a.row(j, one.data());
    const T* y = b.row(j, two.data());
    for (Index i = 0; i < n; ++i)
      if (x[i] != y[i]) return false;
  }
  return true;
}

// The code of the error that preparing a square of these dissimilarities raises; `internal`: none.
ErrorCode code_for(double d, double max) {
  const float values[] = {0, static_cast<float>(d), static_cast<float>(d), 0};
  const fastpam::SquareSource<float> source(values, 2);
  Machine machine;
  try {
    prepare(source, options_for(false, 0, max), machine.ctx);
  } catch (const Error& error) {
    CHECK_EQ(error.data.size(), 1);
    return error.code;
  }
  return ErrorCode::internal;
}

}  // namespace

TEST_CASE_TEMPLATE("a copy where it fits, the source where not, the same values", T, double,
                   float) {
  check::Random random(3);
  const Data data = support::make_data(0, 70, random);
  const Instance<T> stored(data, Road::packed), computed(data, Road::copying),
      square(data, Road::square);
  const double squares = 70 * 70 * sizeof(T), triangle = 70 * 69 / 2 * sizeof(T);
  for (const int threads : {0, 1, 2}) {
    Machine machine(threads);
    const auto check = [&](const Instance<T>& instance, bool works, double limit, bool copied,
                           const char* words) {
      const Prepared<T> p = prepare(*instance.source, options_for(works, limit), machine.ctx);
      CHECK_EQ(p.copy != nullptr, copied);
      CHECK_EQ(p.source == instance.source.get(), !copied);
      CHECK(p.description.find(words) == 0);
      CHECK_EQ(p.max, instance.data.max());
      CHECK(same_rows(*p.source, *instance.source));
    };
    check(stored, false, squares, true, "square ");
    check(stored, false, squares - 1, false, "read in place");
    check(computed, true, squares, true, "square ");
    check(computed, true, squares - 1, true, "packed ");
    check(computed, true, triangle, true, "packed ");
    check(computed, true, triangle - 1, false, "rows computed as needed");
    check(square, false, 1e9, false, "read in place");
  }
}

TEST_CASE("the words name type and size") {
  check::Random random(3);
  const Instance<float> instance(support::make_data(0, 100, random), Road::copying);
  Machine machine;
  CHECK_EQ(prepare(*instance.source, options_for(true, 40000), machine.ctx).description,
           std::string("square single copy (4e-05 GB)"));
  CHECK_EQ(prepare(*instance.source, options_for(true, 39999), machine.ctx).description,
           std::string("packed single triangle (1.98e-05 GB)"));
}

TEST_CASE("the largest is looked for only where it is not known, and rounded as T holds it") {
  check::Random random(5);
  const Instance<float> instance(support::make_data(0, 30, random), Road::packed);
  const double known = instance.data.max() + 0.1;  // not what the source holds
  Listening listening;
  fastpam::SerialExecutor serial;
  fastpam::Context ctx{serial, listening};
  const auto p = prepare(*instance.source, options_for(false, 0, known), ctx);
  CHECK_EQ(p.max, static_cast<double>(static_cast<float>(known)));
  CHECK(listening.phases.empty());
  CHECK_EQ(listening.lines, std::vector<std::string>{"storage: read in place"});
  prepare(*instance.source, options_for(false, 0), ctx);
  CHECK_EQ(listening.phases, std::vector<std::string>{"largest dissimilarity"});
}

TEST_CASE("the largest dissimilarity must fit single precision") {
  const double unknown = std::nan("");
  for (const double fine : {0.0, 1.2e-38, 1.0, 3.4e38}) {
    CHECK(code_for(fine, unknown) == ErrorCode::internal);
    CHECK(code_for(fine, fine) == ErrorCode::internal);
  }
  for (const double wrong : {1e-45, 1e-39, 1.1e-38}) {
    CHECK(code_for(wrong, unknown) == ErrorCode::single_range);
    CHECK(code_for(wrong, wrong) == ErrorCode::single_range);
  }
  // As a float they are 0 or infinite: only the double tells.
  CHECK(code_for(0, 1e-60) == ErrorCode::single_range);
  CHECK(code_for(1, 1e39) == ErrorCode::single_range);
  const float infinite = std::numeric_limits<float>::infinity();
  CHECK(code_for(static_cast<double>(infinite), unknown) == ErrorCode::single_range);
}
