// A command line split as a POSIX shell splits it, without anything a shell expands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace arena::problem {

/// Words by blanks; '...' and "..." and \ quote. Error: usage, for a quote that is not closed.
/// `$`, globs, `;` and `|` are plain letters: nothing is run by a shell.
Result<std::vector<std::string>> shell_words(std::string_view text);

}  // namespace arena::problem
