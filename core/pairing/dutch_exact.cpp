// A bracket of FIDE's Dutch system by exact weighted matching: articles 3.2 to 3.4 and 4 (2025).
//
// Every quality criterion is a field of bits in an edge's weight, the more important the higher, so
// that the heaviest matching is the best candidate. What the sequence of candidates (article 4)
// prefers comes below the criteria, in three solutions:
//   1. which players moved down are paired, and with whom (4.4, 4.5);
//   2. in the remainder, who is on the upper side of a pair: exchanges (4.3);
//   3. whom each of them meets: transpositions (4.2).
// "Minimise the players who ..." is written as "maximise those paired who ...", for a heaviest
// matching can only count what it holds.
#include <algorithm>
#include <map>

#include "core/assert.hpp"
#include "core/pairing/completion.hpp"
#include "core/pairing/dutch_round.hpp"
#include "core/pairing/weighted_matching.hpp"

namespace arena::pairing {
namespace {

using Field = std::size_t;

/// Fields that exist once for each score of players moved down, highest score first.
using ScoreFields = std::map<int, Field, std::greater<>>;

bool both_absolute_imbalance(const SwissCard& a, const SwissCard& b) {
    return a.imbalance > 1 && b.imbalance > 1 && a.preference == b.preference;
}

/// Would pairing the two give a topscorer one colour three times in a row (3.3.7)?
bool third_in_a_row(const SwissCard& a, const SwissCard& b) {
    if (!a.absolute || !b.absolute || a.preference != b.preference) return false;
    if (a.imbalance == b.imbalance) {
        return a.repeated != Color::none && a.repeated == b.repeated;
    }
    const SwissCard& yields = a.imbalance > b.imbalance ? b : a;
    return yields.repeated == other(a.preference);
}

bool same_preference(const SwissCard& a, const SwissCard& b) {
    return a.preference == b.preference && a.preference != Color::none;
}

bool same_strong_preference(const SwissCard& a, const SwissCard& b) {
    return same_preference(a, b) && (a.strong || a.absolute) && (b.strong || b.absolute) &&
           !(a.absolute && b.absolute);
}

/// The fields of the criteria, and what an edge adds to them.
class Criteria {
public:
    Criteria(const DutchRound& round, const Bracket& bracket, bool look_below)
        : round_(round), bracket_(bracket), look_below_(look_below) {
        const std::size_t all =
            bracket.players.size() + bracket.next.size() + bracket.beyond.size() + 1;
        const std::size_t size = bracket.players.size();
        if (look_below) completion_ = layout.add(all / 2);
        pairs_ = layout.add(size / 2);
        add_score_fields(moved_paired_);
        if (look_below) {
            next_pairs_ = layout.add((size + bracket.next.size()) / 2);
            for (const Place place : bracket.players) next_scores_[round.card(place).score] = 0;
            for (auto& [score, field] : next_scores_) field = layout.add(size);
        }
        for (const Place place : bracket.players) {
            games_max_ = std::max(games_max_, round.card(place).games);
        }
        bye_ = layout.add(size * static_cast<std::size_t>(games_max_));
        for (Field& field : colors_) field = layout.add(size / 2);
        for (Field* const field : {&down_last_, &up_last_, &down_before_, &up_before_}) {
            *field = layout.add(size);
        }
        for (ScoreFields* const fields :
             {&down_last_scores_, &up_last_scores_, &down_before_scores_, &up_before_scores_}) {
            add_score_fields(*fields);
        }
    }

    WeightLayout layout;

    /// A pair within the bracket, as vertices `a`, `b` of the graph.
    void add_pair(EdgeWeights& edges, std::size_t a, std::size_t b, Place higher,
                  Place lower) const {
        const SwissCard& top = round_.card(higher);
        const SwissCard& low = round_.card(lower);
        const auto put = [&](Field field, std::uint64_t value) {
            if (value != 0) edges.add(a, b, field, value);
        };
        const auto put_score = [&](const ScoreFields& fields, int score, bool value) {
            const auto found = fields.find(score);
            if (found != fields.end()) put(found->second, value ? 1 : 0);
        };
        if (look_below_) put(completion_, 1);
        put(pairs_, 1);
        put_score(moved_paired_, top.score, true);
        if (bracket_.bye_falls_here) {
            for (const SwissCard* const card : {&top, &low}) {
                if (card->score != round_.bye_score()) continue;
                put(bye_, static_cast<std::uint64_t>(games_max_ - card->games));
            }
        }
        put(colors_[0], both_absolute_imbalance(top, low) ? 0 : 1);
        put(colors_[1], third_in_a_row(top, low) ? 0 : 1);
        put(colors_[2], same_preference(top, low) ? 0 : 1);
        put(colors_[3], same_strong_preference(top, low) ? 0 : 1);
        const bool floats = top.score > low.score;
        const auto put_floats = [&](Float SwissCard::*when, Field down, Field up,
                                    const ScoreFields& down_scores, const ScoreFields& up_scores) {
            const bool top_down = top.*when == Float::down;
            const bool low_down = low.*when == Float::down;
            const bool again_up = floats && low.*when == Float::up;
            put(down, (low_down ? 1u : 0u) + (top_down && !floats ? 1u : 0u));
            put(up, again_up ? 0 : 1);
            put_score(down_scores, low.score, low_down);
            put_score(down_scores, top.score, top_down);
            put_score(up_scores, top.score, !again_up);
        };
        put_floats(&SwissCard::last, down_last_, up_last_, down_last_scores_, up_last_scores_);
        put_floats(&SwissCard::before_last, down_before_, up_before_, down_before_scores_,
                   up_before_scores_);
    }

