// Session's queries about matches, who plays in them, and their journals.
#include <algorithm>

#include "serve/store/journal_buffer.hpp"
#include "serve/store/page_bounds.hpp"
#include "serve/store/row_readers.hpp"
#include "serve/store/store.hpp"

namespace arena::serve {
namespace {

// The last seq is looked up in the journal's key, so that an event writes one row only.
#define MATCH_COLUMNS                                                                   \
    "m.id, m.mode, m.status, m.settings_json, m.room_code, m.creator_id, m.rematch_of," \
    " m.created_ms, m.started_ms, m.ended_ms,"                                          \
    " (SELECT COALESCE(MAX(e.seq), 0) FROM events e WHERE e.match_id = m.id),"          \
    " m.spectator_delay_ms"
// The end is no news any more, or was none for who played.
#define IS_SHOWN(now, user)                      \
    "(m.ended_ms + m.spectator_delay_ms <= " now \
    " OR EXISTS (SELECT 1 FROM match_players o WHERE o.match_id = m.id AND o.user_id = " user "))"
#define IS_LIVE "m.status IN ('waiting', 'active')"

MatchRecord read_match(const SqlRows& rows, std::size_t row) {
    MatchRecord match;
    match.id = rows.text(row, 0);
    match.mode = rows.text(row, 1);
    match.status = rows.text(row, 2);
    match.settings_json = rows.text(row, 3);
    match.room_code = rows.text(row, 4);
    match.creator_id = rows.text(row, 5);
    match.rematch_of = rows.text(row, 6);
    match.created_ms = rows.integer(row, 7);
    match.started_ms = rows.integer(row, 8);
    match.ended_ms = rows.integer(row, 9);
    match.last_seq = rows.integer(row, 10);
    match.spectator_delay_ms = rows.integer(row, 11);
    return match;
}

}  // namespace

Result<void> Session::add_match(const MatchRecord& match) {
    return done(sql_.execute(
        "INSERT INTO matches (id, mode, status, settings_json, room_code, creator_id, rematch_of,"
        " created_ms, started_ms, ended_ms, spectator_delay_ms)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        {match.id, match.mode, match.status, match.settings_json, none_if_empty(match.room_code),
         match.creator_id, match.rematch_of, match.created_ms, match.started_ms, match.ended_ms,
         match.spectator_delay_ms}));
}

Result<void> Session::update_match_status(std::string_view id, std::string_view status,
                                          std::int64_t started_ms, std::int64_t ended_ms) {
    return done(
        sql_.execute("UPDATE matches SET status = $2, started_ms = $3, ended_ms = $4 WHERE id = $1",
                     {id, status, started_ms, ended_ms}));
}

Result<std::optional<MatchRecord>> Session::match_by_id(std::string_view id) {
    if (auto flushed = journal_.flush(sql_); !flushed) return tl::unexpected(flushed.error());
    return first_row(sql_.execute("SELECT " MATCH_COLUMNS " FROM matches m WHERE m.id = $1", {id}),
                     read_match);
}

Result<std::optional<MatchRecord>> Session::match_by_code(std::string_view room_code) {
    if (auto flushed = journal_.flush(sql_); !flushed) return tl::unexpected(flushed.error());
    return first_row(
        sql_.execute("SELECT " MATCH_COLUMNS " FROM matches m WHERE m.room_code = $1 AND " IS_LIVE,
                     {room_code}),
        read_match);
}

Result<std::vector<MatchRecord>> Session::live_matches() {
    if (auto flushed = journal_.flush(sql_); !flushed) return tl::unexpected(flushed.error());
    return all_rows(sql_.execute("SELECT " MATCH_COLUMNS " FROM matches m WHERE " IS_LIVE
                                 " ORDER BY m.created_ms, m.id"),
                    read_match);
}

Result<void> Session::add_match_player(std::string_view match_id, std::string_view user_id) {
    auto added = touched(sql_.execute(
        "INSERT INTO match_players (match_id, user_id, place, created_ms, final_rank, score)"
        " SELECT m.id, CAST($2 AS TEXT),"
        " (SELECT COUNT(*) FROM match_players p WHERE p.match_id = m.id), m.created_ms, 0, 0"
        " FROM matches m WHERE m.id = $1 ON CONFLICT (match_id, user_id) DO NOTHING",
        {match_id, user_id}));
    if (!added) return tl::unexpected(added.error());
    if (*added) return {};
    auto match = sql_.execute("SELECT id FROM matches WHERE id = $1", {match_id});
    if (!match) return tl::unexpected(match.error());
    if (match->empty()) return fail(ErrorCode::not_found, "no match " + std::string(match_id));
    return {};
}

