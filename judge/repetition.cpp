// Repetition by counting: which runs are made, which one decides, and whether they agree.
#include "judge/repetition.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/assert.hpp"
#include "core/scoring/legacy_grader.hpp"

namespace arena {
namespace {

using RunOnce = std::function<Result<Attempt>()>;

bool same_result(const Attempt& a, const Attempt& b) {
    return a.finding.verdict == b.finding.verdict && a.score == b.score &&
           a.score_multiplier == b.score_multiplier;
}

bool agree(const std::vector<Attempt>& runs) {
    return std::all_of(runs.begin(), runs.end(),
                       [&](const Attempt& run) { return same_result(run, runs.front()); });
}

bool to_be_retried(const Attempt& attempt) {
    return attempt.disturbed && attempt.finding.verdict == Verdict::TLE;
}

// The run whose CPU time is in the middle; of an even number the faster of the two.
std::size_t median_run(const std::vector<Attempt>& runs) {
    std::vector<std::size_t> order(runs.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return runs[a].cpu_ns < runs[b].cpu_ns; });
    return order[(order.size() - 1) / 2];
}

// The worst verdict, and of equal ones the least points; the first such run.
std::size_t worst_run(const std::vector<Attempt>& runs) {
    const auto points = [](const Attempt& run) {
        return std::pair(run.score.value_or(0), run.score_multiplier.value_or(0));
    };
    std::size_t worst = 0;
    for (std::size_t i = 1; i < runs.size(); ++i) {
        const int order = scoring::badness(runs[i].finding.verdict) -
                          scoring::badness(runs[worst].finding.verdict);
        if (order > 0 || (order == 0 && points(runs[i]) < points(runs[worst]))) worst = i;
    }
    return worst;
}

std::size_t deciding_run(const std::vector<Attempt>& runs, bool asked_for_worst) {
    if (asked_for_worst) return worst_run(runs);
    return agree(runs) ? 0 : median_run(runs);
}

// A TLE on a disturbed core is thrown away for a quieter run, while there is hope for one.
Result<Attempt> run_undisturbed(const RunOnce& run_once, int& runs) {
    auto attempt = run_once();
    ++runs;
    for (int retry = 0; retry < disturbed_retries_max; ++retry) {
        if (!attempt || !to_be_retried(*attempt)) return attempt;
        attempt = run_once();
        ++runs;
    }
    return attempt;
}

Result<void> add_runs(const RunOnce& run_once, int count, std::vector<Attempt>& kept, int& runs) {
    for (int i = 0; i < count; ++i) {
        auto attempt = run_undisturbed(run_once, runs);
        if (!attempt) return tl::unexpected(attempt.error());
        kept.push_back(std::move(*attempt));
    }
    return {};
}

RepeatedAttempt summary(std::vector<Attempt> kept, std::size_t deciding, int runs) {
    RepeatedAttempt out;
    out.runs = runs;
    out.cpu_min_ns = kept.front().cpu_ns;
    for (const Attempt& run : kept) {
        out.cpu_max_ns = std::max(out.cpu_max_ns, run.cpu_ns);
        out.cpu_min_ns = std::min(out.cpu_min_ns, run.cpu_ns);
        out.wall_max_ns = std::max(out.wall_max_ns, run.wall_ns);
        out.memory_max_bytes = std::max(out.memory_max_bytes, run.memory_bytes);
    }
    out.unstable = !agree(kept) || to_be_retried(kept[deciding]);
    out.attempt = std::move(kept[deciding]);
    return out;
}

}  // namespace

bool is_close(std::int64_t cpu_ns, std::int64_t time_limit_ns, double share) {
    const double distance = std::abs(static_cast<double>(cpu_ns - time_limit_ns));
    return share > 0 && distance <= share * static_cast<double>(time_limit_ns);
}

Result<RepeatedAttempt> repeat_case(const RunOnce& run_once, std::int64_t time_limit_ns,
                                    const RepetitionRule& rule) {
    ARENA_ASSERT(rule.repeat >= 1);
    std::vector<Attempt> kept;
    int runs = 0;
    auto added = add_runs(run_once, 1, kept, runs);
    if (!added) return tl::unexpected(added.error());
    const bool close = is_close(kept.front().cpu_ns, time_limit_ns, rule.close_share);
    const int more = std::max(rule.repeat - 1, close ? rule.close_repeats : 0);
    added = add_runs(run_once, more, kept, runs);
    if (!added) return tl::unexpected(added.error());
    const std::size_t deciding = deciding_run(kept, rule.repeat > 1);
    return summary(std::move(kept), deciding, runs);
}

}  // namespace arena
