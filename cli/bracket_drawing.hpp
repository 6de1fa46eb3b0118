// A bracket as text for a terminal and as one self-contained SVG.
//
// Text: the upper bracket as a tree while it fits the width, then the other matches as a list; the
// number before a match is what --result takes. SVG: every match is a box, lines lead its winner
// on.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "core/pairing/elimination.hpp"

namespace arena::cli {

/// `names[seed - 1]`. REQUIRES: views of standing(bracket, ...).
std::string bracket_text(const pairing::Elimination& bracket,
                         const std::vector<pairing::MatchView>& views,
                         const std::vector<std::string>& names, const Screen& screen);

std::string bracket_svg(const pairing::Elimination& bracket,
                        const std::vector<pairing::MatchView>& views,
                        const std::vector<std::string>& names);

/// "1 Ann", "winner of 3", "bye": who or what stands on a side of match `match`.
std::string side_text(const pairing::Elimination& bracket,
                      const std::vector<pairing::MatchView>& views,
                      const std::vector<std::string>& names, std::size_t match, std::size_t side);

}  // namespace arena::cli
