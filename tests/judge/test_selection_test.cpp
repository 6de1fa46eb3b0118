#include "judge/test_selection.hpp"

#include "tests/support/catch.hpp"

using namespace arena;

namespace {

problem::Package package_of(const std::vector<std::string>& names) {
    problem::Package package;
    package.path = "hello";
    for (const std::string& name : names) {
        package.cases.emplace_back();
        package.cases.back().name = name;
    }
    return package;
}

std::vector<bool> selected(const std::vector<std::string>& globs) {
    const auto package = package_of({"sample/1", "secret/1", "secret/big/12"});
    auto flags = select_tests(package, globs);
    REQUIRE_OK(flags);
    return *flags;
}

}  // namespace

TEST_CASE("test_selection: no glob selects every case", "[judge]") {
    CHECK(selected({}) == std::vector<bool>{true, true, true});
}

TEST_CASE("test_selection: a glob matches the whole name or its last part", "[judge]") {
    CHECK(selected({"1"}) == std::vector<bool>{true, true, false});
    CHECK(selected({"secret/*"}) == std::vector<bool>{false, true, true});
    CHECK(selected({"sample/1", "1?"}) == std::vector<bool>{true, false, true});
}

TEST_CASE("test_selection: nothing selected is an error, never a pass", "[judge]") {
    const auto package = package_of({"sample/1"});
    auto flags = select_tests(package, {"1", "nope*"});
    REQUIRE_FALSE(flags.has_value());
    CHECK(flags.error().code == ErrorCode::usage);
    CHECK(flags.error().message == "no test matches 'nope*' (the first is 'sample/1')");
    auto empty = select_tests(package_of({}), {});
    REQUIRE_FALSE(empty.has_value());
    CHECK(empty.error().code == ErrorCode::invalid_package);
}
