// Checkers of Hydro and SYZOJ: config.yaml's checker_type and checker, data.yml's specialJudge.
//
// Source: hydro-dev/Hydro packages/hydrojudge/src/checkers.ts (order of arguments, exit statuses,
// where scores and messages go); SYZOJ's special judges are Hydro's type syzoj.
#pragma once

#include "core/problem/blueprint.hpp"
#include "core/problem/foreign_format.hpp"
#include "core/problem/package_folder.hpp"
#include "core/problem/yaml_map.hpp"

namespace arena::problem {

struct HydroChecking {
    std::string data;           ///< folder of the test data below the package; may be empty
    std::string config;         ///< name of the settings file, for messages
    std::string type;           ///< "default", "testlib", ...
    bool tells_points = false;  ///< out: the checker counts in the points of its test
};

/// Takes the checker's keys from `map` into `out`. Errors: unsupported (a type that is not read, a
/// checker that is not C or C++), not_found.
Result<void> read_hydro_checker(YamlMap& map, const PackageFolder& folder,
                                const ImportOptions& options, HydroChecking& how, Blueprint& out);

}  // namespace arena::problem
