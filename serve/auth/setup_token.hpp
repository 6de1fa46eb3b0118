// The one-time token that makes the first admin: printed at a start without any admin, kept as its
// SHA-256 in the store, void once an admin exists. Each start without an admin gives a new one.
#pragma once

#include <string_view>

#include "serve/store/store.hpp"

namespace arena::serve {

/// Keeps `token` (ids' random_token) as the valid one. False: there is an admin, nothing is kept.
Result<bool> offer_setup(Session& session, std::string_view token);

/// Makes the user admin. False: a wrong token, or there is an admin by now; nothing changed.
Result<bool> redeem_setup(Session& session, std::string_view token, std::string_view user_id);

}  // namespace arena::serve
