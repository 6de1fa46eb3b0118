// See similar_html.hpp. Well-formed XML too, so that any parser may check it: every element is
// closed, and what XML forbids even as a reference (most control characters) is shown in words.
#include "cli/similar_html.hpp"

#include <algorithm>

#include "cli/printable.hpp"
#include "cli/similar_match.hpp"
#include "core/rating/number_text.hpp"

namespace arena::cli {
namespace {

using rating::fixed_text;

constexpr std::size_t block_colors = 6;

constexpr std::string_view style =
    "body{font:15px/1.4 system-ui,sans-serif;margin:1.5em auto;max-width:100em;padding:0 1em;"
    "color:#1b1b1b;background:#fff}"
    "h1{font-size:1.4em}h2{font-size:1.15em;margin-top:2em;border-top:1px solid #ccc;"
    "padding-top:1em;overflow-wrap:anywhere}"
    "table{border-collapse:collapse}td,th{padding:.2em .8em;text-align:left;"
    "border-bottom:1px solid #ddd;overflow-wrap:anywhere}td.n,th.n{text-align:right;"
    "font-variant-numeric:tabular-nums;white-space:nowrap}"
    ".sides{display:grid;grid-template-columns:1fr 1fr;gap:1em}"
    ".sides>div{min-width:0}h3{font-size:1em;margin:.3em 0;overflow-wrap:anywhere}"
    "pre{font:13px/1.45 ui-monospace,monospace;margin:0;padding:.6em;border:1px solid #ddd;"
    "overflow:auto;max-height:85vh;tab-size:4}"
    "i{color:#888;font-style:normal;user-select:none}"
    "a{color:inherit}mark{color:inherit}mark a{text-decoration:none}"
    ".m0{background:#ffe08a}.m1{background:#b9e3ff}.m2{background:#c9f2c0}"
    ".m3{background:#ffc9c9}.m4{background:#e3cfff}.m5{background:#ffd3b0}"
    "mark:target{outline:2px solid #000}"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}"
    "pre,td,th{border-color:#444}h2{border-color:#444}"
    ".m0{background:#5c4a00}.m1{background:#0d4468}.m2{background:#1d5114}"
    ".m3{background:#6b2020}.m4{background:#45256f}.m5{background:#6b3a10}"
    "mark:target{outline-color:#fff}}";

/// A block's place on one side.
struct Stretch {
    std::size_t begin, end, block;
};

std::vector<Stretch> stretches(const PairMatch& match, bool first) {
    std::vector<Stretch> all;
    for (std::size_t i = 0; i < match.blocks.size(); ++i) {
        const MatchBlock& block = match.blocks[i];
        all.push_back(first ? Stretch{block.a_begin, block.a_end, i}
                            : Stretch{block.b_begin, block.b_end, i});
    }
    std::sort(all.begin(), all.end(),
              [](const Stretch& x, const Stretch& y) { return x.begin < y.begin; });
    return all;
}

/// One side's lines, matching stretches marked; a mark is closed at each line's end, for the line
/// numbers stand outside of it. The number of a block leads to its other side.
std::string side_html(const MatchSide& side, const std::vector<Stretch>& marks,
                      const std::string& pair, char own, char other) {
    const std::size_t digits = std::to_string(side.line_begins.size()).size();
    std::string out;
    auto mark = marks.begin();
    bool begun = false;  // the mark's first piece, which has the anchor, is out
    for (std::size_t i = 0; i < side.line_begins.size(); ++i) {
        const std::string_view line = side.line(i);
        std::size_t at = side.line_begins[i];
        const std::size_t end = at + line.size();
        out += "<i>" + pad_left(std::to_string(i + 1), digits) + "  </i>";
        while (mark != marks.end() && mark->begin < end) {
            const std::string_view text = side.text;
            const std::size_t from = std::max(at, mark->begin), to = std::min(end, mark->end);
            out += markup_text(text.substr(at, from - at), Lines::keep);
            const std::string number = std::to_string(mark->block + 1);
            if (from < to) {
                out += "<mark class=\"m" + std::to_string(mark->block % block_colors) + "\"";
                if (!begun) {
                    out += " id=\"" + pair + own + number + "\"><a href=\"#" + pair + other +
                           number + "\">[" + number + "]</a> ";
                } else {
                    out += ">";
                }
                out += markup_text(text.substr(from, to - from), Lines::keep) + "</mark>";
                begun = true;
            }
            at = std::max(at, to);
            if (mark->end > end) break;
            ++mark;
            begun = false;
        }
        out += markup_text(std::string_view(side.text).substr(at, end > at ? end - at : 0),
                           Lines::keep) +
               "\n";
    }
    return out;
}

std::string numbers_html(const similarity::PairScore& pair) {
    return "<td class=\"n\">" + fixed_text(pair.score, 3) + "</td><td class=\"n\">" +
           fixed_text(100 * pair.of_a, 0) + " %</td><td class=\"n\">" +
           fixed_text(100 * pair.of_b, 0) + " %</td>";
}

std::string table_html(const SimilarInput& input, const std::vector<similarity::PairScore>& pairs) {
    std::string out =
        "<table><thead><tr><th class=\"n\">#</th><th class=\"n\">score</th>"
        "<th class=\"n\">of A</th><th class=\"n\">of B</th><th>A</th><th>B</th></tr></thead>"
        "<tbody>\n";
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        out += "<tr><td class=\"n\"><a href=\"#p" + number + "\">" + number + "</a></td>" +
               numbers_html(pairs[i]) + "<td>" +
               markup_text(input.corpus[pairs[i].a].name, Lines::keep) + "</td><td>" +
               markup_text(input.corpus[pairs[i].b].name, Lines::keep) + "</td></tr>\n";
    }
    return out + "</tbody></table>\n";
}

