// Which match a player means who names none.
#pragma once

#include <string>

#include "core/error.hpp"

namespace arena::cli {

class ApiClient;

/// The live match that the account plays, of `mode` unless that is ""; "" when there is none.
/// Errors: usage, host.
Result<std::string> own_live_match(ApiClient& api, const std::string& mode);

/// The one that the account finished last. Errors: usage (none), host.
Result<std::string> last_match(ApiClient& api);

}  // namespace arena::cli
