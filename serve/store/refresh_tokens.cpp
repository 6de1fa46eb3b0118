// Session's queries about refresh tokens and their families.
#include "serve/store/row_readers.hpp"
#include "serve/store/store.hpp"

namespace arena::serve {

Result<void> Session::add_refresh(const RefreshRecord& token) {
    auto family = sql_.execute(
        "INSERT INTO refresh_families (id, user_id, revoked) VALUES ($1, $2, $3)"
        " ON CONFLICT (id) DO NOTHING",
        {token.family, token.user_id, std::int64_t{token.family_revoked}});
    if (!family) return tl::unexpected(family.error());
    return done(
        sql_.execute("INSERT INTO refresh_tokens (token_hash, family, expires_ms, rotated_ms)"
                     " VALUES ($1, $2, $3, $4) ON CONFLICT (token_hash) DO NOTHING",
                     {token.token_hash, token.family, token.expires_ms,
                      token.rotated_ms ? SqlValue(*token.rotated_ms) : SqlValue()}));
}

Result<std::optional<RefreshRecord>> Session::refresh_by_hash(std::string_view token_hash) {
    return first_row(
        sql_.execute("SELECT t.token_hash, t.family, f.user_id, t.expires_ms, t.rotated_ms,"
                     " f.revoked FROM refresh_tokens t JOIN refresh_families f ON f.id = t.family"
                     " WHERE t.token_hash = $1",
                     {token_hash}),
        [](const SqlRows& rows, std::size_t row) {
            RefreshRecord token;
            token.token_hash = rows.text(row, 0);
            token.family = rows.text(row, 1);
            token.user_id = rows.text(row, 2);
            token.expires_ms = rows.integer(row, 3);
            if (!rows.is_null(row, 4)) token.rotated_ms = rows.integer(row, 4);
            token.family_revoked = rows.integer(row, 5) != 0;
            return token;
        });
}

Result<bool> Session::rotate_refresh(std::string_view token_hash, std::int64_t at_ms) {
    return touched(sql_.execute(
        "UPDATE refresh_tokens SET rotated_ms = $2 WHERE token_hash = $1 AND rotated_ms IS NULL",
        {token_hash, at_ms}));
}

Result<void> Session::revoke_family(std::string_view family) {
    return done(sql_.execute("UPDATE refresh_families SET revoked = 1 WHERE id = $1", {family}));
}

Result<std::vector<std::string>> Session::revoked_families() {
    return all_rows(sql_.execute("SELECT id FROM refresh_families WHERE revoked = 1"), first_text);
}

Result<std::vector<std::string>> Session::revoke_user(std::string_view user_id) {
    return all_rows(sql_.execute("UPDATE refresh_families SET revoked = 1"
                                 " WHERE user_id = $1 AND revoked = 0 RETURNING id",
                                 {user_id}),
                    first_text);
}

Result<void> Session::drop_expired_refresh(std::int64_t now_ms) {
    auto dropped = sql_.execute("DELETE FROM refresh_tokens WHERE expires_ms < $1", {now_ms});
    if (!dropped) return tl::unexpected(dropped.error());
    return done(
        sql_.execute("DELETE FROM refresh_families WHERE NOT EXISTS"
                     " (SELECT 1 FROM refresh_tokens t WHERE t.family ="
                     " refresh_families.id)"));
}

}  // namespace arena::serve
