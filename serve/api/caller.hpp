// Who calls: what an access token says, checked.
#pragma once

#include <cstdint>
#include <string>

#include "serve/store/records.hpp"

namespace arena::serve::api {

struct Caller {
    std::string user_id;  ///< empty: nobody
    std::string name;
    Role role = Role::player;
    std::string player_class;
    std::string session;          ///< the family of refresh tokens that the token came with
    std::int64_t expires_ms = 0;  ///< of the token
    std::int64_t made_ms = 0;     ///< when it was; 0: not told

    bool is_somebody() const { return !user_id.empty(); }
};

inline bool is_organizer(const Caller& caller) {
    return caller.role == Role::organizer || caller.role == Role::admin;
}

}  // namespace arena::serve::api
