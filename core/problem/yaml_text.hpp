// Writing YAML: scalars quoted where a reader could take them for something else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace arena::problem {

/// Plain when that is safe under every YAML version, else double-quoted with escapes.
std::string yaml_scalar(std::string_view text);

/// "[a, b]"
std::string yaml_list(const std::vector<std::string>& words);

/// The shortest decimal that reads back as the same double: "2", "0.1", "1e-06".
std::string yaml_number(double value);

}  // namespace arena::problem
