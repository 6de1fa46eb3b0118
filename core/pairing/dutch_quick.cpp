#include "core/pairing/dutch_quick.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace arena::pairing {
namespace {

constexpr long tries_a_player_max = 400;  ///< then the bracket is left to the exact way

/// Players by what they want: mild and strong (or absolute) preferences apart.
enum Wish : std::uint8_t { no_wish, mild_white, mild_black, strong_white, strong_black };
constexpr std::size_t wishes = 5;

Wish wish_of(const SwissCard& card) {
    const bool strong = card.strong || card.absolute;
    switch (card.preference) {
        case Color::none: return no_wish;
        case Color::white: return strong ? strong_white : mild_white;
        case Color::black: return strong ? strong_black : mild_black;
    }
    return no_wish;
}

/// Pairs that must disappoint somebody: one colour for two who want it (3.3.8), and both of those
/// strongly (3.3.9).
struct Clashes {
    int all = 0, strong = 0;
    bool operator<(const Clashes& other) const {
        return std::tie(all, strong) < std::tie(other.all, other.strong);
    }
    bool operator==(const Clashes& other) const {
        return std::tie(all, strong) == std::tie(other.all, other.strong);
    }
    bool within(const Clashes& other) const { return !(other < *this); }
    Clashes operator+(const Clashes& other) const {
        return {all + other.all, strong + other.strong};
    }
};

using Counts = std::array<int, wishes>;

/// The fewest clashes when an even number of players with these wishes is paired.
Clashes fewest(const Counts& counts) {
    int size = 0;
    for (const int count : counts) size += count;
    const int half = size / 2;
    const int white = counts[mild_white] + counts[strong_white] - half;
    const int black = counts[mild_black] + counts[strong_black] - half;
    if (white > 0) return {white, std::max(0, white - counts[mild_white])};
    if (black > 0) return {black, std::max(0, black - counts[mild_black])};
    return {};
}

class QuickBracket {
public:
    QuickBracket(const DutchRound& round, const Bracket& bracket)
        : round_(round), bracket_(bracket), odd_(bracket.players.size() % 2 != 0) {}

    std::optional<BracketPairing> pair() {
        if (bracket_.moved_down * 2 > bracket_.players.size()) return std::nullopt;
        for (const Place place : bracket_.players) ++open_[wish_of(card(place))];
        if (!set_bound() || !pair_moved_down() || !pair_remainder()) return std::nullopt;
        return std::move(out_);
    }

private:
    const SwissCard& card(Place place) const { return round_.card(place); }
    bool is_last() const { return bracket_.next.empty(); }

    Clashes fewest_without(std::size_t wish) const {
        Counts counts = open_;
        --counts[wish];
        return fewest(counts);
    }

    /// What the best candidate can reach, and who may then be its downfloater.
    bool set_bound() {
        if (!odd_) {
            bound_ = fewest(open_);
            return true;
        }
        using Key = std::tuple<int, Clashes, bool, bool>;
        std::optional<Key> best;
        for (std::size_t i = bracket_.moved_down; i < bracket_.players.size(); ++i) {
            const Place place = bracket_.players[i];
            const SwissCard& one = card(place);
            if (is_last() && !round_.may_have_bye(place)) continue;
            const Key key{bracket_.bye_falls_here ? -one.games : 0, fewest_without(wish_of(one)),
                          one.last == Float::down, one.before_last == Float::down};
            if (best && *best < key) continue;
            if (!best || key < *best) may_float_.clear();
            best = key;
            may_float_.push_back(place);
        }
        if (!best) return false;
        bound_ = std::get<1>(*best);
        for (const Place place : may_float_) ++floatable_[wish_of(card(place))];
        return true;
    }

    bool may_float(Place place) const {
        return std::binary_search(may_float_.begin(), may_float_.end(), place);
    }

    /// Can those still open be paired within what is left of the bound?
    bool within_reach() const {
        if (!odd_) return (used_ + fewest(open_)).within(bound_);
        for (std::size_t wish = 0; wish < wishes; ++wish) {
            if (floatable_[wish] > 0 && (used_ + fewest_without(wish)).within(bound_)) return true;
        }
        return false;
    }

    Clashes clashes(const SwissCard& a, const SwissCard& b) const {
        if (a.preference != b.preference || a.preference == Color::none) return {};
        const bool strong = (a.strong || a.absolute) && (b.strong || b.absolute);
        return {1, strong ? 1 : 0};
    }