std::string clusters_html(const SimilarInput& input,
                          const std::vector<similarity::Cluster>& clusters,
                          const SimilarArgs& args) {
    if (clusters.empty()) return "";
    std::string out = "<h2>Groups</h2>\n<p>Joined by pairs of " +
                      fixed_text(args.cluster_score, 2) + " or more.</p>\n<ol>\n";
    for (const similarity::Cluster& cluster : clusters) {
        out += "<li>" + std::to_string(cluster.members.size()) + " submissions, " +
               fixed_text(cluster.least, 2) + " to " + fixed_text(cluster.most, 2) + ": ";
        for (std::size_t i = 0; i < cluster.members.size(); ++i) {
            out += (i > 0 ? ", " : "") +
                   markup_text(input.corpus[cluster.members[i]].name, Lines::keep);
        }
        out += "</li>\n";
    }
    return out + "</ol>\n";
}

std::string pair_html(const SimilarInput& input, const similarity::PairScore& pair,
                      std::size_t number) {
    const PairMatch match = pair_match(input, pair.a, pair.b);
    const std::string id = "p" + std::to_string(number);
    std::size_t tokens = 0;
    for (const MatchBlock& block : match.blocks) tokens += block.tokens;
    return "<h2 id=\"" + id + "\">" + std::to_string(number) + ". " +
           markup_text(match.a.name, Lines::keep) + " and " +
           markup_text(match.b.name, Lines::keep) + "</h2>\n<p>Score " + fixed_text(pair.score, 3) +
           "; " + std::to_string(match.blocks.size()) + " blocks, " + std::to_string(tokens) +
           " tokens the same. <a href=\"#top\">To the list</a></p>\n"
           "<div class=\"sides\"><div><h3>" +
           markup_text(match.a.name, Lines::keep) + "</h3><pre>" +
           side_html(match.a, stretches(match, true), id, 'a', 'b') + "</pre></div><div><h3>" +
           markup_text(match.b.name, Lines::keep) + "</h3><pre>" +
           side_html(match.b, stretches(match, false), id, 'b', 'a') + "</pre></div></div>\n";
}

}  // namespace

std::string similar_html(const SimilarInput& input, const std::vector<similarity::PairScore>& pairs,
                         const std::vector<similarity::Cluster>& clusters,
                         const SimilarArgs& args) {
    std::string out =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>"
        "<meta name=\"viewport\" content=\"width=device-width\"/>"
        "<title>Similar submissions</title><style>" +
        std::string(style) + "</style></head><body>\n<h1 id=\"top\">Similar submissions</h1>\n<p>" +
        std::to_string(input.corpus.size()) + " submissions were compared; the " +
        std::to_string(pairs.size()) +
        " most alike pairs follow. A score says how much of the rarer code of one stands in the "
        "other. It is a reason to look, never a verdict.</p>\n";
    if (!pairs.empty()) out += table_html(input, pairs);
    out += clusters_html(input, clusters, args);
    if (!input.left_out.empty()) {
        out += "<h2>Left out</h2>\n<ul>\n";
        for (const std::string& one : input.left_out)
            out += "<li>" + markup_text(one, Lines::keep) + "</li>\n";
        out += "</ul>\n";
    }
    for (std::size_t i = 0; i < pairs.size(); ++i) out += pair_html(input, pairs[i], i + 1);
    return out + "</body></html>\n";
}

}  // namespace arena::cli
