// Packages and judgings in a few letters, for the tests of scoring.
//
// A package is built group by group. Outcomes are one letter a case, in the order of the cases:
// A accepted, W T M O R J the rejections. Case states are C counted, - not run, . pending.
#pragma once

#include <string>
#include <vector>

#include "core/scoring/grading.hpp"

namespace arena::tests {

class PackageNotation {
public:
    explicit PackageNotation(problem::Format format, bool scoring = false);

    /// A child group of `parent` with `cases` cases, named by its path. Returns its index.
    /// Cases take their index in the order of the calls.
    std::size_t group(const std::string& name, std::size_t parent, std::size_t cases);
    void add_cases(std::size_t group, std::size_t count);

    problem::Group& operator[](std::size_t group) { return package.groups[group]; }

    problem::Package package;
};

std::vector<scoring::CaseOutcome> outcomes(const std::string& letters);

struct Judged {
    scoring::Grade grade;
    std::string states;
};

std::string states_of(const scoring::Grading& grading, std::size_t cases);

/// One case at a time, in the order that Grading asks for.
Judged judge_serially(const problem::Package& package,
                      const std::vector<scoring::CaseOutcome>& outcomes,
                      const scoring::GradingOptions& options = {});
Judged judge_serially(const problem::Package& package, const std::string& letters,
                      const scoring::GradingOptions& options = {});

}  // namespace arena::tests
