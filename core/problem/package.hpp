// A problem, whatever format it came in: what the judge needs to know and where the files are.
//
// Readers (core/problem/read_*.cpp) make it; nothing changes it afterwards. Paths are absolute.
// Source: Kattis problem package format legacy-icpc, legacy, 2023-07-draft, 2025-09.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/limits.hpp"
#include "core/verdict.hpp"

namespace arena::problem {

enum class Format { legacy_icpc, legacy, draft_2023_07, kattis_2025_09, plain };
std::string_view name(Format format);

/// One test case.
struct Case {
    std::string name;  ///< path below data/ without extension: "secret/group1/03-big"
    std::string input_path;
    std::string answer_path;  ///< empty when the format allows none (interactive, custom validator)
    std::size_t group = 0;    ///< index in Package::groups of the group that holds it
    std::vector<std::string> program_args;    ///< 2025-09 `args`: go to the submission
    std::vector<std::string> validator_args;  ///< after inheritance
    /// For each input validator by name; "" is for all that are not named.
    std::map<std::string, std::vector<std::string>> input_validator_args;
    std::string files_directory;  ///< 2025-09 `.files/`; empty if none
    bool is_sample = false;
    /// 2025-09 static validation test case of its group: the static validator looks at the source,
    /// `validator_args` are its arguments, and there is no input. Its name is "GROUP/(static)".
    bool is_static = false;
};

enum class GroupScoring {
    pass_fail,  ///< all cases must be accepted
    sum,
    min,
    max,
    average,
    custom_grader,  ///< legacy `grading: custom`: Package::grader says verdict and score
};

/// How the verdict of a legacy group follows from its members.
enum class GroupVerdict { worst_error, first_error, always_accept };

/// Which rules turn case verdicts into the verdict and score of a group.
enum class GradingRules {
    legacy_grader,  ///< the legacy default grader: verdict, on_reject, flags, accept_score, range
    test_groups,    ///< 2025-09: the score is that of group "secret"; max_score, require_pass
};

/// A group of cases and groups. groups[0] is the root ("data"); children come after their parent,
/// siblings in lexicographic order of their names. Judging order mixes a group's own cases with
/// its child groups by base name; the order of Package::cases is that order.
struct Group {
    std::string name;                   ///< path below data/: "", "sample", "secret/2-small"
    std::optional<std::size_t> parent;  ///< none for the root
    std::vector<std::size_t> groups;    ///< child groups, in judging order
    std::vector<std::size_t> cases;     ///< own cases, in judging order
    GroupScoring scoring = GroupScoring::pass_fail;
    GroupVerdict verdict = GroupVerdict::worst_error;
    bool stop_on_reject = true;                  ///< legacy `on_reject: break`
    bool ignore_sample = false;                  ///< legacy grader flag, root only
    bool accept_if_any_accepted = false;         ///< legacy grader flag
    std::vector<std::string> grader_args;        ///< legacy `grader_flags` of a custom grader
    double accept_score = 1;                     ///< legacy
    double reject_score = 0;                     ///< legacy
    std::optional<double> range_min, range_max;  ///< legacy `range`
    std::optional<double> max_score;             ///< 2025-09; nullopt with `max_score_unbounded`
    bool max_score_unbounded = false;
    double static_score = 0;                ///< 2025-09 static_validation_score
    std::vector<std::size_t> require_pass;  ///< 2025-09: groups that must pass first
};

enum class ValidatorKind { default_compare, custom };

/// A program of the package: its source files, or a directory of them with an optional build/run.
struct Program {
    std::string name;  ///< file or directory name
    std::string path;  ///< file or directory
    std::vector<std::string>
        files;  ///< regular files (absolute), symlinks resolved inside the package
};

/// One thing that must come of a submission. Verdict lists are complete: a rule that the package
/// writes as RTE holds RTE, MLE and OLE, since the formats count those as crashes.
struct Expectation {
    std::string cases;  ///< glob on names of groups and cases below data/; empty = every case
    std::vector<Verdict> permitted;  ///< each case must get one of these; empty = any
    std::vector<Verdict> required;   ///< at least one case must get one of these; empty = not asked
    std::vector<Verdict> overall;    ///< the whole submission must get one of these; empty = any
    std::optional<double> score_min, score_max;  ///< inclusive, of the groups that `cases` names
    bool less_than_full_score = false;           ///< legacy partially_accepted
    std::string message;                         ///< must occur in some judgemessage.txt
    bool bounds_time_limit = true;               ///< false: `use_for_time_limit: false`
    std::string source;  ///< where it is said: "wrong_answer/", "submissions.yaml line 4"
};

/// A submission that the package ships, and what must come of it.
struct Submission {
    Program program;
    std::string directory;                  ///< "accepted", "wrong_answer", ...
    std::vector<Expectation> expectations;  ///< all must hold; empty = nothing is known
    std::optional<std::string> language;    ///< id, when the package says so
    std::string entrypoint;
    bool use_for_time_limit_lower = false;  ///< must fit: T * accepted_multiplier <= limit
    bool use_for_time_limit_upper = false;  ///< must not fit: limit * rejected_multiplier <= T
};

struct TimeLimitRule {
    std::optional<double> limit_s;     ///< stated by the package
    std::string limit_source;          ///< "problem.yaml", ".timelimit", "domjudge-problem.ini"
    double accepted_multiplier = 2;    ///< T_accepted * this <= limit (legacy: 5)
    double rejected_multiplier = 1.5;  ///< limit * this <= T_too_slow (legacy: safety margin 2)
    double resolution_s = 1;           ///< the limit is a multiple of this
};

struct Package {
    std::string path;        ///< root folder
    std::string short_name;  ///< folder name
    Format format = Format::plain;
    std::map<std::string, std::string> names;  ///< language -> title; "en" preferred
    std::string uuid;
    bool scoring = false;
    bool interactive = false;
    bool multi_pass = false;
    bool submit_answer = false;
    bool objective_min = false;  ///< legacy `grading: objective: min`: a lower score is better
    int passes_max = 2;
    std::vector<std::string> languages;  ///< ids that may be used; empty = all
    bool allow_file_writing = false;     ///< 2025-09: submissions may write in their directory

