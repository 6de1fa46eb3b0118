// What comes into a match from players, judge, organizer and clock.
//
// A command is a wish: decide() (core/match/machine.hpp) answers it with events or a refusal. Who
// sends it and whether they may (token, role, room) was settled before; here users are only names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/match/event.hpp"
#include "core/match/settings.hpp"
#include "core/verdict.hpp"

namespace arena::match::command {

/// The first command of every match. Refused: invalid_settings (validate() says why).
struct Create {
    Settings settings;
};
/// A player's connection is here: first, again, or as well. Name and rating only count for a
/// stranger who joins an open match.
struct Join {
    std::string user, name;
    double rating = 1500;
};
/// A player's last connection is gone. They have away_grace_ms to come back, also to a match that
/// waits, unless they give the seat up there.
struct Leave {
    std::string user;
    bool gives_seat_up = false;  ///< counts while the match waits
};
/// A player gives up for good.
struct Resign {
    std::string user;
};
/// The host or the organizer starts a match that does not start by itself.
struct Start {};
/// REQUIRES: `submission` is an id that the server never gave before.
/// The store keeps the source; the match keeps it only where its rules hand it to another player.
struct Submit {
    std::string submission, user, problem, language, source;
};
/// The judge's answer. A second answer for one submission is refused (already_judged): the first
/// counts, so a retried delivery is harmless.
struct Judge {
    std::string submission;
    Verdict verdict = Verdict::WA;         ///< JE is refused: the server judges again
    std::optional<int> first_failed_test;  ///< from 1
    std::optional<int> tests_failed, tests;
    std::int64_t time_ms = 0, memory_bytes = 0;
};
/// The judge gave up after its retries. `reason` is for the organizer.
struct JudgeFailed {
    std::string submission, reason;
};
/// The server plants a mutation that it saw fail at least one secret test. No source: it found
/// none, and the reference stays as it is, which is repaired by handing it in. Wanted once
/// event::MutationWanted names the user.
struct PlantMutation {
    std::string user;
    std::optional<std::string> source;
};
/// New verdicts for judged and void submissions, together. The decision is the preview: look at it
/// and drop it, or make it durable. Refused: unknown_submission, not_a_verdict (also for pending
/// ones).
struct Rejudge {
    std::vector<event::NewVerdict> verdicts;
};
/// Nothing came, but next_timer() is due.
struct Wake {};
/// The server was away for this long until now. To be given before anything else after a restart.
struct Outage {
    std::int64_t away_ms = 0;
};
struct Chat {
    std::string user, text;
};
/// The organizer ends it without a result.
struct Abort {};

}  // namespace arena::match::command

namespace arena::match {

using Command =
    std::variant<command::Create, command::Join, command::Leave, command::Resign, command::Start,
                 command::Submit, command::Judge, command::JudgeFailed, command::PlantMutation,
                 command::Rejudge, command::Wake, command::Outage, command::Chat, command::Abort>;

}  // namespace arena::match
