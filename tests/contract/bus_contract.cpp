// What every bus promises besides the judge queue: see the headers in serve/bus.
#include "tests/contract/bus_contract.hpp"

#include "tests/support/catch.hpp"

namespace arena::testing {
namespace {

using namespace serve;

template <class T, class Ask>
T ask(BusUnderTest& under, const Ask& ask) {
    Asked<T> asked;
    ask(asked.reply());
    under.settle();
    REQUIRE(asked.came());
    REQUIRE_OK(asked.result());
    if constexpr (!std::is_void_v<T>) return *asked.result();
}

struct Pool {
    std::unique_ptr<BusUnderTest> under;
    MatchPool& pool;

    explicit Pool(const BusFactory& make) : under(make({})), pool(under->bus().match_pool()) {}

    PoolTicket join(const std::string& user, double rating, const std::string& data = "") {
        return ask<PoolTicket>(*under, [&](auto reply) {
            pool.join("blitz", {user, rating, 0, 0, data}, reply);
        });
    }
    bool leave(const std::string& user) {
        return ask<bool>(*under, [&](auto reply) { pool.leave("blitz", user, reply); });
    }
    std::vector<PoolTicket> all(std::size_t limit = 100) { return look(limit).tickets; }
    PoolSnapshot look(std::size_t limit = 100) {
        return ask<PoolSnapshot>(*under, [&](auto reply) { pool.snapshot("blitz", limit, reply); });
    }
    std::string names(std::size_t limit = 100) {
        std::string out;
        for (const PoolTicket& ticket : all(limit)) out += ticket.user_id;
        return out;
    }
    PoolProposal propose(const std::vector<PoolTicket>& tickets) {
        return ask<PoolProposal>(*under,
                                 [&](auto reply) { pool.propose("blitz", tickets, reply); });
    }
    bool confirm(const std::string& id) {
        return ask<bool>(*under, [&](auto reply) { pool.confirm(id, reply); });
    }
    bool decline(const std::string& id, const std::vector<std::string>& dropped) {
        return ask<bool>(*under, [&](auto reply) { pool.decline(id, dropped, reply); });
    }
};

void check_waiting(const BusFactory& make) {
    SECTION("a snapshot is by rating, of those that wait longest") {
        Pool pool(make);
        pool.join("c", 1500);
        pool.under->advance(1);
        pool.join("a", 1700);
        pool.under->advance(1);
        pool.join("b", 1300);
        CHECK(pool.names() == "bca");
        CHECK(pool.names(2) == "ca");
        CHECK(ask<std::size_t>(*pool.under,
                               [&](auto reply) { pool.pool.waiting("blitz", reply); }) == 3);
    }
    SECTION("a snapshot tells its time, by which waiting is counted") {
        Pool pool(make);
        const std::int64_t entered = pool.join("a", 1500).enqueued_ms;
        pool.under->advance(7000);
        CHECK(pool.look().now_ms - entered == 7000);
        CHECK(pool.look().tickets.front().enqueued_ms == entered);
    }
    SECTION("a second join replaces the first and keeps the time") {
        Pool pool(make);
        const PoolTicket first = pool.join("a", 1500, "old");
        pool.under->advance(5000);
        const PoolTicket second = pool.join("a", 1510, "new");
        CHECK(second.enqueued_ms == first.enqueued_ms);
        CHECK(second.version != first.version);
        REQUIRE(pool.all().size() == 1);
        CHECK(pool.all()[0].data == "new");
        CHECK(pool.all()[0].rating == 1510);
    }
    SECTION("who waited before keeps the time") {
        Pool pool(make);
        const PoolTicket first = pool.join("a", 1500);
        REQUIRE(pool.leave("a"));
        pool.under->advance(5000);
        const PoolTicket again = ask<PoolTicket>(
            *pool.under, [&](auto reply) { pool.pool.join("blitz", first, reply); });
        CHECK(again.enqueued_ms == first.enqueued_ms);
        CHECK(again.version != first.version);
        CHECK(pool.look().tickets.front().enqueued_ms == first.enqueued_ms);
    }
    SECTION("modes are apart") {
        Pool pool(make);
        pool.join("a", 1500);
        CHECK(ask<std::size_t>(*pool.under,
                               [&](auto reply) { pool.pool.waiting("sabotage", reply); }) == 0);
    }
}

void check_proposals(const BusFactory& make) {
    SECTION("who is proposed waits no more, and a confirmed one is gone") {
        Pool pool(make);
        pool.join("a", 1500);
        pool.join("b", 1500);
        const PoolProposal proposal = pool.propose(pool.all());
        REQUIRE_FALSE(proposal.id.empty());
        CHECK(proposal.tickets.size() == 2);
        CHECK(pool.names().empty());
        CHECK(pool.confirm(proposal.id));
        pool.under->advance(60'000);
        CHECK(pool.names().empty());
        CHECK_FALSE(pool.confirm(proposal.id));
    }
    SECTION("a declined or expired one puts players back with their original time") {
        Pool pool(make);
        const std::int64_t entered = pool.join("a", 1500).enqueued_ms;
        pool.join("b", 1500);
        pool.under->advance(3000);
        const std::string declined = pool.propose(pool.all()).id;
        CHECK(pool.decline(declined, {"b"}));
        REQUIRE(pool.names() == "a");
        CHECK(pool.all()[0].enqueued_ms == entered);
        const std::string expired = pool.propose(pool.all()).id;
        pool.under->advance(proposal_ttl_ms - 1);
        CHECK(pool.names().empty());
        pool.under->advance(1);
        REQUIRE(pool.names() == "a");
        CHECK(pool.all()[0].enqueued_ms == entered);
        CHECK_FALSE(pool.confirm(expired));
        CHECK_FALSE(pool.decline(expired, {}));
    }
    SECTION("a ticket that changed since the snapshot is not matched, nor is anyone with it") {
        Pool pool(make);
        pool.join("a", 1500);
        pool.join("b", 1500);
        const std::vector<PoolTicket> seen = pool.all();
        pool.leave("a");
        CHECK(pool.propose(seen).gone == std::vector<std::string>{"a"});
        CHECK(pool.names() == "b");
        pool.join("a", 1500);
        CHECK(pool.propose(seen).id.empty());
        CHECK_FALSE(pool.propose(pool.all()).id.empty());
    }
    SECTION("who leaves or joins during a proposal is heeded when it fails") {
        Pool pool(make);
        pool.join("a", 1500);
        const std::int64_t entered = pool.join("b", 1500).enqueued_ms;
        const std::string id = pool.propose(pool.all()).id;
        pool.under->advance(1000);
        CHECK(pool.leave("a"));
        CHECK(pool.join("b", 1600, "again").enqueued_ms == entered);
        CHECK(pool.names().empty());
        CHECK(pool.decline(id, {}));
        REQUIRE(pool.names() == "b");
        CHECK(pool.all()[0].data == "again");
        CHECK(pool.all()[0].enqueued_ms == entered);
    }
    SECTION("an unknown proposal is neither confirmed nor declined") {
        Pool pool(make);
        for (const std::string id : {"", "p", "p0", "p999", "x1", "p1x"}) {
            CHECK_FALSE(pool.confirm(id));
            CHECK_FALSE(pool.decline(id, {}));
        }
    }
}

RateDecision use(BusUnderTest& under, const std::string& key, const RateLimit& limit) {
    return ask<RateDecision>(under,
                             [&](auto reply) { under.bus().rate_limits().use(key, limit, reply); });
}

}  // namespace

void check_match_pool_contract(const BusFactory& make) {
    check_waiting(make);
    check_proposals(make);
}

void check_fanout_contract(const BusFactory& make) {
    const auto under = make({});
    Fanout& fanout = under->bus().fanout();
    std::string heard;
    const auto hear = [&](const std::string& who) {
        return [&heard, who](const FanoutMessage& message) {
            heard += who + std::to_string(message.seq);
        };
    };
    const auto publish = [&](const std::string& match, std::int64_t seq) {
        fanout.publish(match, {seq, std::make_shared<const std::string>("f")});
        under->settle();
    };
    SECTION("all of a match hear it, in order; others do not") {
        fanout.subscribe("m", hear("a"));
        fanout.subscribe("m", hear("b"));
        fanout.subscribe("n", hear("c"));
        under->settle();
        publish("m", 1);
        publish("m", 2);
        CHECK(heard == "a1b1a2b2");
    }
    SECTION("who left hears nothing; a match without anybody is fine") {
        const auto a = fanout.subscribe("m", hear("a"));
        under->settle();
        fanout.unsubscribe(a);
        fanout.unsubscribe(a);
        publish("m", 1);
        CHECK(heard.empty());
    }
    SECTION("a receiver may leave, bring others and publish from inside") {
        Fanout::Subscription self = 0;
        self = fanout.subscribe("m", [&](const FanoutMessage& message) {
            heard += "s" + std::to_string(message.seq);
            fanout.unsubscribe(self);
            fanout.subscribe("m", hear("n"));
            fanout.publish("m", {message.seq + 1, nullptr});
        });
        fanout.subscribe("m", hear("b"));
        under->settle();
        publish("m", 1);
        CHECK(heard == "s1b1b2n2");
    }
}

void check_leases_contract(const BusFactory& make) {
    const auto under = make({});
    Leases& leases = under->bus().leases();
    const auto acquire = [&](const std::string& who) {
        return ask<std::optional<std::int64_t>>(
            *under, [&](auto reply) { leases.acquire("match:1", who, 10'000, reply); });
    };
    const auto renew = [&](const std::string& who, std::int64_t epoch) {
        return ask<bool>(*under,
                         [&](auto reply) { leases.renew("match:1", who, epoch, 10'000, reply); });
    };
    const auto release = [&](const std::string& who, std::int64_t epoch) {
        ask<void>(*under, [&](auto reply) { leases.release("match:1", who, epoch, reply); });
    };
    const auto first = acquire("a");
    REQUIRE(first);
    SECTION("one holder at a time; its own acquire renews") {
        CHECK_FALSE(acquire("b"));
        CHECK(acquire("a") == first);
        under->advance(9'999);
        CHECK(renew("a", *first));
        under->advance(9'999);
        CHECK_FALSE(acquire("b"));
    }
    SECTION("after expiry another gets a larger epoch and the first has lost") {
        under->advance(10'000);
        CHECK_FALSE(renew("a", *first));
        const auto second = acquire("b");
        REQUIRE(second);
        CHECK(*second > *first);
        CHECK_FALSE(renew("a", *first));
        CHECK_FALSE(renew("b", *first));
        release("a", *first);  // a late word of the old holder frees nothing
        CHECK(renew("b", *second));
    }
    SECTION("a released lease is free at once, and its epoch is never given again") {
        release("a", *first);
        const auto second = acquire("a");
        REQUIRE(second);
        CHECK(*second > *first);
    }
}

void check_rate_limits_contract(const BusFactory& make) {
    const auto under = make({});
    SECTION("a token bucket gives its size at once, then its rate") {
        const RateLimit limit{RateLimit::Kind::token_bucket, 4, 1000};
        for (int left = 3; left >= 0; --left) {
            const RateDecision decision = use(*under, "k", limit);
            CHECK(decision.allowed);
            CHECK(decision.remaining == left);
        }
        const RateDecision refused = use(*under, "k", limit);
        CHECK_FALSE(refused.allowed);
        CHECK(refused.retry_after_ms == 250);
        under->advance(249);
        CHECK_FALSE(use(*under, "k", limit).allowed);
        under->advance(1);
        CHECK(use(*under, "k", limit).allowed);
        CHECK_FALSE(use(*under, "k", limit).allowed);
        under->advance(60'000);
        CHECK(use(*under, "k", limit).remaining == 3);
    }
    SECTION("a sliding window holds its count in any window") {
        const RateLimit limit{RateLimit::Kind::sliding_window, 2, 1000};
        CHECK(use(*under, "k", limit).allowed);
        under->advance(600);
        CHECK(use(*under, "k", limit).allowed);
        const RateDecision refused = use(*under, "k", limit);
        CHECK_FALSE(refused.allowed);
        CHECK(refused.retry_after_ms == 400);
        under->advance(400);
        CHECK(use(*under, "k", limit).allowed);
        under->advance(500);
        CHECK_FALSE(use(*under, "k", limit).allowed);
    }
    SECTION("keys are apart") {
        const RateLimit limit{RateLimit::Kind::sliding_window, 1, 1000};
        CHECK(use(*under, "a", limit).allowed);
        CHECK(use(*under, "b", limit).allowed);
        CHECK_FALSE(use(*under, "a", limit).allowed);
    }
}

}  // namespace arena::testing
