// The verdict of one test or of a whole submission.
//
// The names are the field's: DOMjudge, Kattis and Codeforces users read them without a legend.
// JE (judge error) is ours, never the player's: a validator that crashed, a host that failed.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace arena {

/// Wire: the two- and three-letter names are printed, stored and sent; do not change them.
enum class Verdict {
    AC,   ///< accepted
    WA,   ///< wrong answer
    TLE,  ///< time limit exceeded (CPU, or wall time while idle)
    MLE,  ///< memory limit exceeded
    OLE,  ///< output limit exceeded
    RTE,  ///< run-time error: non-zero exit status, signal, forbidden system call
    CE,   ///< compile error
    JE,   ///< judge error
};

inline constexpr std::array<Verdict, 8> all_verdicts{Verdict::AC,  Verdict::WA,  Verdict::TLE,
                                                     Verdict::MLE, Verdict::OLE, Verdict::RTE,
                                                     Verdict::CE,  Verdict::JE};

/// "AC", "WA", ...
std::string_view name(Verdict verdict);

/// "accepted", "wrong answer", ...
std::string_view description(Verdict verdict);

/// Reads the short name, any case; also the long names of Kattis and DOMjudge
/// ("WRONG-ANSWER", "time_limit_exceeded", "RUN-ERROR", "NO-OUTPUT" = WA, ...).
std::optional<Verdict> parse_verdict(std::string_view text);

}  // namespace arena
