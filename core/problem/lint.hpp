// Lint: what is wrong with a package that can be seen without running anything.
//
// Each rule has an id that stays the same for ever; the table below is what reports name.
#pragma once

#include <string>
#include <vector>

#include "core/problem/package.hpp"

namespace arena::problem {

enum class Severity { error, warning, note };
std::string_view name(Severity severity);

struct LintRule {
    const char* id;     ///< "no-secret-tests"
    Severity severity;  ///< `--strict` makes a failure of warnings, never of notes
    const char* about;
};

/// All rules, by id. Wire: SARIF and JSON name them.
const std::vector<LintRule>& lint_rules();

struct LintFinding {
    const LintRule* rule = nullptr;
    std::string file;  ///< below the package; empty for the whole
    int line = 0;      ///< 0 when there is none
    std::string message;
};

/// Findings in the order of the rules. `package` was read from `folder_path`.
/// Cost: reads every test input once, in blocks.
std::vector<LintFinding> lint(const Package& package);

/// The finding for a package that cannot be read: file and line are taken from the message.
LintFinding unreadable_finding(const Error& error);

}  // namespace arena::problem
