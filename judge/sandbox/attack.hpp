// One row of the attack table: a hostile program, and what must come of it.
//
// A row is data. How it is judged (attack_stage.cpp):
//   1. The Runner must report, not fail; an Error is a broken row.
//   2. The program must never say BROKEN; when it ends by itself it must have said HELD, and when
//      it is ended it must have said TRY before (silence is broken).
//   3. The report's ending must be one of `endings`.
//   4. The numbers that the row names must fit, then its own check, then the second run.
//   5. A harmless run after it must find a clean room.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "judge/runner.hpp"
#include "judge/sandbox/bait.hpp"
#include "judge/sandbox/sandbox.hpp"

namespace arena::sandbox {

/// A set of endings.
class Endings {
public:
    constexpr Endings(std::initializer_list<Ending> endings) {
        for (Ending ending : endings) bits_ |= 1u << static_cast<unsigned>(ending);
    }
    constexpr bool has(Ending ending) const {
        return bits_ & (1u << static_cast<unsigned>(ending));
    }

private:
    unsigned bits_ = 0;
};
std::string name(Ending ending);

struct Played {
    AttackResult::State state = AttackResult::State::broken;
    std::string seen;
};
Played held(std::string seen);
Played broken(std::string seen);
Played skipped(std::string why);

inline constexpr const char* bait_input = "{input}";

class Stage;
struct Attack;
using Check = std::string (*)(const Stage&, const Attack&, const RunReport&);  ///< "" = fine
using Play = Played (*)(Stage&, const Attack&);

inline constexpr unsigned in_standard = 1, in_rootless = 2, in_restricted = 4;
inline constexpr unsigned in_namespaces = in_standard | in_rootless;
inline constexpr unsigned in_all = in_namespaces | in_restricted;

/// Small enough that a row which runs into a limit is over soon; rows that idle set a wall limit.
RunLimits attack_limits();

struct Attack {
    std::string id = {};                 ///< "group/name"
    std::string about = {};              ///< one line: what is tried
    std::string expected = {};           ///< one line: what must come of it
    std::vector<std::string> argv = {};  ///< of arena_attacks; bait placeholders are filled in
    Endings endings = {Ending::exited};
    RunLimits limits = attack_limits();
    bool speaks = true;           ///< rule 2 applies (false: its output is something else)
    int exit_code = 0;            ///< when it exits
    std::int64_t cpu_ms_min = 0;  ///< the report must show at least nine tenths of this
    std::int64_t memory_mib = 0;  ///< the peak must be this, within 0.5 MiB
    Check check = nullptr;
    std::vector<std::string> then = {};  ///< the second run: must exit with HELD
    Input input = NoInput{};             ///< bait_input as a path stands for the bait's input file
    std::vector<BoxFile> work_files = {};  ///< bait placeholders in their content are filled in
    std::vector<Collect> collect = {};
    Play play = nullptr;       ///< instead of rules 1 to 4
    unsigned tiers = in_all;   ///< where the claim is made
    std::string why_not = {};  ///< for the other tiers
    bool brisk = true;         ///< over within some milliseconds: fit for the mixed hostile runs
};

/// What a row needs to be played.
class Stage {
public:
    Stage(Sandbox& sandbox, const Bait& bait);

    Sandbox& sandbox;
    Runner& runner;
    const Bait& bait;
    const Tier tier;
    const bool exact_memory;  ///< a cgroup counts: not samples
    std::shared_ptr<const Box> box;

    /// A run of arena_attacks with these arguments.
    RunRequest request(const std::vector<std::string>& arguments, const RunLimits& limits) const;
    RunRequest request(const Attack& attack) const;

    /// Rules 1 to 4.
    Played play(const Attack& attack);
    /// Rule 5: "" or what the harmless run met.
    std::string census();
};

/// "" or why this report breaks rules 2 to 4 (without the second run).
std::string fault(const Stage& stage, const Attack& attack, const RunReport& report);

/// `report` in one short line for people.
std::string describe(const RunReport& report);
/// One printable line of at most 160 characters.
std::string one_line(const std::string& text);

}  // namespace arena::sandbox
