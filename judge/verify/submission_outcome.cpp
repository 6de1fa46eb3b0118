#include "judge/verify/submission_outcome.hpp"

#include <algorithm>

#include "core/scoring/expectation_check.hpp"
#include "judge/compile_message.hpp"

namespace arena {
namespace {

bool expects_compile_error(const problem::Submission& submission) {
    const auto& rules = submission.expectations;
    return std::any_of(rules.begin(), rules.end(), [](const problem::Expectation& rule) {
        const auto& overall = rule.overall;
        return std::find(overall.begin(), overall.end(), Verdict::CE) != overall.end();
    });
}

}  // namespace

void judge_expectations(const problem::Submission& submission, const scoring::Grade& grade,
                        const problem::Package& package, SubmissionCheck& check) {
    std::vector<scoring::CaseFact> facts;
    bool unstable = false;
    std::string fault;
    for (const CaseResult& test : check.cases) {
        facts.push_back({test.name, test.verdict, test.judge_message});
        unstable = unstable || test.unstable;
        if (test.verdict == Verdict::JE && fault.empty()) fault = test.name + ": " + test.reason;
        check.slowest_ns = std::max(check.slowest_ns, test.cpu_ns);
        check.memory_max_bytes = std::max(check.memory_max_bytes, test.memory_bytes);
    }
    // A score out of the bounds that the package states is its error; a grader's, unknown.
    const bool out_of_bounds = fault.empty() && !grade.fault.empty() && !package.grader;
    if (fault.empty()) fault = grade.fault;
    if (check.verdict != Verdict::CE) {
        check.faults = scoring::broken_expectations(submission, facts, grade, package);
    } else if (!expects_compile_error(submission)) {
        check.faults = {"it does not compile: " + telling_line(check.compile_message)};
    }
    if (!check.faults.empty()) {
        check.status = CheckStatus::failed;
    } else if (unstable) {
        check.status = CheckStatus::unstable;
    }
    if (fault.empty()) return;
    check.status = out_of_bounds ? CheckStatus::failed : CheckStatus::fault;
    check.faults = {fault};
}

}  // namespace arena
