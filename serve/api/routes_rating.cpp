// Ratings: leaderboards of each dimension, a player's ratings and their history.
#include <nlohmann/json.hpp>

#include "core/match/mode.hpp"
#include "serve/api/store_answer.hpp"

namespace arena::serve::api {
namespace {

using nlohmann::json;

constexpr std::string_view overall = "overall";

bool is_dimension(const std::string& name) {
    return name == overall || match::parse_mode(name).has_value();
}

json rating_json(const RatingRecord& rating) {
    return {{"dimension", rating.dimension}, {"rating", rating.rating}, {"games", rating.games},
            {"wins", rating.wins},           {"draws", rating.draws},   {"losses", rating.losses}};
}

PageRequest page_of(const Call& call) {
    return {static_cast<int>(call.query_integer("limit", 50)),
            static_cast<int>(call.query_integer("offset", 0))};
}

void leaderboard(App& app, const std::shared_ptr<Call>& call) {
    const std::string dimension = call->parameter("dimension");
    if (!is_dimension(dimension))
        return call->refuse(404, "not_found", "no such dimension: a mode's name, or overall");
    answer_by_read(app, call,
                   [dimension, page = page_of(*call)](Session& session) -> Result<Answered> {
                       auto rows = session.leaderboard(dimension, page);
                       if (!rows) return tl::unexpected<Error>(rows.error());
                       json list = json::array();
                       int rank = page.offset;
                       for (const auto& row : *rows) {
                           json one = rating_json(row.rating);
                           one["rank"] = ++rank;
                           one["userId"] = row.rating.user_id;
                           one["name"] = row.user_name;
                           one["class"] = row.player_class;
                           list.push_back(one);
                       }
                       return Answered(json{{"dimension", dimension}, {"players", list}});
                   });
}

void ratings_of(App& app, const std::shared_ptr<Call>& call) {
    answer_by_read(
        app, call, [name = call->parameter("name")](Session& session) -> Result<Answered> {
            auto user = session.user_by_name(name);
            if (!user) return tl::unexpected<Error>(user.error());
            if (!*user) return refused(404, "not_found", "no player has this name");
            json list = json::array();
            std::vector<std::string> dimensions{std::string(overall)};
            for (const match::Mode mode : match::all_modes)
                dimensions.emplace_back(match::name(mode));
            for (const std::string& dimension : dimensions) {
                auto rating = session.rating_of((*user)->id, dimension);
                if (!rating) return tl::unexpected<Error>(rating.error());
                list.push_back(rating_json(*rating));
            }
            return Answered(
                json{{"userId", (*user)->id}, {"name", (*user)->name}, {"ratings", list}});
        });
}

void history(App& app, const std::shared_ptr<Call>& call) {
    std::string dimension = call->query_text("dimension");
    if (dimension.empty()) dimension = overall;
    if (!is_dimension(dimension))
        return call->refuse(404, "not_found", "no such dimension: a mode's name, or overall");
    answer_by_read(
        app, call,
        [name = call->parameter("name"), dimension, page = page_of(*call),
         onlooker = onlooker_of(app, call->caller)](Session& session) -> Result<Answered> {
            auto user = session.user_by_name(name);
            if (!user) return tl::unexpected<Error>(user.error());
            if (!*user) return refused(404, "not_found", "no player has this name");
            auto changes = session.rating_history((*user)->id, dimension, page, onlooker);
            if (!changes) return tl::unexpected<Error>(changes.error());
            json list = json::array();
            for (const RatingChange& change : *changes)
                list.push_back({{"match", change.match_id},
                                {"before", change.before},
                                {"after", change.after},
                                {"at", change.at_ms}});
            return Answered(json{{"dimension", dimension}, {"changes", list}});
        });
}

std::vector<Field> page_fields() {
    return {optional_field(integer("limit", 1, 200, "how many, default 50")),
            optional_field(integer("offset", 0, 1'000'000, "how many to skip"))};
}

}  // namespace

std::vector<Route> rating_routes() {
    using http::Method;
    std::vector<Field> history_fields = page_fields();
    history_fields.push_back(
        optional_field(text("dimension", 1, 32, "a mode's name, or overall (default)")));
    return {
        {Method::get,
         "/api/leaderboard/{dimension}",
         "leaderboard",
         "the best of a mode, or overall",
         Access::anyone,
         RateClass::read,
         page_fields(),
         {},
         200,
         30,
         "{dimension, players}",
         leaderboard},
        {Method::get,
         "/api/rating/{name}",
         "ratings",
         "a player's ratings",
         Access::anyone,
         RateClass::read,
         {},
         {},
         200,
         30,
         "{userId, name, ratings}",
         ratings_of},
        {Method::get,
         "/api/rating/{name}/history",
         "ratingHistory",
         "each change of a rating, newest first",
         Access::anyone,
         RateClass::read,
         history_fields,
         {},
         200,
         60,
         "{dimension, changes}",
         history},
    };
}

}  // namespace arena::serve::api
