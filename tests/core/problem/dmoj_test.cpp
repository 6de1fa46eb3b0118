// DMOJ's init.yml: test cases that are found by name, checkers, what cannot be said.
#include "core/problem/foreign_format.hpp"
#include "core/problem/write_kattis.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena;
using namespace arena::problem;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Sketch {
    arena::testing::TemporaryFolder folder;

    Result<Blueprint> read(const std::string& yaml) const {
        folder.write("init.yml", yaml);
        ImportOptions options;
        options.scratch = folder.path(".scratch");
        std::filesystem::create_directory(options.scratch);
        return read_foreign(folder.path(), "sketch", options);
    }
    std::string refusal(const std::string& yaml) const {
        const auto blueprint = read(yaml);
        return blueprint ? "" : blueprint.error().message;
    }
};

std::string input_name(const BlueprintTest& test) {
    return test.input ? std::filesystem::path(test.input->host_path).filename().string() : "";
}

using Words = std::vector<std::string>;

}  // namespace

// The names and what becomes of them were worked out by the pattern of the judge's documentation.
TEST_CASE("dmoj: test cases are found by the judge's own pattern", "[core][import]") {
    Sketch sketch;
    for (const char* name : {"2.in", "2.out", "10.in", "10.out", "data/3.in", "data/3.out",
                             "x.4-1.in", "x.4-1.out", "x.4-2.in", "x.4-2.out", "readme.txt"}) {
        sketch.folder.write(name, "1\n");
    }
    const auto out = sketch.read("points: 1\n");
    REQUIRE_OK(out);
    REQUIRE(out->groups.size() == 4);
    CHECK(input_name(out->groups[0].tests[0]) == "2.in");
    CHECK(input_name(out->groups[1].tests[0]) == "3.in");
    REQUIRE(out->groups[2].tests.size() == 2);
    CHECK(input_name(out->groups[2].tests[1]) == "x.4-2.in");
    CHECK(input_name(out->groups[3].tests[0]) == "10.in");
    CHECK(out->max_score == 4);
}

TEST_CASE("dmoj: test cases are found by patterns of one's own", "[core][import]") {
    Sketch sketch;
    for (const char* name : {"1a.i", "1a.o", "1b.i", "1b.o", "2a.i", "2a.o"}) {
        sketch.folder.write(name, "1\n");
    }
    const auto out = sketch.read(
        "test_cases:\n  input_format: '^(?P<batch>\\d+)(?P<case>[a-z])\\.i$'\n"
        "  output_format: '^(?P<batch>\\d+)(?P<case>[a-z])\\.o$'\n  case_points: [30, 70]\n");
    REQUIRE_OK(out);
    REQUIRE(out->groups.size() == 2);
    CHECK(out->groups[0].tests.size() == 2);
    CHECK(out->groups[1].max_score == 70);
    CHECK_THAT(sketch.refusal("test_cases: {input_format: '(?<!x)y'}\n"),
               ContainsSubstring("init.yml line 1: input_format is a regular expression"));
    CHECK_THAT(sketch.refusal("test_cases: {input_format: nothing}\n"),
               ContainsSubstring("no file of the data looks like a test case"));
    CHECK_THAT(sketch.refusal("test_cases: {input_format: '\\d[ab]\\.i'}\n"),
               ContainsSubstring("would be the same test case"));
}

TEST_CASE("dmoj: checkers by name", "[core][import]") {
    const auto args = [](const std::string& checker) {
        Sketch sketch;
        sketch.folder.write("1.in", "1\n");
        const auto out = sketch.read(checker + "test_cases: [{in: 1.in, out: 1.in, points: 1}]\n");
        REQUIRE_OK(out);
        return out->validator_args;
    };
    CHECK(args("") == Words{"filled_lines"});
    CHECK(args("checker: unordered\n") == Words{"sorted_words"});
    CHECK(args("checker: rstripped\n") == Words{"right_trimmed"});
    CHECK(args("checker: {name: sorted, args: {split_on: whitespace}}\n") == Words{"sorted_words"});
    CHECK(args("checker: {name: floats, args: {precision: 3, error_mode: relative}}\n") ==
          Words{"line_floats", "1e-3", "relative"});
    CHECK(args("checker: {name: linematches, args: {point_distribution: [1, 2]}}\n") ==
          Words{"line_points", "all", "1", "2"});
    Sketch sketch;
    CHECK_THAT(sketch.refusal("checker: mine.py\ntest_cases: [{points: 1}]\n"),
               ContainsSubstring("init.yml line 1: checker 'mine.py' is no standard checker"));
    CHECK_THAT(sketch.refusal("checker: {name: bridged, args: {files: a.cpp, type: cms}}\n"),
               ContainsSubstring("default, testlib, coci and peg"));
}

TEST_CASE("dmoj: a validator that gives parts may not do so in a pass-fail group",
          "[core][import]") {
    Sketch sketch;
    const auto out = sketch.read(
        "checker: linecount\ntest_cases:\n- {batched: [{}], points: 5}\n"
        "- {batched: [{}], points: 7, dependencies: [1]}\n");
    REQUIRE_OK(out);
    CHECK(out->groups[0].scoring == GroupScoring::pass_fail);
    CHECK(out->groups[0].validator_args == Words{"line_count", "no_scores", "5"});
    CHECK(out->groups[1].scoring == GroupScoring::min);
    CHECK(out->groups[1].validator_args.empty());
}

TEST_CASE("dmoj: a signature grader is compiled with every submission", "[core][import]") {
    Sketch sketch;
    sketch.folder.write("handler.cpp", "int main() {}\n");
    sketch.folder.write("task.h", "int solve();\n");
    const auto out = sketch.read(
        "signature_grader: {entry: handler.cpp, header: task.h}\ntest_cases: [{points: 1}]\n");
    REQUIRE_OK(out);
    REQUIRE(out->extra_files.size() == 2);
    CHECK(out->extra_files[0].name == "include/cpp/handler.cpp");
    CHECK(out->changes.size() == 1);
    CHECK_THAT(sketch.refusal("signature_grader: {entry: gone.cpp, header: task.h}\n"),
               ContainsSubstring("gone.cpp is named by the package but not in it"));
}

TEST_CASE("dmoj: line ends of the data become LF, as the judge reads them", "[core][import]") {
    Sketch sketch;
    sketch.folder.write("1.in", "a\r\nb\rc\n\r\n");
    const auto out = sketch.read("test_cases: [{in: 1.in, out: 1.in, points: 1}]\n");
    REQUIRE_OK(out);
    const arena::testing::TemporaryFolder target;
    const auto written = write_kattis(*out, target.path(), {});
    REQUIRE_OK(written);
    std::ifstream in(target.path("data/secret/1/1.in"), std::ios::binary);
    if (!in) in.open(target.path("data/secret/1.in"), std::ios::binary);
    CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == "a\nb\nc\n\n");
}
