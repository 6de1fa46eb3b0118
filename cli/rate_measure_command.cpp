// `arena rate evaluate`, `tune` and `compare`: how well systems foretell the user's own results.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/interrupt.hpp"
#include "cli/printable.hpp"
#include "cli/rate_fit.hpp"
#include "cli/rate_input.hpp"
#include "cli/terminal.hpp"
#include "core/json_text.hpp"
#include "core/rating/number_text.hpp"
#include "core/rating/tune.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;
using rating::fixed_text;
using rating::Scores;

/// Above so many sides in an event, systems that meet every pair are left out of compare.
constexpr std::size_t compare_sides_max = 500;
/// So many events at most are given to systems that fit the whole history again and again.
constexpr std::size_t compare_history_max = 20'000;

std::string set_text(const rating::Settings& settings) {
    std::string text;
    const auto& parameters = settings.spec().parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (settings.values()[i] == parameters[i].initial) continue;
        text += (text.empty() ? "" : ",") + std::string(parameters[i].name) + "=" +
                rating::number_text(settings.values()[i]);
    }
    return text;
}

json scores_json(const Scores& s) {
    json bins = json::array();
    for (const auto& bin : s.bins) {
        if (bin.count > 0) {
            bins.push_back({{"games", bin.count},
                            {"foretold", bin.foretold / bin.count},
                            {"made", bin.made / bin.count}});
        }
    }
    json out = json::object();
    if (s.duels > 0) {
        out["games"] = {{"scored", s.duels},      {"log_loss", s.log_loss}, {"brier", s.brier},
                        {"accuracy", s.accuracy}, {"coverage", s.coverage}, {"bins", bins}};
    }
    if (s.contests > 0) {
        out["contests"] = {{"scored", s.contests},
                           {"pairs_right", s.pairs_right},
                           {"rank_deviation", s.rank_deviation},
                           {"pairs_right_all", s.pairs_right_all},
                           {"rank_deviation_all", s.rank_deviation_all},
                           {"pair_log_loss", s.pair_log_loss}};
    }
    return out;
}

std::string scores_text(const Scores& s, const Screen& screen) {
    std::string out;
    const auto line = [&](const std::string& name, const std::string& value,
                          const std::string& note) {
        out += "  " + pad_right(name, 18) + pad_left(value, 9) + "  " +
               paint(screen, Ink::faint, note) + "\n";
    };
    if (s.duels > 0) {
        line("games scored", fixed_text(s.duels, 0), "both sides seen 5 times before");
        line("log loss", fixed_text(s.log_loss, 4), "less is better; 0.6931 knows nothing");
        line("Brier", fixed_text(s.brier, 4), "less is better");
        line("accuracy", fixed_text(100 * s.accuracy, 2) + " %", "of the decided games");
        line("coverage", fixed_text(100 * s.coverage, 1) + " %",
             "of players in their 95 % interval");
        out += "\n  " + paint(screen, Ink::faint, "foretold    made   games") + "\n";
        for (const auto& bin : s.bins) {
            if (bin.count <= 0) continue;
            out += "  " + pad_left(fixed_text(bin.foretold / bin.count, 3), 8) +
                   pad_left(fixed_text(bin.made / bin.count, 3), 8) +
                   pad_left(fixed_text(bin.count, 0), 8) + "\n";
        }
    }
    if (s.contests > 0) {
        line("contests scored", fixed_text(s.contests, 0), "players seen 5 times before");
        line("pairs right", fixed_text(s.pairs_right, 2) + " %",
             "more is better; 50 knows nothing");
        line("rank deviation", fixed_text(s.rank_deviation, 2) + " %", "less is better");
        line("pairs, everybody", fixed_text(s.pairs_right_all, 2) + " %", "newcomers too");
        line("ranks, everybody", fixed_text(s.rank_deviation_all, 2) + " %", "");
    }
    return out;
}

