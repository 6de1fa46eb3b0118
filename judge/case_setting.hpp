// What is the same for every case of one submission, and what one run of one case found.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/judgement.hpp"
#include "core/problem/package.hpp"
#include "judge/compile.hpp"
#include "judge/feedback.hpp"
#include "judge/output_spool.hpp"
#include "judge/runner.hpp"
#include "judge/verdict_of.hpp"

namespace arena {

struct StaticSubject;

/// REQUIRES: everything pointed to outlives this. `validator` is null exactly when the package is
/// compared by the default validator; `answers` is set instead of `program` exactly for a
/// submit-answer problem.
struct CaseSetting {
    const problem::Package* package = nullptr;
    const Artifact* program = nullptr;
    const Artifact* validator = nullptr;
    const std::vector<SourceFile>* answers = nullptr;
    const Artifact* static_validator = nullptr;  ///< with its subject, if the package has one
    const StaticSubject* static_subject = nullptr;
    const Artifact* grader = nullptr;  ///< set when the package has one
    ProgramLimits limits;
    bool output_limit_stated = false;  ///< else a large answer widens the output limit
    RunLimits validator_limits;
    bool keep_output = false;
};

/// What goes into one pass. The first has the case's own input and no feedback.
struct Pass {
    Input input;
    std::vector<CollectedFile> feedback;
};

/// What one pass found. AC with `feedback.next_input` asks for another pass, if the problem has
/// them.
struct PassOutcome {
    Finding finding;
    RunReport program;
    /// The whole output, where program.output is only its start.
    std::shared_ptr<const OutputSpool> large_output;
    Feedback feedback;
    std::optional<Difference> difference;
    std::string transcript;
};

/// One run of one case: all its passes.
struct Attempt {
    Finding finding;
    std::optional<double> score, score_multiplier;
    std::int64_t cpu_ns = 0;  ///< worst pass, as are the next two
    std::int64_t wall_ns = 0;
    std::int64_t memory_bytes = 0;
    int passes = 0;
    bool disturbed = false;
    bool machine_failed = false;  ///< JE, and not for what the package's programs did
    std::string judge_message, team_message, error_output, output_head, transcript;
    std::optional<Difference> difference;
    std::optional<Isolation> isolation;  ///< empty: no program ran
};

/// 2025-09 `.files/` of `test`, for the current directory of whatever reads its input.
Result<std::vector<BoxFile>> case_files(const problem::Case& test);

/// The run request of the submission for one pass of `test`, {work} holding the case's files.
Result<RunRequest> program_request(const CaseSetting& setting, const problem::Case& test,
                                   const Input& input);

/// The runtime's own word on how the run ended: a heap that the judge sized was full.
void apply_runtime_ending(const CaseSetting& setting, RunReport& report);

}  // namespace arena
