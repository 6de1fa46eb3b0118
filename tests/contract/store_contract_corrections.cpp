// Store's contract: a corrected match leaves the ratings that the history would have made, had the
// match ended so from the start.
//
// The oracle is a second store that is given the corrected results at once. Values are compared bit
// for bit.
#include <map>

#include "core/random.hpp"
#include "serve/room/finish.hpp"
#include "serve/room/refold.hpp"
#include "tests/contract/store_contract.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/store_calls.hpp"

namespace arena::testing {

using match::event::PlayerResult;
using serve::PageRequest;
using serve::Session;

namespace {

const std::vector<std::string> names{"Ada", "Bob", "Cyd", "Eve", "Fay"};

struct Game {
    std::string id;
    match::Mode mode = match::Mode::blitz;
    std::vector<PlayerResult> results;
};

/// An order with ties of two to five players.
std::vector<PlayerResult> random_results(Random& random, std::size_t count) {
    std::vector<std::string> users = names;
    random.shuffle(users);
    std::vector<PlayerResult> results;
    int rank = 1;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0 && random.below(4) != 0) rank = static_cast<int>(i) + 1;
        PlayerResult one;
        one.user = "id-of-" + users[i];
        one.rank = rank;
        one.score = 100 * static_cast<int>(count - i);
        results.push_back(one);
    }
    return results;
}

/// The same players in another order.
std::vector<PlayerResult> reordered(Random& random, const std::vector<PlayerResult>& results) {
    std::vector<std::string> users;
    for (const PlayerResult& one : results) users.push_back(one.user);
    random.shuffle(users);
    std::vector<PlayerResult> other = results;
    for (std::size_t i = 0; i < other.size(); ++i) other[i].user = users[i];
    return other;
}

match::Settings settings_of(const Game& game) {
    match::Settings settings;
    settings.match = game.id;
    settings.mode = game.mode;
    return settings;
}

Result<void> add_everyone(Session& session) {
    for (const std::string& name : names)
        if (auto added = session.add_user(user_named(name)); !added)
            return tl::unexpected(added.error());
    return {};
}

/// All at one instant: the order is that of the commits.
void finish(serve::Store& store, const Game& game) {
    must(write(store, [&](Session& session) -> Result<void> {
        if (auto added = session.add_match(match_named(game.id)); !added) return added;
        for (const PlayerResult& one : game.results)
            if (auto added = session.add_match_player(game.id, one.user); !added) return added;
        match::Event event{1, 5000, match::event::Ended{game.results, {}}};
        return serve::finish_in_store(session, settings_of(game), {}, event);
    }));
}

match::event::Corrected correct(serve::Store& store, const Game& game) {
    match::Event event{2, 9000, match::event::Corrected{game.results, {}}};
    must(write(store, [&](Session& session) {
        return serve::finish_in_store(session, settings_of(game), {}, event);
    }));
    return std::get<match::event::Corrected>(event.body);
}

/// Everything about ratings that a client can ask for.
std::map<std::string, std::vector<double>> all_ratings(serve::Store& store) {
    std::map<std::string, std::vector<double>> all;
    for (const std::string& name : names)
        for (const char* dimension : {"blitz", "codegolf", "overall"}) {
            const std::string user = "id-of-" + name;
            auto& values = all[name + " " + dimension];
            const auto rating =
                read(store, [&](Session& s) { return s.rating_of(user, dimension); });
            REQUIRE_OK(rating);
            values = {rating->rating, double(rating->games), double(rating->wins),
                      double(rating->draws), double(rating->losses)};
            const auto history = read(store, [&](Session& s) {
                return s.rating_history(user, dimension, PageRequest{200, 0});
            });
            REQUIRE_OK(history);
            for (const auto& line : *history) {
                values.push_back(line.before);
                values.push_back(line.after);
            }
        }
    return all;
}

std::vector<Game> random_games(Random& random, std::size_t count) {
    std::vector<Game> games;
    for (std::size_t i = 0; i < count; ++i)
        games.push_back({"m" + std::to_string(100 + i),
                         random.below(3) == 0 ? match::Mode::codegolf : match::Mode::blitz,
                         random_results(random, 2 + random.below(4))});
    return games;
}

}  // namespace

void check_corrections(const DatabaseMaker& make) {
    Random random(20260101);
    std::vector<Game> games = random_games(random, 40);
    auto store = open_store(make());
    must(write(*store, add_everyone));
    for (const Game& game : games) finish(*store, game);

    for (const std::size_t corrected : {17, 3, 39, 17}) {
        Game& game = games[corrected];
        game.results = reordered(random, game.results);
        const auto before = all_ratings(*store);
        const auto preview = read(*store, [&](Session& s) {
            return serve::refold_ratings(s, settings_of(game), game.results);
        });
        REQUIRE_OK(preview);
        CHECK(all_ratings(*store) == before);  // looking changes nothing
        CHECK(correct(*store, game).elo_changes == preview->elo_changes);
        for (const serve::RatingMove& move : preview->ratings) {
            const auto now =
                read(*store, [&](Session& s) { return s.rating_of(move.user_id, move.dimension); });
            CHECK(now->rating == move.after);
        }
        const auto players = read(*store, [&](Session& s) { return s.players_of(game.id); });
        for (const auto& player : *players)
            for (const PlayerResult& one : game.results)
                if (one.user == player.user_id) CHECK(one.rank == player.rank);
    }
    auto oracle = open_store(make());
    must(write(*oracle, add_everyone));
    for (const Game& game : games) finish(*oracle, game);
    CHECK(all_ratings(*store) == all_ratings(*oracle));

    // the same correction once more finds nothing to do
    const auto again = read(*store, [&](Session& s) {
        return serve::refold_ratings(s, settings_of(games[3]), games[3].results);
    });
    CHECK(again->lines.empty());
    CHECK(again->ratings.empty());
}

}  // namespace arena::testing
