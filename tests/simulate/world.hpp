// One random match from one seed: who plays, what they send and when, what the judge says and when.
//
// The world knows the truth (each submission's verdict) before the machine does, so that a checker
// can say what the board has to be. Times are the machine's; nothing here waits.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <queue>
#include <string>
#include <vector>

#include "core/match/machine.hpp"
#include "core/random.hpp"

namespace arena::simulate {

/// A submission as the world knows it.
struct Truth {
    std::string user, problem, source;
    Verdict verdict = Verdict::WA;
    bool judge_fails = false;
    std::int64_t received_ms = 0, answered_ms = 0;
    match::Phase phase = match::Phase::sabotage;
};

/// A command that was carried out, for playing the match again with another judge.
struct Sent {
    std::int64_t at_ms = 0;
    match::Command command;
};

/// Thrown by a checker; what() tells the rule that was broken.
struct Fault {
    std::string rule;
};

/// Told of everything; throws Fault.
class Watcher {
public:
    virtual ~Watcher() = default;
    virtual void event(const match::State& before, const match::Event& event,
                       const match::State& after) = 0;
    virtual void decided(const match::State& state, std::int64_t now_ms) = 0;
};

class World {
public:
    World(match::Mode mode, std::uint64_t seed);

    /// To the end of the match.
    void play(Watcher& watcher);

    match::State state;
    std::vector<match::Event> log;
    std::map<std::string, Truth> truths;  ///< by submission; only those that were accepted
    std::vector<Sent> sent;               ///< no wakes; of players only until the match closed
    std::int64_t closed_ms = 0;
    std::int64_t away_from_ms = 0, away_to_ms = 0;  ///< the server's outage; 0: none

private:
    struct Planned {
        std::int64_t at_ms = 0;
        std::uint64_t order = 0;
        match::Command command;
        bool operator<(const Planned& other) const {  // the queue's top is the earliest
            return at_ms != other.at_ms ? at_ms > other.at_ms : order > other.order;
        }
    };

    match::Settings make_settings(match::Mode mode);
    void plan(std::int64_t at_ms, match::Command command);
    void plan_players();
    void plan_player(const match::PlayerSetting& player);
    void give(const match::Command& command, std::int64_t at_ms, Watcher& watcher);
    void answer(const match::Event& event);
    void judge(const match::event::Submitted& received, std::int64_t at_ms);
    match::Command next_submission(const std::string& user);
    std::string sabotage_source(const std::string& user, std::string& problem);
    std::int64_t judging_ms();

    Random random_;
    match::Settings settings_;
    std::priority_queue<Planned> planned_;
    std::uint64_t order_ = 0, submissions_ = 0;
    bool outage_comes_ = false;
    std::map<std::string, std::string> sources_;  ///< by submission, of those under way
};

/// A verdict: half of them accepted.
Verdict random_verdict(Random& random);

}  // namespace arena::simulate
