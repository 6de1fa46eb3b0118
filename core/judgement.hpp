// Judgement: everything that is known after a submission was judged. Values only; reports print it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/scoring/grading.hpp"
#include "core/verdict.hpp"

namespace arena {

/// The first place where an output is wrong, for people.
struct Difference {
    std::int64_t line = 0, column = 0;  ///< 1-based position in the program's output
    std::string expected;  ///< the token (or line) expected, cut to 200 bytes; empty at end of file
    std::string found;
    std::string context;  ///< the output line, cut around the place
    std::string reason;   ///< "tokens differ", "output ends early", "0.1 is off by 3e-3", ...
};

struct CaseResult {
    std::size_t case_index = 0;
    std::string name;
    scoring::CaseState state = scoring::CaseState::pending;
    std::optional<Verdict> verdict;  ///< none when not run
    std::optional<double> score;
    std::int64_t cpu_ns = 0;  ///< worst pass, worst repetition
    std::int64_t wall_ns = 0;
    std::int64_t memory_bytes = 0;
    int passes = 1;
    int runs = 1;                 ///< repetitions (--repeat, or a verdict close to the limit)
    std::int64_t cpu_min_ns = 0;  ///< fastest repetition
    bool unstable = false;        ///< repetitions disagree, or too close to the limit to tell
    std::string reason;           ///< one line: "signal 11 (SIGSEGV)", "exit status 3", ...
    std::string judge_message;    ///< validator's judgemessage.txt, bounded
    std::string team_message;
    std::string error_output;  ///< stderr of the program, bounded
    std::string output_head;   ///< start of stdout, bounded; kept for --explain
    std::string transcript;    ///< interactive: end of the conversation
    std::optional<Difference> difference;
};

struct JudgementIsolation {
    std::string tier, cgroup;
    std::vector<std::string> fresh, missing;
};

struct Judgement {
    std::string solution;  ///< path as the user gave it
    std::string language_id, language_name;
    std::string problem;  ///< short name; empty without a problem
    Verdict verdict = Verdict::JE;
    scoring::Grade grade;
    std::string compile_message;
    std::int64_t compile_cpu_ns = 0, compile_wall_ns = 0;
    bool compile_cached = false;
    std::int64_t time_limit_ns = 0;
    std::string time_limit_source;  ///< "problem.yaml", "--time-limit", "accepted submissions", ...
    std::int64_t memory_limit_bytes = 0;
    std::vector<CaseResult> cases;  ///< all cases of the package, in judging order
    std::size_t cases_run = 0;
    std::int64_t cpu_max_ns = 0, memory_max_bytes = 0;
    std::int64_t wall_total_ns = 0;  ///< of the whole judging, by the clock
    bool unstable = false;
    std::string message;  ///< why JE, in one line
    JudgementIsolation isolation;
};

}  // namespace arena
