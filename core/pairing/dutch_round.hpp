// One round of FIDE's Dutch system while it is being paired: the players' cards, the score that the
// bye must have, and the question that every bracket has to answer: can the rest still be paired?
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/pairing/swiss_card.hpp"

namespace arena::pairing {

using Places = std::vector<Place>;

/// A pairing bracket (1.3.2): players moved down, then the residents, all in pairing order.
struct Bracket {
    Places players;
    std::size_t moved_down = 0;
    Places next;                  ///< residents of the next scoregroup
    Places beyond;                ///< everyone below that
    bool bye_falls_here = false;  ///< its one downfloater gets the bye (3.3.5 applies)
};

struct BracketPairing {
    std::vector<std::pair<Place, Place>> pairs;  ///< higher-ranked first
    Places floaters;                             ///< in pairing order
};

class DutchRound {
public:
    explicit DutchRound(std::vector<SwissCard> cards) : cards_(std::move(cards)) {}

    const SwissCard& card(Place place) const { return cards_[place]; }
    Place size() const { return static_cast<Place>(cards_.size()); }
    bool has_bye() const { return cards_.size() % 2 != 0; }

    bool compatible(Place a, Place b) const { return pairing::compatible(cards_[a], cards_[b], b); }
    /// 3.1.2 and 3.2.1: may this player have the bye of this round?
    bool may_have_bye(Place place) const {
        return has_bye() && cards_[place].may_have_bye && cards_[place].score <= bye_score_;
    }
    int bye_score() const { return bye_score_; }
    void set_bye_score(int score) { bye_score_ = score; }

    /// Can all of them be paired, but for one bye when their number is odd?
    bool completable(std::span<const Place> players) const;

    /// Those left over when as many as possible are paired: empty if completable().
    Places left_over(std::span<const Place> players) const;

private:
    std::vector<SwissCard> cards_;
    int bye_score_ = 1'000'000;  ///< any, until it is known
};

/// 3.2 to 3.4 in full for any bracket, by exact weighted matching. `look_below`: weigh the next
/// bracket and completion in (3.1.4, 3.2.4); without, the caller checks them afterwards.
/// Cost: O(n^3), n = players of the bracket (of all below too with look_below).
BracketPairing pair_exactly(const DutchRound& round, const Bracket& bracket, bool look_below);

}  // namespace arena::pairing
