// `arena rate match`: the Elo of a match from its counts, and the sequential test.
#include <unistd.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "cli/rate_args.hpp"
#include "cli/terminal.hpp"
#include "core/json_text.hpp"
#include "core/rating/number_text.hpp"

namespace arena::cli {
namespace {

using rating::fixed_text;

std::string verdict_text(rating::SprtVerdict verdict) {
    switch (verdict) {
        case rating::SprtVerdict::go_on: return "go on";
        case rating::SprtVerdict::better: return "better";
        case rating::SprtVerdict::not_better: return "not better";
    }
    return "";
}

/// "65.03 +- 12.10" and `level`, or why there are no such numbers: the
/// interval of a few games may reach a score of 0 or 1.
std::string estimate_text(double value, double error, const std::string& level) {
    if (!std::isfinite(value)) {
        return std::string("no finite estimate: all games were ") + (value > 0 ? "won" : "lost");
    }
    if (!std::isfinite(error)) return fixed_text(value, 2) + ", too few games to tell its error";
    return fixed_text(value, 2) + " +- " + fixed_text(error, 2) + level;
}

std::string table_text(const rating::MatchElo& elo, const rating::Sprt* test) {
    std::string out = "score  " + fixed_text(100 * elo.score, 2) + " %\n" + "Elo    " +
                      estimate_text(elo.elo, elo.elo_error, " (95 %)") + "\n" + "nElo   " +
                      estimate_text(elo.normalized, elo.normalized_error, "") + "\n" + "LOS    " +
                      fixed_text(100 * elo.los, 2) + " %\n";
    if (test != nullptr) {
        out += "LLR    " + fixed_text(test->llr, 2) + " (" + fixed_text(test->lower, 2) + ", " +
               fixed_text(test->upper, 2) + "): " + verdict_text(test->verdict) + "\n";
    }
    return out;
}

}  // namespace

Result<ExitStatus> rate_match_command(const RateMatchArgs& args) {
    rating::MatchElo elo = rating::match_elo(args.counts);
    const double none = std::numeric_limits<double>::quiet_NaN();  // null in JSON
    if (!std::isfinite(elo.elo)) elo.elo_error = none;
    if (!std::isfinite(elo.normalized)) elo.normalized_error = none;
    rating::Sprt test;
    if (args.sequential) {
        const auto found = rating::sprt(args.counts, args.rules);
        if (!found) return tl::unexpected<Error>(found.error());
        test = *found;
    }
    std::string report;
    const auto number = [](double value) {
        return std::isfinite(value) ? rating::number_text(value + 0.0) : std::string();  // no -0
    };
    switch (args.format) {
        case RateFormat::table: report = table_text(elo, args.sequential ? &test : nullptr); break;
        case RateFormat::csv:
            report = "score,elo,elo_error,nelo,nelo_error,los,llr,lower,upper\n" +
                     number(elo.score) + "," + number(elo.elo) + "," + number(elo.elo_error) + "," +
                     number(elo.normalized) + "," + number(elo.normalized_error) + "," +
                     number(elo.los) + "," +
                     (args.sequential
                          ? number(test.llr) + "," + number(test.lower) + "," + number(test.upper)
                          : ",,") +
                     "\n";
            break;
        case RateFormat::json: {
            nlohmann::json out = {{"score", elo.score},
                                  {"elo", elo.elo},
                                  {"elo_error", elo.elo_error},
                                  {"nelo", elo.normalized},
                                  {"nelo_error", elo.normalized_error},
                                  {"los", elo.los}};
            if (args.sequential) {
                out["sprt"] = {{"llr", test.llr},
                               {"lower", test.lower},
                               {"upper", test.upper},
                               {"verdict", verdict_text(test.verdict)}};
            }
            report = json_text(out, 2) + "\n";
            break;
        }
    }
    if (auto done = write_all(STDOUT_FILENO, report); !done) {
        return tl::unexpected<Error>(done.error());
    }
    return ExitStatus::ok;
}

}  // namespace arena::cli
