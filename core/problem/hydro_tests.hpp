// Tests and points of Hydro and SYZOJ: `subtasks`, `cases`, or the files' own names.
//
// Points are whole numbers: what nobody claims of 100 (of a subtask, for its cases) is shared out,
// the last ones getting one more where it does not divide. Source: hydro-dev/Hydro
// packages/common/cases.ts (normalizeSubtasks).
#pragma once

#include "core/problem/blueprint.hpp"
#include "core/problem/package_folder.hpp"
#include "core/problem/yaml_node.hpp"

namespace arena::problem {

struct HydroData {
    std::string folder;                         ///< below the package; may be empty
    std::string input_pattern, answer_pattern;  ///< SYZOJ: "data#.in"; may be empty

    std::string at(const std::string& name) const {
        return folder.empty() ? name : folder + "/" + name;
    }
};

/// Fills the groups of `out`; `subtasks` and `cases` are null when the settings have none.
/// Errors: invalid_package, unsupported (a subtask that counts by another rule than min and sum).
Result<void> read_hydro_tests(const PackageFolder& package, const HydroData& data,
                              const YamlNode* subtasks, const YamlNode* cases, Blueprint& out);

}  // namespace arena::problem
