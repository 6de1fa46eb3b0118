#include "core/rating/through_time.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/rating/trueskill.hpp"

namespace arena::rating {
namespace {

constexpr std::uint32_t none = UINT32_MAX;

/// A player on one day.
struct Node {
    std::uint32_t before = none, after = none;  ///< the player's neighbouring days
    double day = 0;
    Message forward, backward, heard;  ///< heard: all games of the day
};

Message sum(const Message& a, const Message& b) {
    return {a.precision + b.precision, a.precision_mean + b.precision_mean};
}

Message less(const Message& a, const Message& b) {
    return {a.precision - b.precision, a.precision_mean - b.precision_mean};
}

Skill skill_of(const Message& message) {
    return {message.precision_mean / message.precision, std::sqrt(1 / message.precision)};
}

class Chains {
public:
    Chains(const History& history, const ThroughTimeRules& rules, std::span<const Skill> priors)
        : history_(history), rules_(rules) {
        std::vector<std::uint32_t> last(history.player_count(), none);
        first_ = last;
        for (std::size_t e = 0; e < history.size(); ++e) {
            const Event event = history[e];
            for (const PlayerId player : event.players) {
                const bool fresh =
                    rules.by_game || last[player] == none || nodes_[last[player]].day != event.day;
                if (fresh) {
                    Node node;
                    node.day = event.day;
                    node.before = last[player];
                    const auto index = static_cast<std::uint32_t>(nodes_.size());
                    if (last[player] == none) {
                        first_[player] = index;
                        const Skill prior =
                            player < priors.size() ? priors[player] : rules.newcomer;
                        const double precision = 1 / (prior.sigma * prior.sigma);
                        node.forward = {precision, precision * prior.mu};
                    } else {
                        nodes_[last[player]].after = index;
                    }
                    nodes_.push_back(node);
                    last[player] = index;
                }
                seat_.push_back(last[player]);
            }
        }
        heard_.resize(seat_.size());
    }

    /// All events in one direction; the largest move of a message's mean or deviation. NaN: broken.
    double sweep(bool forward) {
        double most = 0;
        std::size_t seat = forward ? 0 : seat_.size();
        for (std::size_t step = 0; step < history_.size(); ++step) {
            const Event event = history_[forward ? step : history_.size() - 1 - step];
            if (!forward) seat -= event.players.size();
            most = std::max(most, play(event, seat, forward));
            if (!(most == most)) return most;
            if (forward) seat += event.players.size();
        }
        return most;
    }

    std::vector<std::vector<SkillOnDay>> result() const {
        std::vector<std::vector<SkillOnDay>> all(first_.size());
        for (std::size_t player = 0; player < first_.size(); ++player) {
            for (std::uint32_t n = first_[player]; n != none; n = nodes_[n].after) {
                all[player].push_back({nodes_[n].day, skill_of(belief(nodes_[n]))});
            }
        }
        return all;
    }

private:
    static Message belief(const Node& node) {
        return sum(sum(node.forward, node.backward), node.heard);
    }

    /// `message` after the drift between two days of a player.
    Message drifted(const Message& message, double days) const {
        if (message.precision <= 0) return {};
        const double most = through_time_drift_most * rules_.newcomer.sigma;
        const double drift = std::min(rules_.gamma * rules_.gamma * days, most * most);
        const double variance = 1 / message.precision + drift;
        return {1 / variance, message.precision_mean / message.precision / variance};
    }

    void receive(Node& node, bool forward) {
        const std::uint32_t from = forward ? node.before : node.after;
        if (from == none) return;
        const Node& other = nodes_[from];
        const double days = rules_.by_game ? 1.0 : std::abs(node.day - other.day);
        if (forward) {
            node.forward = drifted(sum(other.forward, other.heard), days);
        } else {
            node.backward = drifted(sum(other.backward, other.heard), days);
        }
    }

    double play(const Event& event, std::size_t seat, bool forward) {
        const double beta_2 = rules_.beta * rules_.beta;
        sides_.assign(event.sides(), Performance{});
        priors_.resize(event.players.size());
        std::size_t player = 0;
        for (std::size_t i = 0; i < sides_.size(); ++i) {
            const std::size_t end = player + event.side(i).size();
            sides_[i].rank = event.ranks[i];
            sides_[i].players = static_cast<double>(event.side(i).size());
            if (event.first == i) sides_[i].mu += rules_.lead;
            for (; player < end; ++player) {
                Node& node = nodes_[seat_[seat + player]];
                receive(node, forward);
                priors_[player] = skill_of(less(belief(node), heard_[seat + player]));
                const double w = share(event, player), sigma = priors_[player].sigma;
                sides_[i].mu += w * priors_[player].mu;
                sides_[i].variance += w * w * (sigma * sigma + beta_2);
            }
        }
        outcome_messages(sides_, rules_.beta, rules_.draw, Tails::exact, messages_);
        double most = 0;
        player = 0;
        for (std::size_t i = 0; i < sides_.size(); ++i) {
            const std::size_t end = player + event.side(i).size();
            for (; player < end; ++player) {
                most = std::max(most, hear(event, seat, player, i, beta_2));
            }
        }
        return most;
    }

    /// What the game says of one player's skill; the move of the belief.
    double hear(const Event& event, std::size_t seat, std::size_t player, std::size_t side,
                double beta_2) {
        const double w = share(event, player);
        Message fresh;
        if (w > 0 && messages_[side].precision > 0) {
            const Skill prior = priors_[player];
            const double own = w * w * (prior.sigma * prior.sigma + beta_2);
            const double others = sides_[side].variance - own;
            const double mu = messages_[side].precision_mean / messages_[side].precision -
                              (sides_[side].mu - w * prior.mu);
            const double variance = (1 / messages_[side].precision + others) / (w * w) + beta_2;
            fresh = {1 / variance, mu / w / variance};
        }
        Node& node = nodes_[seat_[seat + player]];
        Message& old = heard_[seat + player];
        const Skill was = skill_of(belief(node));
        node.heard = sum(less(node.heard, old), fresh);
        old = fresh;
        const Skill is = skill_of(belief(node));
        const double move = std::max(std::abs(is.mu - was.mu), std::abs(is.sigma - was.sigma));
        return std::isfinite(move) ? move : std::numeric_limits<double>::quiet_NaN();
    }

    static double share(const Event& event, std::size_t player) {
        return event.shares.empty() ? 1.0 : event.shares[player];
    }

    const History& history_;
    const ThroughTimeRules& rules_;
    std::vector<Node> nodes_;
    std::vector<std::uint32_t> first_, seat_;  ///< seat: the node of each player of each event
    std::vector<Message> heard_;               ///< by seat
    std::vector<Performance> sides_;
    std::vector<Skill> priors_;
    std::vector<Message> messages_;
};

}  // namespace

Result<std::vector<std::vector<SkillOnDay>>> through_time(const History& history,
                                                          const ThroughTimeRules& rules,
                                                          std::span<const Skill> priors) {
    Chains chains(history, rules, priors);
    for (int round = 0; round < rules.rounds; ++round) {
        double moved = chains.sweep(true);
        if (moved == moved) moved = std::max(moved, chains.sweep(false));
        if (!(moved == moved)) {
            return fail(ErrorCode::usage,
                        "the history is unstable: its messages stop being numbers (a result too "
                        "unlikely for beta, or too many draws for the draw chance)");
        }
        if (moved < rules.still) break;
    }
    return chains.result();
}

}  // namespace arena::rating
