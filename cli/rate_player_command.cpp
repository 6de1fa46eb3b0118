// `arena rate predict`, `history` and `drift`: forecasts of a game, ratings over time, and how the
// list moves as a whole.
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/printable.hpp"
#include "cli/rate_fit.hpp"
#include "cli/rate_input.hpp"
#include "cli/rate_plot.hpp"
#include "cli/terminal.hpp"
#include "core/json_text.hpp"
#include "core/rating/drift.hpp"
#include "core/rating/number_text.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;
using rating::fixed_text;
using rating::PlayerId;

constexpr std::size_t anchor_columns_max = 16;  ///< of a name that heads a column

Result<PlayerId> player_of(const rating::Roster& players, const std::string& name) {
    const PlayerId id = players.find(name);
    if (id != rating::nobody) return id;
    std::vector<std::string> all;
    for (PlayerId p = 0; p < players.size(); ++p) all.emplace_back(players.name(p));
    const std::vector<std::string_view> names(all.begin(), all.end());
    const std::string near = nearest_name(name, names);
    return fail(ErrorCode::usage, "no player '" + name + "' in the results" +
                                      (near.empty() ? "" : " (did you mean '" + near + "'?)"));
}

std::string csv_points(const std::vector<Curve>& curves) {
    std::string out = "player,day,rating\n";
    for (const Curve& curve : curves) {
        for (const auto& [day, value] : curve.points) {
            out += csv_field(curve.name) + "," + rating::number_text(day) + "," +
                   rating::number_text(value) + "\n";
        }
    }
    return out;
}

Result<std::vector<Curve>> curves_of(const RateArgs& args) {
    const auto settings = settings_of(args);
    if (!settings) return tl::unexpected<Error>(settings.error());
    const auto loaded = load_results(args);
    if (!loaded) return tl::unexpected<Error>(loaded.error());
    std::vector<PlayerId> wanted;
    std::vector<Curve> curves;
    for (const std::string& name : args.players) {
        const auto id = player_of(loaded->players, name);
        if (!id) return tl::unexpected<Error>(id.error());
        wanted.push_back(*id);
        curves.push_back({name, {}});
    }
    const auto system = settings->spec().make(*settings);
    for (std::size_t e = 0; e < loaded->history.size(); ++e) {
        const rating::Event event = loaded->history[e];
        if (auto done = system->rate(event); !done) return tl::unexpected<Error>(done.error());
        if (settings->spec().whole_history) continue;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const auto at = std::find(event.players.begin(), event.players.end(), wanted[i]);
            if (at == event.players.end()) continue;
            curves[i].points.emplace_back(event.day, system->skill(wanted[i]).mu);
        }
    }
    if (auto done = system->settle(); !done) return tl::unexpected<Error>(done.error());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        for (const auto& point : system->curve(wanted[i])) {
            curves[i].points.emplace_back(point.day, point.skill.mu);
        }
        if (curves[i].points.empty()) {
            curves[i].points.emplace_back(0, system->skill(wanted[i]).mu);
        }
    }
    return curves;
}

}  // namespace

Result<ExitStatus> rate_history_command(const RateArgs& args) {
    const auto curves = curves_of(args);
    if (!curves) return tl::unexpected<Error>(curves.error());
    std::string report;
    switch (args.format) {
        case RateFormat::table:
            report = terminal_plot(*curves, screen_of(STDOUT_FILENO, args.common.color));
            break;
        case RateFormat::csv: report = csv_points(*curves); break;
        case RateFormat::json: {
            json out = json::array();
            for (const Curve& curve : *curves) {
                out.push_back({{"player", curve.name}, {"points", curve.points}});
            }
            report = json_text(out, 2) + "\n";
            break;
        }
    }
    const std::string svg = args.svg.empty() ? "" : svg_plot(*curves);
    if (auto done = put_report_and(args, report, {"--svg", args.svg}, svg); !done) {
        return tl::unexpected<Error>(done.error());
    }
    return ExitStatus::ok;
}

