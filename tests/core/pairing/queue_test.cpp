// The queue's promises: the seeds' rule to the letter, nobody lost, nobody who must not meet, and a
// bound on the wait.
#include "core/pairing/queue.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "core/pairing/player_index.hpp"
#include "tests/support/catch.hpp"

using namespace arena::pairing;

namespace {

WaitingPlayer player(PlayerId id, double rating, std::int64_t since_ms = 0) {
    WaitingPlayer one;
    one.id = id;
    one.rating = rating;
    one.since_ms = since_ms;
    return one;
}

Queue queue_of(QueueRule rule, const std::vector<WaitingPlayer>& players) {
    QueueRules rules;
    rules.rule = rule;
    Queue queue(rules);
    for (const WaitingPlayer& one : players) REQUIRE(queue.insert(one));
    return queue;
}

using Pairs = std::vector<std::pair<PlayerId, PlayerId>>;

Pairs ids(const std::vector<QueuePair>& pairs) {
    Pairs out;
    for (const QueuePair& pair : pairs) out.emplace_back(pair.first, pair.second);
    return out;
}

}  // namespace

TEST_CASE("window: 150 points, and 50 more every 10 s from 30 s on", "[pairing]") {
    const QueueRules rules;
    CHECK(window_points(rules, 0) == 150);
    CHECK(window_points(rules, 29'999) == 150);
    CHECK(window_points(rules, 30'000) == 200);
    CHECK(window_points(rules, 39'999) == 200);
    CHECK(window_points(rules, 40'000) == 250);
}

TEST_CASE("window: oldest first, nearest in range", "[pairing]") {
    auto queue = queue_of(QueueRule::window, {player(1, 1500, 0), player(2, 1600, 1),
                                              player(3, 1450, 2), player(4, 1610, 3)});
    CHECK(ids(queue.step(1000)) == Pairs{{1, 3}, {2, 4}});
    CHECK(queue.size() == 0);
}

TEST_CASE("window: the one who waited longer lends the window", "[pairing]") {
    auto queue = queue_of(QueueRule::window, {player(1, 1500, 0), player(2, 1700, 29'000)});
    CHECK(queue.step(29'999).empty());
    CHECK(queue.next_wakeup(29'999) == 30'249);
    CHECK(ids(queue.step(30'000)) == Pairs{{1, 2}});
}

TEST_CASE("queue: two in range are paired on arrival", "[pairing]") {
    for (const QueueRule rule : {QueueRule::line, QueueRule::window}) {
        auto queue = queue_of(rule, {player(1, 1500), player(2, 2600)});
        CHECK_FALSE(queue.pair_arrival(2, 0));
        REQUIRE(queue.insert(player(3, 1502)));
        const auto pair = queue.pair_arrival(3, 5);
        REQUIRE(pair);
        CHECK(pair->first == 1);
        CHECK(pair->second == 3);
        CHECK(pair->gap == 2);
        CHECK(queue.size() == 1);
        CHECK(queue.contains(2));
    }
}

TEST_CASE("queue: a player waits once", "[pairing]") {
    auto queue = queue_of(QueueRule::line, {player(1, 1500)});
    CHECK_FALSE(queue.insert(player(1, 1700)));
    CHECK(queue.remove(1));
    CHECK_FALSE(queue.remove(1));
    CHECK(queue.insert(player(1, 1700)));
    CHECK(queue.size() == 1);
    CHECK_FALSE(queue.next_wakeup(0));
}

TEST_CASE("queue: who blocks the other never meets, however long they wait", "[pairing]") {
    for (const QueueRule rule : {QueueRule::line, QueueRule::window}) {
        auto blocker = player(1, 1500);
        blocker.blocked = {2};
        auto queue = queue_of(rule, {blocker, player(2, 1500)});
        CHECK_FALSE(queue.pair_arrival(2, 0));
        CHECK(queue.step(3'600'000).empty());
        REQUIRE(queue.insert(player(3, 1900)));
        CHECK(queue.step(3'600'000).size() == 1);
    }
}

TEST_CASE("queue: no rematch while another is free; later rather that than none", "[pairing]") {
    for (const QueueRule rule : {QueueRule::line, QueueRule::window}) {
        auto one = player(1, 1500);
        one.recent_opponents = {2};
        auto queue = queue_of(rule, {one, player(2, 1500)});
        CHECK(queue.step(9'999).empty());
        REQUIRE(queue.insert(player(3, 1510)));
        auto with_third = queue;
        const auto pairs = ids(with_third.step(10'000));
        REQUIRE(pairs.size() == 1);
        CHECK(pairs != Pairs{{1, 2}});
        REQUIRE(queue.remove(3));
        CHECK(ids(queue.step(10'000)) == Pairs{{1, 2}});
    }
}

TEST_CASE("line: after the longest wait anyone will do", "[pairing]") {
    QueueRules rules;
    rules.longest_wait_ms = 60'000;
    Queue queue(rules);
    REQUIRE(queue.insert(player(1, 100)));
    REQUIRE(queue.insert(player(2, 3400, 59'000)));
    CHECK(queue.step(59'999).empty());
    CHECK(queue.step(60'000).size() == 1);
}

TEST_CASE("queue: positions, and a wait that shrinks as more come", "[pairing]") {
    auto queue = queue_of(QueueRule::line, {player(5, 1500, 300), player(6, 2400, 100)});
    const auto standings = queue.standings(1000);
    REQUIRE(standings.size() == 2);
    CHECK(standings[0].id == 6);
    CHECK(standings[1].position == 2);
    CHECK(standings[1].waiting == 2);
    CHECK_FALSE(queue.standing(7, 1000));
    const auto quiet = queue.standing(5, 20'000)->expected_wait_ms;
    for (PlayerId id = 100; id < 400; ++id) {
        REQUIRE(queue.insert(player(id, 1000 + static_cast<double>(id * 3), 20'000)));
        queue.remove(id);
    }
    const auto busy = queue.standing(5, 20'000)->expected_wait_ms;
    REQUIRE(quiet);
    REQUIRE(busy);
    CHECK(*busy < *quiet);
}

TEST_CASE("line: while nobody else comes, the plain window pairs, and the wait is foretold",
          "[pairing]") {
    auto near = queue_of(QueueRule::line, {player(1, 1500), player(2, 1649)});
    CHECK(ids(near.step(0)) == Pairs{{1, 2}});
    auto far = queue_of(QueueRule::line, {player(1, 1500), player(2, 1800)});
    const auto foretold = far.standing(1, 0)->expected_wait_ms;
    REQUIRE(foretold);
    std::int64_t at_ms = 0;
    while (at_ms < 180'000 && far.step(at_ms).empty()) at_ms += 500;
    CHECK(at_ms == 50'000);  // 150 points and 50 more at 30, 40 and 50 s
    CHECK(std::abs(*foretold - at_ms) <= 1000);
    // where others come and go, a nearer one is worth a wait
    auto busy = queue_of(QueueRule::line, {});
    for (PlayerId id = 10; id < 210; ++id) {
        REQUIRE(busy.insert(player(id, 1500, 50 * static_cast<std::int64_t>(id))));
        REQUIRE(busy.remove(id));
    }
    REQUIRE(busy.insert(player(1, 1500, 10'500)));
    REQUIRE(busy.insert(player(2, 1649, 10'500)));
    CHECK(busy.step(10'500).empty());
    // alone, and nobody came: nothing is known
    CHECK_FALSE(queue_of(QueueRule::line, {player(1, 1500)}).standing(1, 0)->expected_wait_ms);
}

TEST_CASE("queue: groups for a battle of many", "[pairing]") {
    std::vector<WaitingPlayer> players;
    for (PlayerId id = 0; id < 9; ++id) players.push_back(player(id, 1500 + 100.0 * (id / 4)));
    auto queue = queue_of(QueueRule::line, players);
    const auto groups = queue.step_groups(59'000, 4, 4);
    CHECK(groups == std::vector<std::vector<PlayerId>>{{0, 1, 2, 3}, {4, 5, 6, 7}});
    CHECK(queue.size() == 1);
    CHECK(queue.step_groups(900'000, 4, 4).empty());
    REQUIRE(queue.contains(8));
}

TEST_CASE("queue: a group never holds two who block one another", "[pairing]") {
    std::vector<WaitingPlayer> players;
    for (PlayerId id = 0; id < 6; ++id) players.push_back(player(id, 1500, id));
    players[1].blocked = {3};
    auto queue = queue_of(QueueRule::line, players);
    const auto groups = queue.step_groups(60'000, 4, 4);
    REQUIRE(groups.size() == 1);
    const std::set<PlayerId> members(groups[0].begin(), groups[0].end());
    CHECK_FALSE((members.count(1) == 1 && members.count(3) == 1));
}

TEST_CASE("queue: a random evening loses nobody and pairs nobody who must not meet", "[pairing]") {
    for (const QueueRule rule : {QueueRule::line, QueueRule::window}) {
        std::mt19937 chance(7);
        QueueRules rules;
        rules.rule = rule;
        Queue queue(rules);
        std::map<PlayerId, WaitingPlayer> waiting;
        PlayerId next = 1;
        for (std::int64_t now_ms = 0; now_ms < 400'000; now_ms += 200) {
            for (int come = static_cast<int>(chance() % 3); come > 0; --come) {
                auto one = player(next++, 1000 + chance() % 1000, now_ms);
                for (int i = 0; i < 4; ++i) one.blocked.push_back(next - 20 + chance() % 40);
                for (int i = 0; i < 4; ++i) one.recent_opponents.push_back(next - chance() % 20);
                waiting[one.id] = one;
                REQUIRE(queue.insert(one));
            }
            if (!waiting.empty() && chance() % 8 == 0) {
                REQUIRE(queue.remove(waiting.begin()->first));
                waiting.erase(waiting.begin());
            }
            for (const QueuePair& pair : queue.step(now_ms)) {
                for (const auto& [a, b] :
                     {std::pair{pair.first, pair.second}, std::pair{pair.second, pair.first}}) {
                    REQUIRE(waiting.count(a) == 1);
                    const auto& blocks = waiting[a].blocked;
                    REQUIRE(std::count(blocks.begin(), blocks.end(), b) == 0);
                }
                CHECK(waiting[pair.first].since_ms <= waiting[pair.second].since_ms);
                waiting.erase(pair.first);
                waiting.erase(pair.second);
            }
            REQUIRE(queue.size() == waiting.size());
        }
        for (const auto& [id, one] : waiting) CHECK(queue.contains(id));
        CHECK(next > 1000);
    }
}

TEST_CASE("line: a step without bars leaves no two in range", "[pairing]") {
    std::mt19937 chance(9);
    Queue queue;
    for (PlayerId id = 0; id < 3000; ++id) {
        REQUIRE(queue.insert(player(id, chance() % 3000, chance() % 5000)));
        if (id % 50 == 0) queue.step(5000);
    }
    queue.step(5000);
    CHECK(queue.step(5000).empty());
}

TEST_CASE("player index: the same as a map, through growth and erasure", "[pairing]") {
    std::mt19937 chance(3);
    PlayerIndex index;
    std::map<PlayerId, std::uint32_t> expected;
    for (std::uint32_t turn = 0; turn < 20'000; ++turn) {
        const PlayerId id = static_cast<PlayerId>(chance() % 700) * 64 - 3000;
        if (expected.emplace(id, turn).second) {
            index.insert(id, turn);
        } else if (chance() % 2) {
            expected.erase(id);
            REQUIRE(index.erase(id));
            REQUIRE_FALSE(index.erase(id));
        }
    }
    for (PlayerId id = -4000; id < 45'000; ++id) {
        const auto found = expected.find(id);
        const auto slot = index.find(id);
        REQUIRE(slot.has_value() == (found != expected.end()));
        if (slot) REQUIRE(*slot == found->second);
    }
}
