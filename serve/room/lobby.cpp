// See lobby.hpp.
#include "serve/room/lobby.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "serve/log.hpp"
#include "serve/reactor.hpp"
#include "serve/room/crowd.hpp"
#include "serve/room/match_choice.hpp"
#include "serve/room/problem_shelf.hpp"
#include "serve/room/rooms.hpp"
#include "serve/settings.hpp"
#include "serve/ws/envelope.hpp"

namespace arena::serve {
namespace {

constexpr int recent_matches = 3;  // no rematch with the opponents of these while others are free
constexpr std::int64_t place_every_ms = 5'000;
constexpr std::size_t royale_min = 4, royale_max = 16;

bool is_group_mode(match::Mode mode) {
    return mode == match::Mode::battle_royale;
}

}  // namespace

Lobby::Lobby(App& app) : app_(app) {
    for (const match::Mode mode : match::all_modes) lines_[mode].mode = mode;
}

Lobby::~Lobby() {
    for (auto& [mode, line] : lines_)
        if (line.timer) app_.reactor.cancel(line.timer);
    if (timer_) app_.reactor.cancel(timer_);
}

pairing::PlayerId Lobby::number_of(const std::string& user_id) {
    const auto [found, is_new] = numbers_.try_emplace(user_id, next_number_);
    if (is_new) ++next_number_;
    return found->second;
}

void Lobby::join(const std::string& user_id, const std::string& user_name, match::Mode mode,
                 std::function<void(Result<Place>)> told) {
    struct Known {
        double rating = 1500;
        std::vector<std::string> recent;
    };
    auto known = std::make_shared<Known>();
    app_.read(
        [known, user_id, mode](Session& session) -> Result<void> {
            const auto rating = session.rating_of(user_id, name(mode));
            if (!rating) return tl::unexpected<Error>(rating.error());
            known->rating = rating->rating;
            auto recent = session.recent_opponents(user_id, recent_matches);
            if (!recent) return tl::unexpected<Error>(recent.error());
            known->recent = *std::move(recent);
            return {};
        },
        [this, known, user_id, user_name, mode, told = std::move(told)](const Result<void>& read) {
            if (!read) return told(tl::unexpected<Error>(read.error()));
            leave(user_id);
            Seeker seeker{user_id, user_name, known->rating, app_.now_ms(), {}};
            for (const std::string& opponent : known->recent)
                seeker.recent.push_back(number_of(opponent));
            const pairing::PlayerId id = number_of(user_id);
            seekers_[id] = std::move(seeker);
            waiting_[user_id] = mode;
            enter(lines_[mode], id);
            const auto place = place_of(user_id);
            told(place ? *place : Place{std::string(name(mode)), 0, 0, 0, 0});
            if (!timer_) timer_ = app_.reactor.after(place_every_ms, [this] { tell_places(); });
        });
}

void Lobby::enter(Line& line, pairing::PlayerId id) {
    const Seeker& seeker = seekers_[id];
    line.queue.insert({id, seeker.rating, seeker.since_ms, seeker.recent, {}});
    if (is_group_mode(line.mode)) {
        sweep(line.mode);
        return;
    }
    if (const auto pair = line.queue.pair_arrival(id, app_.now_ms()))
        make_match(line.mode, {pair->first, pair->second});
    arm(line);
}

void Lobby::arm(Line& line) {
    if (line.timer) app_.reactor.cancel(std::exchange(line.timer, 0));
    const auto due_ms = line.queue.next_wakeup(app_.now_ms());
    if (!due_ms) return;
    line.timer = app_.reactor.after(std::max<std::int64_t>(1, *due_ms - app_.now_ms()),
                                    [this, mode = line.mode] {
                                        lines_[mode].timer = 0;
                                        sweep(mode);
                                    });
}

void Lobby::sweep(match::Mode mode) {
    Line& line = lines_[mode];
    if (is_group_mode(mode)) {
        for (auto& group : line.queue.step_groups(app_.now_ms(), royale_min, royale_max))
            make_match(mode, std::move(group));
    } else {
        for (const auto& pair : line.queue.step(app_.now_ms()))
            make_match(mode, {pair.first, pair.second});
    }
    arm(line);
}

bool Lobby::leave(const std::string& user_id) {
    const auto found = waiting_.find(user_id);
    if (found == waiting_.end()) return false;
    Line& line = lines_[found->second];
    const pairing::PlayerId id = number_of(user_id);
    line.queue.remove(id);
    seekers_.erase(id);
    waiting_.erase(found);
    arm(line);
    return true;
}

std::optional<Lobby::Place> Lobby::place_of(const std::string& user_id) const {
    const auto found = waiting_.find(user_id);
    if (found == waiting_.end()) return std::nullopt;
    const auto number = numbers_.find(user_id);
    const auto standing = lines_.at(found->second).queue.standing(number->second, app_.now_ms());
    if (!standing) return std::nullopt;
    const std::int64_t waited = app_.now_ms() - seekers_.at(number->second).since_ms;
    return Place{std::string(name(found->second)), standing->position, standing->waiting, waited,
                 standing->expected_wait_ms};
}

std::size_t Lobby::waiting(match::Mode mode) const {
    return lines_.at(mode).queue.size();
}

void Lobby::make_match(match::Mode mode, std::vector<pairing::PlayerId> players) {
    std::vector<Seeker> seekers;
    MatchAsk ask;
    ask.mode = mode;
    ask.duration_ms = app_.settings.match_duration_ms;
    ask.spectator_delay_ms = app_.settings.spectator_delay_ms;
    ask.seed = static_cast<std::uint64_t>(app_.now_ms()) * 1000 + players.front();
    for (const pairing::PlayerId id : players) {
        const auto node = seekers_.extract(id);
        waiting_.erase(node.mapped().user_id);
        ask.players.push_back({node.mapped().user_id, node.mapped().name, node.mapped().rating});
        seekers.push_back(node.mapped());
    }
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
        [this, mode, ask, seen, seekers](const Result<void>& read) mutable {
            if (!read) return put_back(mode, seekers);
            ask.seen = *seen;
            auto settings = choose_match(app_.problems, ask);
            if (!settings) {
                app_.log.error("no match can be made", {{"why", settings.error().message}});
                return put_back(mode, seekers);
            }
            MatchWish wish;
            wish.settings = *std::move(settings);
            app_.rooms->create(
                std::move(wish), [this, mode, seekers](const Result<std::shared_ptr<Room>>& made) {
                    if (!made) {
                        app_.log.error("a match was not made", {{"why", made.error().message}});
                        return put_back(mode, seekers);
                    }
                    nlohmann::json data{{"matchId", (*made)->id()}, {"mode", name(mode)}};
                    for (const Seeker& seeker : seekers)
                        data["players"].push_back({{"userId", seeker.user_id},
                                                   {"name", seeker.name},
                                                   {"rating", seeker.rating}});
                    const auto frame = ws::text_frame(
                        ws::event_envelope("match:found", (*made)->id(), 0, data.dump()));
                    for (const Seeker& seeker : seekers) app_.crowd.send(seeker.user_id, frame);
                });
        });
}

