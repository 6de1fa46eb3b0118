// See match_verdict.hpp.
#include "serve/room/match_verdict.hpp"

namespace arena::serve {
namespace {

bool is_sabotage(const match::State& state, const std::string& submission_id) {
    if (state.settings->mode != match::Mode::sabotage) return false;
    const auto index = match::find_submission(state, submission_id);
    return index && state.submissions[*index].phase == match::Phase::sabotage;
}

}  // namespace

Verdict match_verdict(const match::State& state, const std::string& submission_id,
                      const JudgeReport& report) {
    if (report.compile.ok && is_sabotage(state, submission_id) && !sabotage_succeeds(report))
        return Verdict::AC;
    if (report.verdict == Verdict::AC && !is_full_solve(report)) return Verdict::WA;
    return report.verdict;
}

bool stops_at_first(match::Mode mode) {
    return mode != match::Mode::sabotage;
}

}  // namespace arena::serve
