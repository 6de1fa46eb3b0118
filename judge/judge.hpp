// Judge: one submission and one problem in, one Judgement out.
//
// Compiles, runs every test on the given lanes, checks, and grades. Interactive and multi-pass
// problems, custom validators and scoring follow the package's format. The order of parallel runs
// never shows in the result.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "core/judgement.hpp"
#include "core/problem/package.hpp"
#include "judge/compile.hpp"
#include "judge/runner.hpp"

namespace arena {

/// What mends a problem without a time limit, for every command: all of them read the package.
inline constexpr const char* time_limit_mend = "write limits: time_limit into problem.yaml";

struct JudgeOptions {
    std::optional<double> time_limit_s;                    ///< overrides the package
    std::string time_limit_mend = arena::time_limit_mend;  ///< ends the error when none is found
    std::optional<std::int64_t> memory_bytes;
    std::optional<std::int64_t> output_bytes;
    std::vector<std::string>
        test_globs;  ///< empty = all; matched on the case name and its last part
    bool stop_at_first = false;
    int repeat = 1;                ///< runs of each case
    double close_to_limit = 0.05;  ///< CPU within this share of the limit is repeated
    int close_repeats = 3;
    const Language* language = nullptr;  ///< null = by file name
    CompileSettings compile;
    bool keep_output = false;  ///< fill output_head and transcript for every case
};

/// Called from any lane's thread, one call at a time (the judge serialises them). May be empty.
struct JudgeObserver {
    std::function<void(const CompileOutcome&)> compiled;
    std::function<void(const std::string& what)>
        preparing;  ///< "compiling validator", "timing accepted/x.cpp"
    std::function<void(const CaseResult&, std::size_t done, std::size_t total)> case_done;
};

struct SubmissionSources {
    std::string path;  ///< as the user gave it: a file or a folder
    std::vector<SourceFile> files;
    std::string entry = {};  ///< where the program starts, when the package says so
};

/// Reads a solution from disk. Errors: not_found, unreadable.
Result<SubmissionSources> read_solution(const std::string& path);

class Judge {
public:
    /// REQUIRES: `package` and `lanes` outlive this; at least one lane.
    Judge(const problem::Package& package, std::vector<Runner*> lanes, JudgeOptions options);
    ~Judge();

    /// Compiles validators and finds the time limit (from accepted submissions if the package
    /// states none). Called by judge() when it was not called before. Errors: a validator does not
    /// compile, no case selected, no time limit can be found.
    Result<void> prepare(const JudgeObserver& observer);

    /// One submission. Error only when nothing could be judged at all; a failure in one case is JE.
    /// `stop` set from a signal handler ends it with ErrorCode::interrupted.
    Result<Judgement> judge(const SubmissionSources& solution, const JudgeObserver& observer,
                            const std::atomic<bool>& stop);

    /// What one case may last at most between two calls of an observer: every pass of it, each run
    /// again where it was close. REQUIRES: prepare() succeeded.
    std::int64_t case_ns_max() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace arena
