// A match that a test plays in a few words: users "a", "b", ..., problems "P1", "P2", ....
//
// Times are seconds since the start unless a name says ms. Every event is folded as decide() gives
// it, and at the end of a test the log folds to the same state.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/match/machine.hpp"
#include "core/match/results.hpp"
#include "tests/support/catch.hpp"

namespace arena::match::test {

inline constexpr std::int64_t start_ms = 1'700'000'000'000;

inline Settings settings(Mode mode, int players, int problems) {
    Settings s = default_settings(mode);
    s.match = "m1";
    s.seed = 7;
    s.players_min = 2;
    s.players_max = static_cast<std::size_t>(players);
    for (int i = 0; i < players; ++i) {
        const std::string user(1, static_cast<char>('a' + i));
        s.players.push_back({user, "Player " + user, 1500.0 + i});
    }
    for (int i = 0; i < problems; ++i)
        s.problems.push_back({"P" + std::to_string(i + 1), 100 * (i + 1), 1000.0 + i});
    return s;
}

inline Settings sabotage_settings(int players = 2) {
    Settings s = settings(Mode::sabotage, players, players);
    for (int i = 0; i < players; ++i)
        s.sabotage.tasks.push_back({"P" + std::to_string(i + 1), "cpp",
                                    "int f" + std::to_string(i) + "() {\n    return 1 + 2;\n}\n"});
    return s;
}

class Scene {
public:
    explicit Scene(const Settings& s, bool started = true) {
        give(command::Create{s}, 0);
        if (!started) return;
        for (const auto& player : s.players) give(command::Join{player.user, "", 0}, 0);
        if (state.status == Status::waiting) give(command::Start{}, 0);
        REQUIRE(state.status == Status::active);
    }

    ~Scene() { CHECK(fold(log) == state); }

    std::optional<RefusalCode> give_ms(const Command& command, std::int64_t at_ms) {
        const Decision decision = decide(state, command, start_ms + at_ms);
        last.clear();
        for (const Event& event : decision.events) {
            apply(state, event);
            log.push_back(event);
            last.push_back(event);
        }
        refusal = decision.refusal;
        if (!refusal) return std::nullopt;
        return refusal->code;
    }

    std::optional<RefusalCode> give(const Command& command, double at_s) {
        return give_ms(command, static_cast<std::int64_t>(at_s * 1000));
    }

    /// A submission named `id`; without `source`, its own id.
    std::optional<RefusalCode> submit(const std::string& id, const std::string& user,
                                      const std::string& problem, double at_s,
                                      const std::string& source = "") {
        return give(command::Submit{id, user, problem, "cpp", source.empty() ? id : source}, at_s);
    }

    std::optional<RefusalCode> judge(const std::string& id, Verdict verdict, double at_s) {
        command::Judge answer{id, verdict, std::nullopt, std::nullopt, std::nullopt, 0, 0};
        if (verdict != Verdict::AC) answer.first_failed_test = answer.tests_failed = 1;
        return give(answer, at_s);
    }

    void wake(double at_s) { give(command::Wake{}, at_s); }

    /// How often an event of this kind is in the log.
    template <class Kind>
    int count() const {
        return static_cast<int>(std::count_if(log.begin(), log.end(), [](const Event& e) {
            return std::holds_alternative<Kind>(e.body);
        }));
    }

    /// The last event of this kind. REQUIRES: there is one.
    template <class Kind>
    Kind latest() const {
        for (std::size_t i = log.size(); i > 0; --i)
            if (const auto* body = std::get_if<Kind>(&log[i - 1].body)) return *body;
        FAIL("no such event");
        return {};
    }

    const Player& player(const std::string& user) const {
        return state.players[*find_player(state, user)];
    }
    int score(const std::string& user) const { return player(user).score; }

    /// "a b=c d": best first, equals joined.
    std::string order() const {
        std::string text;
        int before = 0;
        for (const auto& result : state.results) {
            if (!text.empty()) text += result.rank == before ? "=" : " ";
            text += result.user;
            before = result.rank;
        }
        return text;
    }

    State state;
    std::vector<Event> log, last;
    std::optional<Refusal> refusal;
};

}  // namespace arena::match::test
