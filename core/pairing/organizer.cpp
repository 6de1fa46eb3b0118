#include "core/pairing/organizer.hpp"

#include <algorithm>

#include "core/pairing/swiss_card.hpp"

namespace arena::pairing {
namespace {

std::string named(int number) {
    return "player " + std::to_string(number);
}

Result<int> entered(const Tournament& tournament, int number) {
    const bool there = number >= 1 && number <= static_cast<int>(tournament.players.size()) &&
                       tournament.players[static_cast<std::size_t>(number - 1)].entered;
    if (!there) return fail(ErrorCode::usage, "no player has the number " + std::to_string(number));
    return number - 1;
}

SwissPlayer& player_at(Tournament& tournament, int index) {
    return tournament.players[static_cast<std::size_t>(index)];
}

/// Why the two may not meet with these colours; empty when they may.
std::string objection(const SwissCard& white, const SwissCard& black, Place place_of_black) {
    if (std::binary_search(white.barred.begin(), white.barred.end(), place_of_black)) {
        return "they have met, or are forbidden to";
    }
    const bool exempt = white.topscorer || black.topscorer;
    if (white.absolute && white.preference == Color::black && !exempt) {
        return "the first must not have white again";
    }
    if (black.absolute && black.preference == Color::white && !exempt) {
        return "the second must not have black again";
    }
    return "";
}

Result<void> check_board(const std::vector<SwissCard>& cards, int white, int black) {
    const std::string board = std::to_string(white + 1) + "-" + std::to_string(black + 1);
    const auto place = [&](int player) {
        return std::find_if(cards.begin(), cards.end(),
                            [&](const SwissCard& card) { return card.player == player; });
    };
    for (const int player : {white, black}) {
        if (place(player) != cards.end()) continue;
        return fail(ErrorCode::usage, "board " + board + ": " + named(player + 1) +
                                          " does not play this round, or is on another board");
    }
    const std::string why =
        objection(*place(white), *place(black), static_cast<Place>(place(black) - cards.begin()));
    if (!why.empty()) return fail(ErrorCode::usage, "board " + board + ": " + why);
    return {};
}

}  // namespace

Tournament before_round(const Tournament& tournament, int round) {
    Tournament cut = tournament;
    cut.rounds_played = round;
    const auto known = static_cast<std::size_t>(round);
    for (SwissPlayer& player : cut.players) {
        if (player.rounds.size() <= known) continue;
        player.rounds.resize(player.rounds[known].was_paired() ? known : known + 1);
    }
    return cut;
}

Result<void> give_bye(Tournament& tournament, int number, char kind) {
    const auto index = entered(tournament, number);
    if (!index) return tl::unexpected<Error>(index.error());
    auto& rounds = player_at(tournament, *index).rounds;
    const auto next = static_cast<std::size_t>(tournament.rounds_played);
    if (rounds.size() > next) {
        return fail(ErrorCode::usage,
                    named(number) + " already has an entry for round " + std::to_string(next + 1));
    }
    rounds.resize(next + 1);
    rounds.back().result = kind;
    return {};
}

Result<void> forbid(Tournament& tournament, int one, int two) {
    for (const int number : {one, two}) {
        const auto index = entered(tournament, number);
        if (!index) return tl::unexpected<Error>(index.error());
    }
    tournament.forbidden.emplace_back(one - 1, two - 1);
    return {};
}

Result<RoundPairing> pair_around(const Tournament& tournament,
                                 const std::vector<std::pair<int, int>>& boards) {
    Tournament rest = tournament;
    std::vector<std::pair<int, int>> own;
    for (const auto& [white, black] : boards) {
        for (const int number : {white, black}) {
            const auto index = entered(tournament, number);
            if (!index) return tl::unexpected<Error>(index.error());
        }
        const auto checked = check_board(swiss_cards(rest), white - 1, black - 1);
        if (!checked) return tl::unexpected<Error>(checked.error());
        own.emplace_back(white - 1, black - 1);
        for (const int number : {white, black}) {
            // Away from the rest's pairing, but still one who has taken part: numbers stay.
            RoundEntry entry;
            entry.opponent = number == white ? black - 1 : white - 1;
            entry.result = ' ';
            auto& rounds = player_at(rest, number - 1).rounds;
            rounds.resize(static_cast<std::size_t>(tournament.rounds_played));
            rounds.push_back(entry);
        }
    }
    auto pairing = pair_dutch(rest);
    if (pairing) pairing->boards.insert(pairing->boards.begin(), own.begin(), own.end());
    return pairing;
}

void enter_round(Tournament& tournament, const RoundPairing& pairing) {
    const auto next = static_cast<std::size_t>(tournament.rounds_played);
    const auto put = [&](int index, const RoundEntry& entry) {
        auto& rounds = player_at(tournament, index).rounds;
        rounds.resize(next);
        rounds.push_back(entry);
    };
    for (const auto& [white, black] : pairing.boards) {
        put(white, {black, Color::white, ' '});
        put(black, {white, Color::black, ' '});
    }
    if (pairing.bye != nobody) put(pairing.bye, {nobody, Color::none, 'U'});
    ++tournament.rounds_played;
}

}  // namespace arena::pairing
