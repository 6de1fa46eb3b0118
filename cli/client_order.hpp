// What a player may type in a match, read and checked against the board; and source files.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cli/client_board.hpp"
#include "core/error.hpp"

namespace arena::cli {

struct SourceText {
    std::string language, code;
};

/// Errors: not_found, unreadable (no UTF-8, over 64 KiB, no regular file), usage (empty, or of no
/// known language: say which). `language`: empty for the file's own.
Result<SourceText> read_source(const std::string& path, const std::string& language);

namespace order {
struct Submit {
    std::string problem, path;
    SourceText source;
};
struct Say {
    std::string text;
};
struct Statement {
    std::string problem;
};
struct Save {
    std::string path;
};
struct Resign {};
struct Start {};
struct Help {};
struct Quit {};
struct Nothing {};  ///< an empty line
}  // namespace order

using Order = std::variant<order::Nothing, order::Submit, order::Say, order::Statement, order::Save,
                           order::Resign, order::Start, order::Help, order::Quit>;

/// Errors: usage and those of read_source, each with the mend.
Result<Order> read_order(const std::string& line, const MatchBoard& board);

/// Only once the match has started is there something that this order could be about.
bool needs_problems(const std::string& line);

/// What can be typed, for people: one line an order.
std::vector<std::string> order_help();

/// By letter or id. Error: usage, naming those that there are.
Result<std::string> problem_id_of(const std::string& word, const MatchBoard& board);

}  // namespace arena::cli
