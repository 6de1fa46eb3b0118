// The cases of one submission, handed out by Grading under the lane pool's lock.
//
// Lanes only run; every result is recorded under the lock, and after the last one whatever a serial
// judge would not have reached is wiped, so that parallel luck leaves no trace.
#include "judge/case_lanes.hpp"

#include <algorithm>
#include <optional>

#include "core/assert.hpp"
#include "core/scoring/case_score.hpp"
#include "judge/case_run.hpp"
#include "judge/lane_pool.hpp"

namespace arena {
namespace {

CaseResult unjudged(const problem::Package& package, std::size_t index) {
    CaseResult result;
    result.case_index = index;
    result.name = package.cases[index].name;
    result.state = scoring::CaseState::not_run;
    return result;
}

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

// Shared by the lanes; every member but the constants is touched under the pool's lock only.
struct Progress {
    const CaseLanes& how;
    const CaseSetting& setting;
    scoring::Grading grading;
    std::vector<CaseResult> results;
    std::vector<Isolation> isolations;
    std::optional<Error> error;
    std::size_t done = 0, total = 0;

    bool stopped() const { return how.stop != nullptr && how.stop->load(); }

    void record(std::size_t index, Result<RepeatedAttempt> repeated) {
        if (!repeated) {
            error = repeated.error();
            return;
        }
        Attempt& attempt = repeated->attempt;
        const scoring::CaseOutcome outcome{attempt.finding.verdict, attempt.score,
                                           attempt.score_multiplier};
        const std::string fault = scoring::score_fault(*setting.package, index, outcome);
        if (!fault.empty()) attempt.finding = {Verdict::JE, fault};
        grading.record(index, outcome);
        isolations[index] = attempt.isolation;
        results[index] = to_result(*setting.package, index, std::move(*repeated));
        results[index].state = grading.state(index);
        ++done;
        if (how.observer != nullptr && how.observer->case_done) {
            how.observer->case_done(results[index], done, total);
        }
    }
};

Result<RepeatedAttempt> run_repeated(Progress& progress, std::size_t lane, std::size_t index) {
    const CaseSetting& setting = progress.setting;
    const problem::Case& test = setting.package->cases[index];
    Runner& runner = *progress.how.lanes[lane];
    const auto run_once = [&]() -> Result<Attempt> {
        if (progress.stopped()) return fail(ErrorCode::interrupted, "interrupted");
        return run_case(runner, setting, test);
    };
    return repeat_case(run_once, setting.limits.time_limit_ns, progress.how.repetition);
}

void run_all(Progress& progress) {
    LaneWork work;
    work.take = [&] { return progress.grading.next(); };
    // A stop arrives as the error of the next run that is asked for.
    work.ended = [&] { return progress.error.has_value(); };
    work.perform = [&](std::size_t lane, std::size_t index) -> std::function<void()> {
        auto outcome =
            std::make_shared<Result<RepeatedAttempt>>(run_repeated(progress, lane, index));
        return [&progress, index, outcome] { progress.record(index, std::move(*outcome)); };
    };
    const std::size_t lanes = std::min(progress.how.lanes.size(), progress.total);
    run_lanes(std::max<std::size_t>(lanes, 1), work);
}

// What only a parallel judge ran leaves no trace.
CasesJudged settle(Progress& progress) {
    CasesJudged judged;
    judged.grade = progress.grading.grade();
    judged.cases = std::move(progress.results);
    for (std::size_t i = 0; i < judged.cases.size(); ++i) {
        if (progress.grading.state(i) != scoring::CaseState::counted) {
            judged.cases[i] = unjudged(*progress.setting.package, i);
            continue;
        }
        judged.cases[i].state = scoring::CaseState::counted;
        if (!judged.isolation) judged.isolation = progress.isolations[i];
    }
    return judged;
}

}  // namespace

Result<CasesJudged> judge_cases(const CaseLanes& how, const CaseSetting& setting) {
    const problem::Package& package = *setting.package;
    ARENA_ASSERT(!how.lanes.empty() && how.selected.size() == package.cases.size());
    scoring::GradingOptions grading_options{how.stop_at_first, how.selected};
    Progress progress{how,
                      setting,
                      scoring::Grading(package, std::move(grading_options)),
                      std::vector<CaseResult>(package.cases.size()),
                      std::vector<Isolation>(package.cases.size()),
                      std::nullopt,
                      0,
                      0};
    progress.total =
        static_cast<std::size_t>(std::count(how.selected.begin(), how.selected.end(), true));
    run_all(progress);
    if (progress.error) return tl::unexpected(*progress.error);
    if (progress.stopped()) return fail(ErrorCode::interrupted, "interrupted");
    ARENA_ASSERT(progress.grading.settled());
    return settle(progress);
}

}  // namespace arena
