// Every package of the corpus, all formats: imported as its SOURCES says, or refused with the
// reason that its missing programs lead one to expect.
#include <filesystem>

#include "core/problem/foreign_format.hpp"
#include "core/problem/write_kattis.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/source_tree.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena;
using namespace arena::problem;

namespace {

struct Row {
    const char* path;
    const char* format;  ///< of an import; of a refusal, what the message holds
    std::size_t tests = 0, groups = 0;
    double time_limit_s = 0, max_score = 0;
    std::size_t changes = 0;
};

const char* const no_validator = "needs its own output validator";

// Counts are of files named in the corpus; limits and scores are what its settings say.
const Row imported[] = {
    {"kattis-problemtools/hello", "Kattis legacy", 1, 1},
    {"kattis-problemtools/oddecho", "Kattis 2023-07-draft", 18, 2, 0, 100},
    {"format-2025-09/passfail", "Kattis 2025-09", 4, 1},
    {"format-2025-09/scoring", "Kattis 2025-09", 7, 2, 0, 100},
    {"bapctools-2025-09/constants", "Kattis 2025-09", 1, 0},
    {"bapctools-2025-09/fltcmp", "Kattis 2025-09", 3, 0, 1},
    {"bapctools-2025-09/testexpectations", "Kattis 2025-09", 7, 1},
    {"domjudge/addone", "Kattis legacy", 7, 3, 5, 120, 1},
    {"domjudge/fltcmp", "Kattis legacy", 4, 1, 5},
    {"karwa2023/horizoncomplexe", "Kattis legacy", 6, 1},
    {"karwa2023/impossible", "Kattis legacy", 6, 1, 1},
    {"karwa2023/palindronium", "Kattis legacy", 10, 1, 1},
    {"karwa2023/stockagefacile", "Kattis legacy", 6, 1, 1},
    {"karwa2025/elixir", "Kattis 2023-07-draft", 38, 1},
    {"karwa2025/etoile", "Kattis 2023-07-draft", 84, 1},
    {"icpc-problems/basicbrewing", "Kattis legacy", 16, 1, 1},
    {"icpc-problems/indexcase", "Kattis legacy", 50, 1},
    {"kattis-scoring/stepways", "Kattis legacy", 23, 1, 0, 100},
    {"polygon/closest-pair-full", "Polygon (full package)", 19, 5, 1, 100},
    {"dmoj/aplusb", "DMOJ", 3, 3, 0, 100, 1},
    {"dmoj/batched", "DMOJ", 3, 2, 0, 2},
    {"dmoj/batch_dependencies", "DMOJ", 4, 4, 0, 4},
    {"dmoj/floats", "DMOJ", 7, 7, 0, 7},
};

const Row refused[] = {
    {"kattis-problemtools/guess", no_validator},
    {"kattis-problemtools/different", no_validator},
    {"format-2025-09/interactive", "has no test cases"},
    {"bapctools-2025-09/boolfind", no_validator},
    {"bapctools-2025-09/interactivemultipass", no_validator},
    {"bapctools-2025-09/guess", no_validator},
    {"domjudge/hangman", no_validator},
    {"domjudge/knapsack", no_validator},
    {"karwa2024/antennes", no_validator},
    {"karwa2024/meurtrier", no_validator},
    {"icpc-problems/infinityissues", no_validator},
    {"polygon/closest-pair-source", "files/testgen.cpp is named by the package but not in it"},
    {"dmoj/bridged_checker", "checker.c is named by the package but not in it"},
    {"dmoj/interactive", "custom_judge 'interact.py'"},
    {"dmoj/shortest1", "custom_judge 'shortest1.py'"},
    {"sinolpack/abc", "prog/abcingen"},
    {"sinolpack/chk", "prog/chkingen"},
    {"italy-yaml/with_checker", "gen/generator.* that would make it is not there"},
    {"italy-yaml/with_stdio", "gen/generator.* that would make it is not there"},
};

std::string corpus() {
    return arena::testing::shared_path("corpus");
}

Result<Blueprint> read(const std::string& path, const std::string& scratch) {
    ImportOptions options;
    options.scratch = scratch;
    std::filesystem::create_directories(scratch);
    return read_foreign(path, std::filesystem::path(path).filename().string(), options);
}

double max_score_of(const Package& package) {
    for (const Group& group : package.groups) {
        if (group.name == "secret") return package.scoring ? group.max_score.value_or(0) : 0;
    }
    return 0;
}

}  // namespace

