// The time limit: stated, or computed from timed submissions.
//
// Source: problem package format 2025-09, "Problem timing" and "Timelimit inference"; the legacy
// formats differ only in the multiplier, which the reader puts into TimeLimitRule.
#include "judge/time_limit.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/assert.hpp"
#include "core/problem/glob.hpp"
#include "judge/amount.hpp"

namespace arena {
namespace {

Result<TimeLimit> checked(double seconds, const std::string& source) {
    const double ns = seconds * static_cast<double>(s_in_ns);
    if (!(ns >= 1) || ns > 1e18) {
        return fail(ErrorCode::usage, source + ": the time limit must be above zero");
    }
    return TimeLimit{static_cast<std::int64_t>(std::llround(ns)), source};
}

bool contains(const std::vector<Verdict>& list, Verdict verdict) {
    return std::find(list.begin(), list.end(), verdict) != list.end();
}

bool covers(const problem::Expectation& expectation, const std::string& name) {
    return expectation.cases.empty() || problem::glob_covers(expectation.cases, name);
}

// Format 2025-09, "Timelimit inference": a rule that permits no TLE bounds the limit from below.
bool forbids_tle(const problem::Expectation& expectation) {
    return expectation.bounds_time_limit && !expectation.permitted.empty() &&
           !contains(expectation.permitted, Verdict::TLE);
}

std::string label(const problem::Submission& submission) {
    return submission.directory + "/" + submission.program.name;
}

std::string broken(const problem::Submission& submission, const CaseResult& test,
                   const std::string& mend) {
    return "'" + label(submission) + "' gets " + std::string(name(*test.verdict)) + " on " +
           test.name + (test.reason.empty() ? "" : " (" + test.reason + ")") +
           ": no time limit can be taken from it (" + mend + ")";
}

std::string number_text(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%g", value);
    return buffer;
}

std::string source_text(std::size_t timed, std::size_t all, std::int64_t slowest_ns,
                        double multiplier) {
    std::string count = std::to_string(timed);
    if (timed != all) count += " of " + std::to_string(all);
    return "from " + count + " accepted submission" + (all == 1 ? "" : "s") + " (slowest " +
           seconds_text(slowest_ns) + " x " + number_text(multiplier) + ")";
}

}  // namespace

std::string upper_bound_note(const problem::Package& package, const std::string& path,
                             const Judgement& judgement) {
    std::error_code error;
    const auto needed_ns = static_cast<std::int64_t>(static_cast<double>(judgement.time_limit_ns) *
                                                     package.time_limit.rejected_multiplier);
    // A TLE was ended before it could show more.
    const bool too_slow = std::any_of(
        judgement.cases.begin(), judgement.cases.end(),
        [](const CaseResult& test) { return test.verdict && *test.verdict == Verdict::TLE; });
    if (too_slow) return "";
    for (const problem::Submission& submission : package.submissions) {
        if (!submission.use_for_time_limit_upper) continue;
        const auto place = std::filesystem::path(package.path) / "submissions" / label(submission);
        if (!std::filesystem::equivalent(place, path, error)) continue;
        return "; but " + label(submission) + " must take at least " + seconds_text(needed_ns) +
               " and takes " + seconds_text(judgement.cpu_max_ns) +
               ", so no limit fits all (state limits.time_limit)";
    }
    return "";
}

Result<std::optional<TimeLimit>> stated_time_limit(const problem::Package& package,
                                                   const JudgeOptions& options) {
    Result<TimeLimit> stated = TimeLimit{};
    if (options.time_limit_s) {
        stated = checked(*options.time_limit_s, "--time-limit");
    } else if (package.time_limit.limit_s) {
        stated = checked(*package.time_limit.limit_s, package.time_limit.limit_source);
    } else if (package.format == problem::Format::plain) {
        return TimeLimit{RunLimits{}.cpu_ns, "default", true};
    } else {
        return std::optional<TimeLimit>{};
    }
    if (!stated) return tl::unexpected(stated.error());
    return std::optional<TimeLimit>{*stated};
}

std::int64_t limit_from_slowest(std::int64_t slowest_ns, const problem::TimeLimitRule& rule) {
    ARENA_ASSERT(slowest_ns >= 0 && rule.resolution_s > 0);
    const long double least = static_cast<long double>(slowest_ns) * rule.accepted_multiplier;
    const long double step = static_cast<long double>(rule.resolution_s) * s_in_ns;
    // Decimal resolutions (0.1) and multipliers are not exact in binary: what misses a multiple by
    // far less than the clock can tell has met it.
    constexpr long double inexact_ns = 1e-3L;
    const long double steps = std::max(1.0L, std::ceil((least - inexact_ns) / step));
    return static_cast<std::int64_t>(std::llround(steps * step));
}

Result<std::int64_t> slowest_case_ns(const problem::Submission& submission,
                                     const std::vector<CaseResult>& cases,
                                     const std::string& mend) {
    const auto& rules = submission.expectations;
    const bool any_rule = std::any_of(rules.begin(), rules.end(), forbids_tle);
    std::int64_t slowest_ns = 0;
    for (const CaseResult& test : cases) {
        if (!test.verdict) continue;
        bool bounds = !any_rule;
        for (const problem::Expectation& rule : rules) {
            if (!forbids_tle(rule) || !covers(rule, test.name)) continue;
            bounds = true;
            if (!contains(rule.permitted, *test.verdict)) {
                return fail(ErrorCode::invalid_package, broken(submission, test, mend));
            }
        }
        if (!bounds) continue;
        if (*test.verdict == Verdict::TLE || *test.verdict == Verdict::JE) {
            return fail(ErrorCode::invalid_package, broken(submission, test, mend));
        }
        slowest_ns = std::max(slowest_ns, test.cpu_ns);
    }
    return slowest_ns;
}

Result<TimeLimit> time_limit_from_submissions(
    const problem::Package& package, const std::function<bool(const problem::Submission&)>& can_run,
    const std::function<Result<std::vector<CaseResult>>(const problem::Submission&)>& judge_one,
    const std::string& mend) {
    std::size_t timed = 0, all = 0;
    std::int64_t slowest_ns = 0;
    for (const problem::Submission& submission : package.submissions) {
        if (!submission.use_for_time_limit_lower) continue;
        ++all;
        if (!can_run(submission)) continue;
        auto cases = judge_one(submission);
        if (!cases) return tl::unexpected(cases.error());
        auto slowest = slowest_case_ns(submission, *cases, mend);
        if (!slowest) return tl::unexpected(slowest.error());
        slowest_ns = std::max(slowest_ns, *slowest);
        ++timed;
    }
    if (timed == 0) {
        const std::string why =
            all == 0 ? "no accepted submission" : "no accepted submission that this host can run";
        return fail(ErrorCode::invalid_package, "problem '" + package.short_name +
                                                    "' states no time limit and has " + why + " (" +
                                                    mend + ")");
    }
    return TimeLimit{limit_from_slowest(slowest_ns, package.time_limit),
                     source_text(timed, all, slowest_ns, package.time_limit.accepted_multiplier),
                     false};
}

}  // namespace arena
