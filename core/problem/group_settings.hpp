// What a folder of test data says about its cases and how they count: testdata.yaml (legacy, with
// inheritance key by key from the nearest folder above) and test_group.yaml (2025-09).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/problem/manifest.hpp"
#include "core/problem/package.hpp"
#include "core/problem/yaml_node.hpp"

namespace arena::problem {

/// Settings that a folder hands down to what it holds.
struct GroupSettings {
    std::vector<std::string> program_args;
    std::vector<std::string> validator_args;
    std::map<std::string, std::vector<std::string>> input_validator_args;

    // Legacy only.
    bool stop_on_reject = true;
    bool custom_grader = false;
    std::string grader_flags;
    double accept_score = 1, reject_score = 0;
    std::optional<double> range_min, range_max;
};

/// How a 2025-09 group counts; not inherited.
struct TestGroupScoring {
    std::optional<GroupScoring> aggregation;
    std::optional<double> max_score;
    bool max_score_unbounded = false;
    bool is_draft = false;                 ///< written as the draft's `scoring` map
    std::optional<double> score_per_case;  ///< draft `scoring: score`
    std::vector<std::string> require_pass;
    int require_line = 1;
    /// There is a static validation test case; its greatest score, none for `pass-fail`.
    bool has_static = false;
    std::optional<double> static_score;
    std::vector<std::string> static_args;
    int line = 1;
    std::string file;
};

/// The root's settings before any file is read: `grading` keys of an old problem.yaml.
/// Error: invalid_package.
Result<GroupSettings> root_settings(const Manifest& manifest);

/// testdata.yaml of the legacy formats on top of `inherited`. `validators` are the names that
/// output_validator_flags may name. Errors: invalid_package (also `grading: custom` without a
/// grader program), unsupported (with one in legacy-icpc, which has no graders).
Result<GroupSettings> read_testdata_yaml(const YamlNode& root, GroupSettings inherited,
                                         const Package& package);

/// Sets how `group` counts under the legacy grader. Error: invalid_package (an unknown flag).
Result<void> apply_legacy_grader(const GroupSettings& settings, const std::string& place,
                                 bool scoring, Group& group);

/// test_group.yaml, or the draft's testdata.yaml with `scoring`. `scoring` is set from the file.
/// Errors: invalid_package.
Result<GroupSettings> read_test_group_yaml(const YamlNode& root, GroupSettings inherited,
                                           const Package& package, TestGroupScoring& scoring);

/// `<case>.yaml` on top of its group's settings.
Result<GroupSettings> read_case_yaml(const YamlNode& root, GroupSettings inherited);

/// Fills how the groups of a 2025-09 package count, and checks the rules between them.
/// `scorings` has one entry a group that a file speaks of. Error: invalid_package.
Result<void> apply_test_group_scoring(const std::map<std::size_t, TestGroupScoring>& scorings,
                                      Package& package);

}  // namespace arena::problem
