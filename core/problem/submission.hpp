// The submissions of a package and what must come of each: by folder, by tag in the source, by
// submissions.yaml.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/problem/package.hpp"
#include "core/problem/package_folder.hpp"

namespace arena::problem {

/// How notes end on what is written in vain; lint asks for more than a note about those.
inline constexpr std::string_view matches_nothing = "' matches no submission";
inline constexpr std::string_view in_no_folder =
    ": submissions lie in folders like submissions/accepted";

/// Reads submissions/ into Package::submissions. Errors: of the folder; invalid_package for a
/// broken submissions.yaml or two tags in one file.
Result<void> read_submissions(const PackageFolder& folder, Package& package);

/// What the folder `directory` of submissions/ promises in `format`; nullopt when it promises
/// nothing.
std::optional<Expectation> directory_expectation(const std::string& directory, Format format);

/// Whether two rules ask for the same verdicts: as sets, and to permit all is to ask for nothing.
bool asks_same_verdicts(const Expectation& left, const Expectation& right);

/// The verdicts that a word of the formats stands for: RTE is RTE, MLE and OLE. Empty = unknown.
std::vector<Verdict> verdicts_named(const std::string& word);

/// What DOMjudge's tags in `source` ask for. Error: a tag that is given twice.
Result<std::optional<Expectation>> tagged_expectation(const std::string& source,
                                                      const std::string& label,
                                                      std::vector<std::string>& notes);

/// submissions/submissions.yaml (2025-09 and drafts) on top of what was found. Error:
/// invalid_package.
Result<void> apply_submissions_yaml(const PackageFolder& folder, Package& package);

/// submissions.json at the root: DOMjudge's entry points. A file of another shape is noted.
void apply_submissions_json(const PackageFolder& folder, Package& package);

/// Which bound of the time limit a submission gives, by the rules of 2025-09: `required: [TLE]`
/// bounds from above, `permitted` without TLE from below.
void use_for_time_limit_by_rule(const Expectation& expectation, Submission& submission);

}  // namespace arena::problem
