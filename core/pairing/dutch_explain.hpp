// Why a player leaves their scoregroup, in words that an arbiter can check.
#pragma once

#include <string>

#include "core/pairing/dutch_round.hpp"

namespace arena::pairing {

/// `place` is one of pairing.floaters of `bracket`.
std::string why_down(const DutchRound& round, const Bracket& bracket, const BracketPairing& pairing,
                     Place place);

/// `place` is left over at the end of the round.
std::string why_bye(const DutchRound& round, Place place);

}  // namespace arena::pairing
