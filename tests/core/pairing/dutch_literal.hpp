// FIDE's Dutch system (C.04.3, 2025) as its text reads: every candidate of a bracket is written
// down, weighed by the quality criteria one after the other, and of the best the first in the
// sequence of article 4 is taken. Exponential, so for a dozen players at most; it shares with
// core/pairing/dutch only what a player's card says.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/pairing/swiss_card.hpp"

namespace arena::pairing {

class LiteralDutch {
public:
    struct Round {
        std::vector<std::pair<int, int>> pairs;  ///< places, higher-ranked first
        int bye = nobody;                        ///< place
    };

    explicit LiteralDutch(std::vector<SwissCard> cards) : cards_(std::move(cards)) {}

    std::optional<Round> pair() {
        const int count = static_cast<int>(cards_.size());
        if (!find_bye_score(places(0, count))) return std::nullopt;
        Round round;
        Numbers left;
        for (int begin = 0; begin < count;) {
            const int end = group_end(begin), next_end = group_end(end);
            Bracket bracket{left, left.size(), upto(end, next_end), places(end, count),
                            places(next_end, count)};
            for (const int place : upto(begin, end)) bracket.players.push_back(place);
            Candidate best = best_of(bracket);
            round.pairs.insert(round.pairs.end(), best.pairs.begin(), best.pairs.end());
            left = best.floaters;
            std::sort(left.begin(), left.end());
            begin = end;
        }
        if (!left.empty()) round.bye = left.front();
        return round;
    }

private:
    using Numbers = std::vector<int>;
    using Set = std::uint32_t;  ///< of places, a bit each

    struct Candidate {
        std::vector<std::pair<int, int>> pairs;
        Numbers floaters;
    };
    struct Bracket {
        Numbers players;
        std::size_t moved_down;
        Numbers next;
        Set below, beyond;
    };

    const SwissCard& card(int place) const { return cards_[static_cast<std::size_t>(place)]; }
    bool may_meet(int a, int b) const {
        return compatible(card(a), card(b), static_cast<Place>(b));
    }
    bool may_have_bye(int place) const {
        return cards_.size() % 2 != 0 && card(place).may_have_bye &&
               card(place).score <= bye_score_;
    }
    int group_end(int begin) const {
        const int count = static_cast<int>(cards_.size());
        int end = begin;
        while (end < count && card(end).score == card(begin).score) ++end;
        return end;
    }
    static Numbers upto(int begin, int end) {
        Numbers out(static_cast<std::size_t>(end - begin));
        std::iota(out.begin(), out.end(), begin);
        return out;
    }
    static Set places(int begin, int end) {
        Set out = 0;
        for (int place = begin; place < end; ++place) out |= Set{1} << place;
        return out;
    }

    /// Can all of `open` be paired, but for one bye when their number is odd?
    bool completable(Set open) {
        if (open == 0) return true;
        const auto known = completable_.find(open);
        if (known != completable_.end()) return known->second;
        const int first = std::countr_zero(open);
        const Set rest = open & (open - 1);
        bool found = std::popcount(open) % 2 != 0 && may_have_bye(first) && completable(rest);
        for (int other = first + 1; !found && other < static_cast<int>(cards_.size()); ++other) {
            const Set bit = Set{1} << other;
            found = (rest & bit) != 0 && may_meet(first, other) && completable(rest & ~bit);
        }
        return completable_[open] = found;
    }

    bool find_bye_score(Set all) {
        if (cards_.size() % 2 == 0) return completable(all);
        std::set<int> scores;
        for (const SwissCard& card : cards_) scores.insert(card.score);
        for (const int score : scores) {
            bye_score_ = score;
            completable_.clear();
            if (completable(all)) return true;
        }
        return false;
    }

    /// Every way to pair some of the players, those moved down not among themselves.
    void add_all(const Numbers& players, std::size_t moved_down, Set paired, std::size_t from,
                 Candidate& growing, std::vector<Candidate>& out) const {
        while (from < players.size() && (paired >> players[from] & 1) != 0) ++from;
        if (from == players.size()) {
            out.push_back(growing);
            return;
        }
        const int top = players[from];
        for (std::size_t i = std::max(from + 1, moved_down); i < players.size(); ++i) {
            const int low = players[i];
            if ((paired >> low & 1) != 0 || !may_meet(top, low)) continue;
            growing.pairs.emplace_back(top, low);
            add_all(players, moved_down, paired | Set{1} << top | Set{1} << low, from + 1, growing,
                    out);
            growing.pairs.pop_back();
        }
        growing.floaters.push_back(top);
        add_all(players, moved_down, paired | Set{1} << top, from + 1, growing, out);
        growing.floaters.pop_back();
    }

    /// 3.1.4: those after which everyone below can still be paired.
    std::vector<Candidate> candidates(const Numbers& players, std::size_t moved_down, Set below) {
        std::vector<Candidate> all;
        Candidate growing;
        add_all(players, moved_down, 0, 0, growing, all);
        std::erase_if(all, [&](const Candidate& one) {
            Set open = below;
            for (const int place : one.floaters) open |= Set{1} << place;
            return !completable(open);
        });
        return all;
    }

    /// 3.3.1 to 3.3.3: as few downfloaters as can be, of the lowest scores.
    Numbers floaters_weight(const Candidate& one) const {
        Numbers scores;
        for (const int place : one.floaters) scores.push_back(card(place).score);
        std::sort(scores.rbegin(), scores.rend());
        scores.insert(scores.begin(), static_cast<int>(scores.size()));
        return scores;
    }

