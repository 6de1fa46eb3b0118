// FIDE's tournament report file: TRF16 (Handbook C.04.A, annex 2) and the extensions by which
// pairing programs speak to one another.
//
//   001  a player: number (columns 5-8), name (15-47), rating (49-52), points (81-84), rank
//        (86-89), then ten columns a round from 92 on: opponent, colour, result
//   012  the tournament's name; 092 its type; other three-digit lines are kept as they are
//   XXR n            rounds in all (also 142)
//   XXC white1       the colour of number 1 in the first round (black1; also 152 W or B)
//   XXA n p.p ...    fictitious points of player n by round (acceleration)
//   XXP n n ...      these never meet
//   XXZ n ...        these do not play the next round
//   BBW BBD BBL BBZ BBF BBU p.p   points for a win, draw, loss, zero-point bye, forfeit, the bye
//   XXC rank         players rank as their lines stand, not by number
// and TRF26's 162 (points), 192 (..._BAKU: acceleration), 240, 250, 260: trf_2026.hpp.
// Without BBU or 162 P the bye is worth a win. Lines end in LF, CR or both. A column is a character
// of UTF-8, or a byte where the text is none (or the points show that the program counted bytes).
#pragma once

#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/pairing/tournament.hpp"

namespace arena::pairing {

inline constexpr std::size_t trf_bytes_max = 64u << 20;
inline constexpr int swiss_rounds_max = 99;
inline constexpr int trf_number_max = 9999;  ///< four columns

/// Errors: unreadable, "FILE:12: ..." with `name` as FILE, naming what is wrong and the mend.
Result<Tournament> read_trf(std::string_view text, std::string_view name);

/// A file that read_trf() reads back as the same tournament. Lines end in LF.
std::string write_trf(const Tournament& tournament);

}  // namespace arena::pairing
