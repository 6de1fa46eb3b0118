// Why a command was not carried out: a code for machines, and when to try again.
//
// A refusal to a player of the match is an event too (event::Refused), up to a limit that keeps one
// flooding client from filling the journal; it is answered in any case.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace arena::match {

/// Wire: the names are sent as error codes and stored; do not change them.
enum class RefusalCode {
    not_a_player,            ///< this user has no seat in the match
    match_full,              ///< players_max have joined
    not_active,              ///< it has not started
    already_started,         ///< it has
    too_few_players,         ///< fewer than players_min have joined
    match_over,              ///< finished or aborted
    deadline_passed,         ///< received at or after the deadline
    closed,                  ///< decided; only verdicts are awaited
    out_of_the_match,        ///< eliminated or forfeited
    unknown_problem,         ///< not in this match, or in sabotage not yours to change
    problem_locked,          ///< blitz: somebody holds it
    already_solved,          ///< by you; nothing more to win with it
    already_planted,         ///< sabotage: yours is in place
    wrong_language,          ///< sabotage: not the reference's
    too_many_changed_lines,  ///< sabotage, repair
    unchanged_source,        ///< sabotage: equal to the reference but for white space
    source_too_large,
    source_empty,
    rate_limited,          ///< see retry_after_ms
    message_too_long,      ///< chat
    message_empty,         ///< chat
    invalid_text,          ///< not UTF-8
    too_many_submissions,  ///< submissions_limit of the match
    duplicate_submission,  ///< the id is in use
    unknown_submission,
    already_judged,     ///< verdict or void came before: the first one counts
    not_a_verdict,      ///< JE: judge again, or report that the judge failed
    mutation_unwanted,  ///< nobody waits for the server to plant here
    already_created,
    invalid_settings,
};

inline constexpr auto refusal_codes = static_cast<int>(RefusalCode::invalid_settings) + 1;

/// "not_a_player", "rate_limited", ...
std::string_view name(RefusalCode code);
std::optional<RefusalCode> parse_refusal_code(std::string_view text);

/// One sentence for people, lowercase, without a full stop.
std::string_view description(RefusalCode code);

struct Refusal {
    RefusalCode code = RefusalCode::not_a_player;
    std::optional<std::int64_t> retry_after_ms;  ///< only with rate_limited

    bool operator==(const Refusal&) const = default;
};

}  // namespace arena::match