    Candidate best_of(const Bracket& bracket) {
        auto all = candidates(bracket.players, bracket.moved_down, bracket.below);
        Numbers fewest;
        for (const Candidate& one : all) {
            const Numbers weight = floaters_weight(one);
            if (fewest.empty() || weight < fewest) fewest = weight;
        }
        std::optional<std::pair<Numbers, Numbers>> best_weight;
        Candidate best;
        for (const Candidate& one : all) {
            if (floaters_weight(one) != fewest) continue;
            const std::pair weight{quality(one, bracket), sequence(one, bracket)};
            if (best_weight && *best_weight <= weight) continue;
            best_weight = weight;
            best = one;
        }
        return best;
    }

    /// 3.3.4 on: what is to be as small as can be, the most important first.
    Numbers quality(const Candidate& one, const Bracket& bracket) {
        Numbers weight;
        if (!bracket.next.empty()) {  // 3.3.4: the next bracket's downfloaters
            Numbers both = one.floaters;
            both.insert(both.end(), bracket.next.begin(), bracket.next.end());
            for (const Candidate& other : candidates(both, one.floaters.size(), bracket.beyond)) {
                const Numbers its = floaters_weight(other);
                if (weight.empty() || its < weight) weight = its;
            }
        }
        const int residents = card(bracket.players.back()).score;
        const bool bye_here = cards_.size() % 2 != 0 && one.floaters.size() == 1 &&
                              residents <= bye_score_ && std::popcount(bracket.below) % 2 == 0;
        weight.push_back(bye_here ? -card(one.floaters.front()).games : 0);
        add_colors(one, weight);
        for (const auto when : {&SwissCard::last, &SwissCard::before_last}) {
            weight.push_back(count(one.floaters, [&](int place) {
                return card(place).score == residents && card(place).*when == Float::down;
            }));
            weight.push_back(count(one.pairs, [&](const auto& pair) {
                return floats_up(pair) && card(pair.second).*when == Float::up;
            }));
        }
        std::set<int, std::greater<>> scores;
        for (std::size_t i = 0; i < bracket.moved_down; ++i) {
            scores.insert(card(bracket.players[i]).score);
        }
        for (const auto when : {&SwissCard::last, &SwissCard::before_last}) {
            for (const int score : scores) {
                weight.push_back(-count(one.pairs, [&](const auto& pair) {
                    return card(pair.first).score == score && card(pair.first).*when == Float::down;
                }));
            }
            for (const int score : scores) {
                weight.push_back(count(one.pairs, [&](const auto& pair) {
                    return card(pair.first).score == score && floats_up(pair) &&
                           card(pair.second).*when == Float::up;
                }));
            }
        }
        return weight;
    }

    /// 3.3.6 to 3.3.9.
    void add_colors(const Candidate& one, Numbers& weight) const {
        int imbalance = 0, third = 0, unmet = 0, strong = 0;
        for (const auto& [top, low] : one.pairs) {
            const SwissCard& a = card(top);
            const SwissCard& b = card(low);
            if (a.preference != b.preference || a.preference == Color::none) continue;
            ++unmet;
            if (a.absolute && b.absolute) {
                if (a.imbalance > 1 && b.imbalance > 1) ++imbalance;
                const SwissCard& yields = a.imbalance > b.imbalance ? b : a;
                const bool both = a.repeated != Color::none && a.repeated == b.repeated;
                const bool again =
                    a.imbalance == b.imbalance ? both : yields.repeated == other(a.preference);
                if (again) ++third;
            } else if ((a.absolute || a.strong) && (b.absolute || b.strong)) {
                ++strong;
            }
        }
        weight.insert(weight.end(), {imbalance, third, unmet, strong});
    }

    bool floats_up(const std::pair<int, int>& pair) const {
        return card(pair.first).score > card(pair.second).score;
    }

    template <class List, class Holds>
    static int count(const List& list, const Holds& holds) {
        return static_cast<int>(std::count_if(list.begin(), list.end(), holds));
    }

    /// Article 4: where the candidate stands in the sequence.
    static Numbers sequence(const Candidate& one, const Bracket& bracket) {
        std::map<int, int> opponent;
        for (const auto& [top, low] : one.pairs) opponent[top] = low;
        Numbers place;
        std::set<int> taken;
        for (std::size_t i = 0; i < bracket.moved_down; ++i) {  // 4.4
            place.push_back(opponent.count(bracket.players[i]) != 0 ? 0 : 1);
        }
        for (std::size_t i = 0; i < bracket.moved_down; ++i) {  // 4.5
            const auto found = opponent.find(bracket.players[i]);
            if (found == opponent.end()) continue;
            place.push_back(found->second);
            taken.insert(found->second);
            opponent.erase(found);
        }
        Numbers remainder, down, up;
        for (std::size_t i = bracket.moved_down; i < bracket.players.size(); ++i) {
            if (taken.count(bracket.players[i]) == 0) remainder.push_back(bracket.players[i]);
        }
        int moved = 0;
        for (int i = 0; i < static_cast<int>(remainder.size()); ++i) {  // 4.3
            const bool upper = i < static_cast<int>(opponent.size());
            const bool on_top = opponent.count(remainder[static_cast<std::size_t>(i)]) != 0;
            if (upper == on_top) continue;
            (upper ? down : up).push_back(i);
            moved += upper ? -i : i;
        }
        place.push_back(static_cast<int>(up.size()));
        place.push_back(moved);
        for (auto i = down.rbegin(); i != down.rend(); ++i) place.push_back(-*i);
        place.insert(place.end(), up.begin(), up.end());
        for (const auto& [top, low] : opponent) place.push_back(low);  // 4.2
        return place;
    }

    std::vector<SwissCard> cards_;
    int bye_score_ = 1'000'000;
    std::map<Set, bool> completable_;
};

}  // namespace arena::pairing