    /// A pair of the next bracket.
    void add_next_pair(EdgeWeights& edges, std::size_t a, std::size_t b, Place higher) const {
        edges.add(a, b, completion_, 1);
        edges.add(a, b, next_pairs_, 1);
        const auto found = next_scores_.find(round_.card(higher).score);
        if (found != next_scores_.end()) edges.add(a, b, found->second, 1);
    }

    void add_completion(EdgeWeights& edges, std::size_t a, std::size_t b) const {
        edges.add(a, b, completion_, 1);
    }

private:
    void add_score_fields(ScoreFields& fields) {
        for (std::size_t i = 0; i < bracket_.moved_down; ++i) {
            fields[round_.card(bracket_.players[i]).score] = 0;
        }
        for (auto& [score, field] : fields) field = layout.add(bracket_.players.size());
    }

    const DutchRound& round_;
    const Bracket& bracket_;
    bool look_below_;
    int games_max_ = 0;
    Field completion_ = 0, pairs_ = 0, next_pairs_ = 0, bye_ = 0;
    Field colors_[4] = {};
    Field down_last_ = 0, up_last_ = 0, down_before_ = 0, up_before_ = 0;
    ScoreFields moved_paired_, next_scores_;
    ScoreFields down_last_scores_, up_last_scores_, down_before_scores_, up_before_scores_;
};

class ExactBracket {
public:
    ExactBracket(const DutchRound& round, const Bracket& bracket, bool look_below)
        : round_(round), bracket_(bracket), look_below_(look_below) {}

    BracketPairing pair() {
        BracketPairing out;
        Places residents(bracket_.players.begin() + moved(), bracket_.players.end());
        Places moved_left;
        if (bracket_.moved_down > 0) pair_moved_down(residents, moved_left, out);
        pair_remainder(residents, moved_left, out);
        std::sort(out.floaters.begin(), out.floaters.end());
        return out;
    }

private:
    std::ptrdiff_t moved() const { return static_cast<std::ptrdiff_t>(bracket_.moved_down); }

    /// Vertices: `open` players of the bracket, then (looking below) the next, the beyond, the bye.
    EdgeWeights graph(const Criteria& criteria, const Places& open, std::size_t open_moved,
                      const std::function<bool(std::size_t, std::size_t)>& allowed) const {
        Places all = open;
        if (look_below_) {
            all.insert(all.end(), bracket_.next.begin(), bracket_.next.end());
            all.insert(all.end(), bracket_.beyond.begin(), bracket_.beyond.end());
        }
        const std::size_t next_end = open.size() + bracket_.next.size();
        const bool bye = look_below_ && round_.has_bye();
        EdgeWeights edges(all.size() + (bye ? 1 : 0), criteria.layout);
        for (std::size_t b = 0; b < all.size(); ++b) {
            if (bye && round_.may_have_bye(all[b])) criteria.add_completion(edges, b, all.size());
            for (std::size_t a = 0; a < b; ++a) {
                if (b < open_moved || !round_.compatible(all[a], all[b])) continue;
                if (b < open.size()) {
                    if (allowed(a, b)) criteria.add_pair(edges, a, b, all[a], all[b]);
                } else if (b < next_end) {
                    criteria.add_next_pair(edges, a, b, all[a]);
                } else {
                    criteria.add_completion(edges, a, b);
                }
            }
        }
        return edges;
    }

