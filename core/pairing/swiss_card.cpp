#include "core/pairing/swiss_card.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace arena::pairing {
namespace {

Float float_of(const Tournament& tournament, const SwissPlayer& player, int round) {
    if (round < 0 || round >= static_cast<int>(player.rounds.size())) return Float::none;
    const RoundEntry& entry = player.rounds[static_cast<std::size_t>(round)];
    if (!entry.played()) {  // 1.4.3: points without a game weigh as a downfloat
        return tournament.points.of(entry) > tournament.points.loss ? Float::down : Float::none;
    }
    const auto& opponent = tournament.players[static_cast<std::size_t>(entry.opponent)];
    const int own = accelerated_score(tournament, player, round);
    const int others = accelerated_score(tournament, opponent, round);
    if (own == others) return Float::none;
    return own > others ? Float::down : Float::up;
}

void set_colors(SwissCard& card) {
    int white = 0, black = 0, in_a_row = 0;
    for (const Color color : card.colors) {
        ++(color == Color::white ? white : black);
        in_a_row = color == card.repeated ? in_a_row + 1 : 1;
        card.repeated = color;
    }
    card.imbalance = std::abs(white - black);
    const Color rarer = white > black ? Color::black : Color::white;
    card.absolute = card.imbalance > 1 || in_a_row > 1;
    card.strong = !card.absolute && card.imbalance > 0;
    if (card.imbalance > 1) {
        card.preference = rarer;
    } else if (in_a_row > 1) {
        card.preference = other(card.repeated);
    } else if (card.imbalance > 0) {
        card.preference = rarer;
    } else if (in_a_row > 0) {
        card.preference = other(card.repeated);
    }
    if (in_a_row <= 1) card.repeated = Color::none;
}

SwissCard card_of(const Tournament& tournament, int index, int number) {
    const SwissPlayer& player = tournament.players[static_cast<std::size_t>(index)];
    const int round = tournament.rounds_played;
    SwissCard card{};
    card.player = index;
    card.number = number;
    card.score = accelerated_score(tournament, player, round);
    for (std::size_t i = 0; i < player.rounds.size() && static_cast<int>(i) < round; ++i) {
        const RoundEntry& entry = player.rounds[i];
        if (entry.played()) {
            card.colors.push_back(entry.color);
        } else if (entry.result == 'U' || tournament.points.of(entry) >= tournament.points.win) {
            // C.04.1 d: the bye bars another one whatever it was worth, so do a win's points
            card.may_have_bye = false;
        }
    }
    card.games = static_cast<int>(card.colors.size());
    set_colors(card);
    card.last = float_of(tournament, player, round - 1);
    card.before_last = float_of(tournament, player, round - 2);
    const int most = std::max(tournament.points.win, tournament.points.draw);
    card.topscorer = tournament.rounds_total > 0 && round >= tournament.rounds_total - 1 &&
                     2 * card.score > round * most;
    return card;
}

void set_barred(const Tournament& tournament, std::vector<SwissCard>& cards) {
    std::map<int, Place> places;
    for (Place place = 0; place < cards.size(); ++place) places[cards[place].player] = place;
    const auto bar = [&](int a, int b) {
        const auto of_a = places.find(a), of_b = places.find(b);
        if (of_a == places.end() || of_b == places.end()) return;
        cards[of_a->second].barred.push_back(of_b->second);
        cards[of_b->second].barred.push_back(of_a->second);
    };
    for (const SwissCard& card : cards) {
        for (const RoundEntry& entry :
             tournament.players[static_cast<std::size_t>(card.player)].rounds) {
            if (entry.played() && entry.opponent > card.player) bar(card.player, entry.opponent);
        }
    }
    for (const auto& [a, b] : tournament.forbidden) bar(a, b);
    for (const ForbiddenRounds& pair : tournament.forbidden_in) {
        const int round = tournament.rounds_played + 1;
        if (pair.first_round <= round && round <= pair.last_round) bar(pair.one, pair.two);
    }
    for (SwissCard& card : cards) std::sort(card.barred.begin(), card.barred.end());
}

}  // namespace

std::vector<SwissCard> swiss_cards(const Tournament& tournament) {
    std::vector<SwissCard> cards;
    int number = 0;
    for (const std::size_t index : pairing_order(tournament)) {
        const SwissPlayer& player = tournament.players[index];
        const bool present = static_cast<int>(player.rounds.size()) <= tournament.rounds_played;
        const bool took_part = std::any_of(player.rounds.begin(), player.rounds.end(),
                                           [](const RoundEntry& one) { return one.was_paired(); });
        if (!present && !took_part) continue;
        ++number;
        if (present) cards.push_back(card_of(tournament, static_cast<int>(index), number));
    }
    std::sort(cards.begin(), cards.end(), [](const SwissCard& a, const SwissCard& b) {
        return std::tie(b.score, a.number) < std::tie(a.score, b.number);
    });
    set_barred(tournament, cards);
    return cards;
}

bool compatible(const SwissCard& a, const SwissCard& b, Place place_of_b) {
    if (std::binary_search(a.barred.begin(), a.barred.end(), place_of_b)) return false;
    return !a.absolute || !b.absolute || a.preference != b.preference || a.topscorer || b.topscorer;
}

bool has_white(const SwissCard& a, const SwissCard& b, Color initial) {
    const bool a_higher = std::tie(b.score, a.number) < std::tie(a.score, b.number);
    const SwissCard& higher = a_higher ? a : b;
    const SwissCard& lower = a_higher ? b : a;
    const auto higher_gets = [&](Color color) { return (color == Color::white) == a_higher; };
    const auto lower_gets = [&](Color color) { return (color == Color::white) != a_higher; };
    if (higher.preference != lower.preference || higher.preference == Color::none) {  // 5.2.1
        if (higher.preference != Color::none) return higher_gets(higher.preference);
        if (lower.preference != Color::none) return lower_gets(lower.preference);
        const Color first = initial == Color::none ? Color::white : initial;
        return higher_gets(higher.number % 2 == 1 ? first : other(first));  // 5.2.5
    }
    const auto stronger = [](const SwissCard& one, const SwissCard& two) {  // 5.2.2
        if (one.absolute) return !two.absolute || one.imbalance > two.imbalance;
        return one.strong && !two.absolute && !two.strong;
    };
    if (stronger(higher, lower)) return higher_gets(higher.preference);
    if (stronger(lower, higher)) return lower_gets(lower.preference);
    const std::size_t games = std::min(higher.colors.size(), lower.colors.size());
    for (std::size_t back = 1; back <= games; ++back) {  // 5.2.3
        const Color was = higher.colors[higher.colors.size() - back];
        if (was != lower.colors[lower.colors.size() - back]) return higher_gets(other(was));
    }
    return higher_gets(higher.preference);  // 5.2.4
}

}  // namespace arena::pairing
