// problem.yaml: the format's version, type, names, limits and validation.
//
// Four formats share the file. A key that is unknown is an error in 2025-09, as its text asks, and
// a note in the older ones, whose packages carry the keys of many tools; inside `limits` and
// `grading` it is an error always, since it could change a verdict.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/problem/package.hpp"
#include "core/problem/package_folder.hpp"
#include "core/problem/yaml_map.hpp"

namespace arena::problem {

/// What problem.yaml says that is not a fact about the whole package but about its test data.
struct Manifest {
    std::optional<bool> custom_validation;     ///< legacy `validation`; nullopt when not said
    std::vector<std::string> validator_flags;  ///< legacy, for every case
    /// Deprecated `grading` keys of old legacy packages: the root group's defaults.
    std::optional<double> accept_score, reject_score;
    std::string range, on_reject;
};

/// Reads problem.yaml and the other places of a time limit into `package`.
/// Errors: not_found, unreadable, invalid_package, unsupported (an unknown version).
Result<Manifest> read_manifest(const PackageFolder& folder, Package& package);

/// `limits`.
void read_limits(YamlMap& manifest, Package& package);

/// `validation`, `validator_flags`, `grading`: keys of the legacy formats and of DOMjudge.
void read_legacy_keys(YamlMap& manifest, Package& package, Manifest& facts);

/// .timelimit and domjudge-problem.ini, where problem.yaml states no time limit.
Result<void> read_time_limit_files(const PackageFolder& folder, Package& package);

}  // namespace arena::problem
