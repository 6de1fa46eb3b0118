// What one viewer's eyes are: the table "Who may see what", one question a row.
//
// Inside core/match only; view() asks these of a state, view_event() of an event.
#pragma once

#include <cstddef>

#include "core/match/view.hpp"
#include "core/shown_usage.hpp"

namespace arena::match {

class Sight {
public:
    Sight(const State& state, const Viewer& viewer)
        : over_(state.is_over()), organizer_(std::holds_alternative<OrganizerViewer>(viewer)) {
        if (const auto* own = std::get_if<PlayerViewer>(&viewer)) player_ = own->player;
    }

    /// All about this player's doings but the tests: their own, the organizer's, everyone's after
    /// the end.
    bool owns(std::size_t player) const { return over_ || organizer_ || player_ == player; }

    /// Which test failed: its player's for ever, and the organizer's; nobody else's, even after.
    bool sees_test_number(std::size_t player) const { return organizer_ || player_ == player; }

    /// What the judge told of a submission of this player's, to who owns it.
    event::Judged::Detail shown(event::Judged::Detail detail, std::size_t player) const {
        if (!sees_test_number(player)) detail.first_failed_test.reset();
        if (organizer_) return detail;
        detail.time_ms = shown_time_ms(detail.time_ms);
        detail.memory_bytes = shown_memory_bytes(detail.memory_bytes);
        return detail;
    }

    /// Verdict and problem of others. What comes of a sabotage is told by its return or planting,
    /// not by a verdict, which would tell the repairer what kind of fault to look for.
    bool sees_verdict(const State& state, Phase phase) const {
        return state.settings->mode != Mode::sabotage || phase == Phase::repair;
    }

    /// The sabotaged source: its author's always, from phase 2 on the repairer's and spectators'.
    bool sees_sabotage(Phase now, std::size_t author, std::size_t repairer) const {
        if (owns(author)) return true;
        return now == Phase::repair && (!player_ || player_ == repairer);
    }

    bool is_organizer() const { return organizer_; }
    bool is_over() const { return over_; }

private:
    bool over_, organizer_;
    std::optional<std::size_t> player_;  ///< none: not a player
};

}  // namespace arena::match
