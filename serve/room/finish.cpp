// See finish.hpp. Elo, pairwise over the final order; K by FIDE's steps for a new, an ordinary and
// a master's rating, the same for both sides of every pair being what keeps the sum at zero, so the
// mean of the players' own K is used.
#include "serve/room/finish.hpp"

#include <map>

#include "core/rating/elo.hpp"

namespace arena::serve {
namespace {

constexpr const char* overall = "overall";
constexpr int games_new = 30;           // FIDE B.02, 8.3.3: K 40 until 30 games
constexpr double rating_master = 2400;  // K 10 once there

double k_of(const RatingRecord& rating) {
    if (rating.games < games_new) return 40;
    return rating.rating >= rating_master ? 10 : 20;
}

struct Standing {
    std::vector<RatingRecord> ratings;
    std::vector<double> changes;
};

Result<Standing> rate(Session& session, const std::string& dimension,
                      const std::vector<match::event::PlayerResult>& results) {
    Standing standing;
    std::vector<double> ratings;
    std::vector<std::uint32_t> ranks;
    double k_sum = 0;
    for (const auto& result : results) {
        auto rating = session.rating_of(result.user, dimension);
        if (!rating) return tl::unexpected<Error>(rating.error());
        k_sum += k_of(*rating);
        ratings.push_back(rating->rating);
        ranks.push_back(static_cast<std::uint32_t>(result.rank));
        standing.ratings.push_back(*std::move(rating));
    }
    const double k = k_sum / static_cast<double>(results.size());
    standing.changes = rating::elo_changes(ratings, ranks, k);
    return standing;
}

/// A game of many is won by the best rank alone; a shared best rank is a draw.
void count_result(const std::vector<match::event::PlayerResult>& results, std::size_t i, int& win,
                  int& draw, int& loss) {
    int best = 0;
    for (const auto& result : results) best += result.rank == 1;
    const bool is_best = results[i].rank == 1;
    win = is_best && best == 1;
    draw = is_best && best > 1;
    loss = !is_best;
}

Result<void> finish(Session& session, const match::Settings& settings, match::event::Ended& ended,
                    std::int64_t at_ms) {
    std::map<std::string, match::event::EloChange> changes;
    for (const std::string& dimension : {std::string(name(settings.mode)), std::string(overall)}) {
        const auto standing = rate(session, dimension, ended.results);
        if (!standing) return tl::unexpected<Error>(standing.error());
        for (std::size_t i = 0; i < ended.results.size(); ++i) {
            const std::string& user = ended.results[i].user;
            const double before = standing->ratings[i].rating;
            const double after = before + standing->changes[i];
            int win = 0, draw = 0, loss = 0;
            count_result(ended.results, i, win, draw, loss);
            const auto applied = session.apply_rating_change(
                {user, dimension, settings.match, before, after, at_ms}, win, draw, loss);
            if (!applied) return tl::unexpected<Error>(applied.error());
            auto& change = changes[user];
            change.user = user;
            (dimension == overall ? change.overall : change.mode) = {before, after};
        }
    }
    ended.elo_changes.clear();
    for (const auto& result : ended.results) {
        ended.elo_changes.push_back(changes[result.user]);
        auto set = session.set_match_result(settings.match, result.user, result.rank,
                                            static_cast<double>(result.score));
        if (!set) return set;
    }
    return {};
}

}  // namespace

Result<void> finish_in_store(Session& session, const match::Settings& settings,
                             match::Event& event) {
    if (std::holds_alternative<match::event::Joined>(event.body)) {
        const auto& joined = std::get<match::event::Joined>(event.body);
        return session.add_match_player(settings.match, joined.user);
    }
    if (std::holds_alternative<match::event::Started>(event.body)) {
        for (const auto& player : settings.players)
            for (const auto& problem : settings.problems) {
                auto marked = session.mark_seen(player.user, problem.id);
                if (!marked) return marked;
            }
        return {};
    }
    if (auto* ended = std::get_if<match::event::Ended>(&event.body))
        return finish(session, settings, *ended, event.at_ms);
    return {};
}

}  // namespace arena::serve
