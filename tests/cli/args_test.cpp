#include "cli/args.hpp"

#include "cli/completion.hpp"
#include "cli/exit_status.hpp"
#include "cli/flag_value.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"
#include "cli/printable.hpp"
#include "tests/support/catch.hpp"

using namespace arena;
using namespace arena::cli;
using Catch::Matchers::ContainsSubstring;

namespace {

Result<JudgeArgs> judge_args(std::vector<std::string> words) {
    words.insert(words.begin(), "judge");
    const auto line = parse_command_line(words);
    if (!line) return tl::unexpected<Error>(line.error());
    return read_judge_args(*line);
}

std::string judge_error(std::vector<std::string> words) {
    words.emplace_back("sol.cpp");
    const auto args = judge_args(words);
    if (args) return "accepted";
    CHECK(args.error().code == ErrorCode::usage);
    return args.error().message;
}

}  // namespace

TEST_CASE("args: everything typed arrives", "[cli]") {
    const auto args = judge_args(
        {"a.cpp",     "--tests",  "x*",     "-p",           "problem",   "b.py",
         "--tests=y", "-j",       "1",      "--time-limit", "500ms",     "--memory-limit",
         "1G",        "--expect", "WA,tle", "--repeat",     "3",         "--stop-at-first",
         "--format",  "junit",    "-o",     "out.xml",      "--explain", "-v"});
    REQUIRE_OK(args);
    CHECK(args->solutions == std::vector<std::string>{"a.cpp", "b.py"});
    CHECK(args->test_globs == std::vector<std::string>{"x*", "y"});
    CHECK(args->problem == "problem");
    CHECK(args->jobs == 1);
    CHECK(args->limits.time_s == Approx(0.5));
    CHECK(args->limits.memory_bytes == 1024 * mib);
    CHECK(args->expected == std::vector<Verdict>{Verdict::WA, Verdict::TLE});
    CHECK(args->repeat == 3);
    CHECK(args->stop_at_first);
    CHECK(args->format == Format::junit);
    CHECK(args->output == "out.xml");
    CHECK(args->explain);
    CHECK(args->common.verbose);
}

TEST_CASE("args: defaults are AC, all tests, a table, one run", "[cli]") {
    const auto args = judge_args({"a.cpp"});
    REQUIRE_OK(args);
    CHECK(args->expected == std::vector<Verdict>{Verdict::AC});
    CHECK_FALSE(args->stop_at_first);
    CHECK(args->format == Format::table);
    CHECK(args->repeat == 1);
    CHECK_FALSE(args->jobs.has_value());
}

TEST_CASE("args: values out of range are refused by name", "[cli]") {
    for (const char* bad : {"0", "-1", "1e3", "nan", "inf", "0x10", "4000", "1m", "", "2 s"}) {
        CHECK_THAT(judge_error({"--time-limit", bad}), ContainsSubstring("--time-limit"));
    }
    for (const char* bad : {"0", "-256", "12T", "nan", "1e9", "0.0000001", "999999999G", "1.2.3"}) {
        CHECK_THAT(judge_error({"--memory-limit", bad}), ContainsSubstring("--memory-limit"));
    }
    for (const char* bad : {"0", "-2", "two", "1.5", "99999999999999999999"}) {
        CHECK_THAT(judge_error({"--jobs", bad}), ContainsSubstring("--jobs"));
        CHECK_THAT(judge_error({"--repeat", bad}), ContainsSubstring("--repeat"));
    }
    CHECK_THAT(judge_error({"--expect", "maybe"}), ContainsSubstring("AC, WA, TLE"));
    CHECK_THAT(judge_error({"--expect", "JE"}), ContainsSubstring("never the submission's"));
    CHECK_THAT(judge_error({"--format", "xml"}), ContainsSubstring("table, json"));
    CHECK_THAT(judge_error({"--tier", "restricted"}), ContainsSubstring("--allow-tier restricted"));
    CHECK_THAT(judge_error({"--tests", ""}), ContainsSubstring("--tests"));
    CHECK_THAT(judge_error({"--filter", "x"}), ContainsSubstring("--selftest"));
    CHECK_THAT(judge_error({"--all", "--stop-at-first"}), ContainsSubstring("contradict"));
    CHECK_THAT(judge_error({"--cache", "x", "--no-cache"}), ContainsSubstring("contradict"));
}

TEST_CASE("args: sizes and times are read with their units", "[cli]") {
    CHECK(read_size("--m", "256") == 256 * mib);
    CHECK(read_size("--m", "64M") == 64 * mib);
    CHECK(read_size("--m", "64mib") == 64 * mib);
    CHECK(read_size("--m", "1.5G") == 1536 * mib);
    CHECK(read_size("--m", "512K") == 512 * kib);
    CHECK(read_duration("--t", "2") == 2.0);
    CHECK(read_duration("--t", "0.25s") == 0.25);
    CHECK(read_duration("--t", "100ms") == Approx(0.1).epsilon(1e-12));
}

TEST_CASE("args: what stands after the program's name is the program's", "[cli]") {
    const auto line =
        parse_command_line({"run", "--time-limit", "2", "sol.py", "--jobs", "-x", "7"});
    REQUIRE_OK(line);
    const auto args = read_run_args(*line);
    REQUIRE_OK(args);
    CHECK(args->solution == "sol.py");
    CHECK(args->program_args == std::vector<std::string>{"--jobs", "-x", "7"});
    CHECK(args->limits.time_s == 2.0);
}

