#include "core/scoring/custom_grader.hpp"

#include <algorithm>
#include <optional>

#include "core/assert.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_node.hpp"
#include "core/problem/yaml_text.hpp"
#include "core/scoring/legacy_grader.hpp"

namespace arena::scoring {

namespace {

std::string_view code(Verdict verdict) {
    switch (verdict) {
        case Verdict::AC: return "AC";
        case Verdict::WA: return "WA";
        case Verdict::TLE: return "TLE";
        case Verdict::RTE:
        case Verdict::MLE:
        case Verdict::OLE: return "RTE";
        case Verdict::CE:
        case Verdict::JE: return "JE";
    }
    return "JE";
}

std::optional<Verdict> verdict_of(const std::string& word) {
    for (const Verdict verdict : {Verdict::AC, Verdict::WA, Verdict::RTE, Verdict::TLE}) {
        if (word == code(verdict)) return verdict;
    }
    return std::nullopt;
}

SubResult judge_error(std::string why, const problem::Group& group, std::string& fault) {
    const std::string where = group.name.empty() ? "data" : group.name;
    if (fault.empty()) fault = "grader, group " + where + ": " + std::move(why);
    SubResult out;
    out.verdict = Verdict::JE;
    return out;
}

}  // namespace

std::string grader_input(const std::vector<SubResult>& members) {
    std::string out;
    for (const SubResult& member : members) {
        out.append(code(member.verdict)) += ' ';
        out += problem::yaml_number(member.score) + "\n";
    }
    return out;
}

Result<SubResult> read_grader_output(const std::string& printed,
                                     const std::vector<SubResult>& members) {
    const auto words = problem::words(printed);
    const auto verdict = words.size() == 2 ? verdict_of(words[0]) : std::nullopt;
    const auto score = verdict ? problem::parse_decimal(words[1]) : std::nullopt;
    if (!score) {
        return fail(ErrorCode::invalid_package, "it printed '" +
                                                    problem::shown(problem::trimmed(printed)) +
                                                    "' (expected AC, WA, RTE or TLE, and a score)");
    }
    SubResult out;
    out.verdict = *verdict;
    out.score = *score;
    if (*verdict == Verdict::AC) return out;
    const auto same = std::find_if(members.begin(), members.end(), [&](const SubResult& member) {
        return code(member.verdict) == words[0];
    });
    const SubResult* decider = same == members.end() ? first_rejected(members) : &*same;
    if (same != members.end()) out.verdict = same->verdict;
    if (decider != nullptr) out.deciding_case = decider->deciding_case;
    return out;
}

std::optional<std::string> grader_question(const problem::Group& group,
                                           const std::vector<SubResult>& members) {
    ARENA_ASSERT(!members.empty());
    const std::vector<SubResult> counting = members_that_count(group, members);
    if (first_judge_error(counting) != nullptr) return std::nullopt;
    return grader_input(counting);
}

SubResult grade_custom(const problem::Group& group, const std::vector<SubResult>& members,
                       bool scoring, const Result<std::string>& printed, std::string& fault) {
    ARENA_ASSERT(!members.empty());
    const std::vector<SubResult> counting = members_that_count(group, members);
    if (const SubResult* ours = first_judge_error(counting)) return *ours;
    if (!printed) return judge_error(printed.error().message, group, fault);
    auto out = read_grader_output(*printed, counting);
    if (!out) return judge_error(out.error().message, group, fault);
    if (!scoring) out->score = 0;
    if (scoring && out->verdict == Verdict::AC && outside_range(group, out->score)) {
        return judge_error(
            "the score " + problem::yaml_number(out->score) + " is outside the group's range",
            group, fault);
    }
    out->is_sample = false;
    return *out;
}

}  // namespace arena::scoring
