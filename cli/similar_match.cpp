#include "cli/similar_match.hpp"

#include <algorithm>

namespace arena::cli {
namespace {

MatchSide side_of(const SimilarInput& input, std::size_t submission) {
    const auto& files = input.sources[submission];
    MatchSide side;
    side.name = input.corpus[submission].name;
    for (const SubmittedFile& file : files) {
        if (files.size() > 1) {
            if (!side.text.empty() && side.text.back() != '\n') side.text += "\n";
            side.text += "==> " + file.name + " <==\n";
        }
        const auto shift = static_cast<std::uint32_t>(side.text.size());
        side.text += file.text;
        for (similarity::Token token : file.tokens) {
            token.begin += shift;
            token.end += shift;
            side.tokens.push_back(token);
        }
    }
    side.line_begins.push_back(0);
    for (std::size_t i = 0; i < side.text.size(); ++i) {
        const char c = side.text[i];
        const bool crlf = c == '\r' && i + 1 < side.text.size() && side.text[i + 1] == '\n';
        if ((c == '\n' || (c == '\r' && !crlf)) && i + 1 < side.text.size()) {
            side.line_begins.push_back(i + 1);
        }
    }
    return side;
}

}  // namespace

std::size_t MatchSide::line_of(std::size_t offset) const {
    const auto next = std::upper_bound(line_begins.begin(), line_begins.end(), offset);
    return static_cast<std::size_t>(next - line_begins.begin()) - 1;
}

std::string_view MatchSide::line(std::size_t i) const {
    const std::size_t begin = line_begins[i];
    const std::size_t end = i + 1 < line_begins.size() ? line_begins[i + 1] : text.size();
    std::string_view line = std::string_view(text).substr(begin, end - begin);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    return line;
}

PairMatch pair_match(const SimilarInput& input, std::size_t a, std::size_t b) {
    PairMatch match{side_of(input, a), side_of(input, b), {}};
    const auto& ours = match.a.tokens;
    const auto& theirs = match.b.tokens;
    const auto found = similarity::tiles(
        ours, theirs, similarity::tile_tokens_min(ours.size(), theirs.size()),
        similarity::given_tokens(ours, input.given), similarity::given_tokens(theirs, input.given));
    for (const similarity::Tile& tile : found) {
        match.blocks.push_back({ours[tile.a].begin, ours[tile.a + tile.tokens - 1].end,
                                theirs[tile.b].begin, theirs[tile.b + tile.tokens - 1].end,
                                tile.tokens});
    }
    return match;
}

}  // namespace arena::cli
