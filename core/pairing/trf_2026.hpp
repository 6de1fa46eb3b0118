// The lines that TRF26 (FIDE's report format of 2026) adds to what a pairing depends on, as
// bbpPairings writes and reads them. Columns are counted from 1:
//
//   162 (6)c(7-10)p.p, again every 9 columns: points of W win, D draw, L loss, Z or A absent and
//       forfeited, P the pairing-allocated bye
//   240 (5)F|H|Z (7-9)round (11-14, every 5)number: byes asked for
//   250 (10-13)p.p (15-17)round (19-21)to round (23-26)number (28-31)to number: fictitious points
//   260 (5-7)round (9-11)to round (13-16, every 5)number: these do not meet
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/pairing/tournament.hpp"

namespace arena::pairing {

struct ByesOfRound {
    char kind = 'Z';  ///< F, H or Z
    int round = 0;    ///< from 1
    std::vector<int> numbers;
};

struct AcceleratedRange {
    int tenths = 0;
    int first_round = 0, last_round = 0;  ///< from 1, both included
    int first = 0, last = 0;              ///< numbers, both included
};

struct ForbiddenGroup {
    int first_round = 0, last_round = 0;
    std::vector<int> numbers;
};

/// Each says what is wrong with the line; empty when it was read.
std::string read_point_system(std::string_view line, PointRules& points, bool& bye_given);
std::string read_byes(std::string_view line, ByesOfRound& byes);
std::string read_acceleration(std::string_view line, AcceleratedRange& range);
std::string read_forbidden(std::string_view line, ForbiddenGroup& group);

}  // namespace arena::pairing
