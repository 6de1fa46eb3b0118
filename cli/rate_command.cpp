// `arena rate RESULTS`: the list of players, best first.
//
// Equal ratings stand in the order of names. The state takes its name after the report is out: a
// run that failed is run again, and must not count its events twice.
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/output_file.hpp"
#include "cli/printable.hpp"
#include "cli/rate_fit.hpp"
#include "cli/rate_input.hpp"
#include "cli/terminal.hpp"
#include "core/json_text.hpp"
#include "core/rating/number_text.hpp"

namespace arena::cli {
namespace {

using rating::fixed_text;
using rating::PlayerId;

using Row = RatedRow;

std::vector<Row> ranked(const rating::Book& book, const rating::RatedMode& mode,
                        const RateArgs& args) {
    std::vector<Row> rows;
    for (PlayerId player = 0; player < mode.tallies.size(); ++player) {
        const rating::Tally& tally = mode.tallies[player];
        if (tally.games <= 0 || tally.games < args.min_games) continue;
        const rating::Skill skill = mode.system->skill(player);
        rows.push_back({player, skill, tally});
    }
    std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
        if (a.skill.mu != b.skill.mu) return a.skill.mu > b.skill.mu;
        return book.players.name(a.player) < book.players.name(b.player);
    });
    if (args.top > 0 && rows.size() > static_cast<std::size_t>(args.top)) {
        rows.resize(static_cast<std::size_t>(args.top));
    }
    return rows;
}

/// Small scales need more digits.
int decimals_of(const std::vector<Row>& rows) {
    double most = 0;
    for (const Row& row : rows) most = std::max(most, std::abs(row.skill.mu));
    return most < 100 ? 3 : 1;
}

std::string signed_text(double value, int decimals) {
    const std::string text = fixed_text(value, decimals);
    return value > 0 && text.front() != '-' ? "+" + text : text;
}

std::string table_text(const rating::Book& book, const std::vector<Row>& rows, const Screen& screen,
                       const rating::RatedMode& mode, const std::string& mode_name) {
    std::size_t widest = 6;
    for (const Row& row : rows) {
        widest = std::max(widest, display_width(printable(book.players.name(row.player))));
    }
    const bool deviates =
        std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.skill.sigma > 0; });
    const bool duels = std::any_of(rows.begin(), rows.end(), [](const Row& row) {
        return row.tally.wins + row.tally.draws + row.tally.losses > 0;
    });
    const std::size_t fixed = 7 + 9 + (deviates ? 9 : 0) + 9 + 8 + (duels ? 20 : 0);
    const auto columns = static_cast<std::size_t>(screen.columns);
    if (screen.terminal && widest + fixed > columns) {
        widest = std::max<std::size_t>(10, columns > fixed ? columns - fixed : 10);
    }
    const int decimals = decimals_of(rows);
    std::string out = paint(screen, Ink::strong, std::string(book.settings().spec().name)) +
                      (mode_name.empty() ? "" : " in " + printable(mode_name)) + ", " +
                      fixed_text(mode.events, 0) + " events, " + std::to_string(mode.players()) +
                      " players\n\n";
    std::string head =
        "  " + pad_left("", 4) + "  " + pad_right("player", widest) + pad_left("rating", 9);
    if (deviates) head += pad_left("+-", 9);
    // What the last event changed is known only where events are rated one by one.
    const bool stepwise = !book.settings().spec().whole_history;
    if (stepwise) head += pad_left("last", 9);
    head += pad_left("games", 8);
    if (duels) head += pad_left("won", 7) + pad_left("drawn", 7) + pad_left("lost", 6);
    out += paint(screen, Ink::faint, head) + "\n";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        const std::string name =
            cut_end(printable(book.players.name(row.player)), widest, screen.ellipsis());
        const double change = row.skill.mu - row.tally.before;
        out += "  " + pad_left(std::to_string(i + 1), 4) + "  " + pad_right(name, widest) +
               pad_left(fixed_text(row.skill.mu, decimals), 9);
        if (deviates) out += pad_left(fixed_text(row.skill.sigma, decimals), 9);
        const std::string moved = pad_left(signed_text(change, decimals), 9);
        if (stepwise)
            out +=
                paint(screen, change > 0 ? Ink::good : (change < 0 ? Ink::bad : Ink::faint), moved);
        out += pad_left(fixed_text(row.tally.games, 0), 8);
        if (duels) {
            out += pad_left(fixed_text(row.tally.wins, 0), 7) +
                   pad_left(fixed_text(row.tally.draws, 0), 7) +
                   pad_left(fixed_text(row.tally.losses, 0), 6);
        }
        out += "\n";
    }
    return out;
}

