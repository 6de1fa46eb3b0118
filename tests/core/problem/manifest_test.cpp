// problem.yaml: versions, types, names, validation, limits.
#include "tests/support/catch.hpp"
#include "tests/support/package_sketch.hpp"

using namespace arena::problem;
using arena::ErrorCode;
using arena::mib;
using arena::testing::has_note;
using arena::testing::PackageSketch;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string newest = "problem_format_version: 2025-09\nname: X\nuuid: u\n";

Package read(const std::string& manifest) {
    const PackageSketch sketch(manifest);
    auto package = sketch.read();
    REQUIRE_OK(package);
    return std::move(*package);
}

std::string refusal(const std::string& manifest) {
    return PackageSketch(manifest).refusal();
}

}  // namespace

TEST_CASE("manifest: the version decides the format, none means legacy", "[core]") {
    CHECK(read("name: X\n").format == Format::legacy);
    CHECK(read("problem_format_version: legacy-icpc\n").format == Format::legacy_icpc);
    CHECK(read("problem_format_version: 2023-07-draft\n").format == Format::draft_2023_07);
    CHECK(read("problem_format_version: 2023-07\n").format == Format::draft_2023_07);
    CHECK(read(newest).format == Format::kattis_2025_09);
    const auto package = PackageSketch("name: x\nproblem_format_version: 2031-01\n").read();
    REQUIRE_FALSE(package.has_value());
    CHECK(package.error().code == ErrorCode::unsupported);
    CHECK_THAT(package.error().message,
               ContainsSubstring("problem.yaml line 2: unknown problem_format_version '2031-01'"));
}

TEST_CASE("manifest: type is one word, words, or a list", "[core]") {
    CHECK_FALSE(read(newest).scoring);
    const Package words = read(newest + "type: pass-fail interactive\n");
    CHECK(words.interactive);
    CHECK(has_note(words, "type is read as a list"));
    const Package list = read(newest + "type: [scoring, multi-pass, interactive]\n");
    CHECK(list.scoring);
    CHECK(list.multi_pass);
    CHECK(list.interactive);
    CHECK(list.validator == ValidatorKind::custom);
    CHECK(read(newest + "type: submit-answer\n").submit_answer);
    CHECK(read(newest + "type: multi-pass\n").validator == ValidatorKind::custom);
    CHECK(read("type: interactive\n").validator == ValidatorKind::custom);
}

TEST_CASE("manifest: types that do not go together are refused", "[core]") {
    CHECK_THAT(refusal(newest + "type: [pass-fail, scoring]\n"),
               ContainsSubstring("problem.yaml line 4: type cannot be both"));
    CHECK_THAT(refusal(newest + "type: [submit-answer, interactive]\n"),
               ContainsSubstring("submit-answer cannot be interactive"));
    CHECK_THAT(refusal(newest + "type: [scoring, scoring]\n"), ContainsSubstring("given twice"));
    CHECK_THAT(refusal(newest + "type: foo\n"),
               ContainsSubstring("line 4: unknown type 'foo' (expected pass-fail, scoring,"));
    CHECK_THAT(refusal(newest + "type: ''\n"), ContainsSubstring("type is empty"));
    CHECK_THAT(refusal(newest + "type: {a: b}\n"), ContainsSubstring("line 4"));
}

TEST_CASE("manifest: names are one title or one a language", "[core]") {
    CHECK(read("name: Hello World!\n").names.at("en") == "Hello World!");
    const Package two = read("name:\n  en: Horizon\n  pt-BR: Horizonte\n");
    CHECK(two.names.at("pt-BR") == "Horizonte");
    CHECK(has_note(read("problem_format_version: 2025-09\n"), "no name"));
    CHECK(has_note(read("problem_format_version: 2025-09\n"), "no uuid"));
    CHECK(read("license: mit\n").notes.empty());
}

TEST_CASE("manifest: an unknown key is an error in 2025-09 and a note before", "[core]") {
    CHECK_THAT(refusal(newest + "colour: red\n"),
               ContainsSubstring("problem.yaml line 4: unknown key 'colour'"));
    CHECK(has_note(read("colour: red\n"), "ignored unknown key 'colour'"));
    CHECK_THAT(refusal(newest + "validation: custom\n"), ContainsSubstring("'validation'"));
}

