// Static validation test cases of format 2025-09: where they may stand and what they count.
#include "core/problem/package.hpp"
#include "core/scoring/case_score.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena::problem;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Sketch {
    arena::testing::TemporaryFolder folder;

    explicit Sketch(const std::string& type = "scoring") {
        folder.write("problem.yaml",
                     "problem_format_version: 2025-09\nname: P\nuuid: u\ntype: " + type + "\n");
        folder.write("static_validator/look.py", "");
        for (const char* name : {"data/sample/1", "data/secret/a/1", "data/secret/a/2"}) {
            folder.write(std::string(name) + ".in", "1\n");
            folder.write(std::string(name) + ".ans", "1\n");
        }
    }
    arena::Result<Package> read(const std::string& group) const {
        folder.write("data/secret/a/test_group.yaml", group);
        return read_package(folder.path());
    }
    std::string refusal(const std::string& group) const {
        const auto package = read(group);
        return package ? "" : package.error().message;
    }
};

}  // namespace

TEST_CASE("static validation: its share comes off the other cases", "[core][problem]") {
    const Sketch sketch;
    const auto package = sketch.read(
        "max_score: 100\nscore_aggregation: sum\nstatic_validation_score: 40\n"
        "static_validator_args: [x]\n");
    REQUIRE_OK(package);
    REQUIRE(package->static_validator.has_value());
    REQUIRE(package->cases.size() == 4);
    CHECK(package->cases[1].name == "secret/a/(static)");
    CHECK(package->cases[1].is_static);
    CHECK(package->cases[1].validator_args == std::vector<std::string>{"x"});
    CHECK(arena::scoring::case_score_max(*package, 1) == 40);
    CHECK(arena::scoring::case_score_max(*package, 2) == 30);
}

TEST_CASE("static validation: under min every case has the group's score", "[core][problem]") {
    const Sketch sketch;
    const auto package =
        sketch.read("max_score: 100\nscore_aggregation: min\nstatic_validation_score: 100\n");
    REQUIRE_OK(package);
    CHECK(arena::scoring::case_score_max(*package, 1) == 100);
    CHECK(arena::scoring::case_score_max(*package, 2) == 100);
}

TEST_CASE("static validation: pass-fail goes with pass-fail", "[core][problem]") {
    REQUIRE_OK(Sketch().read("max_score: 100\nstatic_validation_score: pass-fail\n"));
    REQUIRE_OK(Sketch("pass-fail").read("static_validation_score: pass-fail\n"));
    CHECK_THAT(Sketch().refusal("max_score: 100\nstatic_validation_score: 5\n"),
               ContainsSubstring("data/secret/a/test_group.yaml line 1: static_validation_score"));
    CHECK_THAT(Sketch("pass-fail").refusal("static_validation_score: 5\n"),
               ContainsSubstring("must be pass-fail"));
    CHECK_THAT(Sketch().refusal("max_score: 100\nscore_aggregation: sum\n"
                                "static_validation_score: pass-fail\n"),
               ContainsSubstring("needs score_aggregation: pass-fail"));
    CHECK_THAT(Sketch().refusal("max_score: 100\nscore_aggregation: sum\n"
                                "static_validation_score: 101\n"),
               ContainsSubstring("more than the group's max_score"));
}

TEST_CASE("static validation: what is missing is told", "[core][problem]") {
    Sketch sketch;
    CHECK_THAT(sketch.refusal("max_score: 100\nstatic_validator_args: [x]\n"),
               ContainsSubstring("without static_validation_score"));
    const auto unused = sketch.read("max_score: 100\n");
    REQUIRE_OK(unused);
    CHECK_FALSE(unused->static_validator.has_value());
    std::filesystem::remove_all(sketch.folder.path("static_validator"));
    CHECK_THAT(sketch.refusal("max_score: 100\nstatic_validation_score: pass-fail\n"),
               ContainsSubstring("there is no static validator"));
    Sketch answers("[pass-fail, submit-answer]");
    CHECK_THAT(answers.refusal(""), ContainsSubstring("has no source to look at"));
}
