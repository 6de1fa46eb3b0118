#include "core/pairing/dutch.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "core/assert.hpp"
#include "core/pairing/completion.hpp"
#include "core/pairing/dutch_explain.hpp"
#include "core/pairing/dutch_quick.hpp"
#include "core/pairing/dutch_round.hpp"

namespace arena::pairing {
namespace {

Places upto(Place begin, Place end) {
    Places places(end - begin);
    std::iota(places.begin(), places.end(), begin);
    return places;
}

std::string named(const Tournament& tournament, int index) {
    const SwissPlayer& player = tournament.players[static_cast<std::size_t>(index)];
    return std::to_string(player.number) + (player.name.empty() ? "" : " (" + player.name + ")");
}

tl::unexpected<Error> no_pairing(const Tournament& tournament, const DutchRound& round) {
    const Places all = upto(0, round.size());
    const Places left = round.left_over(all);
    std::string message =
        "no legal pairing for round " + std::to_string(tournament.rounds_played + 1) + ": ";
    const bool bye_open = std::any_of(all.begin(), all.end(),
                                      [&](Place place) { return round.card(place).may_have_bye; });
    if (round.has_bye() && !bye_open) {
        return fail(ErrorCode::usage,
                    message + "the number of players is odd and each of them has had a bye");
    }
    message += "not everyone can get an opponent they have not met and a colour they may have; ";
    message += "left over at best: ";
    for (std::size_t i = 0; i < left.size() && i < 4; ++i) {
        message += (i == 0 ? "" : ", ") + named(tournament, round.card(left[i]).player);
    }
    if (left.size() > 4) message += " and " + std::to_string(left.size() - 4) + " more";
    return fail(ErrorCode::usage, message);
}

/// The first game of an earlier round that has no result yet; empty when all have.
std::string open_game(const Tournament& tournament) {
    for (const SwissPlayer& player : tournament.players) {
        const auto played =
            std::min(player.rounds.size(), static_cast<std::size_t>(tournament.rounds_played));
        for (std::size_t round = 0; round < played; ++round) {
            if (player.rounds[round].result != ' ') continue;
            return "round " + std::to_string(round + 1) + ": no result for player " +
                   std::to_string(player.number);
        }
    }
    return "";
}

/// 3.2.1: the lowest score that the bye can have. False: nobody can have it, or no pairing exists.
bool find_bye_score(DutchRound& round) {
    const Places all = upto(0, round.size());
    if (!round.has_bye()) return round.completable(all);
    int tried = -1'000'000;
    for (Place place = round.size(); place-- > 0;) {
        const SwissCard& card = round.card(place);
        if (!card.may_have_bye || card.score == tried) continue;
        tried = card.score;
        round.set_bye_score(card.score);
        if (round.completable(all)) return true;
    }
    return false;
}

/// Would the downfloaters all find opponents in the next bracket, as many pairs as could ever be
/// made there, and the rest still be completed? Then no other choice of them is better (3.2.4).
bool next_bracket_is_served(const DutchRound& round, const Bracket& bracket,
                            const Places& floaters) {
    Places both = floaters;
    both.insert(both.end(), bracket.next.begin(), bracket.next.end());
    const auto edge = [&](std::uint32_t a, std::uint32_t b) {
        if (a < floaters.size() && b < floaters.size()) return false;
        return round.compatible(both[a], both[b]);
    };
    const auto mates = maximum_matching(static_cast<std::uint32_t>(both.size()), edge);
    Places below;
    for (std::size_t i = 0; i < both.size(); ++i) {
        if (mates[i] != unmatched) continue;
        if (i < floaters.size()) return false;
        below.push_back(both[i]);
    }
    if (below.size() > 1) return false;
    below.insert(below.end(), bracket.beyond.begin(), bracket.beyond.end());
    return round.completable(below);
}

bool is_final(const DutchRound& round, const Bracket& bracket, const BracketPairing& pairing) {
    if (!pairing.floaters.empty()) return next_bracket_is_served(round, bracket, pairing.floaters);
    Places below = bracket.next;
    below.insert(below.end(), bracket.beyond.begin(), bracket.beyond.end());
    return round.completable(below);
}

BracketPairing pair_bracket(const DutchRound& round, const Bracket& bracket, Effort effort) {
    const bool last = bracket.next.empty();
    if (effort == Effort::quick_first) {
        auto quick = pair_quickly(round, bracket);
        if (quick && (last || is_final(round, bracket, *quick))) return *std::move(quick);
    }
    if (!last) {  // in the last bracket the bye is among the criteria
        BracketPairing pairing = pair_exactly(round, bracket, false);
        if (is_final(round, bracket, pairing)) return pairing;
    }
    return pair_exactly(round, bracket, true);
}

/// The end of the scoregroup that begins at `begin`.
Place group_end(const DutchRound& round, Place begin) {
    Place end = begin;
    while (end < round.size() && round.card(end).score == round.card(begin).score) ++end;
    return end;
}

/// Is the bracket's one downfloater the player who gets the bye (3.3.5)? That is when all others
/// of it can be paired within it, and all below without it. The bye may also go to somebody moved
/// down from higher up.
bool bye_falls_here(const DutchRound& round, const Bracket& bracket, const Places& below) {
    const auto count = static_cast<std::uint32_t>(bracket.players.size());
    const bool low_enough =
        round.has_bye() && round.card(bracket.players.back()).score <= round.bye_score();
    if (!low_enough || count % 2 == 0 || !round.completable(below)) return false;
    const auto edge = [&](std::uint32_t a, std::uint32_t b) {
        if (a > b) std::swap(a, b);
        if (b == count) return round.may_have_bye(bracket.players[a]);
        return b >= bracket.moved_down && round.compatible(bracket.players[a], bracket.players[b]);
    };
    const auto mates = maximum_matching(count + 1, edge);
    return std::find(mates.begin(), mates.end(), unmatched) == mates.end();
}

/// 1.9: brackets from the top, each handing its downfloaters on.
std::vector<std::pair<Place, Place>> pair_all(const DutchRound& round, Effort effort, Places& left,
                                              std::vector<FloatReason>& floats) {
    std::vector<std::pair<Place, Place>> pairs;
    for (Place begin = 0; begin < round.size();) {
        const Place end = group_end(round, begin);
        const Place next_end = end < round.size() ? group_end(round, end) : end;
        Bracket bracket{left, left.size(), upto(end, next_end), upto(next_end, round.size()),
                        false};
        const Places residents = upto(begin, end);
        bracket.players.insert(bracket.players.end(), residents.begin(), residents.end());
        bracket.bye_falls_here = bye_falls_here(round, bracket, upto(end, round.size()));
        BracketPairing pairing = pair_bracket(round, bracket, effort);
        pairs.insert(pairs.end(), pairing.pairs.begin(), pairing.pairs.end());
        for (const Place place : pairing.floaters) {
            const SwissCard& card = round.card(place);
            const bool bye = end == round.size();
            floats.push_back(
                {card.player, card.score, bye ? -1 : round.card(end).score,
                 bye ? why_bye(round, place) : why_down(round, bracket, pairing, place)});
        }
        left = std::move(pairing.floaters);
        begin = end;
    }
    return pairs;
}

/// C.04.2, D.9: boards by the higher score, then the lower, then the better-ranked player.
void publish(const Tournament& tournament, const DutchRound& round,
             const std::vector<std::pair<Place, Place>>& pairs, RoundPairing& out) {
    struct Board {
        int higher_score, lower_score, number;
        std::pair<int, int> players;
    };
    std::vector<Board> boards;
    for (const auto& [a, b] : pairs) {
        const SwissCard* top = &round.card(a);
        const SwissCard* low = &round.card(b);
        const auto score = [&](const SwissCard* card) {
            return score_before(tournament,
                                tournament.players[static_cast<std::size_t>(card->player)],
                                tournament.rounds_played);
        };
        if (std::make_tuple(score(low), top->number) > std::make_tuple(score(top), low->number)) {
            std::swap(top, low);
        }
        const bool white = has_white(*top, *low, tournament.initial_color);
        boards.push_back(
            {score(top), score(low), top->number,
             white ? std::pair{top->player, low->player} : std::pair{low->player, top->player}});
    }
    std::sort(boards.begin(), boards.end(), [](const Board& a, const Board& b) {
        return std::tie(b.higher_score, b.lower_score, a.number) <
               std::tie(a.higher_score, a.lower_score, b.number);
    });
    for (const Board& board : boards) out.boards.push_back(board.players);
}

}  // namespace

Result<RoundPairing> pair_dutch(const Tournament& tournament, Effort effort) {
    const std::string open = open_game(tournament);
    if (!open.empty()) return fail(ErrorCode::usage, open + "; enter it first");
    DutchRound round(swiss_cards(tournament));
    if (round.size() > swiss_players_max) {
        return fail(ErrorCode::usage, std::to_string(round.size()) + " players are more than the " +
                                          std::to_string(swiss_players_max) +
                                          " that one tournament may have");
    }
    if (!find_bye_score(round)) return no_pairing(tournament, round);
    Places left;
    RoundPairing out;
    const auto pairs = pair_all(round, effort, left, out.floats);
    ARENA_ASSERT(left.size() == (round.has_bye() ? 1u : 0u));
    publish(tournament, round, pairs, out);
    if (!left.empty()) out.bye = round.card(left.front()).player;
    return out;
}

}  // namespace arena::pairing