TEST_CASE("manifest: legacy validation names what the validator does", "[core]") {
    CHECK(read("validation: default\n").validator == ValidatorKind::default_compare);
    CHECK(read("validation: custom\n").validator == ValidatorKind::custom);
    CHECK(read("validation: custom interactive\n").interactive);
    CHECK(read("type: scoring\nvalidation: custom score\n").scoring);
    const Package hangman =
        read("validation: custom multi-pass\nlimits:\n  validation_passes: 26\n");
    CHECK(hangman.multi_pass);
    CHECK(hangman.passes_max == 26);
    CHECK_THAT(refusal("validation: default interactive\n"), ContainsSubstring("needs custom"));
    CHECK_THAT(refusal("validation: custom fancy\n"), ContainsSubstring("unknown validation"));
    CHECK_THAT(refusal("validation: maybe\n"), ContainsSubstring("must begin with"));
}

TEST_CASE("manifest: validator flags reach every case, null means none", "[core]") {
    CHECK(read("validator_flags:\n").cases[0].validator_args.empty());
    CHECK(read("validator_flags: 'float_tolerance 1E-6'\n").cases[0].validator_args ==
          std::vector<std::string>{"float_tolerance", "1E-6"});
}

TEST_CASE("manifest: a custom validator without a program is read, with a note", "[core]") {
    const Package package = read("validation: custom\n");
    CHECK_FALSE(package.output_validator.has_value());
    CHECK(has_note(package, "no output validator"));
}

TEST_CASE("manifest: limits become bytes and seconds", "[core]") {
    const Package package =
        read(newest +
             "limits: {time_limit: 1.5, memory: 512, output: 8, code: 64, compilation_time: 30,\n"
             "  compilation_memory: 1024, validation_time: 20, validation_memory: 300,\n"
             "  validation_output: 4}\n");
    CHECK(package.time_limit.limit_s == 1.5);
    CHECK(package.time_limit.limit_source == "problem.yaml");
    CHECK(package.memory_bytes == 512 * mib);
    CHECK(package.output_bytes == 8 * mib);
    CHECK(package.code_bytes == 64 * 1024);
    CHECK(package.compile_s == 30);
    CHECK(package.compile_memory_bytes == 1024 * mib);
    CHECK(package.validation_s == 20);
    CHECK(package.validation_memory_bytes == 300 * mib);
    CHECK(package.validation_output_bytes == 4 * mib);
    CHECK_FALSE(read(newest).memory_bytes.has_value());
}

TEST_CASE("manifest: limits of zero or below, or unknown, are refused", "[core]") {
    for (const char* bad :
         {"memory: 0", "memory: -1", "memory: 1.5", "memory: lots", "time_limit: 0",
          "time_limit: -1", "time_limit: .nan", "time_limit: .inf", "time_limit: 1e9",
          "time_limit: 0.0009", "time_limit: 3601", "time_resolution: 0", "code: 0",
          "output: 99999999999", "validation_passes: 1",
          "time_multipliers: {ac_to_time_limit: 0.5}", "time_multipliers: {foo: 2}", "time: 5"}) {
        INFO(bad);
        CHECK_THAT(refusal(newest + "limits:\n  " + bad + "\n"),
                   ContainsSubstring("problem.yaml line 5: "));
        CHECK_THAT(refusal("limits:\n  " + std::string(bad) + "\n"),
                   ContainsSubstring("problem.yaml line 2: "));
    }
    CHECK_THAT(refusal("limits:\n  time_multiplier: 0\n"), ContainsSubstring("line 2"));
    CHECK_THAT(refusal("limits: 5\n"), ContainsSubstring("expected keys and values in limits"));
}

