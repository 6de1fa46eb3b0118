// Completion scripts for bash, zsh and fish, made from the table of commands.
#pragma once

#include <string>
#include <string_view>

namespace arena::cli {

/// REQUIRES: shell is "bash", "zsh" or "fish". `languages`: ids for --language, separated by
/// spaces.
std::string completion_script(std::string_view shell, std::string_view languages);

}  // namespace arena::cli
