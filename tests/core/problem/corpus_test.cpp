// Every Kattis-family package of the corpus, against facts taken from its files by hand.
//
// The corpus holds data and settings only; the programs of its packages were left out, so packages
// with a validator of their own are read without one, and none has submissions.
#include <algorithm>
#include <filesystem>
#include <set>

#include "core/problem/package.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/source_tree.hpp"

using namespace arena::problem;

namespace {

constexpr Format legacy = Format::legacy;
constexpr Format draft = Format::draft_2023_07;
constexpr Format newest = Format::kattis_2025_09;

struct Facts {
    const char* path;
    Format format;
    const char* type;  ///< any of s(coring) i(nteractive) m(ulti-pass)
    std::size_t cases;
    std::size_t groups;   ///< with the root
    double time_limit_s;  ///< 0 = none stated
    const char* time_limit_source;
    double accepted_multiplier, rejected_multiplier;
    bool custom;
    const char* last_case;
    const char* validator_args;  ///< of every case, joined
};

const char* const yaml = "problem.yaml";
const char* const file = ".timelimit";

const Facts expected[] = {
    {"kattis-problemtools/different", legacy, "", 3, 3, 0, "", 5, 4, true,
     "secret/02_extreme_cases", ""},
    {"kattis-problemtools/guess", draft, "i", 10, 3, 0, "", 2, 4, true, "secret/10", ""},
    {"kattis-problemtools/hello", legacy, "", 1, 2, 0, "", 5, 2, false, "secret/hello", ""},
    {"kattis-problemtools/oddecho", draft, "s", 18, 5, 0, "", 2, 1.5, false, "", ""},
    {"format-2025-09/passfail", newest, "", 4, 3, 0, "", 2, 1.5, false, "secret/3", ""},
    {"format-2025-09/scoring", newest, "s", 7, 5, 0, "", 2, 1.5, false, "", ""},
    {"bapctools-2025-09/boolfind", newest, "i", 1, 2, 1, yaml, 2, 1.5, true, "sample/1", ""},
    {"bapctools-2025-09/constants", newest, "", 1, 2, 0, "", 2, 1.5, false, "sample/1", ""},
    {"bapctools-2025-09/fltcmp", newest, "", 3, 2, 1, yaml, 2, 1.5, false, "sample/3",
     "float_tolerance 1E-6"},
    {"bapctools-2025-09/guess", newest, "i", 10, 3, 0, "", 2, 4, true, "secret/10", ""},
    {"bapctools-2025-09/interactivemultipass", newest, "im", 1, 2, 0, "", 2, 1.5, true, "sample/1",
     ""},
    {"bapctools-2025-09/testexpectations", newest, "", 7, 3, 0, "", 2, 1.5, false, "", ""},
    {"domjudge/addone", legacy, "s", 7, 6, 5, file, 5, 2, false, "", ""},
    {"domjudge/fltcmp", legacy, "", 4, 3, 5, file, 5, 2, false, "", "float_tolerance 1E-6"},
    {"domjudge/hangman", legacy, "m", 8, 4, 1, file, 5, 2, true, "secret/with_spaces/2", ""},
    {"domjudge/knapsack", legacy, "s", 2, 4, 0, "", 5, 2, true, "secret/main/1", ""},
    {"karwa2023/horizoncomplexe", legacy, "", 6, 3, 0, "", 5, 2, false, "", ""},
    {"karwa2023/impossible", legacy, "", 6, 3, 1, file, 5, 2, false, "",
     "float_tolerance 0.0000011"},
    {"karwa2023/palindronium", legacy, "", 10, 3, 1, file, 5, 2, false, "",
     "float_tolerance 0.00011"},
    {"karwa2023/stockagefacile", legacy, "", 6, 3, 1, file, 5, 2, false, "", ""},
    {"karwa2024/antennes", legacy, "", 76, 3, 1, file, 5, 1.5, true, "secret/swap2111", ""},
    {"karwa2024/meurtrier", legacy, "i", 6, 3, 1, file, 2, 1.5, true, "", ""},
    {"karwa2025/elixir", draft, "", 38, 3, 0, "", 2, 1.5, false, "", ""},
    {"karwa2025/etoile", draft, "", 84, 3, 0, "", 2, 1.5, false, "secret/switch_999999998058150361",
     ""},
    {"icpc-problems/basicbrewing", legacy, "", 16, 3, 1, file, 5, 2, false, "",
     "float_tolerance 1e-4"},
    {"icpc-problems/indexcase", legacy, "", 50, 3, 0, "", 5, 2, false, "", ""},
    {"icpc-problems/infinityissues", legacy, "", 22, 3, 1, file, 5, 2, true, "secret/19-random",
     ""},
    {"kattis-scoring/stepways", legacy, "s", 23, 4, 0, "", 5, 2, false, "", ""},
};

struct Refused {
    const char* path;
    const char* reason;
};

const Refused refused[] = {
    {"format-2025-09/interactive", "has no test cases"},
    {"polygon/closest-pair-full", "looks like a package of format Polygon"},
    {"polygon/closest-pair-source", "looks like a package of format Polygon"},
    {"dmoj/aplusb", "looks like a package of format DMOJ"},
    {"sinolpack/abc", "looks like a package of format sinolpack"},
    {"italy-yaml/with_stdio", "looks like a package of format Italian"},
};

// "" when this checkout has no corpus beside it.
std::string corpus() {
    return arena::testing::shared_path("corpus");
}

std::string type_of(const Package& package) {
    return std::string(package.scoring ? "s" : "") + (package.interactive ? "i" : "") +
           (package.multi_pass ? "m" : "");
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
}

void check(const Package& package, const Facts& facts) {
    CHECK(package.format == facts.format);
    CHECK(type_of(package) == facts.type);
    CHECK(package.cases.size() == facts.cases);
    CHECK(package.groups.size() == facts.groups);
    CHECK(package.time_limit.limit_s.value_or(0) == facts.time_limit_s);
    CHECK(package.time_limit.limit_source == facts.time_limit_source);
    CHECK(package.time_limit.accepted_multiplier == facts.accepted_multiplier);
    CHECK(package.time_limit.rejected_multiplier == facts.rejected_multiplier);
    CHECK((package.validator == ValidatorKind::custom) == facts.custom);
    CHECK_FALSE(package.output_validator.has_value());
    CHECK(package.submissions.empty());
    if (facts.last_case[0] != '\0') CHECK(package.cases.back().name == facts.last_case);
    for (const Case& test : package.cases) {
        INFO(test.name);
        CHECK(joined(test.validator_args) == facts.validator_args);
        CHECK(std::filesystem::is_regular_file(test.input_path));
        CHECK(std::filesystem::is_regular_file(test.answer_path));
        CHECK(test.is_sample == (test.name.rfind("sample/", 0) == 0));
        const auto& own = package.groups.at(test.group).cases;
        const auto index = static_cast<std::size_t>(&test - package.cases.data());
        CHECK(std::find(own.begin(), own.end(), index) != own.end());
    }
}

Package read(const std::string& path) {
    auto package = read_package(path);
    REQUIRE_OK(package);
    return std::move(*package);
}

const Group& group(const Package& package, const std::string& name) {
    const auto found = std::find_if(package.groups.begin(), package.groups.end(),
                                    [&name](const Group& group) { return group.name == name; });
    REQUIRE(found != package.groups.end());
    return *found;
}

}  // namespace

