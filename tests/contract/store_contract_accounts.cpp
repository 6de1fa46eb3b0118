// Store's contract: users, refresh tokens, notes, ratings.
#include "tests/contract/store_contract.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/store_calls.hpp"

namespace arena::testing {

using serve::PageRequest;
using serve::RatingChange;
using serve::RefreshRecord;
using serve::Role;
using serve::Session;

std::unique_ptr<serve::Store> open_store(const std::string& url,
                                         const serve::Store::Settings& settings) {
    auto store = serve::Store::open(url, settings);
    REQUIRE_OK(store);
    return std::move(*store);
}

void check_accounts(const DatabaseMaker& make) {
    auto store = open_store(make());
    bool is_new = false, is_new_again = true;
    must(write(*store, [&](Session& session) -> Result<void> {
        auto first = session.add_user(user_named("Ada"));
        auto user = user_named("aDA");
        user.id = "another";
        auto second = session.add_user(user);
        if (!first) return tl::unexpected(first.error());
        if (!second) return tl::unexpected(second.error());
        is_new = *first;
        is_new_again = *second;
        return {};
    }));
    CHECK(is_new);
    CHECK_FALSE(is_new_again);
    const auto by_name = read(*store, [](Session& s) { return s.user_by_name("ADA"); });
    REQUIRE_OK(by_name);
    REQUIRE(by_name->has_value());
    CHECK((*by_name)->id == "id-of-Ada");
    CHECK((*by_name)->name == "Ada");
    CHECK((*by_name)->password_hash == "$y$hash");
    CHECK((*by_name)->role == Role::player);
    CHECK((*by_name)->player_class == "mage");
    CHECK((*by_name)->created_ms == 1'700'000'000'000);
    CHECK_FALSE((*by_name)->banned_ms.has_value());
    CHECK_FALSE(read(*store, [](Session& s) { return s.user_by_id("nobody"); })->has_value());
    CHECK(read(*store, [](Session& s) { return s.count_users(); }) == 1);
    CHECK(read(*store, [](Session& s) { return s.any_admin(); }) == false);

    must(write(*store, [](Session& s) { return s.set_role("id-of-Ada", Role::admin); }));
    must(write(*store, [](Session& s) { return s.set_banned("id-of-Ada", 77); }));
    must(write(*store, [](Session& s) { return s.set_password_hash("id-of-Ada", "new"); }));
    must(write(*store, [](Session& s) { return s.set_player_class("id-of-Ada", "bärd"); }));
    const auto changed = read(*store, [](Session& s) { return s.user_by_id("id-of-Ada"); });
    CHECK((*changed)->role == Role::admin);
    CHECK((*changed)->banned_ms == 77);
    CHECK((*changed)->password_hash == "new");
    CHECK((*changed)->player_class == "bärd");
    CHECK(read(*store, [](Session& s) { return s.any_admin(); }) == true);
    must(write(*store, [](Session& s) { return s.set_banned("id-of-Ada", std::nullopt); }));
    CHECK_FALSE((*read(*store, [](Session& s) {
                    return s.user_by_id("id-of-Ada");
                }))->banned_ms.has_value());

    CHECK_FALSE(read(*store, [](Session& s) { return s.note("salt"); })->has_value());
    must(write(*store, [](Session& s) { return s.set_note("salt", "a"); }));
    must(write(*store, [](Session& s) { return s.set_note("salt", ""); }));
    CHECK(read(*store, [](Session& s) { return s.note("salt"); })->value() == "");

    // Both databases refuse alike what one of them cannot store.
    for (const std::string& text : {std::string("a\0b", 3), std::string("\xff\xfe")}) {
        const auto refused = write(*store, [&](Session& s) { return s.set_note("text", text); });
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == ErrorCode::usage);
    }
}

namespace {

RefreshRecord token_of(const std::string& hash, const std::string& family,
                       const std::string& user = "id-of-Ada") {
    RefreshRecord token;
    token.token_hash = hash;
    token.family = family;
    token.user_id = user;
    token.expires_ms = 5000;
    return token;
}

}  // namespace