    /// 4.4, 4.5: the highest-ranked of those moved down, each with the highest-ranked resident.
    void pair_moved_down(Places& residents, Places& moved_left, BracketPairing& out) const {
        Criteria criteria(round_, bracket_, look_below_);
        const std::size_t count = bracket_.moved_down;
        std::vector<Field> paired(count), opponent(count);
        for (Field& field : paired) field = criteria.layout.add(1);
        for (Field& field : opponent) field = criteria.layout.add(residents.size());
        EdgeWeights edges =
            graph(criteria, bracket_.players, count, [](std::size_t, std::size_t) { return true; });
        for (std::size_t a = 0; a < count; ++a) {
            for (std::size_t b = count; b < bracket_.players.size(); ++b) {
                if (!round_.compatible(bracket_.players[a], bracket_.players[b])) continue;
                edges.add(a, b, paired[a], 1);
                edges.add(a, b, opponent[a], bracket_.players.size() - b);
            }
        }
        const auto mates = edges.match();
        for (std::size_t a = 0; a < count; ++a) {
            const Place place = bracket_.players[a];
            if (mates[a] == unmatched || mates[a] >= bracket_.players.size()) {
                moved_left.push_back(place);
                out.floaters.push_back(place);
                continue;
            }
            out.pairs.emplace_back(place, bracket_.players[mates[a]]);
            std::erase(residents, bracket_.players[mates[a]]);
        }
    }

    void pair_remainder(const Places& residents, const Places& moved_left, BracketPairing& out) {
        Places open = moved_left;
        open.insert(open.end(), residents.begin(), residents.end());
        first_ = moved_left.size();
        const std::vector<bool> on_top = choose_sides(open);
        // 4.2: the opponents in order of their upper players.
        Criteria criteria(round_, bracket_, look_below_);
        std::vector<Field> opponent(open.size());
        for (std::size_t i = 0; i < open.size(); ++i) {
            if (on_top[i]) opponent[i] = criteria.layout.add(open.size());
        }
        const auto allowed = [&](std::size_t a, std::size_t b) { return on_top[a] && !on_top[b]; };
        EdgeWeights edges = graph(criteria, open, first_, allowed);
        for (std::size_t a = first_; a < open.size(); ++a) {
            for (std::size_t b = a + 1; b < open.size(); ++b) {
                if (!allowed(a, b) || !round_.compatible(open[a], open[b])) continue;
                edges.add(a, b, opponent[a], open.size() - b);
            }
        }
        const auto mates = edges.match();
        for (std::size_t i = first_; i < open.size(); ++i) {
            if (mates[i] == unmatched || mates[i] >= open.size()) {
                out.floaters.push_back(open[i]);
            } else if (mates[i] > i) {
                out.pairs.emplace_back(open[i], open[mates[i]]);
            }
        }
    }

    /// 4.3: which players of the remainder are the upper ones of their pairs.
    std::vector<bool> choose_sides(const Places& open) {
        const auto any = [](std::size_t, std::size_t) { return true; };
        const std::size_t pairs = count_pairs(open);
        const std::size_t size = open.size() - first_;
        Criteria criteria(round_, bracket_, look_below_);
        const Field in_upper_half = criteria.layout.add(pairs);
        const Field nearness = criteria.layout.add(pairs * (size + 1));
        std::vector<Field> stays_below(pairs), rises(size);
        for (std::size_t i = pairs; i-- > 0;) stays_below[i] = criteria.layout.add(pairs);
        for (std::size_t i = pairs; i < size; ++i) rises[i] = criteria.layout.add(1);
        EdgeWeights edges = graph(criteria, open, first_, any);
        for (std::size_t i = 0; i < size; ++i) {
            for (std::size_t j = i + 1; j < size; ++j) {
                const std::size_t a = first_ + i, b = first_ + j;
                if (!round_.compatible(open[a], open[b])) continue;
                if (i < pairs) edges.add(a, b, in_upper_half, 1);
                if (i >= pairs) edges.add(a, b, rises[i], 1);
                edges.add(a, b, nearness, size - i);
                for (std::size_t k = 0; k < pairs; ++k) {
                    if (k != i) edges.add(a, b, stays_below[k], 1);
                }
            }
        }
        const auto mates = edges.match();
        std::vector<bool> on_top(open.size());
        for (std::size_t i = first_; i < open.size(); ++i) {
            on_top[i] = mates[i] != unmatched && mates[i] > i && mates[i] < open.size();
        }
        return on_top;
    }

    /// How many pairs the best candidate has in the remainder.
    std::size_t count_pairs(const Places& open) const {
        const Criteria criteria(round_, bracket_, look_below_);
        const auto mates =
            graph(criteria, open, first_, [](std::size_t, std::size_t) { return true; }).match();
        std::size_t pairs = 0;
        for (std::size_t i = first_; i < open.size(); ++i) {
            pairs += mates[i] != unmatched && mates[i] > i && mates[i] < open.size();
        }
        return pairs;
    }

    const DutchRound& round_;
    const Bracket& bracket_;
    bool look_below_;
    std::size_t first_ = 0;  ///< vertices before it are moved-down players who stay unpaired here
};

}  // namespace

BracketPairing pair_exactly(const DutchRound& round, const Bracket& bracket, bool look_below) {
    return ExactBracket(round, bracket, look_below).pair();
}

}  // namespace arena::pairing
