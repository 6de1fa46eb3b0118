// See finish.hpp.
#include "serve/room/finish.hpp"

#include <map>
#include <string>

#include "serve/room/rated_match.hpp"
#include "serve/room/refold.hpp"

namespace arena::serve {
namespace {

using match::event::EloChange;
using match::event::PlayerResult;

Result<std::vector<RatedSide>> sides_of(Session& session, const std::string& dimension,
                                        const std::vector<PlayerResult>& results) {
    std::vector<RatedSide> sides;
    for (const PlayerResult& result : results) {
        const auto rating = session.rating_of(result.user, dimension);
        if (!rating) return tl::unexpected<Error>(rating.error());
        sides.push_back({rating->rating, rating->games, result.rank});
    }
    return sides;
}

Result<void> set_results(Session& session, const std::string& match_id,
                         const std::vector<PlayerResult>& results) {
    for (const PlayerResult& result : results) {
        auto set = session.set_match_result(match_id, result.user, result.rank,
                                            static_cast<double>(result.score));
        if (!set) return set;
    }
    return {};
}

Result<void> finish(Session& session, const match::Settings& settings, match::event::Ended& ended,
                    std::int64_t at_ms) {
    std::map<std::string, EloChange> changes;
    for (const std::string& dimension :
         {std::string(name(settings.mode)), std::string(overall_dimension)}) {
        const auto sides = sides_of(session, dimension, ended.results);
        if (!sides) return tl::unexpected<Error>(sides.error());
        const std::vector<double> moves = changes_of(*sides);
        for (std::size_t i = 0; i < ended.results.size(); ++i) {
            const std::string& user = ended.results[i].user;
            const double before = (*sides)[i].rating;
            const double after = before + moves[i];
            const GameCount outcome = outcome_of(*sides, i);
            const auto applied =
                session.apply_rating_change({user, dimension, settings.match, before, after, at_ms},
                                            outcome.wins, outcome.draws, outcome.losses);
            if (!applied) return tl::unexpected<Error>(applied.error());
            EloChange& change = changes[user];
            change.user = user;
            (dimension == overall_dimension ? change.overall : change.mode) = {before, after};
        }
    }
    ended.elo_changes.clear();
    for (const PlayerResult& result : ended.results)
        ended.elo_changes.push_back(changes[result.user]);
    return set_results(session, settings.match, ended.results);
}

Result<void> correct(Session& session, const match::Settings& settings,
                     match::event::Corrected& corrected) {
    auto refold = refold_ratings(session, settings, corrected.results);
    if (!refold) return tl::unexpected<Error>(refold.error());
    auto written = write_refold(session, *refold);
    if (!written) return written;
    corrected.elo_changes = std::move(refold->elo_changes);
    return set_results(session, settings.match, corrected.results);
}

}  // namespace

Result<void> finish_in_store(Session& session, const match::Settings& settings,
                             const std::vector<std::string>& users, match::Event& event) {
    if (std::holds_alternative<match::event::Joined>(event.body)) {
        const auto& joined = std::get<match::event::Joined>(event.body);
        return session.add_match_player(settings.match, joined.user);
    }
    if (std::holds_alternative<match::event::Started>(event.body)) {
        for (const std::string& user : users)
            for (const auto& problem : settings.problems) {
                auto marked = session.mark_seen(user, problem.id);
                if (!marked) return marked;
            }
        return {};
    }
    if (auto* ended = std::get_if<match::event::Ended>(&event.body))
        return finish(session, settings, *ended, event.at_ms);
    if (auto* corrected = std::get_if<match::event::Corrected>(&event.body))
        return correct(session, settings, *corrected);
    return {};
}

}  // namespace arena::serve
