// The fields of every event and of a match's settings, by the names that they have in JSON.
//
// Names of the systems before us are kept: userId, problemId, points, lockedBy, results,
// eloChanges, solvedProblems, duration. Times end in At (instants) or Ms (lengths). Read and
// written by core/wire/json_fields.hpp; what the journal holds and what a client is sent share
// these lists.
#pragma once

#include "core/match/event.hpp"
#include "core/wire/json_fields.hpp"

namespace arena::match {

template <class C, wire::Like<PlayerSetting> T>
void fields(C& c, T& s) {
    c("userId", s.user);
    c("name", s.name);
    c("rating", s.rating);
}
template <class C, wire::Like<ProblemSetting> T>
void fields(C& c, T& s) {
    c("problemId", s.id);
    c("points", s.points);
    c("difficulty", s.difficulty);
}
template <class C, wire::Like<SabotageTask> T>
void fields(C& c, T& s) {
    c("problemId", s.problem);
    c("language", s.language);
    c.maybe("reference", s.reference);
}
template <class C, wire::Like<RoyaleSettings> T>
void fields(C& c, T& s) {
    c.soft("roundMs", s.round_ms);
    c.soft("wrongMinutes", s.wrong_minutes);
}
template <class C, wire::Like<SabotageSettings> T>
void fields(C& c, T& s) {
    c.soft("sabotageMs", s.sabotage_ms);
    c.soft("repairMs", s.repair_ms);
    c.soft("sabotageLinesMax", s.sabotage_lines_max);
    c.soft("repairLinesMax", s.repair_lines_max);
    c.soft("repairPoints", s.repair_points);
    c.soft("minuteCost", s.minute_cost);
    c.soft("wrongCost", s.wrong_cost);
    c.soft("repairPointsMin", s.repair_points_min);
    c.soft("survivePoints", s.survive_points);
    c.soft("tasks", s.tasks);
}
/// What is missing keeps its default: a journal of an older version has fewer settings.
template <class C, wire::Like<Settings> T>
void fields(C& c, T& s) {
    c("matchId", s.match);
    c("mode", s.mode);
    c.soft("seed", s.seed);
    c.soft("duration", s.duration_ms);
    c.soft("startWaitMs", s.start_wait_ms);
    c.soft("startsShort", s.starts_short);
    c.soft("awayGraceMs", s.away_grace_ms);
    c.soft("outageMinMs", s.outage_min_ms);
    c.soft("playersMin", s.players_min);
    c.soft("playersMax", s.players_max);
    c.soft("startsWhenFull", s.starts_when_full);
    c.soft("open", s.open);
    c("players", s.players);
    c("problems", s.problems);
    c.soft("sourceBytesMax", s.source_bytes_max);
    c.soft("submitGapMs", s.submit_gap_ms);
    c.soft("chatMessagesMax", s.chat_messages_max);
    c.soft("chatWindowMs", s.chat_window_ms);
    c.soft("chatBytesMax", s.chat_bytes_max);
    c.soft("makerChoseProblems", s.maker_chose_problems);
    c.soft("spectatorsSeeSources", s.spectators_see_sources);
    c.soft("spectatorDelayMs", s.spectator_delay_ms);
    c.soft("compileErrorIsWrong", s.compile_error_is_wrong);
    c.soft("battleRoyale", s.royale);
    c.soft("sabotage", s.sabotage);
}
template <class C, wire::Like<Refusal> T>
void fields(C& c, T& r) {
    c("code", r.code);
    c("retryAfterMs", r.retry_after_ms);
}

namespace event {

template <class C, wire::Like<Created> E>
void fields(C& c, E& e) {
    c("settings", e.settings);
}
template <class C, wire::Like<Joined> E>
void fields(C& c, E& e) {
    c("userId", e.user);
    c("name", e.name);
    c("rating", e.rating);
}
template <class C, wire::Like<Left> E>
void fields(C& c, E& e) {
    c("userId", e.user);
    c("seatEndsAt", e.seat_ends_ms);
}
template <class C, class E>
requires(wire::Like<E, Returned> || wire::Like<E, MutationWanted>) void fields(C& c, E& e) {
    c("userId", e.user);
}
template <class C, wire::Like<Assignment> E>
void fields(C& c, E& e) {
    c("authorId", e.author);
    c.maybe("repairerId", e.repairer);
    c("problemId", e.problem);
    c("language", e.language);
    c.maybe("source", e.source);
}
template <class C, wire::Like<Started> E>
void fields(C& c, E& e) {
    c("endsAt", e.ends_ms);
    c("partEndsAt", e.part_ends_ms);
    c.soft("assignments", e.assignments);
}
template <class C, wire::Like<Submitted> E>
void fields(C& c, E& e) {
    c("submission", e.submission);
    c("userId", e.user);
    c("problemId", e.problem);
    c("language", e.language);
    c("sourceBytes", e.source_bytes);
    c("golfBytes", e.golf_bytes);
    c("changedLines", e.changed_lines);
    c("source", e.source);
}
template <class C, wire::Like<Judged::Detail> E>
void fields(C& c, E& e) {
    c("testIndex", e.first_failed_test);
    c("testsFailed", e.tests_failed);
    c("tests", e.tests);
    c("time", e.time_ms);
    c("memory", e.memory_bytes);
}
template <class C, wire::Like<Judged> E>
void fields(C& c, E& e) {
    c.maybe("submission", e.submission);
    c("userId", e.user);
    c("problemId", e.problem);
    c("verdict", e.verdict);
    c("position", e.position);
    c("streak", e.streak);
    c("detail", e.detail);
}
template <class C, wire::Like<Voided> E>
void fields(C& c, E& e) {
    c("submission", e.submission);
    c("userId", e.user);
    c("problemId", e.problem);
    c("reason", e.reason);
}
template <class C, wire::Like<ClaimChanged> E>
void fields(C& c, E& e) {
    c.maybe("submission", e.submission);
    c("userId", e.user);
    c("problemId", e.problem);
    c("claim", e.state);
}
template <class C, wire::Like<Lockout> E>
void fields(C& c, E& e) {
    c.maybe("submission", e.submission);
    c("problemId", e.problem);
    c("userId", e.user);
    c("points", e.points);
}
template <class C, wire::Like<HolderChanged> E>
void fields(C& c, E& e) {
    c.maybe("submission", e.submission);
    c("problemId", e.problem);
    c("userId", e.user);
    c("points", e.points);
    c("golfBytes", e.golf_bytes);
    c.maybe("previous", e.previous);
}
template <class C, wire::Like<Solved> E>
void fields(C& c, E& e) {
    c.maybe("submission", e.submission);
    c("problemId", e.problem);
    c("userId", e.user);
    c("points", e.points);
    c("penaltyMinutes", e.penalty_minutes);
    c("place", e.place);
}
template <class C, wire::Like<RoundExtended> E>
void fields(C& c, E& e) {
    c("round", e.round);
    c("endsAt", e.ends_ms);
}
template <class C, wire::Like<Eliminated> E>
void fields(C& c, E& e) {
    c("userId", e.user);
    c("round", e.round);
    c("rank", e.rank);
}
template <class C, wire::Like<RoundEnded> E>
void fields(C& c, E& e) {
    c("round", e.round);
    c("alive", e.alive);
    c("nextEndsAt", e.next_ends_ms);
}
template <class C, wire::Like<SabotageReturned> E>
void fields(C& c, E& e) {
    c("submission", e.submission);
    c("userId", e.user);
    c("reason", e.reason);
}
template <class C, wire::Like<Planted> E>
void fields(C& c, E& e) {
    c("userId", e.user);
    c("byServer", e.by_server);
    c("submission", e.submission);
    c("source", e.source);
    c.soft("intact", e.intact);
}
template <class C, wire::Like<PhaseStarted> E>
void fields(C& c, E& e) {
    c("phase", e.phase);
    c("endsAt", e.ends_ms);
    c("assignments", e.assignments);
}
template <class C, wire::Like<Survived> E>
void fields(C& c, E& e) {
    c("userId", e.user);
    c("points", e.points);
}
template <class C, wire::Like<Forfeited> E>
void fields(C& c, E& e) {
    c("userId", e.user);
    c("reason", e.reason);
    c("outAt", e.out_ms);
}
template <class C, wire::Like<ClockExtended> E>
void fields(C& c, E& e) {
    c("byMs", e.by_ms);
    c("reason", e.reason);
    c("sinceAt", e.since_ms);
}
template <class C, wire::Like<Chatted> E>
void fields(C& c, E& e) {
    c("userId", e.user);
    c("text", e.text);
}
template <class C, wire::Like<Refused> E>
void fields(C& c, E& e) {
    c("userId", e.user);
    c("error", e.refusal);
}
template <class C, class E>
requires(wire::Like<E, Closed> || wire::Like<E, Aborted>) void fields(C& c, E& e) {
    c("reason", e.reason);
}
template <class C, wire::Like<PlayerResult> E>
void fields(C& c, E& e) {
    c("userId", e.user);
    c("rank", e.rank);
    c("score", e.score);
    c("solvedProblems", e.solved);
    c("forfeited", e.forfeited);
    c("penaltyMinutes", e.penalty_minutes);
}
template <class C, wire::Like<RatingChange> E>
void fields(C& c, E& e) {
    c("before", e.before);
    c("after", e.after);
}
template <class C, wire::Like<EloChange> E>
void fields(C& c, E& e) {
    c("userId", e.user);
    c("mode", e.mode);
    c("overall", e.overall);
}
template <class C, wire::Like<Ended> E>
void fields(C& c, E& e) {
    c("results", e.results);
    c("eloChanges", e.elo_changes);
}
template <class C, wire::Like<NewVerdict> E>
void fields(C& c, E& e) {
    c("submission", e.submission);
    c("verdict", e.verdict);
}
template <class C, wire::Like<Rejudged> E>
void fields(C& c, E& e) {
    c("verdicts", e.verdicts);
}
template <class C, wire::Like<Corrected> E>
void fields(C& c, E& e) {
    c("results", e.results);
    c.soft("eloChanges", e.elo_changes);
}

}  // namespace event
}  // namespace arena::match
