#include "cli/client_own_match.hpp"

#include <nlohmann/json.hpp>

#include "cli/client_api.hpp"
#include "cli/client_json.hpp"

namespace arena::cli {

using nlohmann::json;

Result<std::string> own_live_match(ApiClient& api, const std::string& mode) {
    const auto answer = api.call({"GET", "/api/matches/live"});
    if (!answer) return tl::unexpected<Error>(answer.error());
    for (const json& match : list_in(*answer, "matches")) {
        if (!mode.empty() && text_in(match, "mode") != mode) continue;
        for (const json& player : list_in(match, "players"))
            if (text_in(player, "userId") == api.account().user_id) return text_in(match, "id");
    }
    return std::string();
}

Result<std::string> last_match(ApiClient& api) {
    const auto ready = api.need_account();
    if (!ready) return tl::unexpected<Error>(ready.error());
    const auto answer = api.call(
        {"GET", "/api/matches?limit=1&user=" + percent_encoded(api.account().name), "", false});
    if (!answer) return tl::unexpected<Error>(answer.error());
    for (const json& match : list_in(*answer, "matches")) return text_in(match, "id");
    return fail(ErrorCode::usage, api.account().name + " has finished no match yet");
}

}  // namespace arena::cli