    /// Takes the pair if nothing forbids it and the bound stays within reach.
    bool take(Place a, Place b) {
        const SwissCard& top = card(a);
        const SwissCard& low = card(b);
        if (top.absolute && low.absolute && top.preference == low.preference) return false;
        const Clashes more = clashes(top, low);
        if (!(used_ + more).within(bound_) && used_.all + more.all > bound_.all) return false;
        if (!round_.compatible(a, b)) return false;
        count(a, b, -1);
        const Clashes before = used_;
        used_ = used_ + more;
        if (within_reach()) return true;
        used_ = before;
        count(a, b, 1);
        return false;
    }

    void give_back(Place a, Place b) {
        const Clashes more = clashes(card(a), card(b));
        used_ = {used_.all - more.all, used_.strong - more.strong};
        count(a, b, 1);
    }

    void count(Place a, Place b, int by) {
        for (const Place place : {a, b}) {
            open_[wish_of(card(place))] += by;
            if (odd_ && floats_from_here(place)) floatable_[wish_of(card(place))] += by;
        }
    }
    /// A downfloater comes from the lower half of the remainder once that is known.
    bool floats_from_here(Place place) const { return place >= lower_from_ && may_float(place); }

    /// 4.4: each of them, from the top, with the first resident.
    bool pair_moved_down() {
        residents_.assign(
            bracket_.players.begin() + static_cast<std::ptrdiff_t>(bracket_.moved_down),
            bracket_.players.end());
        for (std::size_t i = 0; i < bracket_.moved_down; ++i) {
            const Place top = bracket_.players[i];
            const auto found =
                std::find_if(residents_.begin(), residents_.end(), [&](Place resident) {
                    const SwissCard& low = card(resident);
                    return low.last != Float::up && low.before_last != Float::up &&
                           take(top, resident);
                });
            if (found == residents_.end()) return false;
            out_.pairs.emplace_back(top, *found);
            residents_.erase(found);
        }
        return true;
    }

    /// 4.2: the upper half against the lower, the first transposition within the bound.
    bool pair_remainder() {
        const std::size_t pairs = residents_.size() / 2;
        const std::size_t lower = residents_.size() - pairs;
        if (lower > 0) lower_from_ = residents_[pairs];
        if (odd_) {
            floatable_ = {};
            for (std::size_t i = pairs; i < residents_.size(); ++i) {
                if (may_float(residents_[i])) ++floatable_[wish_of(card(residents_[i]))];
            }
            if (!within_reach()) return false;
        }
        // The lower half as a list: next_[0] is its head, place k stands at k + 1.
        next_.resize(lower + 1);
        for (std::size_t i = 0; i <= lower; ++i) next_[i] = i + 1;
        std::vector<std::size_t> before(pairs, 0);  // where each one's opponent was unlinked
        std::vector<bool> taken(pairs, false);
        long tries = tries_a_player_max * static_cast<long>(residents_.size() + 10);
        for (std::size_t i = 0; i < pairs;) {
            const Place top = residents_[i];
            std::size_t from = 0;
            if (taken[i]) {  // come back to: put the opponent back and look further on
                from = relink(before[i]);
                give_back(top, residents_[pairs + from - 1]);
                taken[i] = false;
            }
            for (; next_[from] <= lower; from = next_[from]) {
                if (--tries < 0) return false;
                if (take(top, residents_[pairs + next_[from] - 1])) break;
            }
            if (next_[from] > lower) {
                if (i == 0) return false;
                --i;
                continue;
            }
            before[i] = from;
            unlinked_.push_back(next_[from]);
            next_[from] = next_[next_[from]];
            taken[i++] = true;
        }
        for (std::size_t i = 0; i < pairs; ++i) {
            out_.pairs.emplace_back(residents_[i], residents_[pairs + unlinked_[i] - 1]);
        }
        if (odd_) out_.floaters.push_back(residents_[pairs + next_[0] - 1]);
        return true;
    }

    /// Puts the last unlinked one back behind `from`; returns its position.
    std::size_t relink(std::size_t from) {
        const std::size_t back = unlinked_.back();
        unlinked_.pop_back();
        next_[back] = next_[from];
        next_[from] = back;
        return back;
    }

    const DutchRound& round_;
    const Bracket& bracket_;
    bool odd_;
    Counts open_{};       ///< those not yet paired, by wish
    Counts floatable_{};  ///< those of them who may be the downfloater
    Places may_float_;
    Place lower_from_ = 0;
    Clashes bound_, used_;
    Places residents_;
    std::vector<std::size_t> next_, unlinked_;
    BracketPairing out_;
};

}  // namespace

std::optional<BracketPairing> pair_quickly(const DutchRound& round, const Bracket& bracket) {
    return QuickBracket(round, bracket).pair();
}

}  // namespace arena::pairing