std::string csv_text(const rating::Book& book, const std::vector<Row>& rows) {
    std::string out = "place,player,rating,deviation,change,games,wins,draws,losses\n";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        out += std::to_string(i + 1) + "," + csv_field(book.players.name(row.player));
        for (const double value :
             {row.skill.mu, row.skill.sigma, row.skill.mu - row.tally.before, row.tally.games,
              row.tally.wins, row.tally.draws, row.tally.losses}) {
            out += "," + rating::number_text(value);
        }
        out += "\n";
    }
    return out;
}

std::string report_json(const rating::Book& book, const std::vector<Row>& rows,
                        const RateArgs& args, const rating::RatedMode& mode) {
    using nlohmann::json;
    json settings = json::object(), players = json::array();
    const auto& spec = book.settings().spec();
    for (const rating::Parameter& parameter : spec.parameters) {
        settings[std::string(parameter.name)] = book.settings()[parameter.name];
    }
    for (const Row& row : rows) {
        players.push_back({{"player", std::string(book.players.name(row.player))},
                           {"rating", row.skill.mu},
                           {"deviation", row.skill.sigma},
                           {"change", row.skill.mu - row.tally.before},
                           {"games", row.tally.games},
                           {"wins", row.tally.wins},
                           {"draws", row.tally.draws},
                           {"losses", row.tally.losses}});
    }
    json report = {
        {"system", std::string(spec.name)}, {"settings", settings},  {"mode", args.mode},
        {"modes", book.mode_names()},       {"events", mode.events}, {"players", players}};
    const rating::System& system = *mode.system;
    for (const rating::Finding& one : system.findings()) {
        json& found = report["found"][std::string(one.name)];
        found = {{"value", one.value}, {"error", one.error}};
        if (!one.note.empty()) found["note"] = std::string(one.note);
    }
    if (args.los) {
        for (const Row& a : rows) {
            json chances = json::array();
            for (const Row& b : rows) chances.push_back(system.superiority(a.player, b.player));
            report["los"].push_back(chances);
        }
    }
    return json_text(report, 2) + "\n";
}

}  // namespace

Result<ExitStatus> rate_command(const RateArgs& args) {
    if (args.parameters_only) {
        const auto settings = settings_of(args);
        if (!settings) return tl::unexpected<Error>(settings.error());
        const auto done = put_report(args, parameters_text(settings->spec()));
        if (!done) return tl::unexpected<Error>(done.error());
        return ExitStatus::ok;
    }
    auto book = rated_book(args);
    if (!book) return tl::unexpected<Error>(book.error());
    // The state keeps open periods open; only the report settles them.
    const std::string state = args.state.empty() ? "" : rating::state_text(*book);
    if (auto done = hold_anchors(*book, args.anchors); !done) {
        return tl::unexpected<Error>(done.error());
    }
    if (auto done = book->settle(); !done) return tl::unexpected<Error>(done.error());
    const rating::RatedMode* mode = book->find(args.mode);
    if (mode == nullptr) {
        return fail(ErrorCode::usage, "no event is of mode '" + args.mode + "'");
    }
    const std::vector<Row> rows = ranked(*book, *mode, args);
    if (args.los && std::none_of(rows.begin(), rows.end(),
                                 [](const Row& row) { return row.skill.sigma > 0; })) {
        return fail(ErrorCode::usage, std::string(book->settings().spec().name) +
                                          " has no deviations to tell --los by (bradley-terry, "
                                          "glicko2, trueskill, ... have)");
    }
    std::string report;
    switch (args.format) {
        case RateFormat::table:
            report = table_text(*book, rows, screen_of(STDOUT_FILENO, args.common.color), *mode,
                                args.mode) +
                     findings_text(*mode->system);
            if (args.los) report += superiority_text(*book, *mode->system, rows);
            break;
        case RateFormat::csv:
            report = args.los ? superiority_csv(*book, *mode->system, rows) : csv_text(*book, rows);
            break;
        case RateFormat::json: report = report_json(*book, rows, args, *mode); break;
    }
    if (auto done = put_report_and(args, report, {"--state", args.state}, state); !done) {
        return tl::unexpected<Error>(done.error());
    }
    return ExitStatus::ok;
}

}  // namespace arena::cli
