#include "core/pairing/dutch_explain.hpp"

#include <algorithm>

namespace arena::pairing {
namespace {

std::string points(int tenths) {
    return std::to_string(tenths / 10) + (tenths % 10 == 5 ? ".5" : "");
}

/// How many of the bracket the player could be paired with at all.
std::size_t opponents(const DutchRound& round, const Bracket& bracket, Place place) {
    return static_cast<std::size_t>(std::count_if(
        bracket.players.begin(), bracket.players.end(),
        [&](Place other) { return other != place && round.compatible(place, other); }));
}

}  // namespace

std::string why_down(const DutchRound& round, const Bracket& bracket, const BracketPairing& pairing,
                     Place place) {
    const std::string size = std::to_string(bracket.players.size());
    if (opponents(round, bracket, place) == 0) {
        return "has no legal opponent among the " + size +
               " players of the bracket (met before, forbidden, or one colour for both)";
    }
    if (bracket.players.size() % 2 != 0 && pairing.floaters.size() == 1) {
        const SwissCard& card = round.card(place);
        std::string text = "odd bracket of " + size + ": the best pairing of the others leaves " +
                           std::string("this player over");
        if (card.last == Float::down) text += ", though also in the last round";
        return text;
    }
    if (bracket.players.size() % 2 == pairing.floaters.size() % 2 && pairing.floaters.size() > 1) {
        return std::to_string(pairing.floaters.size()) + " of " + size +
               " cannot be paired here, or the players below could not all be paired";
    }
    return "not every player of the bracket has a legal opponent left";
}

std::string why_bye(const DutchRound& round, Place place) {
    const SwissCard& card = round.card(place);
    return "bye: odd number of players; no bye or forfeit win yet, and " + points(card.score) +
           " points is the lowest score that lets all others be paired";
}

}  // namespace arena::pairing
