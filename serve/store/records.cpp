#include "serve/store/records.hpp"

#include <array>
#include <utility>

#include "core/assert.hpp"

namespace arena::serve {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 4> roles{{{Role::player, "player"},
                                                                  {Role::setter, "setter"},
                                                                  {Role::organizer, "organizer"},
                                                                  {Role::admin, "admin"}}};

}  // namespace

std::string_view role_name(Role role) {
    for (const auto& [known, name] : roles) {
        if (known == role) return name;
    }
    ARENA_ASSERT(false);
}

std::optional<Role> read_role(std::string_view name) {
    for (const auto& [role, known] : roles) {
        if (known == name) return role;
    }
    return std::nullopt;
}

}  // namespace arena::serve
