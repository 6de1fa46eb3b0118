// `arena client queue`, `create`, `join`, `rematch`, `watch`, `resign`: into a match, each in its
// own way; the live view is the same (client_live.hpp).
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "cli/client_api.hpp"
#include "cli/client_json.hpp"
#include "cli/client_live.hpp"
#include "cli/client_own_match.hpp"
#include "cli/terminal.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;

/// A signed-in client, or why there is none.
Result<ApiClient> open_player(const ClientArgs& args) {
    auto api = ApiClient::open(args.server, args.as);
    if (!api) return api;
    const auto ready = api->need_account();
    if (!ready) return tl::unexpected<Error>(ready.error());
    return api;
}

/// The room is told before it is entered: who made it passes the code on.
Result<ExitStatus> enter_room(ApiClient& api, const ClientArgs& args, const ApiCall& call) {
    const auto room = api.call(call);
    if (!room) return tl::unexpected<Error>(room.error());
    LiveGoal goal;
    goal.match = text_in(*room, "matchId");
    goal.code = text_in(*room, "code");
    Result<void> told;
    if (args.json) {
        told =
            write_all(STDOUT_FILENO, one_line({{"event", "client:room"}, {"data", *room}}) + "\n");
    } else if (!goal.code.empty()) {
        told = write_all(
            STDOUT_FILENO,
            "room " + goal.code + ": others come in with 'arena client join " + goal.code + "'\n");
    }
    if (!told) return tl::unexpected<Error>(told.error());
    return play_live(api, goal, args);
}

/// The match named, or the one that the player is in.
Result<std::string> named_or_own(ApiClient& api, const ClientArgs& args) {
    if (!args.words.empty()) return args.words[0];
    auto own = own_live_match(api, "");
    if (own && own->empty())
        return fail(ErrorCode::usage,
                    api.account().name + " plays no match now (arena client matches lists others)");
    return own;
}

}  // namespace

Result<ExitStatus> client_queue_command(const ClientArgs& args) {
    auto api = open_player(args);
    if (!api) return tl::unexpected<Error>(api.error());
    LiveGoal goal;
    goal.mode = args.words[0];
    return play_live(*api, goal, args);
}

Result<ExitStatus> client_create_command(const ClientArgs& args) {
    auto api = open_player(args);
    if (!api) return tl::unexpected<Error>(api.error());
    json body{{"mode", args.words[0]}};
    if (!args.problems.empty()) body["problems"] = args.problems;
    if (args.duration_s) body["durationS"] = *args.duration_s;
    if (args.part_s) body["partS"] = *args.part_s;
    if (args.players) body["players"] = *args.players;
    if (args.spectator_delay_s) body["spectatorDelayS"] = *args.spectator_delay_s;
    if (args.hosted) body["startsWhenFull"] = false;
    if (args.show_sources) body["spectatorsSeeSources"] = true;
    return enter_room(*api, args, {"POST", "/api/battle/create", one_line(body)});
}

Result<ExitStatus> client_join_command(const ClientArgs& args) {
    auto api = open_player(args);
    if (!api) return tl::unexpected<Error>(api.error());
    return enter_room(*api, args,
                      {"POST", "/api/battle/join", one_line({{"code", args.words[0]}})});
}

Result<ExitStatus> client_rematch_command(const ClientArgs& args) {
    auto api = open_player(args);
    if (!api) return tl::unexpected<Error>(api.error());
    const auto match = args.words.empty() ? last_match(*api) : Result<std::string>(args.words[0]);
    if (!match) return tl::unexpected<Error>(match.error());
    return enter_room(*api, args,
                      {"POST", "/api/matches/" + percent_encoded(*match) + "/rematch", "{}"});
}

Result<ExitStatus> client_watch_command(const ClientArgs& args) {
    auto api = open_player(args);
    if (!api) return tl::unexpected<Error>(api.error());
    auto match = named_or_own(*api, args);
    if (!match) return tl::unexpected<Error>(match.error());
    LiveGoal goal;
    goal.match = *std::move(match);
    return play_live(*api, goal, args);
}

Result<ExitStatus> client_resign_command(const ClientArgs& args) {
    auto api = open_player(args);
    if (!api) return tl::unexpected<Error>(api.error());
    auto match = named_or_own(*api, args);
    if (!match) return tl::unexpected<Error>(match.error());
    LiveGoal goal;
    goal.match = *std::move(match);
    goal.resign = true;
    return play_live(*api, goal, args);
}

}  // namespace arena::cli