TEST_CASE("import: the corpus has 42 packages, each imported or refused", "[core][corpus]") {
    const std::string root = corpus();
    if (root.empty()) {
        WARN("skipped: no ../shared/corpus beside this checkout");
        return;
    }
    CHECK(std::size(imported) + std::size(refused) == 42);
    const arena::testing::TemporaryFolder folder;
    for (const Row& row : imported) {
        CAPTURE(row.path);
        const std::string here = folder.path(row.path);
        auto blueprint = read(root + "/" + row.path, here + "/scratch");
        REQUIRE_OK(blueprint);
        CHECK(blueprint->format == row.format);
        CHECK(test_count(*blueprint) == row.tests);
        CHECK(blueprint->groups.size() == row.groups);
        CHECK(blueprint->changes.size() == row.changes);
        std::filesystem::create_directories(here + "/out");
        CHECK(write_kattis(*blueprint, here + "/out", {}).has_value());
        auto package = read_package(here + "/out");
        REQUIRE_OK(package);
        CHECK(package->format == Format::kattis_2025_09);
        CHECK(package->cases.size() == row.tests);
        CHECK(package->time_limit.limit_s.value_or(0) == row.time_limit_s);
        CHECK(max_score_of(*package) == row.max_score);
    }
    for (const Row& row : refused) {
        CAPTURE(row.path);
        auto blueprint = read(root + "/" + row.path, folder.path(row.path));
        REQUIRE_FALSE(blueprint.has_value());
        CHECK_THAT(blueprint.error().message, Catch::Matchers::ContainsSubstring(row.format));
        CHECK(blueprint.error().message.find('\n') == std::string::npos);
    }
}

TEST_CASE("import: what is written says what was read", "[core][corpus]") {
    const std::string root = corpus();
    if (root.empty()) {
        WARN("skipped: no ../shared/corpus beside this checkout");
        return;
    }
    const arena::testing::TemporaryFolder folder;
    for (const Row& row : imported) {
        CAPTURE(row.path);
        const std::string here = folder.path(row.path);
        auto first = read(root + "/" + row.path, here + "/scratch");
        REQUIRE_OK(first);
        std::filesystem::create_directories(here + "/1");
        std::filesystem::create_directories(here + "/2");
        CHECK(write_kattis(*first, here + "/1", {}).has_value());
        auto second = read(here + "/1", here + "/scratch2");
        REQUIRE_OK(second);
        CHECK(second->changes.empty());
        CHECK(write_kattis(*second, here + "/2", {}).has_value());
        auto one = read_package(here + "/1");
        auto two = read_package(here + "/2");
        REQUIRE_OK(one);
        REQUIRE_OK(two);
        CHECK(one->time_limit.limit_s == two->time_limit.limit_s);
        CHECK(one->memory_bytes == two->memory_bytes);
        CHECK(one->uuid == two->uuid);
        REQUIRE(one->groups.size() == two->groups.size());
        for (std::size_t i = 0; i < one->groups.size(); ++i) {
            CHECK(one->groups[i].name == two->groups[i].name);
            CHECK(one->groups[i].max_score == two->groups[i].max_score);
            CHECK(one->groups[i].scoring == two->groups[i].scoring);
            CHECK(one->groups[i].require_pass == two->groups[i].require_pass);
        }
        REQUIRE(one->cases.size() == two->cases.size());
        for (std::size_t i = 0; i < one->cases.size(); ++i) {
            CHECK(one->cases[i].name == two->cases[i].name);
            CHECK(one->cases[i].validator_args == two->cases[i].validator_args);
        }
    }
}
