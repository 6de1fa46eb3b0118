// Baku acceleration (FIDE Handbook C.04.5.1): fictitious points for the upper half, early on.
//
// Group A is the first half of the initial ranking, rounded up to an even number. In the first half
// of the rounds (rounded up) it has fictitious points: one in the first half of those (rounded up),
// half a point in the rest.
#pragma once

#include "core/pairing/tournament.hpp"

namespace arena::pairing {

/// Sets every player's acceleration. REQUIRES: rounds_total > 0. Late entries count as what their
/// pairing number says.
void accelerate_baku(Tournament& tournament);

}  // namespace arena::pairing