void Lobby::put_back(match::Mode mode, const std::vector<Seeker>& seekers) {
    // not at once: what failed would fail again
    app_.reactor.after(2'000, [this, mode, seekers] {
        for (const Seeker& seeker : seekers) {
            if (waiting_.contains(seeker.user_id) || !app_.crowd.is_here(seeker.user_id)) continue;
            const pairing::PlayerId id = number_of(seeker.user_id);
            seekers_[id] = seeker;
            waiting_[seeker.user_id] = mode;
            enter(lines_[mode], id);
        }
    });
}

void Lobby::tell_places() {
    timer_ = 0;
    if (waiting_.empty()) return;
    for (const auto& [user_id, mode] : waiting_) {
        const auto place = place_of(user_id);
        if (!place) continue;
        nlohmann::json data{{"mode", place->mode},
                            {"position", place->position},
                            {"waiting", place->waiting},
                            {"waitedMs", place->waited_ms}};
        if (place->expected_wait_ms) data["expectedWaitMs"] = *place->expected_wait_ms;
        app_.crowd.send(user_id,
                        ws::text_frame(ws::event_envelope("queue:position", "", 0, data.dump())));
    }
    timer_ = app_.reactor.after(place_every_ms, [this] { tell_places(); });
}

}  // namespace arena::serve
