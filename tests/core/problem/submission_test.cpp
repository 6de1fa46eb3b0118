// submissions/: what each folder, tag and glob expects.
#include "core/problem/submission.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/package_sketch.hpp"

using namespace arena::problem;
using arena::Verdict;
using arena::testing::has_note;
using arena::testing::PackageSketch;
using Catch::Matchers::ContainsSubstring;
using Verdicts = std::vector<Verdict>;

namespace {

const std::string newest = "problem_format_version: 2025-09\nname: X\nuuid: u\n";
const Verdicts crash{Verdict::RTE, Verdict::MLE, Verdict::OLE};

Package read(const PackageSketch& sketch) {
    auto package = sketch.read();
    REQUIRE_OK(package);
    return std::move(*package);
}

Submission find(const Package& package, const std::string& path) {
    for (const Submission& submission : package.submissions) {
        if (submission.directory + "/" + submission.program.name == path) return submission;
    }
    FAIL("no submission " << path);
    return {};
}

// A package with one submission in each of `paths`.
PackageSketch with_submissions(const std::string& manifest,
                               std::initializer_list<const char*> paths) {
    PackageSketch sketch(manifest);
    for (const char* path : paths) sketch.write("submissions/" + std::string(path), "print(1)\n");
    return sketch;
}

bool contains(const Verdicts& verdicts, Verdict verdict) {
    return std::find(verdicts.begin(), verdicts.end(), verdict) != verdicts.end();
}

}  // namespace

TEST_CASE("submission: folders of legacy and 2025-09 promise different things", "[core]") {
    const auto legacy = directory_expectation("time_limit_exceeded", Format::legacy);
    CHECK(legacy->permitted == Verdicts{Verdict::AC, Verdict::TLE, Verdict::WA});
    CHECK(legacy->required == Verdicts{Verdict::TLE});
    const auto newer = directory_expectation("time_limit_exceeded", Format::kattis_2025_09);
    CHECK(newer->permitted == Verdicts{Verdict::AC, Verdict::TLE});
    CHECK(directory_expectation("run_time_error", Format::legacy)->permitted.empty());
    CHECK(directory_expectation("run_time_error", Format::legacy)->required == crash);
    CHECK_FALSE(contains(directory_expectation("run_time_error", Format::kattis_2025_09)->permitted,
                         Verdict::WA));
    CHECK(directory_expectation("accepted", Format::legacy)->permitted == Verdicts{Verdict::AC});
    CHECK_FALSE(
        contains(directory_expectation("rejected", Format::kattis_2025_09)->required, Verdict::AC));
    const auto brute = directory_expectation("brute_force", Format::kattis_2025_09);
    CHECK_FALSE(contains(brute->permitted, Verdict::WA));
    CHECK_FALSE(contains(brute->required, Verdict::AC));
    const auto partial = directory_expectation("partially_accepted", Format::legacy);
    CHECK(partial->overall == Verdicts{Verdict::AC});
    CHECK(partial->less_than_full_score);
    CHECK(directory_expectation("memory_limit_exceeded", Format::legacy)->overall ==
          Verdicts{Verdict::MLE});
    CHECK_FALSE(directory_expectation("slow_accepted", Format::legacy).has_value());
}

TEST_CASE("submission: files and folders are submissions, left-overs are not", "[core]") {
    const Package package = read(with_submissions(
        "name: x\n", {"accepted/a.py", "accepted/java/Main.java", "accepted/java/Other.java",
                      "accepted/b.py.disabled", "accepted/__pycache__/a.pyc", "accepted/.hidden.py",
                      "accepted/README.md", "wrong_answer/w.c", "stray.py"}));
    REQUIRE(package.submissions.size() == 3);
    CHECK(find(package, "accepted/java").program.files.size() == 2);
    CHECK(has_note(package, "ignored submissions/accepted/b.py.disabled"));
    CHECK(has_note(package, "ignored submissions/stray.py"));
    CHECK(find(package, "accepted/a.py").use_for_time_limit_lower);
    CHECK_FALSE(find(package, "wrong_answer/w.c").use_for_time_limit_lower);
}

TEST_CASE("submission: 2025-09 bounds the time limit by rule", "[core]") {
    const Package package = read(
        with_submissions(newest, {"accepted/a.py", "wrong_answer/w.py", "time_limit_exceeded/t.py",
                                  "brute_force/b.py", "rejected/r.py", "run_time_error/r.py"}));
    CHECK(find(package, "accepted/a.py").use_for_time_limit_lower);
    CHECK(find(package, "wrong_answer/w.py").use_for_time_limit_lower);
    CHECK(find(package, "run_time_error/r.py").use_for_time_limit_lower);
    CHECK(find(package, "time_limit_exceeded/t.py").use_for_time_limit_upper);
    CHECK_FALSE(find(package, "time_limit_exceeded/t.py").use_for_time_limit_lower);
    for (const char* path : {"brute_force/b.py", "rejected/r.py"}) {
        CHECK_FALSE(find(package, path).use_for_time_limit_lower);
        CHECK_FALSE(find(package, path).use_for_time_limit_upper);
    }
}

