#include "serve/auth/refresh.hpp"

#include "serve/auth/setup_token.hpp"
#include "serve/ids.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/store_calls.hpp"
#include "tests/support/temporary_folder.hpp"

namespace arena::serve {
namespace {

using Outcome = RefreshExchange::Outcome;
using testing::must;
using testing::write;

/// A user with one refresh token, in a store of its own.
class Login {
public:
    Login() {
        auto opened = Store::open("sqlite:" + folder_.path("db"), {});
        REQUIRE_OK(opened);
        store_ = std::move(*opened);
        must(write(*store_, [&](Session& session) -> Result<void> {
            auto added = session.add_user(testing::user_named("Ada"));
            if (!added) return tl::unexpected(added.error());
            return start_refresh(session, settings_, first_, "family", "id-of-Ada", 1000);
        }));
    }

    RefreshExchange exchange(const std::string& token, std::int64_t now_ms) {
        RefreshExchange exchange;
        must(write(*store_, [&](Session& session) -> Result<void> {
            auto exchanged = exchange_refresh(session, settings_, token, now_ms);
            if (!exchanged) return tl::unexpected(exchanged.error());
            exchange = *exchanged;
            return {};
        }));
        return exchange;
    }

    const std::string& first() const { return first_; }
    const RefreshSettings& settings() const { return settings_; }
    Store& store() { return *store_; }

private:
    testing::TemporaryFolder folder_;
    RefreshSettings settings_{std::string(32, 's')};
    std::string first_ = random_token();
    std::unique_ptr<Store> store_;
};

}  // namespace

TEST_CASE("refresh: each use gives the next token of the family") {
    Login login;
    const auto second = login.exchange(login.first(), 2000);
    CHECK(second.outcome == Outcome::exchanged);
    CHECK(second.user_id == "id-of-Ada");
    CHECK(second.family == "family");
    CHECK(second.expires_ms == 2000 + refresh_token_ms);
    CHECK(second.token.size() == 43);
    const auto third = login.exchange(second.token, 3000);
    CHECK(third.outcome == Outcome::exchanged);
    CHECK(third.token != second.token);
    CHECK(login.exchange("no such token", 3000).outcome == Outcome::unknown);
    // Only hashes are kept.
    CHECK(login.exchange(refresh_hash(third.token), 3000).outcome == Outcome::unknown);
    CHECK(login.exchange(third.token, third.expires_ms).outcome == Outcome::expired);
    CHECK(login.exchange(third.token, third.expires_ms - 1).outcome == Outcome::exchanged);
}

TEST_CASE("refresh: within the grace time the predecessor gets the same successor") {
    Login login;
    const auto second = login.exchange(login.first(), 2000);
    const auto again = login.exchange(login.first(), 2000 + refresh_grace_ms - 1);
    CHECK(again.outcome == Outcome::repeated);
    CHECK(again.token == second.token);
    CHECK(again.expires_ms == second.expires_ms);
    // Also when the successor was exchanged meanwhile by the other tab.
    const auto third = login.exchange(second.token, 3000);
    CHECK(login.exchange(login.first(), 4000).token == second.token);
    CHECK(login.exchange(second.token, 4000).token == third.token);
    CHECK(login.exchange(third.token, 4000).outcome == Outcome::exchanged);
}

TEST_CASE("refresh: an old token after the grace time revokes the family") {
    Login login;
    const auto second = login.exchange(login.first(), 2000);
    const auto stolen = login.exchange(login.first(), 2000 + refresh_grace_ms);
    CHECK(stolen.outcome == Outcome::reused);
    CHECK(stolen.token.empty());
    CHECK(stolen.family == "family");
    CHECK(login.exchange(second.token, 30'000).outcome == Outcome::revoked);
    CHECK(login.exchange(login.first(), 2001).outcome == Outcome::revoked);
    // Another secret knows no successor.
    CHECK(refresh_successor({std::string(32, 't')}, login.first()) != second.token);
    CHECK(refresh_successor(login.settings(), login.first()) == second.token);
}

TEST_CASE("setup token: makes one admin, once") {
    Login login;
    const auto offer = [&](const std::string& token) {
        bool is_offered = false;
        must(write(login.store(), [&](Session& session) -> Result<void> {
            auto offered = offer_setup(session, token);
            if (!offered) return tl::unexpected(offered.error());
            is_offered = *offered;
            return {};
        }));
        return is_offered;
    };
    const auto redeem = [&](const std::string& token) {
        bool is_admin = false;
        must(write(login.store(), [&](Session& session) -> Result<void> {
            auto redeemed = redeem_setup(session, token, "id-of-Ada");
            if (!redeemed) return tl::unexpected(redeemed.error());
            is_admin = *redeemed;
            return {};
        }));
        return is_admin;
    };
    CHECK_FALSE(redeem(""));
    CHECK(offer("first"));
    CHECK(offer("second"));
    CHECK_FALSE(redeem("first"));
    CHECK_FALSE(redeem(""));
    CHECK(redeem("second"));
    CHECK_FALSE(redeem("second"));
    CHECK_FALSE(offer("third"));
    CHECK_FALSE(redeem("third"));
    auto user = testing::read(login.store(), [](Session& s) { return s.user_by_name("Ada"); });
    CHECK((*user)->role == Role::admin);
}

}  // namespace arena::serve
