// See gram_table.hpp. Both directions are kept: from a gram to its submissions for whole rows, from
// a submission to its grams for single pairs.
#include "core/similarity/gram_table.hpp"

#include <algorithm>
#include <cmath>

#include "core/assert.hpp"

namespace arena::similarity {
namespace {

constexpr double weight_unit = 65536;
/// As many submissions that nobody handed in: without them two copies and nothing else would make
/// their common code commonplace.
constexpr double imagined_submissions = 10;

struct Occurrence {
    std::uint64_t hash;
    std::uint32_t submission, count;
};

}  // namespace

std::uint64_t gram_weight(std::size_t submissions, std::size_t having) {
    ARENA_ASSERT(having >= 1 && having <= submissions);
    const double surprise = std::log((static_cast<double>(submissions) + imagined_submissions) /
                                     static_cast<double>(having));
    const double weight = surprise * surprise * surprise * weight_unit;
    return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::llround(weight)));
}

GramTable::GramTable(const std::vector<const std::vector<Gram>*>& submissions)
    : totals_(submissions.size(), 0), first_gram_(submissions.size() + 1, 0) {
    std::vector<Occurrence> all;
    std::size_t grams = 0;
    for (const auto* list : submissions) grams += list->size();
    all.reserve(grams);
    for (std::size_t i = 0; i < submissions.size(); ++i) {
        for (const Gram& gram : *submissions[i]) {
            all.push_back({gram.hash, static_cast<std::uint32_t>(i), gram.count});
        }
    }
    std::sort(all.begin(), all.end(), [](const Occurrence& a, const Occurrence& b) {
        return a.hash != b.hash ? a.hash < b.hash : a.submission < b.submission;
    });
    for (std::size_t i = 0; i < all.size();) {
        std::size_t end = i;
        while (end < all.size() && all[end].hash == all[i].hash) ++end;
        const std::uint64_t weight = gram_weight(submissions.size(), end - i);
        for (std::size_t j = i; j < end; ++j) totals_[all[j].submission] += weight * all[j].count;
        if (end - i > 1) {
            weights_.push_back(weight);
            first_posting_.push_back(static_cast<std::uint32_t>(postings_.size()));
            for (std::size_t j = i; j < end; ++j) {
                postings_.push_back({all[j].submission, all[j].count});
                ++first_gram_[all[j].submission + 1];
            }
        }
        i = end;
    }
    first_posting_.push_back(static_cast<std::uint32_t>(postings_.size()));
    for (std::size_t i = 1; i < first_gram_.size(); ++i) first_gram_[i] += first_gram_[i - 1];
    grams_.resize(postings_.size());
    std::vector<std::uint32_t> next(first_gram_.begin(), first_gram_.end() - 1);
    for (std::size_t gram = 0; gram < weights_.size(); ++gram) {
        for (std::uint32_t p = first_posting_[gram]; p < first_posting_[gram + 1]; ++p) {
            grams_[next[postings_[p].id]++] = {static_cast<std::uint32_t>(gram),
                                               postings_[p].count};
        }
    }
}

std::uint64_t GramTable::shared(std::size_t a, std::size_t b) const {
    std::uint64_t sum = 0;
    std::uint32_t i = first_gram_[a], j = first_gram_[b];
    while (i < first_gram_[a + 1] && j < first_gram_[b + 1]) {
        if (grams_[i].id == grams_[j].id) {
            sum += weights_[grams_[i].id] * std::min(grams_[i].count, grams_[j].count);
            ++i;
            ++j;
        } else if (grams_[i].id < grams_[j].id) {
            ++i;
        } else {
            ++j;
        }
    }
    return sum;
}

void GramTable::add_shared(std::size_t a, std::size_t end, std::vector<std::uint64_t>& sums) const {
    for (std::uint32_t i = first_gram_[a]; i < first_gram_[a + 1]; ++i) {
        const std::uint32_t gram = grams_[i].id, count = grams_[i].count;
        const std::uint64_t weight = weights_[gram];
        const auto last = postings_.begin() + first_posting_[gram + 1];
        auto one = std::upper_bound(
            postings_.begin() + first_posting_[gram], last, a,
            [](std::size_t wanted, const Posting& posting) { return wanted < posting.id; });
        for (; one != last && one->id < end; ++one) {
            sums[one->id - a - 1] += weight * std::min(count, one->count);
        }
    }
}

}  // namespace arena::similarity
