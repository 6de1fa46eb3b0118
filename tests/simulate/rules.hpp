// What has to hold after every event of every match, and of the finished one.
//
// The rules are checked against the world's truth and the log, not against the machine's own
// opinion: who locks, who holds and who is first is computed here once more, from the receipts.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/match/view.hpp"
#include "tests/simulate/world.hpp"

namespace arena::simulate {

class Rules : public Watcher {
public:
    /// `thorough`: also every view as text (slower).
    Rules(const World& world, bool thorough) : world_(world), thorough_(thorough) {}

    void event(const match::State& before, const match::Event& event,
               const match::State& after) override;
    void decided(const match::State& state, std::int64_t now_ms) override;

    /// The finished match: the log folds to the state, the board is what the receipts say.
    void finished() const;

    /// The board against the receipts and the true verdicts (not battleRoyale and sabotage, whose
    /// boards are checked by check_any_judge and check_rejudge).
    void check_board() const;

private:
    void check_points(const match::State& state) const;
    void check_clock(const match::State& before, const match::Event& event,
                     const match::State& after) const;
    void check_length(const match::State& before, std::int64_t at_ms) const;
    void check_kind(const match::State& before, const match::Event& event);
    void check_claim(const match::State& before, const std::string& submission) const;
    void check_view(const match::State& state, const match::Event& event) const;
    void check_text(const match::State& state, const match::Event& event,
                    const match::Viewer& viewer) const;
    void check_client() const;
    void follow(const match::State& state, const match::Event& event);
    void check_replay() const;

    const World& world_;
    bool thorough_;
    int ended_ = 0;
    std::map<std::string, int> locked_;
    std::map<std::string, int> score_when_out_;
    std::string follows_ = "u0";
    std::vector<match::EventView> seen_;
};

/// The same commands with another judge: slower, and in another order. Throws Fault when the final
/// board differs.
void check_any_judge(const World& world, std::uint64_t seed);

/// Other verdicts for some submissions of the finished match, then the old ones again.
void check_rejudge(World& world, const Rules& rules, std::uint64_t seed);

}  // namespace arena::simulate
