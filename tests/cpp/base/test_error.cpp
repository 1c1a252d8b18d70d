// base/error.hpp: codes and their names.
#include <fastpam/base/error.hpp>
#include <set>

#include "support/check.hpp"

using fastpam::Error;
using fastpam::ErrorCode;

TEST_CASE("each code has a name of its own") {
  std::set<std::string> names;
  const int codes = static_cast<int>(ErrorCode::internal) + 1;
  for (int c = 0; c < codes; ++c) names.insert(fastpam::code_name(static_cast<ErrorCode>(c)));
  CHECK_EQ(names.size(), static_cast<std::size_t>(codes));
  CHECK_EQ(std::string(fastpam::code_name(ErrorCode::nothing_in_common)), "nothing_in_common");
  CHECK_EQ(std::string(fastpam::code_name(ErrorCode::metric_value)), "metric_value");
  CHECK_EQ(std::string(fastpam::code_name(ErrorCode::broken)), "broken");
  CHECK_EQ(std::string(fastpam::code_name(ErrorCode::internal)), "internal");
}

TEST_CASE("errors carry what they are about") {
  try {
    throw Error(ErrorCode::undefined_row, "row 5 is constant", {4});
  } catch (const std::exception& caught) {
    const Error* error = dynamic_cast<const Error*>(&caught);
    REQUIRE(error != nullptr);
    CHECK(error->code == ErrorCode::undefined_row);
    CHECK_EQ(error->data, std::vector<double>{4});
    CHECK_EQ(std::string(error->what()), "row 5 is constant");
  }
  CHECK(fastpam::SumsOverflow().code == ErrorCode::sums_overflow);
}
