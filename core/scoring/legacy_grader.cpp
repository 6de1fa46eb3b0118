// The legacy default grader: choose the members that count, then the verdict, then the score.
#include "core/scoring/legacy_grader.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/assert.hpp"

namespace arena::scoring {

namespace {

using problem::Group;
using problem::GroupVerdict;

constexpr std::array worst_first{Verdict::JE,  Verdict::CE,  Verdict::RTE, Verdict::MLE,
                                 Verdict::TLE, Verdict::OLE, Verdict::WA,  Verdict::AC};

const SubResult* worst(const std::vector<SubResult>& members) {
    const auto at = std::max_element(members.begin(), members.end(),
                                     [](const SubResult& a, const SubResult& b) {
                                         return badness(a.verdict) < badness(b.verdict);
                                     });
    return at->verdict == Verdict::AC ? nullptr : &*at;
}

/// The member whose verdict becomes the group's; null when the group is accepted.
const SubResult* deciding(const Group& group, const std::vector<SubResult>& members) {
    if (const SubResult* ours = first_judge_error(members)) return ours;
    const bool any_accepted =
        std::any_of(members.begin(), members.end(),
                    [](const SubResult& member) { return member.verdict == Verdict::AC; });
    if (group.accept_if_any_accepted && any_accepted) return nullptr;
    switch (group.verdict) {
        case GroupVerdict::worst_error: return worst(members);
        case GroupVerdict::first_error: return first_rejected(members);
        case GroupVerdict::always_accept: return nullptr;
    }
    return worst(members);
}

}  // namespace

int badness(Verdict verdict) {
    const auto at = std::find(worst_first.begin(), worst_first.end(), verdict);
    return static_cast<int>(worst_first.end() - at) - 1;
}

std::vector<SubResult> members_that_count(const Group& group,
                                          const std::vector<SubResult>& members) {
    std::vector<SubResult> out;
    for (const SubResult& member : members) {
        if (group.ignore_sample && member.is_sample) continue;
        out.push_back(member);
        if (group.stop_on_reject && member.verdict != Verdict::AC) break;
    }
    return out.empty() ? members : out;
}

bool outside_range(const Group& group, double score) {
    const double slack = 1e-9 * std::max(1.0, std::fabs(score));  // sums are rounded
    return (group.range_min && score < *group.range_min - slack) ||
           (group.range_max && score > *group.range_max + slack);
}

SubResult grade_legacy(const Group& group, const std::vector<SubResult>& members, bool scoring) {
    ARENA_ASSERT(!members.empty());
    const std::vector<SubResult> counting = members_that_count(group, members);
    SubResult out;
    if (const SubResult* decider = deciding(group, counting)) {
        out.verdict = decider->verdict;
        out.deciding_case = decider->deciding_case;
    }
    if (!scoring) return out;
    out.score = aggregate_scores(group.scoring, counting);
    if (out.verdict == Verdict::AC && outside_range(group, out.score)) out.verdict = Verdict::JE;
    return out;
}

}  // namespace arena::scoring
