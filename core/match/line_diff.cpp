#include "core/match/line_diff.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/assert.hpp"

namespace arena::match {
namespace {

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\f' || letter == '\v';
}

/// Lines without white space; those that are nothing else left out.
std::vector<std::string> squeezed_lines(std::string_view text) {
    std::vector<std::string> lines;
    std::string line;
    for (const char letter : text) {
        if (letter == '\n') {
            if (!line.empty()) lines.push_back(std::move(line));
            line.clear();
        } else if (!is_blank(letter)) {
            line += letter;
        }
    }
    if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

}  // namespace

std::optional<int> changed_lines(std::string_view before, std::string_view after, int max) {
    ARENA_ASSERT(max >= 0);
    const std::vector<std::string> a = squeezed_lines(before), b = squeezed_lines(after);
    const auto rows = static_cast<std::ptrdiff_t>(a.size());
    const auto columns = static_cast<std::ptrdiff_t>(b.size());
    if (std::abs(rows - columns) > max) return std::nullopt;
    // best[j - i + max + 1]: fewest changes from the first i lines of a to the first j of b, for
    // |j - i| <= max; further out it is more than max anyway. A wall stands on either side.
    const int wall = max + 1;
    const std::ptrdiff_t band = max;
    const auto width = static_cast<std::size_t>(2 * band + 3);
    std::vector<int> best(width, wall), next(width, wall);
    for (std::ptrdiff_t j = 0; j <= std::min(columns, band); ++j)
        best[static_cast<std::size_t>(j + band + 1)] = static_cast<int>(j);
    for (std::ptrdiff_t i = 1; i <= rows; ++i) {
        std::fill(next.begin(), next.end(), wall);
        for (std::ptrdiff_t j = std::max<std::ptrdiff_t>(0, i - band);
             j <= std::min(columns, i + band); ++j) {
            const auto at = static_cast<std::size_t>(j - i + band + 1);
            int fewest = best[at + 1] + 1;                           // line i deleted
            if (j > 0) fewest = std::min(fewest, next[at - 1] + 1);  // line j inserted
            if (j > 0) {
                const bool same =
                    a[static_cast<std::size_t>(i - 1)] == b[static_cast<std::size_t>(j - 1)];
                fewest = std::min(fewest, best[at] + (same ? 0 : 1));
            }
            next[at] = std::min(fewest, wall);
        }
        best.swap(next);
    }
    const int changed = best[static_cast<std::size_t>(columns - rows + band + 1)];
    if (changed > max) return std::nullopt;
    return changed;
}

}  // namespace arena::match
