// The words for a score out of bounds, and the grading of a submission that passes every test.
#include "core/scoring/group_fault.hpp"

#include "core/problem/yaml_text.hpp"
#include "core/scoring/grading.hpp"

namespace arena::scoring {

using problem::yaml_number;

std::string group_fault(const problem::Group& group, Ruleset ruleset, double score) {
    const bool root = group.name.empty();
    const std::string folder = root ? "data/" : "data/" + group.name + "/";
    std::string out = (root ? "all tests together" : "group '" + group.name + "'") +
                      std::string(": the score ") + yaml_number(score) + " is ";
    if (ruleset == Ruleset::groups_2025) {
        return out + "above its max_score " + yaml_number(group.max_score.value_or(0)) + " (" +
               folder + "test_group.yaml)";
    }
    out += "outside of its range " + (group.range_min ? yaml_number(*group.range_min) : "-inf") +
           " " + (group.range_max ? yaml_number(*group.range_max) : "inf");
    return out + " (" + folder + "testdata.yaml, one above it or problem.yaml)";
}

std::string fault_of_full_score(const problem::Package& package) {
    // The scores of a 2025-09 validator are shares of the case's; a legacy one gives any.
    const bool own_scores =
        package.grader || (package.output_validator && ruleset_of(package) == Ruleset::legacy);
    if (!package.scoring || own_scores || package.cases.empty()) return "";
    Grading grading(package, {});
    while (const auto test = grading.next()) {
        CaseOutcome outcome;
        outcome.verdict = Verdict::AC;
        grading.record(*test, outcome);
    }
    return grading.settled() ? grading.grade().fault : "";
}

}  // namespace arena::scoring