TEST_CASE("submission: DOMjudge's tags count outside the four standard folders", "[core]") {
    PackageSketch sketch("name: x\n");
    const std::string tag = "# @EXPECTED_RESULTS@: TIMELIMIT, wrong-answer\n";
    sketch.write("submissions/mixed/m.py", tag);
    sketch.write("submissions/accepted/a.py", tag);
    sketch.write("submissions/rejected/r.c", "/* @EXPECTED_RESULTS@: RUN-ERROR */\n");
    sketch.write("submissions/partial/p.py", "# @EXPECTED_SCORE@: 30.5\n");
    sketch.write("submissions/mixed/manual.py", "# @EXPECTED_RESULTS@: CHECK-MANUALLY\n");
    const Package package = read(sketch);
    const auto mixed = find(package, "mixed/m.py").expectations;
    REQUIRE(mixed.size() == 1);
    CHECK(mixed[0].overall == Verdicts{Verdict::TLE, Verdict::WA});
    CHECK(find(package, "accepted/a.py").expectations[0].permitted == Verdicts{Verdict::AC});
    const auto rejected = find(package, "rejected/r.c").expectations;
    REQUIRE(rejected.size() == 1);
    CHECK(rejected[0].overall == crash);
    const auto partial = find(package, "partial/p.py").expectations;
    REQUIRE(partial.size() == 1);
    CHECK(partial[0].score_min == 30.5);
    CHECK(partial[0].score_max == 30.5);
    CHECK(find(package, "mixed/manual.py").expectations.empty());
}

TEST_CASE("submission: a tag given twice or without a number is refused", "[core]") {
    PackageSketch twice("name: x\n");
    twice.write("submissions/mixed/m.py",
                "# @EXPECTED_RESULTS@: CORRECT\n# @EXPECTED_RESULTS@: WRONG-ANSWER\n");
    CHECK(twice.refusal() ==
          "submissions/mixed/m.py: the tag @EXPECTED_RESULTS@ is given twice: keep one");
    PackageSketch folder("name: x\n");
    folder.write("submissions/mixed/m/a.py", "# @EXPECTED_RESULTS@: CORRECT\n");
    folder.write("submissions/mixed/m/b.py", "# @EXPECTED_RESULTS@: CORRECT\n");
    CHECK_THAT(folder.refusal(), ContainsSubstring("a second file of this submission"));
    CHECK_THAT(PackageSketch("name: x\n")
                   .write("submissions/mixed/m.py", "# @EXPECTED_SCORE@: much\n")
                   .refusal(),
               ContainsSubstring("must be a number"));
}

TEST_CASE("submission: submissions.yaml replaces the rule of a default folder", "[core]") {
    PackageSketch sketch = with_submissions(newest, {"accepted/a.py", "wrong_answer/w.py"});
    sketch.write("submissions/submissions.yaml",
                 "accepted:\n  permitted: [WA]\n  required: [WA]\n"
                 "wrong_answer:\n  required: [AC]\n");
    const Package package = read(sketch);
    const auto accepted = find(package, "accepted/a.py").expectations;
    REQUIRE(accepted.size() == 1);
    CHECK(accepted[0].permitted == Verdicts{Verdict::WA});
    CHECK(accepted[0].required == Verdicts{Verdict::WA});
    const auto wrong = find(package, "wrong_answer/w.py").expectations;
    REQUIRE(wrong.size() == 1);
    CHECK(wrong[0].permitted == Verdicts{Verdict::AC, Verdict::WA});
    CHECK(wrong[0].required == Verdicts{Verdict::AC});
    CHECK(wrong[0].source == "submissions/submissions.yaml line 4");
}

