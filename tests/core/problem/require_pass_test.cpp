// require_pass of 2025-09: "All groups listed in require_pass must come lexicographically earlier
// than the group it is specified for", so neither a later group nor the one that holds it.
#include "core/problem/package.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

namespace {

arena::Result<arena::problem::Package> package_that_requires(const std::string& name) {
    const arena::testing::TemporaryFolder folder;
    folder.write("p/problem.yaml",
                 "problem_format_version: 2025-09\ntype: scoring\nname: P\n"
                 "uuid: 5ca6ba5b-36d5-4eff-8aa7-d967cbc4375e\nlimits: {time_limit: 1}\n");
    folder.write("p/data/secret/test_group.yaml", "score_aggregation: pass-fail\nmax_score: 9\n");
    for (const char* group : {"1", "2", "3"}) {
        const std::string path = std::string("p/data/secret/") + group + "/";
        folder.write(path + "a.in", "1\n");
        folder.write(path + "a.ans", "1\n");
        folder.write(path + "test_group.yaml", "max_score: 3\n");
    }
    folder.write("p/data/secret/2/test_group.yaml", "max_score: 3\nrequire_pass: " + name + "\n");
    return arena::problem::read_package(folder.path("p"));
}

}  // namespace

TEST_CASE("require_pass: only groups that come earlier", "[core][problem]") {
    const auto earlier = package_that_requires("secret/1");
    REQUIRE_OK(earlier);
    CHECK(earlier->groups[3].require_pass == std::vector<std::size_t>{2});
    for (const char* name : {"secret/3", "secret/2", "secret", "secret/none"}) {
        INFO(name);
        const auto refused = package_that_requires(name);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == arena::ErrorCode::invalid_package);
        CHECK_THAT(refused.error().message,
                   Catch::Matchers::ContainsSubstring(
                       "data/secret/2/test_group.yaml line 2: require_pass"));
    }
}
