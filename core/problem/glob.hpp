// Glob patterns as submissions.yaml writes them: `*` within a name, and {a,b} alternatives.
//
// `**` and [xyz] are not part of the format. A pattern that matches a path also matches everything
// below it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace arena::problem {

inline constexpr std::size_t glob_alternatives_max = 1000;

/// Every alternative of `pattern` without braces: "a.{py,cpp}" -> "a.py", "a.cpp". Error:
/// invalid_package for unbalanced braces, `**`, `[`, or too many alternatives.
Result<std::vector<std::string>> expand_braces(const std::string& pattern);

/// Whether `pattern` (no braces) matches `path` or a folder that holds it.
/// Cost: O(|pattern| * |path|).
bool glob_covers(std::string_view pattern, std::string_view path);

}  // namespace arena::problem
