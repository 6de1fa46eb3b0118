// Folding sub-results: the first of a kind, and sums that do not drift.
// Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen",
// ZAMM 54 (1974), for the sum.
#include "core/scoring/sub_result.hpp"

#include <algorithm>
#include <cmath>

namespace arena::scoring {

namespace {

double sum(const std::vector<SubResult>& results) {
    double total = 0, lost = 0;
    for (const SubResult& result : results) {
        const double next = total + result.score;
        lost += std::fabs(total) >= std::fabs(result.score) ? (total - next) + result.score
                                                            : (result.score - next) + total;
        total = next;
    }
    return total + lost;
}

bool lower(const SubResult& a, const SubResult& b) {
    return a.score < b.score;
}

}  // namespace

const SubResult* first_rejected(const std::vector<SubResult>& results) {
    const auto at = std::find_if(results.begin(), results.end(),
                                 [](const SubResult& r) { return r.verdict != Verdict::AC; });
    return at == results.end() ? nullptr : &*at;
}

const SubResult* first_judge_error(const std::vector<SubResult>& results) {
    const auto at = std::find_if(results.begin(), results.end(),
                                 [](const SubResult& r) { return r.verdict == Verdict::JE; });
    return at == results.end() ? nullptr : &*at;
}

double aggregate_scores(problem::GroupScoring scoring, const std::vector<SubResult>& results) {
    if (results.empty()) return 0;
    switch (scoring) {
        case problem::GroupScoring::pass_fail: return 0;
        case problem::GroupScoring::sum: return sum(results);
        case problem::GroupScoring::min:
            return std::min_element(results.begin(), results.end(), lower)->score;
        case problem::GroupScoring::max:
            return std::max_element(results.begin(), results.end(), lower)->score;
        case problem::GroupScoring::average:
            return sum(results) / static_cast<double>(results.size());
        case problem::GroupScoring::custom_grader: return 0;
    }
    return 0;
}

}  // namespace arena::scoring
