// DMOJ: the test cases of an init.yml that does not list them.
//
// The judge matches every name of the archive (or folder) against two regular expressions with the
// groups `batch` and `case`, and sorts by number where there is one. Source: DMOJ/judge-server
// dmoj/problem.py, DMOJ/docs problem_format, "Specifying cases with regexes".
#pragma once

#include <string>
#include <vector>

#include "core/problem/yaml_node.hpp"

namespace arena::problem {

/// The list that `test_cases` would be. `node` is null, or the map with input_format,
/// output_format and case_points. Errors: invalid_package (a pattern, a name that two files have,
/// no match at all).
Result<YamlNode> find_dmoj_cases(const std::vector<std::string>& names, const YamlNode* node,
                                 const YamlNode& root);

}  // namespace arena::problem
