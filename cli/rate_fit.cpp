#include "cli/rate_fit.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "cli/printable.hpp"
#include "core/rating/number_text.hpp"

namespace arena::cli {
namespace {

using rating::fixed_text;

constexpr std::size_t name_columns_max = 24;

Result<rating::Anchor> anchor_of(const rating::Book& book, const std::string& text) {
    const auto equals = text.rfind('=');
    double rating = 0;
    const char* end = text.data() + text.size();
    const bool read = equals != text.npos && equals + 1 < text.size() && [&] {
        const auto [at, error] = std::from_chars(text.data() + equals + 1, end, rating);
        return error == std::errc() && at == end && std::isfinite(rating);
    }();
    if (!read) {
        return fail(ErrorCode::usage,
                    "--anchor is PLAYER=RATING, not '" + text.substr(0, 40) + "'");
    }
    const std::string name = text.substr(0, equals);
    const rating::PlayerId id = book.players.find(name);
    if (id == rating::nobody) {
        return fail(ErrorCode::usage, "--anchor: nobody is called '" + name.substr(0, 40) + "'");
    }
    return rating::Anchor{id, rating};
}

}  // namespace

Result<void> hold_anchors(rating::Book& book, const std::vector<std::string>& anchors) {
    if (anchors.empty()) return {};
    std::vector<rating::Anchor> held;
    for (const std::string& text : anchors) {
        const auto one = anchor_of(book, text);
        if (!one) return tl::unexpected<Error>(one.error());
        const bool twice = std::any_of(held.begin(), held.end(), [&](const rating::Anchor& other) {
            return other.player == one->player;
        });
        if (twice) {
            return fail(
                ErrorCode::usage,
                "--anchor: " + std::string(book.players.name(one->player)) + " is anchored twice");
        }
        held.push_back(*one);
    }
    return book.anchor(held);
}

std::string findings_text(const rating::System& system) {
    std::string out;
    for (const rating::Finding& one : system.findings()) {
        out += (out.empty() ? "\n  " : "  ") + pad_right(std::string(one.name), 24) +
               pad_left(fixed_text(one.value, 2), 9);
        if (one.error > 0) out += "  +- " + fixed_text(one.error, 2);
        if (!one.note.empty()) out += "  " + std::string(one.note);
        out += "\n";
    }
    return out;
}

std::string superiority_text(const rating::Book& book, const rating::System& system,
                             const std::vector<RatedRow>& rows) {
    std::size_t widest = 6;
    for (const RatedRow& row : rows) {
        widest = std::max(widest, display_width(printable(book.players.name(row.player))));
    }
    widest = std::min(widest, name_columns_max);
    std::string out = "\n  " + pad_right("stronger than, %", 6 + widest);
    for (std::size_t i = 0; i < rows.size(); ++i) out += pad_left(std::to_string(i + 1), 6);
    out += "\n";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string name = cut_end(printable(book.players.name(rows[i].player)), widest, ".");
        out += "  " + pad_left(std::to_string(i + 1), 4) + "  " + pad_right(name, widest);
        for (std::size_t j = 0; j < rows.size(); ++j) {
            const double chance = system.superiority(rows[i].player, rows[j].player);
            out += pad_left(i == j ? "-" : fixed_text(100 * chance, 1), 6);
        }
        out += "\n";
    }
    return out;
}

std::string superiority_csv(const rating::Book& book, const rating::System& system,
                            const std::vector<RatedRow>& rows) {
    std::string out = "player";
    for (const RatedRow& row : rows) out += "," + csv_field(book.players.name(row.player));
    out += "\n";
    for (const RatedRow& a : rows) {
        out += csv_field(book.players.name(a.player));
        for (const RatedRow& b : rows) {
            out += ",";
            if (a.player != b.player) {
                out += rating::number_text(system.superiority(a.player, b.player));
            }
        }
        out += "\n";
    }
    return out;
}

std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == text.npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

}  // namespace arena::cli