Result<void> Session::set_match_result(std::string_view match_id, std::string_view user_id,
                                       int rank, double score) {
    return done(
        sql_.execute("UPDATE match_players SET final_rank = $3, score = $4"
                     " WHERE match_id = $1 AND user_id = $2",
                     {match_id, user_id, std::int64_t{rank}, score}));
}

Result<std::vector<MatchPlayerRecord>> Session::players_of(std::string_view match_id) {
    return all_rows(sql_.execute("SELECT p.match_id, p.user_id, u.name, p.final_rank, p.score"
                                 " FROM match_players p JOIN users u ON u.id = p.user_id"
                                 " WHERE p.match_id = $1 ORDER BY p.place",
                                 {match_id}),
                    [](const SqlRows& rows, std::size_t row) {
                        return MatchPlayerRecord{
                            rows.text(row, 0), rows.text(row, 1), rows.text(row, 2),
                            static_cast<int>(rows.integer(row, 3)), rows.real(row, 4)};
                    });
}

Result<std::vector<MatchRecord>> Session::match_history(std::string_view user_id, PageRequest page,
                                                        const Onlooker& onlooker) {
    if (auto flushed = journal_.flush(sql_); !flushed) return tl::unexpected(flushed.error());
    if (user_id.empty()) {
        return all_rows(
            sql_.execute(
                "SELECT " MATCH_COLUMNS " FROM matches m WHERE m.status = 'finished'"
                " AND " IS_SHOWN("$3",
                                 "$4") " ORDER BY m.created_ms DESC, m.id DESC LIMIT $1 OFFSET $2",
                {page_limit(page), page_offset(page), onlooker.now_ms, onlooker.user_id}),
            read_match);
    }
    return all_rows(
        sql_.execute(
            "SELECT " MATCH_COLUMNS " FROM match_players p JOIN matches m ON m.id = p.match_id"
            " WHERE p.user_id = $1 AND m.status IN ('finished', 'aborted')"
            " AND " IS_SHOWN(
                "$4", "$5") " ORDER BY p.created_ms DESC, p.match_id DESC LIMIT $2 OFFSET $3",
            {user_id, page_limit(page), page_offset(page), onlooker.now_ms, onlooker.user_id}),
        read_match);
}

Result<void> Session::append(const JournalRecord& event) {
    return journal_.add(sql_, event);
}

Result<std::vector<JournalRecord>> Session::events_since(std::string_view match_id,
                                                         std::int64_t since) {
    if (auto flushed = journal_.flush(sql_); !flushed) return tl::unexpected(flushed.error());
    return all_rows(sql_.execute("SELECT match_id, seq, at_ms, kind, json FROM events"
                                 " WHERE match_id = $1 AND seq > $2 ORDER BY seq",
                                 {match_id, since}),
                    [](const SqlRows& rows, std::size_t row) {
                        return JournalRecord{rows.text(row, 0), rows.integer(row, 1),
                                             rows.integer(row, 2), rows.text(row, 3),
                                             rows.text(row, 4)};
                    });
}

Result<std::vector<std::string>> Session::recent_opponents(std::string_view user_id, int matches) {
    auto met = all_rows(
        sql_.execute("SELECT o.user_id FROM (SELECT match_id, created_ms FROM match_players"
                     " WHERE user_id = $1 ORDER BY created_ms DESC, match_id DESC LIMIT $2) r"
                     " JOIN match_players o ON o.match_id = r.match_id AND o.user_id <> $1"
                     " ORDER BY r.created_ms DESC, r.match_id DESC, o.place",
                     {user_id, std::int64_t{matches}}),
        first_text);
    if (!met) return met;
    std::vector<std::string> opponents;
    for (std::string& opponent : *met) {
        if (std::find(opponents.begin(), opponents.end(), opponent) == opponents.end()) {
            opponents.push_back(std::move(opponent));
        }
    }
    return opponents;
}

Result<void> Session::mark_seen(std::string_view user_id, std::string_view problem_id) {
    return done(
        sql_.execute("INSERT INTO seen_problems (user_id, problem_id) VALUES ($1, $2)"
                     " ON CONFLICT (user_id, problem_id) DO NOTHING",
                     {user_id, problem_id}));
}

Result<std::vector<std::string>> Session::seen_problems(std::string_view user_id) {
    return all_rows(
        sql_.execute("SELECT problem_id FROM seen_problems WHERE user_id = $1", {user_id}),
        first_text);
}

}  // namespace arena::serve
