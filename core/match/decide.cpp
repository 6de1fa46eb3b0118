// What a command leads to: its own checks here, its consequences by the mode's rules.
#include <algorithm>
#include <cmath>

#include "core/assert.hpp"
#include "core/match/golf_length.hpp"
#include "core/match/results.hpp"
#include "core/match/turn.hpp"
#include "core/utf8.hpp"

namespace arena::match {
void start(Turn& turn) {
    const Settings& s = turn.settings();
    event::Started started;
    std::int64_t length_ms = s.duration_ms;
    if (s.mode == Mode::battle_royale) started.part_ends_ms = turn.now_ms() + s.royale.round_ms;
    if (s.mode == Mode::sabotage) {
        started.part_ends_ms = turn.now_ms() + s.sabotage.sabotage_ms;
        length_ms = s.sabotage.sabotage_ms + s.sabotage.repair_ms;
        for (const Player& player : turn.state().players) {
            if (!player.joined) continue;  // loses the seat now; tasks go by what is left
            const SabotageTask& task = s.sabotage.tasks[started.assignments.size()];
            started.assignments.push_back(
                {player.user, "", task.problem, task.language, task.reference});
        }
    }
    started.ends_ms = turn.now_ms() + length_ms;
    turn.emit(std::move(started));
}

std::size_t joined_count(const State& state) {
    return static_cast<std::size_t>(std::count_if(state.players.begin(), state.players.end(),
                                                  [](const Player& p) { return p.joined; }));
}

namespace {

using Answer = std::optional<Refusal>;

Answer refuse(RefusalCode code) {
    return Refusal{code, std::nullopt};
}

/// Ids come back in JSON: a bounded text, not empty.
bool is_id(const std::string& text) {
    return !text.empty() && text.size() <= id_bytes_limit && is_utf8(text);
}

/// Everyone who was invited is here, or every seat is taken; who is away is waited for.
bool is_full(const State& state) {
    const std::size_t joined = joined_count(state);
    if (joined < state.settings->players_min) return false;
    if (std::any_of(state.players.begin(), state.players.end(),
                    [](const Player& p) { return p.joined && !p.present; }))
        return false;
    return joined == (state.settings->open ? state.settings->players_max : state.players.size());
}

struct Decide {
    Turn& turn;
    const State& state;

    Answer operator()(const command::Create& c) const {
        if (state.status != Status::none) return refuse(RefusalCode::already_created);
        if (!validate(c.settings)) return refuse(RefusalCode::invalid_settings);
        turn.emit(event::Created{c.settings});
        return std::nullopt;
    }

    Answer operator()(const command::Join& c) const {
        const auto player = find_player(state, c.user);
        if (state.is_over()) return player ? Answer{} : refuse(RefusalCode::match_over);
        if (state.status == Status::waiting) return take_seat(c, player);
        if (!player)
            return refuse(state.settings->open ? RefusalCode::already_started
                                               : RefusalCode::not_a_player);
        const Player& who = state.players[*player];
        if (who.forfeited) return refuse(RefusalCode::out_of_the_match);
        if (!who.present) turn.emit(event::Returned{c.user});
        return std::nullopt;
    }

    Answer take_seat(const command::Join& c, std::optional<std::size_t> player) const {
        if (player && state.players[*player].present) return std::nullopt;
        if (!player) {
            if (!state.settings->open) return refuse(RefusalCode::not_a_player);
            if (state.players.size() >= state.settings->players_max)
                return refuse(RefusalCode::match_full);
            if (!is_id(c.user) || c.name.size() > name_bytes_limit || !is_utf8(c.name) ||
                !std::isfinite(c.rating))
                return refuse(RefusalCode::invalid_text);
        }
        if (!player)
            turn.emit(event::Joined{c.user, c.name, c.rating});
        else if (const Player& known = state.players[*player]; known.joined)
            turn.emit(event::Returned{c.user});
        else
            turn.emit(event::Joined{c.user, known.name, known.rating});
        if (state.settings->starts_when_full && is_full(state)) start(turn);
        return std::nullopt;
    }

    Answer operator()(const command::Leave& c) const {
        const auto player = find_player(state, c.user);
        if (!player) return refuse(RefusalCode::not_a_player);
        const Player& who = state.players[*player];
        if (state.status == Status::waiting) {
            if (c.gives_seat_up && who.joined)
                turn.emit(event::Left{c.user, std::nullopt});
            else if (who.present)
                turn.emit(event::Left{c.user, turn.now_ms() + turn.settings().away_grace_ms});
        } else if (!state.is_over() && who.present) {
            turn.emit(event::Left{c.user, std::nullopt});
        }
        return std::nullopt;
    }

    Answer operator()(const command::Resign& c) const {
        const auto player = find_player(state, c.user);
        if (const Answer no = refuse_unless_playing(player)) return no;
        turn.emit(event::Forfeited{c.user, ForfeitReason::resigned, turn.now_ms()});
        return std::nullopt;
    }

