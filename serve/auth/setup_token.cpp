#include "serve/auth/setup_token.hpp"

#include "judge/content_hash.hpp"
#include "serve/auth/hmac.hpp"

namespace arena::serve {
namespace {

constexpr std::string_view note_name = "setup_token";

}  // namespace

Result<bool> offer_setup(Session& session, std::string_view token) {
    auto has_admin = session.any_admin();
    if (!has_admin) return has_admin;
    if (*has_admin) return false;
    if (auto kept = session.set_note(note_name, sha256_hex(token)); !kept) {
        return tl::unexpected(kept.error());
    }
    return true;
}

Result<bool> redeem_setup(Session& session, std::string_view token, std::string_view user_id) {
    auto has_admin = session.any_admin();
    if (!has_admin) return has_admin;
    auto kept = session.note(note_name);
    if (!kept) return tl::unexpected(kept.error());
    const std::string wanted = kept->value_or("");
    if (*has_admin || wanted.empty() || !is_equal_secretly(wanted, sha256_hex(token))) {
        return false;
    }
    if (auto set = session.set_role(user_id, Role::admin); !set) {
        return tl::unexpected(set.error());
    }
    if (auto spent = session.set_note(note_name, ""); !spent) {
        return tl::unexpected(spent.error());
    }
    return true;
}

}  // namespace arena::serve
