// Session's queries about users.
#include "serve/store/row_readers.hpp"
#include "serve/store/store.hpp"

namespace arena::serve {
namespace {

/// Names are unique without regard to the case of A-Z, the only letters that all databases fold
/// alike.
std::string name_key(std::string_view name) {
    std::string key(name);
    for (char& letter : key) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return key;
}

#define USER_COLUMNS "id, name, password_hash, role, player_class, created_ms, banned_ms"

UserRecord read_user(const SqlRows& rows, std::size_t row) {
    UserRecord user;
    user.id = rows.text(row, 0);
    user.name = rows.text(row, 1);
    user.password_hash = rows.text(row, 2);
    user.role = read_role(rows.text(row, 3)).value_or(Role::player);
    user.player_class = rows.text(row, 4);
    user.created_ms = rows.integer(row, 5);
    if (!rows.is_null(row, 6)) user.banned_ms = rows.integer(row, 6);
    return user;
}

}  // namespace

Result<bool> Session::add_user(const UserRecord& user) {
    const std::string key = name_key(user.name);
    return touched(sql_.execute(
        "INSERT INTO users (" USER_COLUMNS
        ", name_key)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (name_key) DO NOTHING",
        {user.id, user.name, user.password_hash, role_name(user.role), user.player_class,
         user.created_ms, user.banned_ms ? SqlValue(*user.banned_ms) : SqlValue(), key}));
}

Result<std::optional<UserRecord>> Session::user_by_id(std::string_view id) {
    return first_row(sql_.execute("SELECT " USER_COLUMNS " FROM users WHERE id = $1", {id}),
                     read_user);
}

Result<std::optional<UserRecord>> Session::user_by_name(std::string_view name) {
    const std::string key = name_key(name);
    return first_row(sql_.execute("SELECT " USER_COLUMNS " FROM users WHERE name_key = $1", {key}),
                     read_user);
}

Result<void> Session::set_password_hash(std::string_view user_id, std::string_view hash) {
    return done(sql_.execute("UPDATE users SET password_hash = $2 WHERE id = $1", {user_id, hash}));
}

Result<void> Session::set_role(std::string_view user_id, Role role) {
    return done(
        sql_.execute("UPDATE users SET role = $2 WHERE id = $1", {user_id, role_name(role)}));
}

Result<void> Session::end_tokens(std::string_view user_id, std::int64_t at_ms) {
    return done(
        sql_.execute("UPDATE users SET tokens_end_ms = $2 WHERE id = $1", {user_id, at_ms}));
}

Result<void> Session::set_player_class(std::string_view user_id, std::string_view player_class) {
    return done(
        sql_.execute("UPDATE users SET player_class = $2 WHERE id = $1", {user_id, player_class}));
}

Result<void> Session::set_banned(std::string_view user_id, std::optional<std::int64_t> at_ms) {
    return done(sql_.execute("UPDATE users SET banned_ms = $2 WHERE id = $1",
                             {user_id, at_ms ? SqlValue(*at_ms) : SqlValue()}));
}

Result<std::vector<TokensEnd>> Session::tokens_ended_since(std::int64_t at_ms) {
    return all_rows(
        sql_.execute("SELECT id, tokens_end_ms FROM users WHERE tokens_end_ms >= $1 ORDER BY id",
                     {at_ms}),
        [](const SqlRows& rows, std::size_t row) {
            return TokensEnd{rows.text(row, 0), rows.integer(row, 1)};
        });
}

Result<std::int64_t> Session::count_users() {
    auto count = first_row(sql_.execute("SELECT COUNT(*) FROM users"), first_integer);
    if (!count) return tl::unexpected(count.error());
    return count->value_or(0);
}

Result<bool> Session::any_admin() {
    auto found = sql_.execute("SELECT id FROM users WHERE role = 'admin' LIMIT 1");
    if (!found) return tl::unexpected(found.error());
    return !found->empty();
}

}  // namespace arena::serve
