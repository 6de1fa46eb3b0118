// Import, export to the same format, import again: limits, tests, groups and expectations are the
// same. Over sketches of each format and over the corpus.
#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/problem/export_package.hpp"
#include "core/problem/foreign_format.hpp"
#include "core/problem/write_kattis.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/source_tree.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena;
using namespace arena::problem;

namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string verdicts_text(std::vector<Verdict> verdicts) {
    std::sort(verdicts.begin(), verdicts.end());
    std::string out;
    for (Verdict verdict : verdicts) out += std::string(name(verdict)) + " ";
    return out;
}

/// What must not change, as text that a failure can show.
std::string facts_of(const Package& package, bool with_samples) {
    std::string out;
    const auto add = [&out](const std::string& what, double value) {
        out += what + " " + std::to_string(value) + "\n";
    };
    add("time", package.time_limit.limit_s.value_or(0));
    add("memory", static_cast<double>(package.memory_bytes.value_or(0)));
    for (const Group& group : package.groups) {
        if (group.name.empty() || (group.name == "sample" && !with_samples)) continue;
        out += "group " + std::to_string(group.cases.size()) + " tests, rule " +
               std::to_string(static_cast<int>(group.scoring)) + ", needs " +
               std::to_string(group.require_pass.size()) + ", ";
        add("most", package.scoring ? group.max_score.value_or(-1) : 0);
    }
    for (const Case& test : package.cases) {
        if (test.is_sample && !with_samples) continue;
        out += "test in group " + std::to_string(test.group) + ": " + bytes_of(test.input_path) +
               " -> " + (test.answer_path.empty() ? "" : bytes_of(test.answer_path)) + "\n";
    }
    std::vector<std::string> submissions;
    for (const Submission& submission : package.submissions) {
        std::string line = bytes_of(submission.program.files.front());
        for (const Expectation& rule : submission.expectations) {
            line += " | " + verdicts_text(rule.permitted) + "/ " + verdicts_text(rule.required) +
                    "/ " + verdicts_text(rule.overall) + rule.cases;
        }
        submissions.push_back(line);
    }
    std::sort(submissions.begin(), submissions.end());
    for (const std::string& line : submissions) out += "submission " + line + "\n";
    return out;
}

struct Trip {
    arena::testing::TemporaryFolder folder;
    int count = 0;

    std::string fresh(const std::string& name) {
        const std::string path = folder.path(name + std::to_string(++count));
        std::filesystem::create_directories(path);
        return path;
    }

    Package native(const std::string& source) {
        ImportOptions options;
        options.scratch = fresh("scratch");
        auto blueprint = read_foreign(source, "trip", options);
        REQUIRE_OK(blueprint);
        const std::string path = fresh("native");
        const auto written = write_kattis(*blueprint, path, {});
        REQUIRE_OK(written);
        auto package = read_package(path);
        REQUIRE_OK(package);
        return *std::move(package);
    }

    struct Exported {
        std::string path;
        ExportReport report;
    };
    Exported exported(const Package& package, ExportFormat format) {
        auto opened = PackageFolder::open(package.path);
        REQUIRE_OK(opened);
        auto blueprint = blueprint_of(*opened, package);
        REQUIRE_OK(blueprint);
        std::string path = fresh("exported");
        auto report = export_package(*blueprint, format, path);
        REQUIRE_OK(report);
        return {std::move(path), *std::move(report)};
    }

    /// The facts of `source`, and those after the way there and back.
    std::pair<std::string, std::string> there_and_back(const std::string& source,
                                                       ExportFormat format, bool with_samples) {
        const Package first = native(source);
        const auto [out, report] = exported(first, format);
        return {facts_of(first, with_samples), facts_of(native(out), with_samples)};
    }
};

void same_after(ExportFormat format, Trip& trip, const std::string& source,
                bool with_samples = true) {
    const auto [before, after] = trip.there_and_back(source, format, with_samples);
    CHECK(before == after);
}

std::string corpus() {
    return arena::testing::shared_path("corpus");
}

void write_tests(const arena::testing::TemporaryFolder& folder, const std::string& stem,
                 const std::string& answer, int count) {
    for (int i = 1; i <= count; ++i) {
        folder.write(stem + std::to_string(i) + (answer == ".a" ? "" : ".in"),
                     std::to_string(i) + "\n");
        folder.write(stem + std::to_string(i) + answer, std::to_string(10 * i) + "\n");
    }
}

}  // namespace

TEST_CASE("round trip: Kattis and DOMjudge", "[core][import]") {
    Trip trip;
    const arena::testing::TemporaryFolder source;
    source.write("problem.yaml", "name: P\nlimits: {memory: 128}\n");
    source.write(".timelimit", "3\n");
    write_tests(source, "data/sample/", ".ans", 1);
    write_tests(source, "data/secret/g", ".ans", 3);
    for (const char* folder :
         {"accepted", "wrong_answer", "time_limit_exceeded", "run_time_error"}) {
        source.write(std::string("submissions/") + folder + "/a.py", std::string(folder) + "\n");
    }
    same_after(ExportFormat::kattis, trip, source.path());
    same_after(ExportFormat::domjudge, trip, source.path());
}