TEST_CASE("manifest: the rule for a time limit follows the format", "[core]") {
    const TimeLimitRule old = read("name: x\n").time_limit;
    CHECK_FALSE(old.limit_s.has_value());
    CHECK(old.accepted_multiplier == 5);
    CHECK(old.rejected_multiplier == 2);
    const TimeLimitRule draft = read("problem_format_version: 2023-07-draft\n").time_limit;
    CHECK(draft.accepted_multiplier == 2.0);
    CHECK(draft.rejected_multiplier == 1.5);
    const TimeLimitRule said =
        read(newest +
             "limits: {time_multipliers: {ac_to_time_limit: 3, time_limit_to_tle: 4}, "
             "time_resolution: 0.1}\n")
            .time_limit;
    CHECK(said.accepted_multiplier == 3);
    CHECK(said.rejected_multiplier == 4);
    CHECK(said.resolution_s == 0.1);
    const TimeLimitRule karwa =
        read("limits: {time_multiplier: 2, time_safety_margin: 1.5}\n").time_limit;
    CHECK(karwa.accepted_multiplier == 2);
    CHECK(karwa.rejected_multiplier == 1.5);
}

TEST_CASE("manifest: a time limit may lie in .timelimit or domjudge-problem.ini", "[core]") {
    PackageSketch sketch("name: x\n");
    sketch.write(".timelimit", "5\n");
    CHECK(sketch.read()->time_limit.limit_s == 5);
    CHECK(sketch.read()->time_limit.limit_source == ".timelimit");
    sketch.write("domjudge-problem.ini", "name = 'x'\r\nTimeLimit='2.5'\r\n");
    const auto package = sketch.read();
    REQUIRE_OK(package);
    CHECK(package->time_limit.limit_s == 2.5);
    CHECK(package->time_limit.limit_source == "domjudge-problem.ini");
    CHECK(has_note(*package, ".timelimit states another time limit"));
    sketch.write(".timelimit", "fast\n");
    CHECK_THAT(sketch.refusal(), ContainsSubstring(".timelimit: the time limit must be"));
    sketch.write(".timelimit", "0\n");
    CHECK_THAT(sketch.refusal(), ContainsSubstring("not '0'"));
}

TEST_CASE("manifest: 2025-09 passes over .timelimit and says so", "[core]") {
    PackageSketch sketch(newest);
    sketch.write(".timelimit", "5\n");
    const auto package = sketch.read();
    REQUIRE_OK(package);
    CHECK_FALSE(package->time_limit.limit_s.has_value());
    CHECK(has_note(*package, "ignored .timelimit"));
}

TEST_CASE("manifest: legacy grading keys are read where they have meaning", "[core]") {
    const Package package =
        read("type: scoring\ngrading: {objective: min, show_test_data_groups: true}\n");
    CHECK(package.objective_min);
    CHECK(package.grading == GradingRules::legacy_grader);
    const Group root = read(
                           "type: scoring\ngrading: {accept_score: 7, reject_score: 2, "
                           "range: 0 10, on_reject: grade}\n")
                           .groups[0];
    CHECK(root.accept_score == 7);
    CHECK(root.reject_score == 2);
    CHECK(root.range_max == 10);
    CHECK_FALSE(root.stop_on_reject);
    CHECK_THAT(refusal("type: scoring\ngrading: {range: 7}\n"), ContainsSubstring("range must be"));
    CHECK_THAT(refusal("type: scoring\ngrading: {objective: best}\n"),
               ContainsSubstring("objective must be min or max"));
    CHECK_THAT(refusal("type: scoring\ngrading: {foo: 1}\n"), ContainsSubstring("'foo'"));
}

TEST_CASE("manifest: constants keep their spelling", "[core]") {
    const Package package =
        read(newest + "constants: {MAX: 10.0, w: five, n: {value: 5, INT: '05'}}\n");
    CHECK(package.constants.at("MAX") == "10.0");
    CHECK(package.constants.at("w") == "five");
    CHECK(package.constants.at("n") == "5");
    CHECK(package.constants.at("n.INT") == "05");
    CHECK_THAT(refusal(newest + "constants: {1x: 5}\n"), ContainsSubstring("cannot name"));
    CHECK_THAT(refusal(newest + "constants: {x: [1]}\n"), ContainsSubstring("constant 'x'"));
}

TEST_CASE("manifest: broken files are told with file and line", "[core]") {
    CHECK(refusal("- a\n- b\n") ==
          "problem.yaml line 1: expected keys and values in problem.yaml (key: value)");
    CHECK_THAT(refusal("name: x\n  y: z\n"), ContainsSubstring("problem.yaml line 2: not valid"));
    CHECK(has_note(read("name: x\r\n"), "CR LF"));
    CHECK(read("\xEF\xBB\xBFname: x\n").names.at("en") == "x");
}
