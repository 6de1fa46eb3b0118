// See refold.hpp.
#include "serve/room/refold.hpp"

#include <algorithm>
#include <map>
#include <span>

#include "serve/room/rated_match.hpp"

namespace arena::serve {
namespace {

using match::event::EloChange;
using match::event::PlayerResult;

/// One dimension's fold.
class Fold {
public:
    using Own = std::map<std::string, match::event::RatingChange>;

    Fold(std::string dimension, const std::vector<PlayerResult>& corrected, Refold& refold)
        : dimension_(std::move(dimension)), corrected_(corrected), refold_(refold) {}

    void run(const std::vector<RatedPlace>& history) {
        for (std::size_t first = 0; first < history.size();) {
            std::size_t last = first;
            while (last < history.size() && history[last].match_id == history[first].match_id)
                ++last;
            const std::span places(history.data() + first, last - first);
            first == 0 ? correct(places) : carry(places);
            for (const RatedPlace& place : places) stored_[place.user_id] = place.after;
            first = last;
        }
        for (const auto& [user, rating] : moved_) move_of(user).after = rating;
        for (auto& [user, move] : moves_) {
            move.before = stored_[user];
            if (!moved_.contains(user)) move.after = move.before;
            refold_.ratings.push_back(move);
        }
    }

    /// What the match itself changed, by user.
    const Own& own() const { return own_; }

private:
    static int rank_in(const std::vector<PlayerResult>& results, const std::string& user) {
        const auto found = std::find_if(results.begin(), results.end(),
                                        [&](const auto& one) { return one.user == user; });
        return found == results.end() ? 0 : found->rank;
    }

    RatingMove& move_of(const std::string& user) {
        RatingMove& move = moves_[user];
        move.user_id = user;
        move.dimension = dimension_;
        return move;
    }

    /// The match itself: the same sides, another order.
    void correct(std::span<const RatedPlace> places) {
        std::vector<RatedSide> old_sides, sides;
        for (const RatedPlace& place : places) {
            old_sides.push_back({place.before, place.games, place.rank});
            sides.push_back({place.before, place.games, rank_in(corrected_, place.user_id)});
        }
        for (std::size_t i = 0; i < places.size(); ++i) {
            const GameCount was = outcome_of(old_sides, i), is = outcome_of(sides, i);
            const GameCount moved{is.wins - was.wins, is.draws - was.draws, is.losses - was.losses};
            if (moved.wins != 0 || moved.draws != 0 || moved.losses != 0)
                move_of(places[i].user_id).counts = moved;
        }
        give(places, sides);
        for (std::size_t i = 0; i < places.size(); ++i) {
            const auto found = moved_.find(places[i].user_id);
            const double after = found == moved_.end() ? places[i].after : found->second;
            own_[places[i].user_id] = {places[i].before, after};
        }
    }

    /// A later match: the same order, other ratings for those whom the correction reached.
    void carry(std::span<const RatedPlace> places) {
        const bool is_reached = std::any_of(places.begin(), places.end(), [&](const auto& place) {
            return moved_.contains(place.user_id);
        });
        if (!is_reached) return;
        std::vector<RatedSide> sides;
        for (const RatedPlace& place : places) {
            const auto found = moved_.find(place.user_id);
            const double before = found == moved_.end() ? place.before : found->second;
            sides.push_back({before, place.games, place.rank});
        }
        give(places, sides);
    }

    void give(std::span<const RatedPlace> places, const std::vector<RatedSide>& sides) {
        const std::vector<double> changes = changes_of(sides);
        for (std::size_t i = 0; i < places.size(); ++i) {
            const RatedPlace& place = places[i];
            const double before = sides[i].rating, after = before + changes[i];
            if (before != place.before || after != place.after)
                refold_.lines.push_back(
                    {place.user_id, dimension_, place.match_id, before, after, 0});
            if (after == place.after)
                moved_.erase(place.user_id);
            else
                moved_[place.user_id] = after;
        }
    }

    const std::string dimension_;
    const std::vector<PlayerResult>& corrected_;
    Refold& refold_;
    std::map<std::string, double> moved_;   ///< ratings that are not what the history says
    std::map<std::string, double> stored_;  ///< as the history ends
    std::map<std::string, RatingMove> moves_;
    Own own_;
};

}  // namespace

Result<Refold> refold_ratings(Session& session, const match::Settings& settings,
                              const std::vector<PlayerResult>& corrected) {
    Refold refold;
    std::map<std::string, EloChange> own;
    for (const std::string& dimension :
         {std::string(name(settings.mode)), std::string(overall_dimension)}) {
        const auto history = session.rated_since(settings.match, dimension);
        if (!history) return tl::unexpected<Error>(history.error());
        Fold fold(dimension, corrected, refold);
        fold.run(*history);
        for (const auto& [user, change] : fold.own())
            (dimension == overall_dimension ? own[user].overall : own[user].mode) = change;
    }
    for (const PlayerResult& result : corrected) {
        const auto found = own.find(result.user);
        if (found == own.end()) continue;
        found->second.user = result.user;
        refold.elo_changes.push_back(found->second);
    }
    return refold;
}

Result<void> write_refold(Session& session, const Refold& refold) {
    for (const RatingChange& line : refold.lines) {
        auto corrected = session.correct_rating_change(line);
        if (!corrected) return corrected;
    }
    for (const RatingMove& move : refold.ratings) {
        auto corrected =
            session.correct_rating(move.user_id, move.dimension, move.after, move.counts);
        if (!corrected) return corrected;
    }
    return {};
}

}  // namespace arena::serve
