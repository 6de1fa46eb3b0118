// Each event as one viewer may see it: whole, without its own parts, or only its number.
#include <algorithm>
#include <type_traits>

#include "core/assert.hpp"
#include "core/match/viewer_sight.hpp"

namespace arena::match {
namespace {

using Shown = std::optional<event::Body>;

template <class One, class... Others>
constexpr bool is_one_of = (std::is_same_v<One, Others> || ...);

struct Show {
    const State& state;
    const Sight& sight;
    bool shows_problems;

    bool owns(const std::string& user) const {
        const auto index = find_player(state, user);
        return index ? sight.owns(*index) : sight.is_organizer() || sight.is_over();
    }

    /// All of it, or nothing.
    template <class Body>
    Shown if_own(const Body& body) const {
        if (!owns(body.user)) return std::nullopt;
        return body;
    }

    /// All of it, or without the id of the submission.
    template <class Body>
    Shown without_id(Body body) const {
        if (!owns(body.user)) body.submission.clear();
        return body;
    }

    /// The seed gives mutations away. The references of sabotage are handed out at the start: who
    /// gets which is known only then.
    Shown operator()(const event::Created& e) const {
        event::Created shown = e;
        if (sight.is_organizer()) return shown;
        shown.settings.seed = 0;
        if (!shows_problems) {
            shown.settings.problems.clear();
            shown.settings.sabotage.tasks.clear();
        }
        if (!sight.is_over())
            for (SabotageTask& task : shown.settings.sabotage.tasks) task.reference.clear();
        return shown;
    }
    Shown operator()(const event::Joined& e) const { return e; }
    Shown operator()(const event::Left& e) const { return e; }
    Shown operator()(const event::Returned& e) const { return e; }
    Shown operator()(event::Started e) const {
        for (event::Assignment& one : e.assignments)
            if (!owns(one.author)) one.source.clear();
        return e;
    }
    Shown operator()(const event::Submitted& e) const { return if_own(e); }

    Shown operator()(event::Judged e) const {
        const auto player = find_player(state, e.user);
        ARENA_ASSERT(player);
        if (!sight.owns(*player)) {
            if (!sight.sees_verdict(state, phase_of(e.submission))) return std::nullopt;
            e.submission.clear();
            e.detail.reset();
        } else if (e.detail) {
            e.detail = sight.shown(*e.detail, *player);
        }
        return e;
    }

    /// Why the judge failed may name secret tests and folders of the host: the jury's.
    Shown operator()(event::Voided e) const {
        if (!sight.is_organizer()) e.reason = "the judge failed on it";
        return if_own(e);
    }
    Shown operator()(const event::ClaimChanged& e) const { return without_id(e); }
    Shown operator()(const event::Lockout& e) const { return without_id(e); }
    Shown operator()(const event::HolderChanged& e) const { return without_id(e); }

    Shown operator()(event::Solved e) const {
        if (!owns(e.user)) e.penalty_minutes.reset();
        return without_id(std::move(e));
    }

    Shown operator()(const event::RoundExtended& e) const { return e; }
    Shown operator()(const event::Eliminated& e) const { return e; }
    Shown operator()(const event::RoundEnded& e) const { return e; }
    Shown operator()(const event::SabotageReturned& e) const { return if_own(e); }
    Shown operator()(const event::MutationWanted& e) const { return if_own(e); }

    Shown operator()(event::Planted e) const {
        if (owns(e.user)) return e;
        e.by_server.reset();
        e.submission.reset();
        e.source.reset();
        return e;
    }

    Shown operator()(event::PhaseStarted e) const {
        for (auto& one : e.assignments) {
            const auto author = find_player(state, one.author);
            const auto repairer = find_player(state, one.repairer);
            ARENA_ASSERT(author && repairer);
            if (!sight.sees_sabotage(Phase::repair, *author, *repairer)) one.source.clear();
        }
        return e;
    }

    Shown operator()(const event::Survived& e) const { return e; }
    Shown operator()(const event::Forfeited& e) const { return e; }
    Shown operator()(const event::ClockExtended& e) const { return e; }
    Shown operator()(const event::Chatted& e) const { return e; }
    Shown operator()(const event::Refused& e) const { return if_own(e); }
    Shown operator()(const event::Closed& e) const { return e; }

    Shown operator()(const event::Ended& e) const { return e; }
    Shown operator()(const event::Aborted& e) const { return e; }

    /// Which of the others' submissions were judged again shows in the board, not here.
    Shown operator()(event::Rejudged e) const {
        std::erase_if(e.verdicts, [&](const event::NewVerdict& one) {
            const auto index = find_submission(state, one.submission);
            ARENA_ASSERT(index);
            return !sight.owns(state.submissions[*index].player);
        });
        return e;
    }
    Shown operator()(const event::Corrected& e) const { return e; }

    Phase phase_of(const std::string& submission) const {
        const auto index = find_submission(state, submission);
        ARENA_ASSERT(index);
        return state.submissions[*index].phase;
    }
};

/// Kinds of which Show hides nothing from anybody.
template <class Body>
constexpr bool is_shown_whole =
    is_one_of<Body, event::Joined, event::Left, event::Returned, event::RoundExtended,
              event::Eliminated, event::RoundEnded, event::Survived, event::Forfeited,
              event::ClockExtended, event::Chatted, event::Closed, event::Ended, event::Aborted,
              event::Corrected>;

}  // namespace

bool is_for_everybody(const event::Body& body) {
    return std::visit(
        [](const auto& one) { return is_shown_whole<std::remove_cvref_t<decltype(one)>>; }, body);
}

EventView view_event(const State& state, const Event& event, const Viewer& viewer) {
    ARENA_ASSERT(event.seq <= state.seq);
    const Sight sight(state, viewer);
    EventView shown{event.seq, event.at_ms,
                    std::visit(Show{state, sight, may_see_problems(state, viewer)}, event.body)};
    if (!shown.body) shown.at_ms.reset();
    return shown;
}

}  // namespace arena::match