TEST_CASE("round trip: submissions stay in the folders that promise for them", "[core][import]") {
    Trip trip;
    const arena::testing::TemporaryFolder source;
    source.write("problem.yaml", "name: P\n");
    source.write("domjudge-problem.ini", "timelimit = 3\n");
    write_tests(source, "data/secret/g", ".ans", 1);
    for (const char* folder :
         {"accepted", "rejected", "run_time_error", "time_limit_exceeded", "wrong_answer"}) {
        source.write(std::string("submissions/") + folder + "/a.py", "");
        source.write(std::string("submissions/") + folder + "/b.py", "");
    }
    const auto folders_of = [](const Package& package) {
        std::string out;
        for (const Submission& submission : package.submissions) {
            out += submission.directory + "/" + submission.program.name + " ";
        }
        return out;
    };
    const std::string all =
        "accepted/a.py accepted/b.py rejected/a.py rejected/b.py run_time_error/a.py "
        "run_time_error/b.py time_limit_exceeded/a.py time_limit_exceeded/b.py wrong_answer/a.py "
        "wrong_answer/b.py ";
    const Package native = trip.native(source.path());
    CHECK(folders_of(native) == all);
    for (const ExportFormat format : {ExportFormat::kattis, ExportFormat::domjudge}) {
        const auto [out, report] = trip.exported(native, format);
        auto again = read_package(out);
        REQUIRE_OK(again);
        CHECK(folders_of(*again) == all);
        // A slow program of the legacy formats may also answer wrongly.
        for (const Submission& submission : again->submissions) {
            if (submission.directory != "time_limit_exceeded") continue;
            const auto& permitted = submission.expectations.front().permitted;
            CHECK(std::count(permitted.begin(), permitted.end(), Verdict::WA) == 1);
            CHECK(submission.use_for_time_limit_upper);
        }
    }
}

TEST_CASE("round trip: who is partially accepted stays so", "[core][import]") {
    Trip trip;
    const arena::testing::TemporaryFolder source;
    source.write("problem.yaml", "name: P\ntype: scoring\n");
    source.write(".timelimit", "3\n");
    write_tests(source, "data/secret/g", ".ans", 2);
    source.write("data/testdata.yaml", "on_reject: continue\nrange: 0 2\ngrader_flags: sum\n");
    source.write("submissions/partially_accepted/half.py", "");
    const Package native = trip.native(source.path());
    const auto stays = [](const Package& package) {
        REQUIRE(package.submissions.size() == 1);
        CHECK(package.submissions[0].directory == "partially_accepted");
        REQUIRE(package.submissions[0].expectations.size() == 1);
        CHECK(package.submissions[0].expectations[0].less_than_full_score);
    };
    stays(native);
    const auto [out, report] = trip.exported(native, ExportFormat::domjudge);
    for (const ImportNote& note : report.dropped)
        CHECK(note.what.find("half") == std::string::npos);
    const auto again = read_package(out);
    REQUIRE_OK(again);
    stays(*again);
}

TEST_CASE("round trip: points through the legacy grader", "[core][import]") {
    Trip trip;
    const arena::testing::TemporaryFolder source;
    source.write("problem.yaml",
                 "problem_format_version: 2025-09\ntype: scoring\nname: P\nuuid: u\n"
                 "limits: {time_limit: 2}\n");
    write_tests(source, "data/sample/", ".ans", 1);
    write_tests(source, "data/secret/1-small/", ".ans", 2);
    write_tests(source, "data/secret/2-each/", ".ans", 3);
    write_tests(source, "data/secret/3-least/", ".ans", 2);
    source.write("data/secret/1-small/test_group.yaml", "max_score: 20\n");
    source.write("data/secret/2-each/test_group.yaml", "max_score: 30\nscore_aggregation: sum\n");
    source.write("data/secret/3-least/test_group.yaml", "max_score: 50\nscore_aggregation: min\n");
    same_after(ExportFormat::kattis, trip, source.path());
    same_after(ExportFormat::domjudge, trip, source.path());
    source.write("data/secret/2-each/test_group.yaml",
                 "max_score: 30\nscore_aggregation: sum\nrequire_pass: [secret/1-small, sample]\n");
    same_after(ExportFormat::kattis, trip, source.path());
}

