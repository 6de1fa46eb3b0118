// The live view of a match as lines for a terminal: clock, players, problems, own submissions, last
// events; nothing is wider than the screen, and what matters least goes first when it is low.
#pragma once

#include <string>
#include <vector>

#include "cli/client_board.hpp"
#include "cli/terminal.hpp"

namespace arena::cli {

inline constexpr int rows_least = 12;

/// A line of the list of last events.
struct ViewEvent {
    std::string clock, text;
};

struct MatchViewInput {
    const MatchBoard& board;
    const std::vector<ViewEvent>& events;  ///< oldest first
    std::string notice;                    ///< what was just refused, or answered
    bool connected = true;
};

/// At most `rows` lines, painted, each at most screen.columns wide.
std::vector<std::string> match_view(const MatchViewInput& input, const Screen& screen, int rows);

/// While the lobby looks for opponents.
std::vector<std::string> queue_view(const std::string& mode, int position, int waiting,
                                    std::int64_t waited_ms, bool connected, const Screen& screen);

/// `text` in lines of at most `columns`: words are kept whole, indents and line ends too.
std::vector<std::string> wrapped_lines(const std::string& text, int columns);

}  // namespace arena::cli
