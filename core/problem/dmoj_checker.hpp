// DMOJ: `checker` and `interactive` of an init.yml as an output validator.
//
// Named checkers become arena's standard checker, `bridged` ones and interactors keep their source
// behind the adapter. Source: DMOJ/judge-server dmoj/checkers, dmoj/contrib.
#pragma once

#include "core/problem/foreign_format.hpp"
#include "core/problem/yaml_node.hpp"

namespace arena::problem {

/// `node` null: the judge's default, `standard`. Errors: unsupported (Python of the package),
/// invalid_package, not_found (a source).
Result<void> read_dmoj_checker(const YamlNode* node, const PackageFolder& folder,
                               const ImportOptions& options, Blueprint& out);

Result<void> read_dmoj_interactive(const YamlNode& node, const PackageFolder& folder,
                                   const ImportOptions& options, Blueprint& out);

/// The submission is compiled together with a driver of the package and its header.
Result<void> read_dmoj_signature_grader(const YamlNode& node, const PackageFolder& folder,
                                        Blueprint& out);

}  // namespace arena::problem