TEST_CASE("submission: submissions.yaml adds rules by glob and brace", "[core]") {
    PackageSketch sketch = with_submissions(
        newest, {"accepted/ac.py", "accepted/ac.cpp", "wa/odd.py", "wa/main/main.py"});
    sketch.write("submissions/submissions.yaml",
                 "accepted/ac.{py,cpp}:\n  permitted: [AC]\n"
                 "wa:\n  permitted: [AC, WA]\n  required: [WA]\n  authors: Bob\n"
                 "wa/main:\n  language: python3\n  entrypoint: main.py\n  model_solution: false\n"
                 "wa/odd.py:\n  sample:\n    permitted: [AC]\n  secret/*-hard:\n"
                 "    permitted: [AC, RTE]\n    required: [RTE]\n  score: [0, 30]\n"
                 "  message: odd numbers\n"
                 "nobody/*.py:\n  permitted: [AC]\n");
    const Package package = read(sketch);
    CHECK(find(package, "accepted/ac.py").expectations.size() == 2);
    CHECK(find(package, "accepted/ac.cpp").expectations.size() == 2);
    const Submission main = find(package, "wa/main");
    CHECK(main.language == "python3");
    CHECK(main.entrypoint == "main.py");
    const auto odd = find(package, "wa/odd.py").expectations;
    REQUIRE(odd.size() == 4);
    CHECK(odd[1].score_min == 0);
    CHECK(odd[1].score_max == 30);
    CHECK(odd[1].message == "odd numbers");
    CHECK(odd[2].cases == "sample");
    CHECK(odd[3].cases == "secret/*-hard");
    CHECK(odd[3].required == crash);
    CHECK(has_note(package, "'nobody/*.py' matches no submission"));
}

TEST_CASE("submission: submissions.yaml opts in and out of the time limit", "[core]") {
    PackageSketch sketch = with_submissions(
        newest,
        {"accepted/a.py", "accepted/slow.py", "rejected/g.py", "rejected/l.py", "rejected/u.py"});
    sketch.write("submissions/submissions.yaml",
                 "accepted:\n  use_for_time_limit: false\n"
                 "accepted/a.py:\n  permitted: [AC]\n"
                 "rejected/g.py:\n  sample:\n    permitted: [AC]\n"
                 "rejected/l.py:\n  use_for_time_limit: lower\n"
                 "rejected/u.py:\n  use_for_time_limit: upper\n");
    const Package package = read(sketch);
    CHECK(find(package, "accepted/a.py").use_for_time_limit_lower);
    CHECK_FALSE(find(package, "accepted/slow.py").use_for_time_limit_lower);
    CHECK_FALSE(find(package, "accepted/slow.py").expectations[0].bounds_time_limit);
    CHECK(find(package, "rejected/g.py").use_for_time_limit_lower);
    CHECK(find(package, "rejected/l.py").use_for_time_limit_lower);
    CHECK_FALSE(
        contains(find(package, "rejected/l.py").expectations.back().permitted, Verdict::TLE));
    CHECK(find(package, "rejected/u.py").use_for_time_limit_upper);
}

TEST_CASE("submission: a broken submissions.yaml is told with its line", "[core]") {
    const auto refusal = [](const std::string& text) {
        return with_submissions(newest, {"accepted/a.py"})
            .write("submissions/submissions.yaml", text)
            .refusal();
    };
    const std::string place = "submissions/submissions.yaml line 2: ";
    CHECK_THAT(refusal("accepted:\n  permitted: [PERHAPS]\n"),
               ContainsSubstring(place + "permitted names no verdict: 'PERHAPS'"));
    CHECK_THAT(refusal("accepted:\n  required: []\n"), ContainsSubstring(place + "required is an"));
    CHECK_THAT(refusal("accepted:\n  score: [3, 1]\n"), ContainsSubstring(place + "score must be"));
    CHECK_THAT(refusal("accepted:\n  expects: WA\n"), ContainsSubstring("unknown key 'expects'"));
    CHECK_THAT(refusal("accepted:\n  use_for_time_limit: maybe\n"),
               ContainsSubstring(place + "use_for_time_limit"));
    CHECK_THAT(refusal("'**/a':\n  permitted: [AC]\n"), ContainsSubstring("uses ** or []"));
    CHECK_THAT(refusal("- accepted\n"), ContainsSubstring("line 1: expected globs"));
    CHECK(has_note(
        read(with_submissions(newest, {"accepted/a.py"})
                 .write("submissions/submissions.yaml", "accepted/*:\n  permitted: [WA]\n")),
        "permit no verdict at all"));
}

TEST_CASE("submission: DOMjudge's submissions.json names entry points", "[core]") {
    PackageSketch sketch("name: x\n");
    sketch.write("submissions/accepted/two/a.py", "").write("submissions/accepted/two/b.py", "");
    sketch.write(
        "submissions.json",
        "{\n    \"submissions/accepted/two/\": {\n        \"entry_point\": \"b.py\"\n    }\n}\n");
    CHECK(find(read(sketch), "accepted/two").entrypoint == "b.py");
    CHECK(has_note(read(sketch.write("submissions.json", "[1, 2]\n")), "ignored submissions.json"));
    CHECK(has_note(read(sketch.write("submissions.json", "{\n")), "ignored submissions.json"));
}
