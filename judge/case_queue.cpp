#include "judge/case_queue.hpp"

#include <algorithm>
#include <memory>

#include "core/assert.hpp"
#include "core/scoring/case_score.hpp"
#include "judge/case_run.hpp"
#include "judge/grader.hpp"

namespace arena {
namespace {

CaseResult to_result(const problem::Package& package, std::size_t index, RepeatedAttempt repeated) {
    Attempt& attempt = repeated.attempt;
    CaseResult result = unjudged(package, index);
    result.verdict = attempt.finding.verdict;
    result.reason = std::move(attempt.finding.reason);
    result.score = attempt.score;
    result.cpu_ns = repeated.cpu_max_ns;
    result.cpu_min_ns = repeated.cpu_min_ns;
    result.wall_ns = repeated.wall_max_ns;
    result.memory_bytes = repeated.memory_max_bytes;
    result.passes = attempt.passes;
    result.runs = repeated.runs;
    result.unstable = repeated.unstable;
    result.judge_message = std::move(attempt.judge_message);
    result.team_message = std::move(attempt.team_message);
    result.error_output = std::move(attempt.error_output);
    result.output_head = std::move(attempt.output_head);
    result.transcript = std::move(attempt.transcript);
    result.difference = std::move(attempt.difference);
    return result;
}

}  // namespace

CaseResult unjudged(const problem::Package& package, std::size_t index) {
    CaseResult result;
    result.case_index = index;
    result.name = package.cases[index].name;
    result.state = scoring::CaseState::not_run;
    result.passes = result.runs = 0;
    return result;
}

CaseQueue::CaseQueue(const CaseSetting& setting, std::vector<bool> selected, bool stop_at_first,
                     const RepetitionRule& repetition, const std::atomic<bool>* stop)
    : setting_(setting),
      grading_(*setting.package, scoring::GradingOptions{stop_at_first, selected}),
      repetition_(repetition),
      stop_(stop),
      results_(setting.package->cases.size()),
      isolations_(setting.package->cases.size()),
      total_(static_cast<std::size_t>(std::count(selected.begin(), selected.end(), true))) {
    ARENA_ASSERT(selected.size() == setting.package->cases.size());
}

std::optional<std::size_t> CaseQueue::next() {
    if (error_) return std::nullopt;
    if (grading_.grader_call() && !grader_runs_) {
        grader_runs_ = true;
        return setting_.package->cases.size();
    }
    return grading_.next();
}

std::function<void()> CaseQueue::grade(Runner& runner) {
    ARENA_ASSERT(grader_runs_ && setting_.grader != nullptr);
    // While it is being answered, nobody changes the call.
    const scoring::GraderCall& call = *grading_.grader_call();
    const problem::Package& package = *setting_.package;
    auto printed = std::make_shared<Result<std::string>>(
        run_grader(runner, *setting_.grader, package, package.groups[call.group], call.results));
    return [this, printed] {
        grader_runs_ = false;
        if (!*printed && printed->error().code == ErrorCode::interrupted) {
            error_ = printed->error();
        } else {
            grading_.answer_grader(*printed);
        }
    };
}

Result<RepeatedAttempt> CaseQueue::run(Runner& runner, std::size_t index) const {
    return run(runner, index, setting_);
}

Result<RepeatedAttempt> CaseQueue::run(Runner& runner, std::size_t index,
                                       const CaseSetting& setting) const {
    const problem::Case& test = setting.package->cases[index];
    const auto run_once = [&]() -> Result<Attempt> {
        if (stopped()) return fail(ErrorCode::interrupted, "interrupted");
        return run_case(runner, setting, test);
    };
    if (setting.answers != nullptr) {
        // A file is compared, nothing runs: there is nothing to repeat and nothing to time.
        auto attempt = run_once();
        if (!attempt) return tl::unexpected<Error>(attempt.error());
        RepeatedAttempt compared;
        compared.attempt = *std::move(attempt);
        compared.runs = 0;
        return compared;
    }
    return repeat_case(run_once, setting.limits.time_limit_ns, repetition_);
}

void CaseQueue::record(std::size_t index, Result<RepeatedAttempt> repeated) {
    if (!repeated) {
        error_ = repeated.error();
        return;
    }
    Attempt& attempt = repeated->attempt;
    const scoring::CaseOutcome outcome{attempt.finding.verdict, attempt.score,
                                       attempt.score_multiplier};
    const std::string fault = scoring::score_fault(*setting_.package, index, outcome);
    if (!fault.empty()) attempt.finding = {Verdict::JE, fault};
    grading_.record(index, outcome);
    isolations_[index] = attempt.isolation;
    results_[index] = to_result(*setting_.package, index, std::move(*repeated));
    results_[index].state = grading_.state(index);
    ++done_;
}

CasesJudged CaseQueue::settle() {
    ARENA_ASSERT(settled() && !error_);
    CasesJudged judged;
    judged.grade = grading_.grade();
    judged.cases = std::move(results_);
    for (std::size_t i = 0; i < judged.cases.size(); ++i) {
        if (grading_.state(i) != scoring::CaseState::counted) {
            judged.cases[i] = unjudged(*setting_.package, i);
            continue;
        }
        judged.cases[i].state = scoring::CaseState::counted;
        if (!judged.isolation) judged.isolation = isolations_[i];
    }
    return judged;
}

}  // namespace arena