    Answer operator()(const command::Start&) const {
        if (state.is_over()) return refuse(RefusalCode::match_over);
        if (state.status != Status::waiting) return refuse(RefusalCode::already_started);
        if (joined_count(state) < state.settings->players_min)
            return refuse(RefusalCode::too_few_players);
        start(turn);
        return std::nullopt;
    }

    Answer refuse_unless_playing(std::optional<std::size_t> player) const {
        if (!player) return refuse(RefusalCode::not_a_player);
        if (state.is_over()) return refuse(RefusalCode::match_over);
        if (state.status != Status::active) return refuse(RefusalCode::not_active);
        if (state.closed)
            return refuse(state.closed == CloseReason::deadline ? RefusalCode::deadline_passed
                                                                : RefusalCode::closed);
        if (state.players[*player].is_out()) return refuse(RefusalCode::out_of_the_match);
        return std::nullopt;
    }

    Answer operator()(const command::Submit& c) const {
        const auto player = find_player(state, c.user);
        if (const Answer no = refuse_unless_playing(player)) return no;
        if (const Answer no = refuse_if_fast(*player)) return no;
        if (const Answer no = refuse_form(c)) return no;
        const auto problem = find_problem(state, c.problem);
        if (!problem) return refuse(RefusalCode::unknown_problem);
        const Settings& s = *state.settings;
        if (s.mode == Mode::blitz && state.problems[*problem].holder)
            return refuse(RefusalCode::problem_locked);
        const bool scores_once =
            s.mode == Mode::battle_royale || s.mode == Mode::fastest || s.mode == Mode::reverse;
        if (scores_once && state.players[*player].solved[*problem])
            return refuse(RefusalCode::already_solved);
        event::Submitted received{c.submission,
                                  c.user,
                                  c.problem,
                                  c.language,
                                  static_cast<std::int64_t>(c.source.size()),
                                  golf_length(c.source),
                                  std::nullopt,
                                  std::nullopt};
        if (s.mode == Mode::sabotage) {
            const SabotageCheck check = check_sabotage(state, *player, c, turn.now_ms());
            if (check.refused) return refuse(*check.refused);
            received.changed_lines = check.changed_lines;
            if (state.phase == Phase::sabotage) received.source = c.source;
        }
        turn.emit(std::move(received));
        return std::nullopt;
    }

    /// What is wrong with a submission whatever the mode.
    Answer refuse_form(const command::Submit& c) const {
        if (c.source.empty()) return refuse(RefusalCode::source_empty);
        if (static_cast<std::int64_t>(c.source.size()) > state.settings->source_bytes_max)
            return refuse(RefusalCode::source_too_large);
        if (!is_utf8(c.source) || !is_id(c.submission) || !is_id(c.language))
            return refuse(RefusalCode::invalid_text);
        if (state.submissions.size() >= submissions_limit)
            return refuse(RefusalCode::too_many_submissions);
        if (find_submission(state, c.submission)) return refuse(RefusalCode::duplicate_submission);
        return std::nullopt;
    }

    /// One submission in submit_gap_ms for each player; asked before what it holds is looked at.
    Answer refuse_if_fast(std::size_t player) const {
        const std::int64_t wait_ms = submit_wait_ms(state, player, turn.now_ms());
        if (wait_ms == 0) return std::nullopt;
        return Refusal{RefusalCode::rate_limited, wait_ms};
    }

    Answer operator()(const command::Judge& c) const {
        const auto index = find_submission(state, c.submission);
        if (const Answer no = refuse_unless_pending(index)) return no;
        if (c.verdict == Verdict::JE) return refuse(RefusalCode::not_a_verdict);
        const Submission& one = state.submissions[*index];
        const Player& player = state.players[one.player];
        event::Judged::Detail detail{c.first_failed_test, c.tests_failed, c.tests, c.time_ms,
                                     c.memory_bytes};
        if (state.settings->mode == Mode::sabotage) detail.first_failed_test.reset();
        turn.emit(event::Judged{c.submission, player.user, state.settings->problems[one.problem].id,
                                c.verdict, static_cast<int>(one.problem),
                                c.verdict == Verdict::AC ? player.streak + 1 : 0, detail});
        settle(turn, *index);
        return std::nullopt;
    }

    Answer operator()(const command::JudgeFailed& c) const {
        const auto index = find_submission(state, c.submission);
        if (const Answer no = refuse_unless_pending(index)) return no;
        const Submission& one = state.submissions[*index];
        turn.emit(event::Voided{c.submission, state.players[one.player].user,
                                state.settings->problems[one.problem].id, c.reason});
        settle(turn, *index);
        return std::nullopt;
    }

    Answer refuse_unless_pending(std::optional<std::size_t> submission) const {
        if (!submission) return refuse(RefusalCode::unknown_submission);
        if (!state.submissions[*submission].is_pending())
            return refuse(RefusalCode::already_judged);
        if (state.is_over()) return refuse(RefusalCode::match_over);
        return std::nullopt;
    }