    TimeLimitRule time_limit;
    std::optional<std::int64_t> memory_bytes, output_bytes, code_bytes;
    std::optional<double> compile_s;
    std::optional<std::int64_t> compile_memory_bytes;
    std::optional<double> validation_s;
    std::optional<std::int64_t> validation_memory_bytes, validation_output_bytes;

    ValidatorKind validator = ValidatorKind::default_compare;
    std::optional<Program> output_validator;  ///< also the interactor of an interactive problem
    std::optional<Program> static_validator;  ///< set when some case is_static
    std::optional<Program> grader;            ///< legacy; set when some group is custom_grader
    std::vector<Program> input_validators;
    std::vector<Submission> submissions;
    std::map<std::string, std::vector<std::string>>
        include_files;                             ///< language id or "default" -> files
    std::map<std::string, std::string> constants;  ///< 2025-09 `{{name}}` -> value

    GradingRules grading = GradingRules::test_groups;
    std::vector<Group> groups;  ///< [0] is the root
    std::vector<Case> cases;    ///< in judging order: samples first, then secret

    std::vector<std::string> notes;  ///< what the reader decided or ignored, for people
};

/// Reads a problem folder: a Kattis/ICPC package of any version, or a plain folder of tests
/// (1.in/1.out and relatives). An unknown construct that could change a verdict is refused.
/// Errors: not_found, unreadable, invalid_package, unsupported.
Result<Package> read_package(const std::string& path);

/// The folders right below `path` that are packages of the Kattis family, sorted, as paths; empty
/// when `path` is such a package itself, or no folder.
std::vector<std::string> packages_below(const std::string& path);

/// Walks up from `start` (a file or folder) to the first folder that is a Kattis package
/// (problem.yaml with data/). nullopt when there is none.
std::optional<std::string> find_package_above(const std::string& start);

}  // namespace arena::problem
