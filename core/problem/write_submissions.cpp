// submissions.yaml of 2025-09: what the folders of submissions/ do not say already.
//
// A folder of the format has a rule of its own that holds beside any other, so a submission with
// other rules lies in a folder that has none.
#include <algorithm>
#include <set>

#include "core/problem/submission.hpp"
#include "core/problem/write_kattis.hpp"
#include "core/problem/yaml_text.hpp"

namespace arena::problem {

namespace {

using Verdicts = std::vector<Verdict>;

bool contains(const Verdicts& verdicts, Verdict verdict) {
    return std::find(verdicts.begin(), verdicts.end(), verdict) != verdicts.end();
}

std::string verdict_list(const Verdicts& verdicts) {
    std::vector<std::string> out;
    for (Verdict verdict : all_verdicts) {
        if (!contains(verdicts, verdict)) continue;
        // RTE means all three crashes.
        const bool covered = contains(verdicts, Verdict::RTE) &&
                             (verdict == Verdict::MLE || verdict == Verdict::OLE);
        if (!covered) out.emplace_back(name(verdict));
    }
    return yaml_list(out);
}

std::string rule_text(const Expectation& rule, const std::string& indent) {
    std::string out;
    Verdicts permitted = rule.permitted;
    Verdicts required = rule.required;
    if (!rule.overall.empty()) {
        // A verdict of the whole says what some case got, and what no other may spoil.
        permitted = rule.overall;
        if (!contains(rule.overall, Verdict::AC)) {
            required = rule.overall;
            permitted.push_back(Verdict::AC);
        }
    }
    if (!permitted.empty()) out += indent + "permitted: " + verdict_list(permitted) + "\n";
    if (!required.empty()) out += indent + "required: " + verdict_list(required) + "\n";
    if (rule.score_min) {
        const double high = rule.score_max.value_or(*rule.score_min);
        out += indent + "score: " +
               (high == *rule.score_min
                    ? yaml_number(high)
                    : "[" + yaml_number(*rule.score_min) + ", " + yaml_number(high) + "]") +
               "\n";
    }
    if (!rule.message.empty()) out += indent + "message: " + yaml_scalar(rule.message) + "\n";
    if (!rule.bounds_time_limit) out += indent + "use_for_time_limit: false\n";
    return out;
}

bool same_rule(const Expectation& left, const Expectation& right) {
    return left.cases == right.cases && left.permitted == right.permitted &&
           left.required == right.required && left.overall == right.overall &&
           left.score_min == right.score_min && left.score_max == right.score_max &&
           left.message == right.message && left.bounds_time_limit == right.bounds_time_limit;
}

// Whether the folder asks by the rules of the legacy format what 2025-09 does not ask there.
bool has_legacy_rule(const BlueprintSubmission& submission) {
    const auto here = directory_expectation(submission.directory, Format::kattis_2025_09);
    const auto legacy = directory_expectation(submission.directory, Format::legacy);
    if (!here || !legacy || submission.expectations.empty()) return false;
    const Expectation& rule = submission.expectations.front();
    return rule.cases.empty() && !rule.required.empty() && !asks_same_verdicts(*here, rule) &&
           asks_same_verdicts(*legacy, rule);
}

// In place of the folder's own rule: a key that is left out would be the folder's.
std::string folder_rule_text(const Expectation& rule) {
    return "  permitted: " +
           (rule.permitted.empty() ? "[AC, WA, TLE, RTE]" : verdict_list(rule.permitted)) +
           "\n  required: " + verdict_list(rule.required) + "\n";
}

std::string glob_escaped(const std::string& path) {
    return yaml_scalar(path);
}

}  // namespace

std::string submissions_text(const Blueprint& blueprint) {
    std::string out;
    std::set<std::string> replaced;
    for (const BlueprintSubmission& submission : blueprint.submissions) {
        if (!has_legacy_rule(submission) || !replaced.insert(submission.directory).second) continue;
        out += submission.directory + ":\n" + folder_rule_text(submission.expectations.front());
    }
    for (const BlueprintSubmission& submission : blueprint.submissions) {
        const auto own = directory_expectation(submission.directory, Format::kattis_2025_09);
        std::string body;
        std::string groups;
        for (const Expectation& rule : submission.expectations) {
            if (own && same_rule(*own, rule)) continue;
            const bool first = &rule == &submission.expectations.front();
            if (first && replaced.count(submission.directory) != 0) continue;
            if (rule.cases.empty()) {
                body += rule_text(rule, "  ");
            } else {
                const std::string text = rule_text(rule, "    ");
                if (!text.empty()) groups += "  " + glob_escaped(rule.cases) + ":\n" + text;
            }
        }
        if (submission.language) body += "  language: " + yaml_scalar(*submission.language) + "\n";
        if (!submission.entrypoint.empty()) {
            body += "  entrypoint: " + yaml_scalar(submission.entrypoint) + "\n";
        }
        if (submission.is_main) body += "  model_solution: true\n";
        if (body.empty() && groups.empty()) continue;
        out += glob_escaped(submission.directory + "/" + submission.program.name) + ":\n" + body +
               groups;
    }
    return out;
}

}  // namespace arena::problem