    Answer operator()(const command::PlantMutation& c) const {
        const auto player = find_player(state, c.user);
        if (!player) return refuse(RefusalCode::not_a_player);
        const bool wanted = state.status == Status::active && !state.closed &&
                            *player < state.plants.size() && state.plants[*player].wanted &&
                            !state.plants[*player].planted;
        if (!wanted) return refuse(RefusalCode::mutation_unwanted);
        const std::string& reference = state.settings->sabotage.tasks[*player].reference;
        turn.emit(event::Planted{c.user, true, std::nullopt, c.source.value_or(reference),
                                 c.source ? std::nullopt : std::optional(true)});
        return std::nullopt;
    }

    Answer operator()(const command::Rejudge& c) const {
        if (state.status == Status::aborted) return refuse(RefusalCode::match_over);
        for (const event::NewVerdict& change : c.verdicts) {
            const auto index = find_submission(state, change.submission);
            if (!index) return refuse(RefusalCode::unknown_submission);
            if (state.submissions[*index].is_pending() || change.verdict == Verdict::JE)
                return refuse(RefusalCode::not_a_verdict);
        }
        turn.emit(event::Rejudged{c.verdicts});
        recount(turn);
        if (state.status == Status::finished) {
            close_board(turn);
            turn.emit(event::Corrected{results(state), {}});
        }
        return std::nullopt;
    }

    Answer operator()(const command::Wake&) const { return std::nullopt; }

    Answer operator()(const command::Outage& c) const {
        const bool clock_runs =
            state.status == Status::waiting || (state.status == Status::active && !state.closed);
        if (clock_runs && c.away_ms > state.settings->outage_min_ms)
            turn.emit(event::ClockExtended{c.away_ms, ExtensionReason::outage,
                                           turn.now_ms() - c.away_ms});
        return std::nullopt;
    }

    Answer operator()(const command::Chat& c) const {
        const auto index = find_player(state, c.user);
        if (!index) return refuse(RefusalCode::not_a_player);
        if (state.is_over()) return refuse(RefusalCode::match_over);
        const Settings& s = *state.settings;
        if (c.text.empty()) return refuse(RefusalCode::message_empty);
        if (static_cast<std::int64_t>(c.text.size()) > s.chat_bytes_max)
            return refuse(RefusalCode::message_too_long);
        if (!is_utf8(c.text)) return refuse(RefusalCode::invalid_text);
        if (const Answer no = refuse_if_chatty(state.players[*index])) return no;
        turn.emit(event::Chatted{c.user, c.text});
        return std::nullopt;
    }

    /// chat_messages_max messages in any chat_window_ms.
    Answer refuse_if_chatty(const Player& player) const {
        const Settings& s = *state.settings;
        int recent = 0;
        std::int64_t wait = s.chat_window_ms;
        for (const std::int64_t at_ms : player.chats_ms) {
            if (at_ms + s.chat_window_ms <= turn.now_ms()) continue;
            if (recent == 0) wait = at_ms + s.chat_window_ms - turn.now_ms();
            ++recent;
        }
        if (recent < s.chat_messages_max) return std::nullopt;
        return Refusal{RefusalCode::rate_limited, wait};
    }

    Answer operator()(const command::Abort&) const {
        if (state.is_over()) return refuse(RefusalCode::match_over);
        turn.emit(event::Aborted{AbortReason::organizer});
        return std::nullopt;
    }
};

/// Whose wish it was, where a refusal belongs into the journal.
const std::string* asker(const Command& command) {
    if (const auto* submit = std::get_if<command::Submit>(&command)) return &submit->user;
    if (const auto* chat = std::get_if<command::Chat>(&command)) return &chat->user;
    if (const auto* resign = std::get_if<command::Resign>(&command)) return &resign->user;
    return nullptr;
}

void record_refusal(Turn& turn, const std::string* user, const Refusal& refusal) {
    if (!user || turn.state().is_over()) return;
    const auto index = find_player(turn.state(), *user);
    if (!index) return;
    const Player& player = turn.state().players[*index];
    const bool new_window = turn.now_ms() - player.refusals_since_ms >= refusal_window_ms;
    if (new_window || player.refusals < refusals_recorded_max)
        turn.emit(event::Refused{*user, refusal});
}

}  // namespace

Decision decide(const State& state, const Command& command, std::int64_t now_ms) {
    const bool creates = std::holds_alternative<command::Create>(command);
    if (state.status == Status::none && !creates) return {{}, refuse(RefusalCode::not_active)};
    Turn turn(state, std::max(now_ms, state.last_ms));
    // An outage extends the deadlines before any of them is looked at.
    if (!std::holds_alternative<command::Outage>(command)) advance(turn);
    const Answer refusal = std::visit(Decide{turn, turn.state()}, command);
    if (refusal)
        record_refusal(turn, asker(command), *refusal);
    else
        advance(turn);
    return {turn.take(), refusal};
}

}  // namespace arena::match
