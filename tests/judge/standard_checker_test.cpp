// The standard checkers of testlib and DMOJ as arena has them built in, against what their own
// sources say (MikeMirzayanov/testlib checkers/*.cpp, DMOJ/judge-server dmoj/checkers/*.py).
#include <sys/wait.h>

#include <cstdlib>

#include "core/problem/foreign_checker.hpp"
#include "core/problem/foreign_format.hpp"
#include "judge/checker_default.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena;
using namespace arena::problem;

namespace {

/// arena's standard checker as a program of this machine, built once.
class Program {
public:
    Program() {
        folder_.write("c.cpp", adapter_source("standard_checker"));
        const std::string command =
            "g++ -std=gnu++17 -o " + folder_.path("c") + " " + folder_.path("c.cpp");
        built_ = std::system(command.c_str()) == 0;
    }
    bool built() const { return built_; }

    /// 42 or 43, and the share that it wrote in `share`.
    int judge(const std::vector<std::string>& args, const std::string& answer,
              const std::string& output, std::string& share) const {
        folder_.write("ans", answer);
        folder_.write("out", output);
        std::filesystem::remove(folder_.path("score_multiplier.txt"));
        std::string command =
            folder_.path("c") + " /dev/null " + folder_.path("ans") + " " + folder_.path() + "/";
        for (const std::string& arg : args) command += " '" + arg + "'";
        const int status = std::system((command + " < " + folder_.path("out")).c_str());
        std::ifstream(folder_.path("score_multiplier.txt")) >> share;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    arena::testing::TemporaryFolder folder_;
    bool built_ = false;
};

const Program& program() {
    static const Program one;
    return one;
}

bool accepts(const Blueprint& blueprint, const std::string& answer, const std::string& output,
             std::string& share) {
    if (blueprint.output_validator) {
        const int status = program().judge(blueprint.validator_args, answer, output, share);
        CHECK((status == 42 || status == 43));
        return status == 42;
    }
    const auto flags = parse_compare_flags(blueprint.validator_args);
    REQUIRE_OK(flags);
    return !compare_output(answer, output, *flags);
}

struct Row {
    const char* checker;
    const char* answer;
    const char* output;
    bool accepted;
    const char* share = "";
};

const Row testlib[] = {
    {"wcmp", "a b\n", "a\n b", true},
    {"wcmp", "a b\n", "a B\n", false},
    {"wcmp", "a b\n", "a b c\n", false},
    {"wcmp", "a b\n", "a\n", false},
    {"ncmp", "1 -2 3\n", "1\n-2\n3\n", true},
    {"ncmp", "1 2\n", "1 02\n", false},
    {"ncmp", "0\n", "-0\n", false},
    {"ncmp", "1\n", "+1\n", false},
    {"icmp", "5\n", "5 5\n", false},
    {"hcmp", "123456789012345678901234567890\n", "123456789012345678901234567890", true},
    {"hcmp", "123456789012345678901234567890\n", "123456789012345678901234567891", false},
    {"lcmp", "a  b\nc\n", "a b\n c", true},
    {"lcmp", "a b\nc\n", "a\nb c\n", false},
    {"lcmp", "a\n", "a\n\n \n", true},
    {"lcmp", "a\n", "a\nb\n", false},
    {"lcmp", "a\n\nb\n", "a\nb\n", false},
    {"lcmp", "a\n\n", "a\n", true},
    {"lcmp", "a\n\n\n", "a\n", false},
    {"lcmp", "a\n", "A\n", false},
    {"fcmp", "a  b\n", "a b\n", false},
    {"fcmp", "a b\n", "a b", true},
    {"fcmp", "a b\n", "a b\r\n", true},
    {"fcmp", "a b\n", "a b \n", false},
    {"fcmp", "a b\n", "a b\n\n  \n", true},
    {"fcmp", "a\nb\n", "a\n", false},
    {"rcmp4", "1\n", "1.0001\n", true},
    {"rcmp4", "1\n", "1.00011\n", false},
    {"rcmp4", "10000\n", "10001\n", true},
    {"rcmp4", "10000\n", "10001.1\n", false},
    {"rcmp4", "0\n", "-0.0001\n", true},
    {"rcmp4", "1\n", "nan\n", false},
    {"rcmp4", "1 2\n", "1\n", false},
    {"rcmp4", "1\n", "1 2\n", false},
    {"rcmp6", "1\n", "1.000001\n", true},
    {"rcmp6", "1\n", "1.0000011\n", false},
    {"rcmp6", "1\n", "1e0\n", true},
    {"rcmp6", "1\n", "0x1\n", false},
    {"rcmp9", "1\n", "1.000000001\n", true},
    {"rcmp9", "1\n", "1.0000000011\n", false},
    {"rcmp", "1\n", "1.0000015\n", true},
    {"rcmp", "1\n", "1.0000016\n", false},
    {"rcmp", "1000000\n", "1000001\n", false},
    {"acmp", "1\n", "0.9999985\n", true},
    {"dcmp", "1000000\n", "1000001\n", true},
    {"yesno", "YES\n", "yes\n", true},
    {"yesno", "NO\n", "yes\n", false},
    {"yesno", "YES\n", "yes yes\n", false},
    {"nyesno", "YES NO\n", "Yes\nno\n", true},
    {"nyesno", "YES NO\n", "Yes\n", false},
    {"uncmp", "1 2 2 3\n", "3 2 1 2\n", true},
    {"uncmp", "1 2 2 3\n", "3 2 1 1\n", false},
    {"uncmp", "1 2\n", "1 2 2\n", false},
};

const Row dmoj[] = {
    {"standard", "a  b\n\nc\n", " a b\nc", true},
    {"standard", "a b\n", "a\nb\n", false},
    {"standard", "a b\n", "a b\rc", false},
    {"standard", "a b\n", "A b\n", false},
    {"standard", "1\n", "1 1\n", false},
    {"identical", "a\n", "a\n", true},
    {"identical", "a\n", "a", false},
    {"rstripped", "a b\nc\n", "a b  \nc\t\n", true},
    {"rstripped", "a b\n", " a b\n", false},
    {"rstripped", "a\n", "a\n\n", false},
    {"{name: rstripped, args: {filter_new_line: true}}", "a\n", "a\n\n", true},
    {"sorted", "b 1\na 2\n", "a   2\nb 1", true},
    {"sorted", "b 1\na 2\n", "b 2\na 1\n", false},
    {"{name: sorted, args: {split_on: whitespace}}", "b 1\na 2\n", "b 2 a 1\n", true},
    {"unordered", "1 2 3\n", "3\n2\n1\n", true},
    {"unordered", "1 2 3\n", "3 2\n", false},
    {"easy", "ab C\n", "c B\na", true},
    {"easy", "ab\n", "abb\n", false},
    {"floats", "1.0\n", "1.000001\n", true},
    {"floats", "1.0\n", "1.0000011\n", false},
    {"{name: floats, args: {precision: 2}}", "x 0.5\n", "x 0.509\n", true},
    {"{name: floats, args: {precision: 2}}", "x 0.5\n", "y 0.5\n", false},
    {"{name: floats, args: {precision: 2}}", "0.001\n", "0.0109\n", true},
    {"{name: floats, args: {precision: 2}}", "0.001\n", "0.0111\n", false},
    {"{name: floats, args: {precision: 2}}", "1\n", "nan\n", false},
    {"{name: floats, args: {precision: 2}}", "1 2\n", "1\n2\n", false},
    {"{name: floats, args: {precision: 2}}", "1\n\n2\n", "1\n2", true},
    {"{name: floats, args: {precision: 2, error_mode: absolute}}", "1000\n", "1000.1\n", false},
    {"{name: floats, args: {precision: 2, error_mode: relative}}", "1000\n", "1010\n", true},
    {"{name: floats, args: {precision: 2, error_mode: relative}}", "0\n", "0.001\n", false},
    {"{name: floats, args: {precision: 2}}", "0x10\n", "16\n", false},
    {"linecount", "a\nb\nc\nd\n", "a\nb\nc\nd\n", true},
    {"linecount", "a\nb\nc\nd\n", "a\n x\n c \nd\n", true, "0.75"},
    {"linecount", "a\nb\nc\nd\n", "a\n", true, "0.25"},
    {"linecount", "a\nb\n", "x\ny\n", false},
    {"linecount", "a\nb\n", "a\nb\nc\n", false},
    {"{name: linematches, args: {point_distribution: [1, 3]}}", "a\nb\n", "x\nb\n", true, "0.75"},
    {"{name: linematches, args: {point_distribution: [1, 3]}}", "a\nb\n", "a\n", false},
    {"{name: linematches, args: {point_distribution: [1, 3], filler_lines_required: false}}",
     "a\nb\n", "a\n", true, "0.25"},
};

void check(const Blueprint& blueprint, const Row& row) {
    CAPTURE(row.checker, row.answer, row.output);
    std::string share;
    CHECK(accepts(blueprint, row.answer, row.output, share) == row.accepted);
    CHECK(share == row.share);
}

}  // namespace

TEST_CASE("standard checkers: testlib's decide as testlib does", "[judge][import]") {
    if (!program().built()) {
        WARN("skipped: no g++");
        return;
    }
    for (const Row& row : testlib) {
        Blueprint blueprint;
        REQUIRE(apply_testlib_standard("std::" + std::string(row.checker) + ".cpp", blueprint));
        check(blueprint, row);
    }
}

TEST_CASE("standard checkers: DMOJ's decide as DMOJ does", "[judge][import]") {
    if (!program().built()) {
        WARN("skipped: no g++");
        return;
    }
    for (const Row& row : dmoj) {
        const arena::testing::TemporaryFolder folder;
        folder.write("1.in", "1\n");
        folder.write("init.yml", "checker: " + std::string(row.checker) +
                                     "\ntest_cases: [{in: 1.in, out: 1.in, points: 1}]\n");
        ImportOptions options;
        options.scratch = folder.path(".scratch");
        std::filesystem::create_directory(options.scratch);
        const auto blueprint = read_foreign(folder.path(), "p", options);
        REQUIRE_OK(blueprint);
        check(*blueprint, row);
    }
}