Result<ExitStatus> rate_predict_command(const RateArgs& args) {
    auto book = rated_book(args);
    if (!book) return tl::unexpected<Error>(book.error());
    if (auto done = book->settle(); !done) return tl::unexpected<Error>(done.error());
    const rating::RatedMode* mode = book->find(args.mode);
    if (mode == nullptr) {
        return fail(ErrorCode::usage, "no event is of mode '" + args.mode + "'");
    }
    const auto a = player_of(book->players, args.players[0]);
    if (!a) return tl::unexpected<Error>(a.error());
    const auto b = player_of(book->players, args.players[1]);
    if (!b) return tl::unexpected<Error>(b.error());
    if (*a == *b) return fail(ErrorCode::usage, "a player does not meet itself");
    rating::Meeting meeting;
    const PlayerId ids[] = {*a, *b};
    meeting.a = {ids, 1};
    meeting.b = {ids + 1, 1};
    meeting.lead = args.lead;
    for (const PlayerId id : ids) {
        if (id < mode->tallies.size()) {
            meeting.day = std::max(meeting.day, mode->tallies[id].last_day);
        }
    }
    const double expected = mode->system->expected(meeting);
    std::string report;
    if (args.format == RateFormat::json) {
        report =
            json_text(json{{"a", args.players[0]}, {"b", args.players[1]}, {"expected", expected}},
                      2) +
            "\n";
    } else if (args.format == RateFormat::csv) {
        report = "player,expected,rating,deviation\n";
        for (std::size_t i = 0; i < 2; ++i) {
            const rating::Skill skill = mode->system->skill(ids[i]);
            report += csv_field(args.players[i]) + "," +
                      rating::number_text(i == 0 ? expected : 1 - expected) + "," +
                      rating::number_text(skill.mu) + "," + rating::number_text(skill.sigma) + "\n";
        }
    } else {
        for (std::size_t i = 0; i < 2; ++i) {
            const rating::Skill skill = mode->system->skill(ids[i]);
            const double score = i == 0 ? expected : 1 - expected;
            report += pad_right(printable(args.players[i]), 24) +
                      pad_left(fixed_text(100 * score, 1), 7) + " %   rated " +
                      fixed_text(skill.mu, 1) +
                      (skill.sigma > 0 ? " +- " + fixed_text(skill.sigma, 1) : "") + "\n";
        }
    }
    if (auto done = put_report(args, report); !done) return tl::unexpected<Error>(done.error());
    return ExitStatus::ok;
}

namespace {

std::string drift_csv(const std::vector<rating::DriftPart>& parts, const RateArgs& args) {
    std::string out = "until_day,active,mean,stayed,stayed_moved,change_a_game";
    for (const std::string& name : args.anchors) out += "," + csv_field(name);
    out += "\n";
    for (const rating::DriftPart& part : parts) {
        out += rating::number_text(part.until_day);
        for (const double value :
             {part.active, part.mean, part.stayed, part.stayed_moved, part.change_a_game}) {
            out += "," + rating::number_text(value);
        }
        for (const double anchor : part.anchors) out += "," + rating::number_text(anchor);
        out += "\n";
    }
    return out;
}

std::string drift_table(const std::vector<rating::DriftPart>& parts, const RateArgs& args) {
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    std::string head = "  until day  active      mean   stayed   they moved   change/game";
    std::vector<std::size_t> widths;
    for (const std::string& anchor : args.anchors) {
        const std::string name = cut_end(printable(anchor), anchor_columns_max, screen.ellipsis());
        widths.push_back(std::max<std::size_t>(10, display_width(name) + 2));
        head += pad_left(name, widths.back());
    }
    std::string out = paint(screen, Ink::faint, head) + "\n";
    for (const rating::DriftPart& part : parts) {
        out += pad_left(fixed_text(part.until_day, 0), 11) +
               pad_left(fixed_text(part.active, 0), 8) + pad_left(fixed_text(part.mean, 2), 10) +
               pad_left(fixed_text(part.stayed, 0), 9) +
               pad_left(fixed_text(part.stayed_moved, 2), 13) +
               pad_left(fixed_text(part.change_a_game, 4), 14);
        for (std::size_t i = 0; i < part.anchors.size(); ++i) {
            out += pad_left(fixed_text(part.anchors[i], 1), widths[i]);
        }
        out += "\n";
    }
    return out;
}

}  // namespace

Result<ExitStatus> rate_drift_command(const RateArgs& args) {
    const auto settings = settings_of(args);
    if (!settings) return tl::unexpected<Error>(settings.error());
    const auto loaded = load_results(args);
    if (!loaded) return tl::unexpected<Error>(loaded.error());
    std::vector<PlayerId> anchors;
    for (const std::string& name : args.anchors) {
        const auto id = player_of(loaded->players, name);
        if (!id) return tl::unexpected<Error>(id.error());
        anchors.push_back(*id);
    }
    const auto parts = rating::drift(*settings, loaded->history, anchors);
    if (!parts) return tl::unexpected<Error>(parts.error());
    std::string report;
    if (args.format == RateFormat::json) {
        json rows = json::array();
        for (const rating::DriftPart& part : *parts) {
            rows.push_back({{"until_day", part.until_day},
                            {"active", part.active},
                            {"mean", part.mean},
                            {"stayed", part.stayed},
                            {"stayed_moved", part.stayed_moved},
                            {"change_a_game", part.change_a_game},
                            {"anchors", part.anchors}});
        }
        report = json_text(rows, 2) + "\n";
    } else {
        report =
            args.format == RateFormat::csv ? drift_csv(*parts, args) : drift_table(*parts, args);
    }
    if (auto done = put_report(args, report); !done) return tl::unexpected<Error>(done.error());
    return ExitStatus::ok;
}

}  // namespace arena::cli