constexpr std::string_view scores_csv_head =
    ",games,log_loss,brier,accuracy,coverage,contests,pairs_right,rank_deviation,"
    "pairs_right_all,rank_deviation_all,pair_log_loss\n";

/// What was not scored stays empty.
std::string scores_csv(const Scores& s) {
    std::string out;
    for (const double value : {s.duels, s.log_loss, s.brier, s.accuracy, s.coverage}) {
        out += "," + (s.duels > 0 ? rating::number_text(value) : "");
    }
    for (const double value : {s.contests, s.pairs_right, s.rank_deviation, s.pairs_right_all,
                               s.rank_deviation_all, s.pair_log_loss}) {
        out += "," + (s.contests > 0 ? rating::number_text(value) : "");
    }
    return out + "\n";
}

rating::EvaluateRules rules_of(const RateArgs& args) {
    rating::EvaluateRules rules;
    rules.train = args.train;
    return rules;
}

/// What a system is compared by: less is better.
double badness(const Scores& s) {
    if (s.duels >= s.contests) return s.log_loss;
    return 100 - s.pairs_right;
}

struct Entry {
    const rating::SystemSpec* spec = nullptr;
    Scores plain, tuned;
    std::string set;
    std::string refused;
};

bool too_large(const rating::SystemSpec& spec, const rating::History& history) {
    std::size_t most = 0;
    for (std::size_t e = 0; e < history.size(); ++e) most = std::max(most, history[e].sides());
    const bool pairs = spec.name == "glicko" || spec.name == "glicko2" || spec.whole_history;
    return (pairs && most > compare_sides_max) ||
           (spec.whole_history && history.size() > compare_history_max);
}

std::string compare_text(const std::vector<Entry>& entries, bool duels, const Screen& screen) {
    std::string out = "  " + pad_right("system", 20);
    const std::vector<std::string> heads =
        duels ? std::vector<std::string>{"log loss", "Brier", "accuracy", "as given"}
              : std::vector<std::string>{"pairs %", "ranks %", "as given", ""};
    for (const std::string& head : heads) out += pad_left(head, 10);
    out = paint(screen, Ink::faint, out) + "\n";
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Entry& one = entries[i];
        std::string row = "  " + pad_right(std::string(one.spec->name), 20);
        if (!one.refused.empty()) {
            out += paint(screen, Ink::faint, row + "  " + one.refused) + "\n";
            continue;
        }
        if (duels) {
            row += pad_left(fixed_text(one.tuned.log_loss, 4), 10) +
                   pad_left(fixed_text(one.tuned.brier, 4), 10) +
                   pad_left(fixed_text(100 * one.tuned.accuracy, 2), 10) +
                   pad_left(fixed_text(one.plain.log_loss, 4), 10);
        } else {
            row += pad_left(fixed_text(one.tuned.pairs_right, 2), 10) +
                   pad_left(fixed_text(one.tuned.rank_deviation, 2), 10) +
                   pad_left(fixed_text(one.plain.pairs_right, 2), 10);
        }
        out += (i == 0 ? paint(screen, Ink::strong, row) : row) + "\n";
    }
    return out;
}

std::string compare_csv(const std::vector<Entry>& entries) {
    std::string out = "system,set,refused" + std::string(scores_csv_head);
    for (const Entry& one : entries) {
        out += std::string(one.spec->name) + "," + csv_field(one.set) + "," +
               csv_field(one.refused) + scores_csv(one.tuned);
    }
    return out;
}

