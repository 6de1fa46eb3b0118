// Session's queries about ratings, their history and the boards.
#include "serve/store/page_bounds.hpp"
#include "serve/store/row_readers.hpp"
#include "serve/store/store.hpp"

namespace arena::serve {
namespace {

#define RATING_COLUMNS "r.user_id, r.dimension, r.rating, r.games, r.wins, r.draws, r.losses"

RatingRecord read_rating(const SqlRows& rows, std::size_t row) {
    RatingRecord rating;
    rating.user_id = rows.text(row, 0);
    rating.dimension = rows.text(row, 1);
    rating.rating = rows.real(row, 2);
    rating.games = static_cast<int>(rows.integer(row, 3));
    rating.wins = static_cast<int>(rows.integer(row, 4));
    rating.draws = static_cast<int>(rows.integer(row, 5));
    rating.losses = static_cast<int>(rows.integer(row, 6));
    return rating;
}

}  // namespace

Result<RatingRecord> Session::rating_of(std::string_view user_id, std::string_view dimension) {
    auto found = first_row(sql_.execute("SELECT " RATING_COLUMNS " FROM ratings r"
                                        " WHERE r.user_id = $1 AND r.dimension = $2",
                                        {user_id, dimension}),
                           read_rating);
    if (!found) return tl::unexpected(found.error());
    if (*found) return std::move(**found);
    RatingRecord fresh;
    fresh.user_id = user_id;
    fresh.dimension = dimension;
    return fresh;
}

Result<bool> Session::apply_rating_change(const RatingChange& change, int win, int draw, int loss) {
    auto is_new = touched(sql_.execute(
        "INSERT INTO rating_history (user_id, dimension, match_id, rating_before, rating_after,"
        " at_ms, ordinal, games) VALUES ($1, $2, $3, $4, $5, $6,"
        " (SELECT COALESCE(MAX(ordinal), 0) + 1 FROM rating_history),"
        " COALESCE((SELECT games FROM ratings WHERE user_id = $1 AND dimension = $2), 0))"
        " ON CONFLICT (user_id, dimension, match_id) DO NOTHING",
        {change.user_id, change.dimension, change.match_id, change.before, change.after,
         change.at_ms}));
    if (!is_new || !*is_new) return is_new;
    return touched(sql_.execute(
        "INSERT INTO ratings (user_id, dimension, rating, games, wins, draws, losses)"
        " VALUES ($1, $2, $3, 1, $4, $5, $6) ON CONFLICT (user_id, dimension) DO UPDATE SET"
        " rating = excluded.rating, games = ratings.games + 1,"
        " wins = ratings.wins + excluded.wins, draws = ratings.draws + excluded.draws,"
        " losses = ratings.losses + excluded.losses",
        {change.user_id, change.dimension, change.after, std::int64_t{win}, std::int64_t{draw},
         std::int64_t{loss}}));
}

Result<std::vector<RatedPlace>> Session::rated_since(std::string_view match_id,
                                                     std::string_view dimension) {
    return all_rows(
        sql_.execute("SELECT h.match_id, h.user_id, h.rating_before, h.rating_after, h.games,"
                     " p.final_rank FROM rating_history h JOIN match_players p"
                     " ON p.match_id = h.match_id AND p.user_id = h.user_id"
                     " WHERE h.dimension = $2 AND h.ordinal >= (SELECT MIN(f.ordinal)"
                     " FROM rating_history f WHERE f.match_id = $1 AND f.dimension = $2)"
                     " ORDER BY h.ordinal",
                     {match_id, dimension}),
        [](const SqlRows& rows, std::size_t row) {
            return RatedPlace{rows.text(row, 0),
                              rows.text(row, 1),
                              rows.real(row, 2),
                              rows.real(row, 3),
                              static_cast<int>(rows.integer(row, 4)),
                              static_cast<int>(rows.integer(row, 5))};
        });
}

Result<void> Session::correct_rating_change(const RatingChange& change) {
    return done(sql_.execute(
        "UPDATE rating_history SET rating_before = $4, rating_after = $5"
        " WHERE user_id = $1 AND dimension = $2 AND match_id = $3",
        {change.user_id, change.dimension, change.match_id, change.before, change.after}));
}

Result<void> Session::correct_rating(std::string_view user_id, std::string_view dimension,
                                     double rating, const GameCount& moved) {
    return done(
        sql_.execute("UPDATE ratings SET rating = $3, wins = wins + $4,"
                     " draws = draws + $5, losses = losses + $6"
                     " WHERE user_id = $1 AND dimension = $2",
                     {user_id, dimension, rating, std::int64_t{moved.wins},
                      std::int64_t{moved.draws}, std::int64_t{moved.losses}}));
}

Result<std::vector<RatingChange>> Session::rating_history(std::string_view user_id,
                                                          std::string_view dimension,
                                                          PageRequest page,
                                                          const Onlooker& onlooker) {
    return all_rows(
        sql_.execute("SELECT user_id, dimension, match_id, rating_before, rating_after, at_ms"
                     " FROM rating_history WHERE user_id = $1 AND dimension = $2"
                     " AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.id = match_id"
                     " AND m.ended_ms + m.spectator_delay_ms > $5"
                     " AND NOT EXISTS (SELECT 1 FROM match_players o"
                     " WHERE o.match_id = m.id AND o.user_id = $6))"
                     " ORDER BY at_ms DESC, match_id DESC LIMIT $3 OFFSET $4",
                     {user_id, dimension, page_limit(page), page_offset(page), onlooker.now_ms,
                      onlooker.user_id}),
        [](const SqlRows& rows, std::size_t row) {
            return RatingChange{rows.text(row, 0), rows.text(row, 1), rows.text(row, 2),
                                rows.real(row, 3), rows.real(row, 4), rows.integer(row, 5)};
        });
}

Result<double> Session::rating_drift() {
    auto drift = first_row(
        sql_.execute("SELECT COALESCE(MAX(ABS(r.rating - (SELECT h.rating_after"
                     " FROM rating_history h WHERE h.user_id = r.user_id"
                     " AND h.dimension = r.dimension ORDER BY h.ordinal DESC LIMIT 1))), 0)"
                     " FROM ratings r WHERE r.games > 0"),
        [](const SqlRows& rows, std::size_t row) { return rows.real(row, 0); });
    if (!drift) return tl::unexpected(drift.error());
    return drift->value_or(0);
}

Result<std::vector<Session::BoardRow>> Session::leaderboard(std::string_view dimension,
                                                            PageRequest page) {
    return all_rows(
        sql_.execute("SELECT " RATING_COLUMNS ", u.name, u.player_class FROM ratings r"
                     " JOIN users u ON u.id = r.user_id"
                     " WHERE r.dimension = $1 AND u.banned_ms IS NULL"
                     " ORDER BY r.rating DESC, r.user_id LIMIT $2 OFFSET $3",
                     {dimension, page_limit(page), page_offset(page)}),
        [](const SqlRows& rows, std::size_t row) {
            return BoardRow{read_rating(rows, row), rows.text(row, 7), rows.text(row, 8)};
        });
}

}  // namespace arena::serve
