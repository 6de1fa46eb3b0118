#include "core/similarity/ranking_quality.hpp"

#include <algorithm>

namespace arena::similarity {

RankingQuality ranking_quality(std::vector<Labelled> pairs) {
    std::sort(pairs.begin(), pairs.end(),
              [](const Labelled& a, const Labelled& b) { return a.score > b.score; });
    RankingQuality quality;
    quality.pairs = pairs.size();
    quality.copied = static_cast<std::size_t>(
        std::count_if(pairs.begin(), pairs.end(), [](const Labelled& one) { return one.copied; }));
    if (!quality.measured()) return quality;
    const auto all_copied = static_cast<double>(quality.copied);
    const auto all_others = static_cast<double>(quality.pairs - quality.copied);
    double copied = 0, others = 0, ordered = 0;
    for (std::size_t i = 0; i < pairs.size();) {
        double equal_copied = 0, equal_others = 0;
        const double score = pairs[i].score;
        for (; i < pairs.size() && pairs[i].score == score; ++i) {
            (pairs[i].copied ? equal_copied : equal_others) += 1;
        }
        // Every copy here beats the others still to come, and ties with the equal ones.
        ordered += equal_copied * (all_others - others - equal_others + equal_others / 2);
        copied += equal_copied;
        others += equal_others;
        quality.ap += equal_copied / all_copied * (copied / (copied + others));
        const double f1 = 2 * copied / (all_copied + copied + others);
        if (f1 > quality.f1) {
            quality.f1 = f1;
            quality.at = score;
        }
    }
    quality.auc = ordered / (all_copied * all_others);
    return quality;
}

}  // namespace arena::similarity