std::string reasons(const std::vector<Entry>& entries, bool duels) {
    const Entry& best = entries.front();
    std::string out = "\nTake " + std::string(best.spec->name);
    if (!best.set.empty()) out += " --set " + best.set;
    out += ":\n  ";
    out += duels ? "its forecasts lose least (log loss " + fixed_text(best.tuned.log_loss, 4) + ")"
                 : "it puts most pairs in the right order (" +
                       fixed_text(best.tuned.pairs_right, 2) + " %)";
    const auto second = std::find_if(entries.begin() + 1, entries.end(),
                                     [](const Entry& one) { return one.refused.empty(); });
    if (second != entries.end()) {
        out += ", next is " + std::string(second->spec->name) + " (" +
               (duels ? fixed_text(second->tuned.log_loss, 4)
                      : fixed_text(second->tuned.pairs_right, 2) + " %") +
               ")";
    }
    out += ".\n  Parameters were found on the first part of the file and scored on the rest.\n";
    return out;
}

}  // namespace

Result<ExitStatus> rate_evaluate_command(const RateArgs& args) {
    const auto settings = settings_of(args);
    if (!settings) return tl::unexpected<Error>(settings.error());
    const auto loaded = load_results(args);
    if (!loaded) return tl::unexpected<Error>(loaded.error());
    const auto scores = rating::evaluate(*settings, loaded->history, rules_of(args));
    if (!scores) return tl::unexpected<Error>(scores.error());
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    std::string report;
    if (args.format == RateFormat::json) {
        json out = scores_json(*scores);
        out["system"] = std::string(settings->spec().name);
        report = json_text(out, 2) + "\n";
    } else if (args.format == RateFormat::csv) {
        report = "system" + std::string(scores_csv_head) + std::string(settings->spec().name) +
                 scores_csv(*scores);
    } else {
        report = paint(screen, Ink::strong, std::string(settings->spec().name)) + "\n" +
                 scores_text(*scores, screen);
    }
    if (auto done = put_report(args, report); !done) return tl::unexpected<Error>(done.error());
    return ExitStatus::ok;
}

Result<ExitStatus> rate_tune_command(const RateArgs& args) {
    const auto settings = settings_of(args);
    if (!settings) return tl::unexpected<Error>(settings.error());
    const auto loaded = load_results(args);
    if (!loaded) return tl::unexpected<Error>(loaded.error());
    ProgressLine progress(screen_of(STDERR_FILENO, args.common.color));
    rating::TuneRules rules;
    rules.train = args.train;
    const auto tuned =
        rating::tune(settings->spec(), loaded->history, rules, [&](int count, double loss) {
            progress.update("tuning " + std::string(settings->spec().name) + ": " +
                            std::to_string(count) + " tries, loss " + fixed_text(loss, 5));
            return true;
        });
    progress.clear();
    if (!tuned) return tl::unexpected<Error>(tuned.error());
    const auto before = rating::evaluate(*settings, loaded->history, rules_of(args));
    if (!before) return tl::unexpected<Error>(before.error());
    const auto after = rating::evaluate(tuned->settings, loaded->history, rules_of(args));
    if (!after) return tl::unexpected<Error>(after.error());
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    const std::string set = set_text(tuned->settings);
    std::string report;
    if (args.format == RateFormat::json) {
        json values = json::object();
        for (const auto& parameter : settings->spec().parameters) {
            values[std::string(parameter.name)] = tuned->settings[parameter.name];
        }
        report = json_text(json{{"system", std::string(settings->spec().name)},
                                {"settings", values},
                                {"set", set},
                                {"before", scores_json(*before)},
                                {"after", scores_json(*after)}},
                           2) +
                 "\n";
    } else if (args.format == RateFormat::csv) {
        const std::string name(settings->spec().name);
        report = "system,set" + std::string(scores_csv_head) + name + "," +
                 csv_field(set_text(*settings)) + scores_csv(*before) + name + "," +
                 csv_field(set) + scores_csv(*after);
    } else {
        report = "--system " + std::string(settings->spec().name) +
                 (set.empty() ? "" : " --set " + set) + "\n\n" +
                 paint(screen, Ink::strong, "on the rest, as given") + "\n" +
                 scores_text(*before, screen) + "\n" +
                 paint(screen, Ink::strong, "on the rest, tuned") + "\n" +
                 scores_text(*after, screen);
    }
    if (auto done = put_report(args, report); !done) return tl::unexpected<Error>(done.error());
    return ExitStatus::ok;
}