TEST_CASE("corpus: every Kattis-family package is read as its files say", "[core][corpus]") {
    const std::string root = corpus();
    if (root.empty()) {
        WARN("skipped: no corpus beside this checkout");
        return;
    }
    for (const Facts& facts : expected) {
        INFO(facts.path);
        check(read(root + "/" + facts.path), facts);
    }
}

TEST_CASE("corpus: what cannot be judged is refused for the right reason", "[core][corpus]") {
    const std::string root = corpus();
    if (root.empty()) {
        WARN("skipped: no corpus beside this checkout");
        return;
    }
    for (const Refused& facts : refused) {
        INFO(facts.path);
        const auto package = read_package(root + "/" + facts.path);
        REQUIRE_FALSE(package.has_value());
        CHECK_THAT(package.error().message, Catch::Matchers::ContainsSubstring(facts.reason));
    }
}

TEST_CASE("corpus: no package with a problem.yaml is left out", "[core][corpus]") {
    const std::string root = corpus();
    if (root.empty()) {
        WARN("skipped: no corpus beside this checkout");
        return;
    }
    std::set<std::string> known;
    for (const Facts& facts : expected) known.insert(facts.path);
    for (const Refused& facts : refused) known.insert(facts.path);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (entry.path().filename() != "problem.yaml") continue;
        const auto folder = entry.path().parent_path();
        INFO(folder);
        CHECK(known.count(std::filesystem::relative(folder, root).string()) == 1);
    }
}

TEST_CASE("corpus: groups of the scoring packages count as their files say", "[core][corpus]") {
    const std::string root = corpus();
    if (root.empty()) {
        WARN("skipped: no corpus beside this checkout");
        return;
    }
    const Package oddecho = read(root + "/kattis-problemtools/oddecho");
    CHECK(oddecho.grading == GradingRules::legacy_grader);
    CHECK(oddecho.groups[0].ignore_sample);
    CHECK_FALSE(oddecho.groups[0].stop_on_reject);
    CHECK(group(oddecho, "sample").accept_score == 0);
    CHECK(group(oddecho, "secret").accept_if_any_accepted);
    CHECK(group(oddecho, "secret").verdict == GroupVerdict::first_error);
    CHECK(group(oddecho, "secret/subtask1").accept_score == 50);
    CHECK(group(oddecho, "secret/subtask1").scoring == GroupScoring::min);
    CHECK(group(oddecho, "secret/subtask1").range_max == 50);

    const Package addone = read(root + "/domjudge/addone");
    CHECK(group(addone, "secret/large").accept_score == 30);
    CHECK(group(addone, "secret/medium").accept_score == 20);
    CHECK_FALSE(group(addone, "secret/small").stop_on_reject);
    CHECK(addone.groups[3].name == "secret/large");

    const Package scoring = read(root + "/format-2025-09/scoring");
    CHECK(scoring.grading == GradingRules::test_groups);
    CHECK(group(scoring, "secret").max_score == 100);
    CHECK(group(scoring, "secret").scoring == GroupScoring::sum);
    CHECK(group(scoring, "secret/subtask1").max_score == 30);
    CHECK(group(scoring, "secret/subtask2").max_score == 70);
    CHECK(group(scoring, "secret/subtask2").scoring == GroupScoring::min);

    const Package stepways = read(root + "/kattis-scoring/stepways");
    CHECK(group(stepways, "secret/group01").accept_score == 100);
    CHECK(read(root + "/kattis-problemtools/hello").memory_bytes == 512 * arena::mib);
    CHECK(read(root + "/domjudge/hangman").passes_max == 26);
}

TEST_CASE("corpus: a folder of tests of another format is a plain folder", "[core][corpus]") {
    const std::string root = corpus();
    if (root.empty()) {
        WARN("skipped: no corpus beside this checkout");
        return;
    }
    const Package tests = read(root + "/polygon/closest-pair-full/tests");
    CHECK(tests.format == Format::plain);
    CHECK(tests.cases.size() == 19);
    CHECK(tests.cases[0].name == "01");
    CHECK(tests.cases[18].name == "19");
}
