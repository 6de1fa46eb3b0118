#include "serve/api/user_json.hpp"

#include <nlohmann/json.hpp>

namespace arena::serve::api {

nlohmann::json user_json(const UserRecord& user) {
    return {{"id", user.id},
            {"name", user.name},
            {"class", user.player_class},
            {"role", role_name(user.role)},
            {"createdAt", user.created_ms}};
}

}  // namespace arena::serve::api
