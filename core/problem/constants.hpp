// Constants of a 2025-09 package: `{{name}}` in its programs and test_group.yaml stands for a
// value.
//
// Replaced in validators, included files, submissions and test_group.yaml; never in test data nor
// in problem.yaml. A tag with an unknown name is left as it is. A value is put in once and not
// looked at again. Also understood: BAPCtools' map of spellings, `{{name.spelling}}`, where
// `{{name}}` is the spelling called `value`.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/problem/yaml_node.hpp"

namespace arena::problem {

/// The `constants` map of problem.yaml. Error: a name or value that the format does not allow.
Result<std::map<std::string, std::string>> read_constants(const YamlNode& node);

/// Cost: one pass over `text`.
std::string substitute_constants(std::string_view text,
                                 const std::map<std::string, std::string>& constants);

}  // namespace arena::problem
