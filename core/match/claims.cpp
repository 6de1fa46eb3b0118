// Who gets what, by order of receipt: a submission counts once no earlier one in its lane is
// pending.
//
// A lane is what a claim can be lost to: the problem, where players contend for it (blitz,
// codegolf, fastest, reverse); the player's own tries at it, where they do not (battleRoyale,
// sabotage). A void submission holds nobody up. This is what DOMjudge's users missed in its
// first-to-solve (its issues 2105, 2281, 2810, 2883), where the order of judging could show.
#include "core/assert.hpp"
#include "core/match/turn.hpp"

namespace arena::match {
namespace {

bool same_lane(const State& state, const Submission& a, const Submission& b) {
    switch (state.settings->mode) {
        case Mode::blitz:
        case Mode::codegolf:
        case Mode::fastest:
        case Mode::reverse: return a.problem == b.problem;
        case Mode::battle_royale: return a.problem == b.problem && a.player == b.player;
        case Mode::sabotage: return a.player == b.player && a.phase == b.phase;
    }
    ARENA_ASSERT(false);
}

bool waits(const State& state, std::size_t submission) {
    const Submission& one = state.submissions[submission];
    if (is_held(state, one)) return true;
    for (std::size_t i = 0; i < submission; ++i)
        if (state.submissions[i].is_pending() && same_lane(state, state.submissions[i], one))
            return true;
    return false;
}

void count(Turn& turn, std::size_t submission) {
    switch (turn.settings().mode) {
        case Mode::blitz: return count_blitz(turn, submission);
        case Mode::codegolf: return count_golf(turn, submission);
        case Mode::battle_royale: return count_royale(turn, submission);
        case Mode::fastest:
        case Mode::reverse: return count_fastest(turn, submission);
        case Mode::sabotage: return count_sabotage(turn, submission);
    }
    ARENA_ASSERT(false);
}

/// In the sabotage phase an accepted verdict wins nothing, so nothing waits.
bool is_claim(const State& state, const Submission& one) {
    return one.verdict == Verdict::AC &&
           !(state.settings->mode == Mode::sabotage && one.phase == Phase::sabotage);
}

void change_claim(Turn& turn, std::size_t submission, ClaimState to) {
    const Submission& one = turn.state().submissions[submission];
    turn.emit(event::ClaimChanged{one.id, turn.state().players[one.player].user,
                                  turn.settings().problems[one.problem].id, to});
}

}  // namespace

void lose_claim(Turn& turn, std::size_t submission) {
    if (turn.state().submissions[submission].claim == Claim::pending)
        change_claim(turn, submission, ClaimState::lost);
}

void settle(Turn& turn, std::size_t submission) {
    if (waits(turn.state(), submission)) {
        if (is_claim(turn.state(), turn.state().submissions[submission]))
            change_claim(turn, submission, ClaimState::pending);
        return;
    }
    const Submission first = turn.state().submissions[submission];
    for (std::size_t i = submission; i < turn.state().submissions.size(); ++i) {
        const Submission& one = turn.state().submissions[i];
        if (!same_lane(turn.state(), one, first)) continue;
        if (one.is_pending() || is_held(turn.state(), one)) return;
        if (!one.is_void) count(turn, i);
    }
}

void settle_held(Turn& turn) {
    for (std::size_t i = 0; i < turn.state().submissions.size(); ++i)
        if (turn.state().submissions[i].claim == Claim::pending && !waits(turn.state(), i))
            count(turn, i);
}

void recount(Turn& turn) {
    for (std::size_t i = 0; i < turn.state().submissions.size(); ++i) {
        if (!is_claim(turn.state(), turn.state().submissions[i])) continue;
        if (waits(turn.state(), i))
            change_claim(turn, i, ClaimState::pending);
        else
            count(turn, i);
    }
}

int wrong_tries_before(const State& state, std::size_t submission) {
    const Submission& own = state.submissions[submission];
    int wrong = 0;
    for (std::size_t i = 0; i < submission; ++i) {
        const Submission& one = state.submissions[i];
        if (one.player != own.player || one.problem != own.problem || one.phase != own.phase)
            continue;
        if (!one.verdict || one.verdict == Verdict::AC) continue;
        if (one.verdict != Verdict::CE || state.settings->compile_error_is_wrong) ++wrong;
    }
    return wrong;
}

}  // namespace arena::match
