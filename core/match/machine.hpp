// The match machine: commands and time in, events out; the state is the fold of the events.
//
// decide() looks and never changes; apply() changes and never decides. A room keeps one State,
// decides, makes the events durable, applies them, and tells the viewers (core/match/view.hpp).
// After a crash it folds the journal and has the same state, bit for bit. Order of receipt decides:
// a submission counts only once every earlier one that could take its claim has a verdict, so the
// board does not depend on how fast the judge was. No clock, no chance, no I/O; the caller's clock
// comes in as now_ms.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/match/command.hpp"
#include "core/match/event.hpp"
#include "core/match/state.hpp"

namespace arena::match {

struct Decision {
    std::vector<Event> events;  ///< to be made durable and applied, refused or not
    std::optional<Refusal> refusal;
};

/// What `command`, arriving at `now_ms`, leads to. What the clock brought until then (deadlines,
/// forfeits, ends of rounds) comes first, in its order; a time before the last event counts as that
/// event's. Cost: one copy of the state, plus a scan of its submissions.
Decision decide(const State& state, const Command& command, std::int64_t now_ms);

/// REQUIRES: event.seq == state.seq + 1, and an event that decide() gave for this state.
void apply(State& state, const Event& event);

/// From the empty state.
State fold(std::span<const Event> events);

/// When to send command::Wake: the next deadline that nothing pending holds up. None: sleep until
/// something comes. It may lie in the past; then wake at once.
std::optional<std::int64_t> next_timer(const State& state);

}  // namespace arena::match
