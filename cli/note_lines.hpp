// What an import or an export tells, a line each; where hundreds of tests share a reason, the first
// few speak for all.
#pragma once

#include <string>
#include <vector>

#include "core/problem/blueprint.hpp"

namespace arena::cli {

std::string note_lines(const std::vector<problem::ImportNote>& notes);

}  // namespace arena::cli