void check_refresh_tokens(const DatabaseMaker& make) {
    auto store = open_store(make());
    must(write(*store, [](Session& s) -> Result<void> {
        for (const char* name : {"Ada", "Bob"}) {
            if (auto added = s.add_user(user_named(name)); !added) {
                return tl::unexpected(added.error());
            }
        }
        if (auto added = s.add_refresh(token_of("h1", "f1")); !added) return added;
        if (auto added = s.add_refresh(token_of("h2", "f1")); !added) return added;
        if (auto added = s.add_refresh(token_of("h2", "f1")); !added) return added;
        if (auto added = s.add_refresh(token_of("h3", "f2")); !added) return added;
        return s.add_refresh(token_of("h4", "f3", "id-of-Bob"));
    }));
    const auto token = [&](const std::string& hash) {
        auto found = read(*store, [&](Session& s) { return s.refresh_by_hash(hash); });
        REQUIRE_OK(found);
        return *found;
    };
    const auto rotate = [&](const std::string& hash, std::int64_t at_ms) {
        bool was_first = false;
        must(write(*store, [&](Session& s) -> Result<void> {
            auto rotated = s.rotate_refresh(hash, at_ms);
            if (!rotated) return tl::unexpected(rotated.error());
            was_first = *rotated;
            return {};
        }));
        return was_first;
    };
    CHECK(token("h1")->user_id == "id-of-Ada");
    CHECK(token("h1")->expires_ms == 5000);
    CHECK_FALSE(token("h1")->rotated_ms.has_value());
    CHECK_FALSE(token("unknown").has_value());
    CHECK(rotate("h1", 100));
    CHECK_FALSE(rotate("h1", 200));
    CHECK_FALSE(rotate("unknown", 200));
    CHECK(token("h1")->rotated_ms == 100);

    must(write(*store, [](Session& s) { return s.revoke_family("f1"); }));
    CHECK(token("h1")->family_revoked);
    CHECK(token("h2")->family_revoked);
    CHECK_FALSE(token("h3")->family_revoked);
    std::vector<std::string> revoked;
    must(write(*store, [&](Session& s) -> Result<void> {
        auto families = s.revoke_user("id-of-Ada");
        if (!families) return tl::unexpected(families.error());
        revoked = *families;
        return {};
    }));
    CHECK(revoked == std::vector<std::string>{"f2"});
    CHECK(token("h3")->family_revoked);
    CHECK_FALSE(token("h4")->family_revoked);

    must(write(*store, [](Session& s) { return s.drop_expired_refresh(5000); }));
    CHECK(token("h4").has_value());
    must(write(*store, [](Session& s) { return s.drop_expired_refresh(5001); }));
    CHECK_FALSE(token("h4").has_value());
}

void check_ratings(const DatabaseMaker& make) {
    auto store = open_store(make());
    const auto apply = [&](const RatingChange& change, int win, int loss) {
        bool is_new = false;
        must(write(*store, [&](Session& s) -> Result<void> {
            auto applied = s.apply_rating_change(change, win, 0, loss);
            if (!applied) return tl::unexpected(applied.error());
            is_new = *applied;
            return {};
        }));
        return is_new;
    };
    must(write(*store, [](Session& s) -> Result<void> {
        for (const char* name : {"Ada", "Bob", "Eve"}) {
            if (auto added = s.add_user(user_named(name)); !added) {
                return tl::unexpected(added.error());
            }
        }
        return {};
    }));
    const auto fresh = read(*store, [](Session& s) { return s.rating_of("id-of-Ada", "blitz"); });
    REQUIRE_OK(fresh);
    CHECK(fresh->rating == 1500);
    CHECK(fresh->games == 0);
    const double odd = 1516.1000000000001;  // every bit of a double must survive
    CHECK(apply({"id-of-Ada", "blitz", "m1", 1500, odd, 10}, 1, 0));
    CHECK_FALSE(apply({"id-of-Ada", "blitz", "m1", 1500, 9999, 11}, 1, 0));
    CHECK(apply({"id-of-Ada", "blitz", "m2", odd, 1508.5, 12}, 0, 1));
    CHECK(apply({"id-of-Ada", "overall", "m1", 1500, 1501, 10}, 1, 0));
    CHECK(apply({"id-of-Bob", "blitz", "m1", 1500, 1484, 10}, 0, 1));
    CHECK(apply({"id-of-Eve", "blitz", "m3", 1500, 1700, 13}, 1, 0));
    const auto now = read(*store, [](Session& s) { return s.rating_of("id-of-Ada", "blitz"); });
    CHECK(now->rating == 1508.5);
    CHECK(now->games == 2);
    CHECK(now->wins == 1);
    CHECK(now->draws == 0);
    CHECK(now->losses == 1);
    const auto history = read(
        *store, [](Session& s) { return s.rating_history("id-of-Ada", "blitz", PageRequest{}); });
    REQUIRE(history->size() == 2);
    CHECK((*history)[0].match_id == "m2");
    CHECK((*history)[1].after == odd);
    CHECK((*history)[0].before == odd);
    const auto names = [&](PageRequest page) {
        std::string text;
        auto rows = read(*store, [&](Session& s) { return s.leaderboard("blitz", page); });
        REQUIRE_OK(rows);
        for (const auto& row : *rows) text += row.user_name + " ";
        return text;
    };
    CHECK(names({}) == "Eve Ada Bob ");
    CHECK(names({1, 1}) == "Ada ");
    CHECK(names({0, -5}) == "Eve ");  // held to 1..200 and 0..
    must(write(*store, [](Session& s) { return s.set_banned("id-of-Eve", 20); }));
    CHECK(names({}) == "Ada Bob ");
    must(write(*store, [](Session& s) { return s.end_tokens("id-of-Eve", 20); }));
    const auto ended = [&](std::int64_t at_ms) {
        return read(*store, [&](Session& s) { return s.tokens_ended_since(at_ms); }).value();
    };
    REQUIRE(ended(20).size() == 1);
    CHECK(ended(20)[0].user_id == "id-of-Eve");
    CHECK(ended(20)[0].at_ms == 20);
    CHECK(ended(21).empty());
}

}  // namespace arena::testing
