#include "core/similarity/score.hpp"

#include <algorithm>

#include "core/assert.hpp"

namespace arena::similarity {
namespace {

constexpr double short_program_tokens = 150;
constexpr std::uint64_t floor_share = 4;  ///< a quarter of the problem's middle weight

std::vector<Submission> sorted(std::vector<Submission> submissions) {
    std::sort(submissions.begin(), submissions.end(), [](const Submission& a, const Submission& b) {
        return a.problem != b.problem ? a.problem < b.problem : a.name < b.name;
    });
    return submissions;
}

GramTable table_of(const std::vector<Submission>& submissions,
                   std::vector<Gram> Fingerprint::*grams) {
    std::vector<const std::vector<Gram>*> lists;
    lists.reserve(submissions.size());
    for (const Submission& one : submissions) lists.push_back(&(one.print.*grams));
    return GramTable(lists);
}

/// A quarter of the middle weight of [begin, end), those without any left out.
std::uint64_t floor_of(const GramTable& table, std::size_t begin, std::size_t end) {
    std::vector<std::uint64_t> totals;
    for (std::size_t i = begin; i < end; ++i) {
        if (table.total(i) > 0) totals.push_back(table.total(i));
    }
    if (totals.empty()) return 0;
    const auto middle = totals.begin() + static_cast<std::ptrdiff_t>((totals.size() - 1) / 2);
    std::nth_element(totals.begin(), middle, totals.end());
    return *middle / floor_share;
}

double share(std::uint64_t shared, std::uint64_t whole) {
    return whole == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(whole);
}

}  // namespace

Corpus::Corpus(std::vector<Submission> submissions)
    : submissions_(sorted(std::move(submissions))),
      short_table_(table_of(submissions_, &Fingerprint::short_grams)),
      long_table_(table_of(submissions_, &Fingerprint::long_grams)),
      problem_ends_(submissions_.size()),
      short_floors_(submissions_.size()),
      long_floors_(submissions_.size()) {
    for (std::size_t begin = 0; begin < size();) {
        std::size_t end = begin;
        while (end < size() && submissions_[end].problem == submissions_[begin].problem) ++end;
        const std::uint64_t short_floor = floor_of(short_table_, begin, end);
        const std::uint64_t long_floor = floor_of(long_table_, begin, end);
        for (; begin < end; ++begin) {
            problem_ends_[begin] = end;
            short_floors_[begin] = short_floor;
            long_floors_[begin] = long_floor;
        }
    }
}

PairScore Corpus::pair(std::size_t a, std::size_t b, const Shared& shared) const {
    const double tokens = std::max(submissions_[a].print.tokens, submissions_[b].print.tokens);
    const double relative = tokens / short_program_tokens;
    const double by_length = tokens < double{short_runs_below_tokens}
                                 ? 1 / (1 + relative * relative * relative * relative)
                                 : 0;
    const auto mixed = [&](std::uint64_t short_whole, std::uint64_t long_whole) {
        // Where given code was removed no short run may be left: long ones then tell alone.
        const double short_weight = short_whole == 0 ? 0 : by_length;
        return std::clamp(short_weight * share(shared.in_short, short_whole) +
                              (1 - short_weight) * share(shared.in_long, long_whole),
                          0.0, 1.0);
    };
    // The floors of two problems differ; the higher one holds in both directions.
    const auto whole = [&](const GramTable& table, const std::vector<std::uint64_t>& floors) {
        const auto [less, more] = std::minmax({table.total(a), table.total(b)});
        return std::max(less, std::min(std::max(floors[a], floors[b]), more));
    };
    return {static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b),
            mixed(whole(short_table_, short_floors_), whole(long_table_, long_floors_)),
            mixed(short_table_.total(a), long_table_.total(a)),
            mixed(short_table_.total(b), long_table_.total(b))};
}

PairScore Corpus::score(std::size_t a, std::size_t b) const {
    ARENA_ASSERT(a != b && a < size() && b < size());
    if (a > b) std::swap(a, b);
    return pair(a, b, {short_table_.shared(a, b), long_table_.shared(a, b)});
}

std::vector<PairScore> Corpus::row(std::size_t a, double least) const {
    std::vector<PairScore> pairs;
    const std::size_t end = problem_end(a), count = end - a - 1;
    std::vector<std::uint64_t> shorts(count, 0), longs(count, 0);
    short_table_.add_shared(a, end, shorts);
    long_table_.add_shared(a, end, longs);
    for (std::size_t i = 0; i < count; ++i) {
        if (shorts[i] == 0 && longs[i] == 0) continue;
        const Submission &one = submissions_[a], &other = submissions_[a + 1 + i];
        if (!one.user.empty() && one.user == other.user) continue;
        const PairScore found = pair(a, a + 1 + i, {shorts[i], longs[i]});
        if (found.score >= least) pairs.push_back(found);
    }
    return pairs;
}

}  // namespace arena::similarity
