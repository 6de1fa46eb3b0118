// An account as the API shows it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "serve/store/records.hpp"

namespace arena::serve::api {

/// {id, name, class, role, createdAt}
nlohmann::json user_json(const UserRecord& user);

}  // namespace arena::serve::api
