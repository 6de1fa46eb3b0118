// `arena rate match`: the Elo of a match from its counts, and the sequential test.
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "cli/rate_args.hpp"
#include "cli/terminal.hpp"
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

std::string table_text(const rating::MatchElo& elo, const rating::Sprt* test) {
    std::string out = "score  " + fixed_text(100 * elo.score, 2) + " %\n" + "Elo    " +
                      fixed_text(elo.elo, 2) + " +- " + fixed_text(elo.elo_error, 2) + " (95 %)\n" +
                      "nElo   " + fixed_text(elo.normalized, 2) + " +- " +
                      fixed_text(elo.normalized_error, 2) + "\n" + "LOS    " +
                      fixed_text(100 * elo.los, 2) + " %\n";
    if (test != nullptr) {
        out += "LLR    " + fixed_text(test->llr, 2) + " (" + fixed_text(test->lower, 2) + ", " +
               fixed_text(test->upper, 2) + "): " + verdict_text(test->verdict) + "\n";
    }
    return out;
}

}  // namespace

Result<ExitStatus> rate_match_command(const RateMatchArgs& args) {
    const rating::MatchElo elo = rating::match_elo(args.counts);
    rating::Sprt test;
    if (args.sequential) {
        const auto found = rating::sprt(args.counts, args.rules);
        if (!found) return tl::unexpected<Error>(found.error());
        test = *found;
    }
    std::string report;
    const auto number = [](double value) { return rating::number_text(value); };
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
            report = out.dump(2) + "\n";
            break;
        }
    }
    if (auto done = write_all(STDOUT_FILENO, report); !done) {
        return tl::unexpected<Error>(done.error());
    }
    return ExitStatus::ok;
}

}  // namespace arena::cli
