// match:state: the names of the systems before us where they have one (matchId, mode, status,
// startedAt, duration, players, score, solvedProblems, problems, lockedBy, spectators).
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "core/wire/match_fields.hpp"
#include "core/wire/match_json.hpp"

namespace arena::match {

template <class C>
void fields(C& c, const PlayerView& v) {
    c("userId", v.user);
    c("name", v.name);
    c("rating", v.rating);
    c("score", v.score);
    c("rank", v.rank);
    c("solvedProblems", v.solved);
    c("present", v.present);
    c("eliminated", v.eliminated);
    c("forfeited", v.forfeited);
    c("place", v.place);
    c("penaltyMinutes", v.penalty_minutes);
}

template <class C>
void fields(C& c, const ProblemView& v) {
    c("problemId", v.id);
    c("points", v.points);
    c.maybe("lockedBy", v.locked_by);
    c.maybe("heldBy", v.held_by);
    c("golfBytes", v.holder_bytes);
    c("pendingClaims", v.pending_claims);
    c("statementVisible", v.statement_visible);
}

template <class C>
void fields(C& c, const SubmissionView::Own& v) {
    c("submission", v.id);
    c("language", v.language);
    c("receivedAt", v.received_ms);
    c("golfBytes", v.golf_bytes);
    c("void", v.is_void);
    c("changedLines", v.changed_lines);
    c("detail", v.detail);
}

template <class C>
void fields(C& c, const SubmissionView& v) {
    c("userId", v.user);
    c("problemId", v.problem);
    c("verdict", v.verdict);
    c("claim", v.claim);
    c("own", v.own);
}

template <class C>
void fields(C& c, const SabotageView& v) {
    c("authorId", v.author);
    c("repairerId", v.repairer);
    c("problemId", v.problem);
    c("language", v.language);
    c("planted", v.planted);
    c("repaired", v.repaired);
    c("byServer", v.by_server);
    c("source", v.source);
    c("reference", v.reference);
}

template <class C>
void fields(C& c, const StateView& v) {
    c("matchId", v.match);
    c("mode", v.mode);
    c("status", v.status);
    c("startedAt", v.started_ms);
    c("duration", v.duration_ms);
    c("endsAt", v.ends_ms);
    c("closed", v.closed);
    c("aborted", v.aborted);
    c("round", v.round);
    c("phase", v.phase);
    c("partEndsAt", v.part_ends_ms);
    c("players", v.players);
    c("problems", v.problems);
    c("submissions", v.submissions);
    c("sabotages", v.sabotages);
    c("results", v.results);
    c("eloChanges", v.elo_changes);
}

}  // namespace arena::match

namespace arena::wire {

std::string client_state(const match::StateView& view, std::int64_t now_ms,
                         std::int64_t time_left_ms, std::size_t spectators, bool reset) {
    nlohmann::ordered_json json;
    json["event"] = "match:state";
    json["match"] = view.match;
    json["seq"] = view.seq;
    json["at"] = now_ms;
    if (reset) json["reset"] = true;
    nlohmann::ordered_json& data = json["data"] = nlohmann::ordered_json::object();
    JsonWriter writer(data);
    fields(writer, view);
    data["spectators"] = spectators;
    data["timeRemaining"] = time_left_ms;
    return json_text(json);
}

}  // namespace arena::wire