TEST_CASE("args: behind -- stand names, before it flags", "[cli]") {
    const auto judged = judge_args({"-p", "problem", "a.cpp", "--", "-odd.cpp", "--jobs"});
    REQUIRE_OK(judged);
    CHECK(judged->problem == "problem");
    CHECK(judged->solutions == std::vector<std::string>{"a.cpp", "-odd.cpp", "--jobs"});
    const auto run_args = [](const std::vector<std::string>& words) {
        const auto line = parse_command_line(words);
        REQUIRE_OK(line);
        const auto args = read_run_args(*line);
        REQUIRE_OK(args);
        return *args;
    };
    const RunArgs plain = run_args({"run", "--", "sol.py", "-x"});
    CHECK(plain.solution == "sol.py");
    CHECK(plain.program_args == std::vector<std::string>{"-x"});
    const RunArgs odd = run_args({"run", "--time-limit", "2", "--", "-odd.py", "--", "7"});
    CHECK(odd.limits.time_s == 2.0);
    CHECK(odd.solution == "-odd.py");
    CHECK(odd.program_args == std::vector<std::string>{"--", "7"});
    const RunArgs passed_on = run_args({"run", "sol.py", "a", "--", "-b"});
    CHECK(passed_on.program_args == std::vector<std::string>{"a", "--", "-b"});
    const auto made = parse_command_line({"problem", "new", "--type", "scoring", "--", "bridges"});
    REQUIRE_OK(made);
    CHECK(made->words == std::vector<std::string>{"bridges"});
    CHECK(made->last("--type") == "scoring");
}

TEST_CASE("args: one flag with two values is refused, the same twice is not", "[cli]") {
    const auto twice = [](std::string_view flag, std::string_view a, std::string_view b) {
        return std::string(flag) + " is given twice, as '" + std::string(a) + "' and as '" +
               std::string(b) + "': keep one";
    };
    CHECK(judge_error({"--time-limit", "1", "--time-limit=2"}) == twice("--time-limit", "1", "2"));
    CHECK(judge_error({"-p", "a", "--problem", "b"}) == twice("--problem", "a", "b"));
    CHECK(judge_error({"--format", "json", "--format", "table"}) ==
          twice("--format", "json", "table"));
    CHECK(judge_error({"--jobs", "1", "-j", "1", "-q", "--quiet"}) == "accepted");
    CHECK(judge_error({"--tests", "1", "--tests", "2"}) == "accepted");
    const auto around = parse_command_line({"--color", "never", "judge", "--color", "always"});
    REQUIRE_FALSE(around.has_value());
    CHECK(around.error().message == twice("--color", "never", "always"));
}

TEST_CASE("args: a mistyped word is answered with the nearest", "[cli]") {
    const auto message = [](std::vector<std::string> words) {
        const auto line = parse_command_line(words);
        REQUIRE_FALSE(line.has_value());
        CHECK(line.error().code == ErrorCode::usage);
        return line.error().message;
    };
    CHECK_THAT(message({"jugde"}), ContainsSubstring("did you mean judge?"));
    CHECK_THAT(message({"judge", "--tset", "x"}), ContainsSubstring("did you mean --tests?"));
    CHECK_THAT(message({"run", "--memry-limit", "5", "a.py"}),
               ContainsSubstring("did you mean --memory-limit?"));
    CHECK_THAT(message({"judge", "a.cpp", "--jobs"}), ContainsSubstring("--jobs needs a value"));
    CHECK_THAT(message({"judge", "a.cpp", "--explain=no"}), ContainsSubstring("takes no value"));
}

TEST_CASE("exit status: each kind of failure has its number", "[cli]") {
    CHECK(static_cast<int>(exit_status(ErrorCode::usage)) == 2);
    CHECK(static_cast<int>(exit_status(ErrorCode::not_found)) == 2);
    CHECK(static_cast<int>(exit_status(ErrorCode::unreadable)) == 2);
    CHECK(static_cast<int>(exit_status(ErrorCode::invalid_package)) == 2);
    CHECK(static_cast<int>(exit_status(ErrorCode::unsupported)) == 2);
    CHECK(static_cast<int>(exit_status(ErrorCode::host)) == 3);
    CHECK(static_cast<int>(exit_status(ErrorCode::internal)) == 3);
    CHECK(static_cast<int>(exit_status(ErrorCode::interrupted)) == 130);
}

TEST_CASE("help: fits 80 columns and names every flag", "[cli]") {
    for (const CommandSpec& spec : command_table()) {
        const std::string text = help_text(&spec, Screen{});
        for (const Flag& flag : spec.flags) {
            CHECK_THAT(text, ContainsSubstring(std::string(flag.name)));
        }
        for (std::size_t start = 0; start < text.size();) {
            const std::size_t end = text.find('\n', start);
            const std::string line = text.substr(start, end - start);
            CAPTURE(line);
            CHECK(display_width(line) <= 80);
            start = end + 1;
        }
    }
}

TEST_CASE("completion: every shell's script names every flag", "[cli]") {
    for (const char* shell : {"bash", "zsh", "fish"}) {
        const std::string script = completion_script(shell, "cpp20 python3");
        const bool is_fish = std::string_view(shell) == "fish";
        for (const CommandSpec& spec : command_table()) {
            CHECK_THAT(script, ContainsSubstring(std::string(own_name(spec))));
            for (const Flag& flag : spec.flags) {
                const std::string name(is_fish ? flag.name.substr(2) : flag.name);
                CHECK_THAT(script, ContainsSubstring(is_fish ? "-l " + name : name));
            }
        }
        CHECK_THAT(script, ContainsSubstring("cpp20 python3"));
    }
}
