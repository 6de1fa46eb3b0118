// Packages and judgings in a few letters.
#include "tests/support/package_notation.hpp"

#include "tests/support/catch.hpp"

namespace arena::tests {

PackageNotation::PackageNotation(problem::Format format, bool scoring) {
    package.format = format;
    package.scoring = scoring;
    const bool legacy = format == problem::Format::legacy || format == problem::Format::legacy_icpc;
    package.grading =
        legacy ? problem::GradingRules::legacy_grader : problem::GradingRules::test_groups;
    package.groups.emplace_back();
}

std::size_t PackageNotation::group(const std::string& name, std::size_t parent, std::size_t cases) {
    const std::size_t index = package.groups.size();
    package.groups.emplace_back();
    package.groups[index].name = name;
    package.groups[index].parent = parent;
    package.groups[parent].groups.push_back(index);
    add_cases(index, cases);
    return index;
}

void PackageNotation::add_cases(std::size_t group, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        problem::Case test;
        test.name = package.groups[group].name + "/" + std::to_string(i + 1);
        test.group = group;
        test.is_sample = package.groups[group].name == "sample";
        package.groups[group].cases.push_back(package.cases.size());
        package.cases.push_back(test);
    }
}

std::vector<scoring::CaseOutcome> outcomes(const std::string& letters) {
    std::vector<scoring::CaseOutcome> out;
    for (char letter : letters) {
        if (letter == ' ') continue;
        scoring::CaseOutcome outcome;
        switch (letter) {
            case 'A': outcome.verdict = Verdict::AC; break;
            case 'W': outcome.verdict = Verdict::WA; break;
            case 'T': outcome.verdict = Verdict::TLE; break;
            case 'M': outcome.verdict = Verdict::MLE; break;
            case 'O': outcome.verdict = Verdict::OLE; break;
            case 'R': outcome.verdict = Verdict::RTE; break;
            default: outcome.verdict = Verdict::JE; break;
        }
        out.push_back(outcome);
    }
    return out;
}

std::string states_of(const scoring::Grading& grading, std::size_t cases) {
    std::string out;
    for (std::size_t c = 0; c < cases; ++c) {
        switch (grading.state(c)) {
            case scoring::CaseState::counted: out += 'C'; break;
            case scoring::CaseState::not_run: out += '-'; break;
            case scoring::CaseState::pending: out += '.'; break;
        }
    }
    return out;
}

Judged judge_serially(const problem::Package& package,
                      const std::vector<scoring::CaseOutcome>& outcomes,
                      const scoring::GradingOptions& options) {
    REQUIRE(outcomes.size() == package.cases.size());
    scoring::Grading grading(package, options);
    while (const auto c = grading.next()) grading.record(*c, outcomes[*c]);
    REQUIRE(grading.settled());
    return {grading.grade(), states_of(grading, package.cases.size())};
}

Judged judge_serially(const problem::Package& package, const std::string& letters,
                      const scoring::GradingOptions& options) {
    return judge_serially(package, arena::tests::outcomes(letters), options);
}

}  // namespace arena::tests