namespace {

/// One system as given and tuned, or why it is left out.
Entry compared(const rating::SystemSpec& spec, const rating::History& history,
               const RateArgs& args) {
    Entry one;
    one.spec = &spec;
    if (too_large(spec, history)) {
        one.refused = "left out: too slow for this file";
        return one;
    }
    const auto plain = rating::evaluate(rating::Settings(spec), history, rules_of(args));
    rating::TuneRules rules;
    rules.train = args.train;
    const auto tuned = rating::tune(spec, history, rules);
    if (!plain || !tuned) {
        one.refused = plain ? tuned.error().message : plain.error().message;
        one.refused = one.refused.substr(0, one.refused.find(" ("));
        return one;
    }
    const auto after = rating::evaluate(tuned->settings, history, rules_of(args));
    one.plain = *plain;
    one.tuned = after && badness(*after) < badness(*plain) ? *after : *plain;
    if (after && badness(*after) < badness(*plain)) one.set = set_text(tuned->settings);
    return one;
}

/// All of them, some at a time; in the order of the table whoever is ready first.
std::vector<Entry> compare_all(const std::vector<const rating::SystemSpec*>& specs,
                               const rating::History& history, const RateArgs& args) {
    std::vector<Entry> entries(specs.size());
    ProgressLine progress(screen_of(STDERR_FILENO, args.common.color));
    std::atomic<std::size_t> next{0};
    const auto work = [&](bool shows) {
        for (std::size_t i = next++; i < specs.size(); i = next++) {
            if (shows) progress.show("trying " + std::string(specs[i]->name));
            entries[i] = compared(*specs[i], history, args);
        }
    };
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t jobs = args.jobs > 0 ? static_cast<std::size_t>(args.jobs) : cores;
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < std::min(jobs, specs.size()); ++i)
        threads.emplace_back(work, false);
    work(true);
    for (std::thread& one : threads) one.join();
    progress.clear();
    return entries;
}

}  // namespace

Result<ExitStatus> rate_compare_command(const RateArgs& args) {
    const auto loaded = load_results(args);
    if (!loaded) return tl::unexpected<Error>(loaded.error());
    std::vector<const rating::SystemSpec*> specs;
    for (const rating::SystemSpec& spec : rating::system_table()) {
        if (args.system == nullptr || args.system == &spec) specs.push_back(&spec);
    }
    std::vector<Entry> entries = compare_all(specs, loaded->history, args);
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        if (a.refused.empty() != b.refused.empty()) return a.refused.empty();
        return a.refused.empty() && badness(a.tuned) < badness(b.tuned);
    });
    if (entries.empty() || !entries.front().refused.empty()) {
        return fail(ErrorCode::usage,
                    entries.empty() ? "no system to compare" : entries.front().refused);
    }
    const bool duels = entries.front().tuned.duels >= entries.front().tuned.contests;
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    std::string report;
    if (args.format == RateFormat::json) {
        json rows = json::array();
        for (const Entry& one : entries) {
            json row = {{"system", std::string(one.spec->name)}};
            if (one.refused.empty()) {
                row["set"] = one.set;
                row["as_given"] = scores_json(one.plain);
                row["tuned"] = scores_json(one.tuned);
            } else {
                row["refused"] = one.refused;
            }
            rows.push_back(row);
        }
        report = json_text(json{{"recommended", std::string(entries.front().spec->name)},
                                {"systems", rows}},
                           2) +
                 "\n";
    } else if (args.format == RateFormat::csv) {
        report = compare_csv(entries);
    } else {
        report = compare_text(entries, duels, screen) + reasons(entries, duels);
    }
    if (auto done = put_report(args, report); !done) return tl::unexpected<Error>(done.error());
    return ExitStatus::ok;
}

}  // namespace arena::cli
