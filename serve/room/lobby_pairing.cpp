// From waiting to playing: look at the pool, choose, propose, make the match, confirm. See
// lobby.hpp.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "core/json_text.hpp"
#include "serve/bus/bus.hpp"
#include "serve/log.hpp"
#include "serve/reactor.hpp"
#include "serve/room/crowd.hpp"
#include "serve/room/lobby.hpp"
#include "serve/room/match_choice.hpp"
#include "serve/room/problem_shelf.hpp"
#include "serve/room/rooms.hpp"
#include "serve/settings.hpp"
#include "serve/ws/envelope.hpp"

namespace arena::serve {
namespace {

using nlohmann::json;

constexpr std::size_t royale_min = 4, royale_max = 16;
constexpr std::int64_t come_ms_max = 20'000;  // a page has to load; the others wait
constexpr std::int64_t sweep_ms = 2'000;      // the fallback, and the pause after a failure

bool is_group_mode(match::Mode mode) {
    return mode == match::Mode::battle_royale;
}

std::string name_of(const PoolTicket& ticket) {
    return json_value(ticket.data).at("name").get<std::string>();
}

}  // namespace

void Lobby::look(match::Mode mode) {
    Line& line = lines_[mode];
    line.look_again = line.looking;
    if (line.looking) return;
    if (here_ms() < line.quiet_until_ms) return arm(line);
    line.looking = true;
    const auto owed = std::exchange(owed_leaves_, {});
    for (const auto& [user_id, left] : owed) leave_pool(user_id, left);
    app_.bus.match_pool().snapshot(
        std::string(name(mode)), pool_snapshot_max, [this, mode](const Result<PoolSnapshot>& seen) {
            Line& looked = lines_[mode];
            looked.looking = false;
            if (seen) {
                copy(looked, *seen);
                pair(looked);
            } else {
                app_.log.error("the queue cannot be read", {{"why", seen.error().message}});
                looked.quiet_until_ms = here_ms() + sweep_ms;
            }
            if (looked.look_again) return look(mode);
            arm(looked);
        });
}

/// Makes the line what the pool is. A ticket that is still the same keeps its place in it.
void Lobby::copy(Line& line, const PoolSnapshot& seen) {
    line.clock_ahead_ms = seen.now_ms - here_ms();
    std::set<pairing::PlayerId> present;
    for (const PoolTicket& ticket : seen.tickets) {
        if (owed_leaves_.contains(ticket.user_id)) continue;
        const pairing::PlayerId id = number_of(ticket.user_id);
        present.insert(id);
        const auto known = line.tickets.find(id);
        if (known != line.tickets.end() && known->second.version == ticket.version) continue;
        line.queue.remove(id);
        line.tickets.insert_or_assign(id, ticket);
        pairing::WaitingPlayer player{id, ticket.rating, ticket.enqueued_ms, {}, {}};
        const json data = json_value(ticket.data);
        for (const json& opponent : data.at("recent"))
            player.recent_opponents.push_back(number_of(opponent.get<std::string>()));
        line.queue.insert(std::move(player));
    }
    std::erase_if(line.tickets, [&](const auto& one) {
        if (present.contains(one.first)) return false;
        line.queue.remove(one.first);
        return true;
    });
}

void Lobby::pair(Line& line) {
    if (is_group_mode(line.mode)) {
        for (const auto& group : line.queue.step_groups(now_ms(line), royale_min, royale_max))
            propose(line.mode, group);
        return;
    }
    for (const auto& two : line.queue.step(now_ms(line)))
        propose(line.mode, {two.first, two.second});
}

void Lobby::arm(Line& line) {
    if (line.timer) app_.reactor.cancel(std::exchange(line.timer, 0));
    if (line.queue.size() == 0 && here_ms() >= line.quiet_until_ms && owed_leaves_.empty()) return;
    const std::int64_t here = here_ms();
    const auto due_ms = line.queue.next_wakeup(now_ms(line));
    std::int64_t wait_ms = due_ms ? *due_ms - now_ms(line) : sweep_ms;
    wait_ms = std::clamp<std::int64_t>(wait_ms, 1, sweep_ms);
    wait_ms = std::max(wait_ms, line.quiet_until_ms - here);
    line.timer = app_.reactor.after(wait_ms, [this, mode = line.mode] {
        lines_[mode].timer = 0;
        look(mode);
    });
}

void Lobby::propose(match::Mode mode, const std::vector<pairing::PlayerId>& players) {
    std::vector<PoolTicket> tickets;
    for (const pairing::PlayerId id : players) {
        const auto node = lines_[mode].tickets.extract(id);
        tickets.push_back(node.mapped());
        proposed_[node.mapped().user_id] = true;
    }
    app_.bus.match_pool().propose(std::string(name(mode)), tickets,
                                  [this, mode, tickets](const Result<PoolProposal>& proposal) {
                                      if (proposal && !proposal->id.empty())
                                          return make_match(mode, *proposal);
                                      forget(tickets);
                                      // someone left or another node was first: the others are
                                      // still in the pool
                                      if (!proposal)
                                          lines_[mode].quiet_until_ms = here_ms() + sweep_ms;
                                      app_.reactor.post([this, mode] { look(mode); });
                                  });
}

void Lobby::make_match(match::Mode mode, const PoolProposal& proposal) {
    MatchAsk ask;
    ask.mode = mode;
    ask.duration_ms = app_.settings.match_duration_ms;
    ask.spectator_delay_ms = app_.settings.spectator_delay_ms;
    ask.seed = static_cast<std::uint64_t>(app_.now_ms()) * 1000 + next_number_;
    for (const PoolTicket& ticket : proposal.tickets)
        ask.players.push_back({ticket.user_id, name_of(ticket), ticket.rating});
    auto seen = std::make_shared<std::set<std::string>>();
    app_.read(
        [seen, players = ask.players](Session& session) -> Result<void> {
            for (const auto& player : players) {
                const auto problems = session.seen_problems(player.user);
                if (!problems) return tl::unexpected<Error>(problems.error());
                seen->insert(problems->begin(), problems->end());
            }
            return {};
        },
        [this, mode, ask, seen, proposal](const Result<void>& read) mutable {
            if (!read) return give_back(mode, proposal);
            ask.seen = *seen;
            auto settings = choose_match(app_.problems, ask);
            if (!settings) {
                app_.log.error("no match can be made", {{"why", settings.error().message}});
                return give_back(mode, proposal);
            }
            MatchWish wish;
            wish.settings = *std::move(settings);
            wish.settings.players_max = wish.settings.players.size();
            wish.settings.open = false;
            wish.settings.start_wait_ms = come_ms_max;
            wish.settings.starts_short = true;
            app_.rooms->create(
                std::move(wish), [this, mode, proposal](const Result<std::shared_ptr<Room>>& made) {
                    if (made) return confirm(mode, proposal, *made);
                    app_.log.error("a match was not made", {{"why", made.error().message}});
                    give_back(mode, proposal);
                });
        });
}

void Lobby::confirm(match::Mode mode, const PoolProposal& proposal,
                    const std::shared_ptr<Room>& room) {
    if (!do_all_want(proposal.tickets)) {
        room->command(match::command::Abort{}, {});
        return give_back(mode, proposal);
    }
    app_.bus.match_pool().confirm(
        proposal.id, [this, mode, proposal, room](const Result<bool>& confirmed) {
            const bool is_known_late = confirmed && !*confirmed;
            if (!is_known_late) return announce(mode, proposal, *room);
            // making it took so long that its players wait again: they shall not play twice
            forget(proposal.tickets);
            app_.log.warn("a match came too late", {{"match", room->id()}});
            room->command(match::command::Abort{}, {});
            app_.reactor.post([this, mode] { look(mode); });
        });
}

/// Nobody who was told that they left is found a match: the pool knows it too late.
bool Lobby::do_all_want(const std::vector<PoolTicket>& tickets) const {
    return std::all_of(tickets.begin(), tickets.end(), [&](const PoolTicket& ticket) {
        const auto found = proposed_.find(ticket.user_id);
        return found == proposed_.end() || found->second;
    });
}

void Lobby::forget(const std::vector<PoolTicket>& tickets) {
    for (const PoolTicket& ticket : tickets) proposed_.erase(ticket.user_id);
}

void Lobby::announce(match::Mode mode, const PoolProposal& proposal, const Room& room) {
    forget(proposal.tickets);
    json data{{"matchId", room.id()}, {"mode", name(mode)}};
    for (const PoolTicket& ticket : proposal.tickets)
        data["players"].push_back(
            {{"userId", ticket.user_id}, {"name", name_of(ticket)}, {"rating", ticket.rating}});
    if (room.state().status == match::Status::waiting)
        announced_[room.id()] = {mode, proposal.tickets};
    const auto frame =
        ws::text_frame(ws::event_envelope("match:found", room.id(), 0, json_text(data)));
    for (const PoolTicket& ticket : proposal.tickets) {
        leave(ticket.user_id);  // whatever they have joined since
        app_.crowd.send(ticket.user_id, frame);
    }
}

void Lobby::on_begun(const std::string& match_id) {
    announced_.erase(match_id);
}

void Lobby::on_not_started(const Room& room) {
    const auto node = announced_.extract(room.id());
    if (node.empty()) return;
    for (const PoolTicket& ticket : node.mapped().tickets) {
        const auto player = match::find_player(room.state(), ticket.user_id);
        const bool has_come = player && room.state().players[*player].present;
        if (!has_come || waiting_.contains(ticket.user_id)) continue;
        enter(ticket.user_id, ticket, node.mapped().mode,
              [this, user_id = ticket.user_id](const Result<Place>&) { tell_place(user_id); });
    }
}

/// Who has left meanwhile told the pool so, and does not wait on.
void Lobby::give_back(match::Mode mode, const PoolProposal& proposal) {
    // where one has left, the others need not wait for what failed to mend itself
    if (do_all_want(proposal.tickets)) lines_[mode].quiet_until_ms = here_ms() + sweep_ms;
    forget(proposal.tickets);
    app_.bus.match_pool().decline(proposal.id, {}, [this, mode](const Result<bool>&) {
        look(mode);  // declined, or expired: they are in the pool
    });
}

}  // namespace arena::serve
