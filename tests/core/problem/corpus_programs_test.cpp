// The corpus with its programs put back as empty files: which of them are submissions, validators.
//
// CODE_FILES.txt lists the programs that were left out of the corpus; the counts below were taken
// from that list by hand.
#include <filesystem>
#include <fstream>

#include "core/problem/package.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/source_tree.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena::problem;

namespace {

struct Programs {
    const char* path;
    std::size_t submissions;
    const char* output_validator;
    std::size_t input_validators;
};

const Programs expected[] = {
    {"kattis-problemtools/different", 21, "different_validator", 2},
    {"kattis-problemtools/guess", 12, "guess_validator", 1},
    {"kattis-problemtools/hello", 8, "", 1},
    {"kattis-problemtools/oddecho", 3, "", 1},
    {"format-2025-09/passfail", 3, "", 1},
    {"format-2025-09/scoring", 3, "", 1},
    {"bapctools-2025-09/boolfind", 7, "output_validator", 1},
    {"bapctools-2025-09/constants", 2, "output_validator", 2},
    {"bapctools-2025-09/fltcmp", 3, "", 1},
    {"bapctools-2025-09/guess", 20, "output_validator", 1},
    {"bapctools-2025-09/interactivemultipass", 5, "interctive_multipass_validator.py", 1},
    {"bapctools-2025-09/testexpectations", 9, "validator.py", 0},
    {"domjudge/addone", 9, "", 0},
    {"domjudge/fltcmp", 4, "", 0},
    {"domjudge/hangman", 9, "validator.py", 0},
    {"domjudge/knapsack", 7, "knapsack_validator", 0},
    {"karwa2023/horizoncomplexe", 4, "", 0},
    {"karwa2023/impossible", 5, "", 0},
    {"karwa2023/palindronium", 8, "", 0},
    {"karwa2023/stockagefacile", 9, "", 0},
    {"karwa2024/antennes", 6, "antennes_validator", 1},
    {"karwa2024/meurtrier", 6, "murder_validator", 0},
    {"karwa2025/elixir", 3, "", 1},
    {"karwa2025/etoile", 10, "", 1},
    {"icpc-problems/basicbrewing", 12, "", 1},
    {"icpc-problems/indexcase", 6, "", 1},
    {"icpc-problems/infinityissues", 8, "output_validator.cpp", 1},
    {"kattis-scoring/stepways", 2, "", 1},
};

std::string corpus() {
    return arena::testing::shared_path("corpus");
}

// A copy of the package with an empty file for each program that it had.
void rebuild(const std::string& root, const std::string& path,
             const arena::testing::TemporaryFolder& into) {
    std::filesystem::copy(root + "/" + path, into.path(), std::filesystem::copy_options::recursive);
    std::ifstream list(root + "/CODE_FILES.txt");
    const std::string head = "./" + path + "/";
    for (std::string line; std::getline(list, line);) {
        if (line.compare(0, head.size(), head) == 0) into.write(line.substr(head.size()), "");
    }
}

std::size_t matching_blocks(const Package& package) {
    std::size_t count = 0;
    for (const std::string& note : package.notes) {
        if (note.find("matches no submission") != std::string::npos) ++count;
    }
    return count;
}

const Submission* find(const Package& package, const std::string& path) {
    for (const Submission& submission : package.submissions) {
        if (submission.directory + "/" + submission.program.name == path) return &submission;
    }
    return nullptr;
}

}  // namespace

TEST_CASE("corpus: submissions and validators are found where they lay", "[core][corpus]") {
    const std::string root = corpus();
    if (root.empty()) {
        WARN("skipped: no corpus beside this checkout");
        return;
    }
    for (const Programs& programs : expected) {
        INFO(programs.path);
        const arena::testing::TemporaryFolder folder;
        rebuild(root, programs.path, folder);
        const auto package = read_package(folder.path());
        REQUIRE_OK(package);
        CHECK(package->submissions.size() == programs.submissions);
        CHECK((package->output_validator ? package->output_validator->name : "") ==
              programs.output_validator);
        CHECK(package->input_validators.size() == programs.input_validators);
        const Submission* frequency = find(*package, "time_limit_exceeded/run_frequency");
        if (frequency != nullptr) CHECK(frequency->entrypoint == "main.py");
        CHECK((package->validator == ValidatorKind::custom) ==
              (programs.output_validator[0] != '\0'));
    }
}

TEST_CASE("corpus: the expectations of testexpectations meet their submissions", "[core][corpus]") {
    const std::string root = corpus();
    if (root.empty()) {
        WARN("skipped: no corpus beside this checkout");
        return;
    }
    const arena::testing::TemporaryFolder folder;
    rebuild(root, "bapctools-2025-09/testexpectations", folder);
    const auto package = read_package(folder.path());
    REQUIRE_OK(package);
    // accepted, ac_or_wa/wa.py, expansion/..., wa/ac*, match and its two, match_wa.py,
    // */nested_wa.py: nothing of that name lies there.
    CHECK(matching_blocks(*package) == 9);
    const Submission* metadata = find(*package, "ac_or_wa/metadata");
    REQUIRE(metadata != nullptr);
    CHECK(metadata->language == "python3");
    CHECK(metadata->entrypoint == "ac.py");
    const Submission* sleep = find(*package, "tle/sleep.py");
    REQUIRE(sleep != nullptr);
    CHECK(sleep->use_for_time_limit_lower);
    CHECK(sleep->use_for_time_limit_upper);
    const Submission* answer = find(*package, "wa/42.py");
    REQUIRE(answer != nullptr);
    CHECK(answer->expectations.back().cases == "secret/*42");
    const Submission* hello = find(*package, "wa/hello.py");
    REQUIRE(hello != nullptr);
    CHECK(hello->expectations.back().message == "hello");
}