TEST_CASE("round trip: Polygon", "[core][import]") {
    Trip trip;
    const arena::testing::TemporaryFolder source;
    write_tests(source, "tests/0", ".a", 5);
    for (const char* file : {"a.cpp", "b.py", "c.py", "d.py", "e.py", "f.py", "check.cpp"}) {
        source.write(file, std::string("// ") + file + "\n");
    }
    const auto solution = [](const std::string& tag, const std::string& file) {
        return "<solution tag='" + tag + "'><source path='" + file + "'/></solution>";
    };
    source.write(
        "problem.xml",
        "<problem short-name='p'><names><name language='russian' value='P'/></names>"
        "<judging input-file='' output-file=''><testset name='tests'><time-limit>1500</time-limit>"
        "<memory-limit>268435456</memory-limit><input-path-pattern>tests/%02d</input-path-pattern>"
        "<answer-path-pattern>tests/%02d.a</answer-path-pattern><tests>"
        "<test method='manual' group='0' points='0.0' sample='true'/>"
        "<test method='manual' group='1' points='20'/><test method='manual' group='1' points='0'/>"
        "<test method='manual' group='2' points='40'/><test method='manual' group='2' points='40'/>"
        "</tests><groups><group name='0' points-policy='complete-group'/>"
        "<group name='1' points='20' points-policy='complete-group'>"
        "<dependencies><dependency group='0'/></dependencies></group>"
        "<group name='2' points-policy='each-test'>"
        "<dependencies><dependency group='1'/></dependencies></group></groups></testset></judging>"
        "<assets><checker name='check.cpp' type='testlib'><source path='check.cpp'/></checker>"
        "<solutions>" +
            solution("main", "a.cpp") + solution("wrong-answer", "b.py") +
            solution("time-limit-exceeded", "c.py") +
            solution("time-limit-exceeded-or-accepted", "d.py") +
            solution("memory-limit-exceeded", "e.py") + solution("rejected", "f.py") +
            "</solutions></assets></problem>");
    same_after(ExportFormat::polygon, trip, source.path());
    const Package before = trip.native(source.path());
    const auto [out, report] = trip.exported(before, ExportFormat::polygon);
    CHECK(report.dropped.empty());
    CHECK(bytes_of(out + "/files/check.cpp") == "// check.cpp\n");
}

TEST_CASE("round trip: DMOJ", "[core][import]") {
    Trip trip;
    for (const char* checker : {"standard", "identical", "rstripped", "sorted", "unordered", "easy",
                                "{name: floats, args: {precision: 4}}", "linecount"}) {
        CAPTURE(checker);
        const arena::testing::TemporaryFolder source;
        write_tests(source, "", ".out", 4);
        source.write("init.yml",
                     "checker: " + std::string(checker) +
                         "\ntest_cases:\n- {in: 1.in, out: 1.out, points: 5}\n"
                         "- points: 20\n  batched: [{in: 2.in, out: 2.out}]\n"
                         "- points: 30\n  dependencies: [1]\n"
                         "  batched: [{in: 3.in, out: 3.out}, {in: 4.in, out: 4.out}]\n");
        same_after(ExportFormat::dmoj, trip, source.path());
    }
}

TEST_CASE("round trip: plain folder", "[core][import]") {
    Trip trip;
    const arena::testing::TemporaryFolder source;
    write_tests(source, "", ".out", 11);
    same_after(ExportFormat::plain, trip, source.path());
}

TEST_CASE("round trip: what of the corpus can be imported", "[core][corpus]") {
    const std::string root = corpus();
    if (root.empty()) {
        WARN("skipped: no ../shared/corpus beside this checkout");
        return;
    }
    struct Row {
        const char* path;
        ExportFormat format;
        bool with_samples = true;
    };
    for (const Row& row :
         {Row{"kattis-problemtools/hello", ExportFormat::kattis},
          Row{"kattis-problemtools/oddecho", ExportFormat::kattis},
          Row{"format-2025-09/passfail", ExportFormat::kattis},
          Row{"format-2025-09/scoring", ExportFormat::kattis},
          Row{"bapctools-2025-09/fltcmp", ExportFormat::kattis},
          Row{"bapctools-2025-09/testexpectations", ExportFormat::kattis},
          Row{"karwa2023/impossible", ExportFormat::kattis},
          Row{"karwa2025/etoile", ExportFormat::kattis},
          Row{"icpc-problems/basicbrewing", ExportFormat::kattis},
          Row{"kattis-scoring/stepways", ExportFormat::kattis},
          Row{"domjudge/fltcmp", ExportFormat::domjudge},
          Row{"domjudge/addone", ExportFormat::domjudge},
          Row{"karwa2023/palindronium", ExportFormat::domjudge},
          Row{"polygon/closest-pair-full", ExportFormat::polygon},
          Row{"dmoj/aplusb", ExportFormat::dmoj}, Row{"dmoj/batched", ExportFormat::dmoj},
          Row{"dmoj/batch_dependencies", ExportFormat::dmoj},
          Row{"dmoj/floats", ExportFormat::dmoj}}) {
        CAPTURE(row.path);
        Trip trip;
        same_after(row.format, trip, root + "/" + row.path, row.with_samples);
    }
}
