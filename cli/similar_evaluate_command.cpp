// `arena.similar-evaluate`: how well scores tell copies from honest pairs, where that is known.
//
// Each set is told on its own, then each level of disguise: the copies of that level against all
// honest pairs of the set. No threshold is needed for AUC and AP; the best F1 and the score at
// which it is reached are told for who must choose one.
#include <unistd.h>

#include <map>
#include <nlohmann/json.hpp>

#include "cli/output_file.hpp"
#include "cli/printable.hpp"
#include "cli/rate_fit.hpp"
#include "cli/similar_labels.hpp"
#include "cli/terminal.hpp"
#include "core/json_text.hpp"
#include "core/rating/number_text.hpp"
#include "core/similarity/ranking_quality.hpp"

namespace arena::cli {
namespace {

using rating::fixed_text;
using similarity::Labelled;
using similarity::RankingQuality;

struct Row {
    std::string set, level;
    RankingQuality quality;
    std::optional<double> task_auc;  ///< the mean over the tasks that have both kinds
};

std::optional<double> mean_task_auc(const std::map<std::string, std::vector<Labelled>>& tasks) {
    double sum = 0;
    int count = 0;
    for (const auto& [task, pairs] : tasks) {
        const RankingQuality quality = similarity::ranking_quality(pairs);
        if (!quality.measured()) continue;
        sum += quality.auc;
        ++count;
    }
    if (count == 0) return std::nullopt;
    return sum / count;
}

std::vector<Row> rows_of(const LabelledPairs& labelled, const std::vector<double>& scores) {
    struct Set {
        std::vector<Labelled> all, honest;
        std::map<std::string, std::vector<Labelled>> tasks, copied_by_level;
    };
    std::map<std::string, Set> sets;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const LabelledPair& pair = labelled.pairs[i];
        const Labelled one{scores[i], pair.copied};
        Set& set = sets[pair.set];
        set.all.push_back(one);
        set.tasks[pair.task].push_back(one);
        if (!pair.copied) {
            set.honest.push_back(one);
        } else if (!pair.level.empty() && pair.level != "-") {
            set.copied_by_level[pair.level].push_back(one);
        }
    }
    std::vector<Row> rows;
    for (const auto& [name, set] : sets) {
        rows.push_back(
            {name, "all", similarity::ranking_quality(set.all), mean_task_auc(set.tasks)});
        for (const auto& [level, copied] : set.copied_by_level) {
            std::vector<Labelled> pairs = set.honest;
            pairs.insert(pairs.end(), copied.begin(), copied.end());
            rows.push_back({name, level, similarity::ranking_quality(std::move(pairs)), {}});
        }
    }
    return rows;
}

std::string table_text(const std::vector<Row>& rows, const Screen& screen) {
    std::size_t widest = 3;
    for (const Row& row : rows) widest = std::max(widest, display_width(printable(row.set)));
    std::string out = paint(screen, Ink::faint,
                            "  " + pad_right("set", widest) + "  " + pad_right("level", 6) +
                                pad_left("pairs", 7) + pad_left("copied", 8) + pad_left("AUC", 8) +
                                pad_left("AP", 8) + pad_left("by task", 9) + pad_left("F1", 8) +
                                pad_left("at", 8)) +
                      "\n";
    for (const Row& row : rows) {
        const RankingQuality& quality = row.quality;
        std::string line = "  " + pad_right(printable(row.set), widest) + "  " +
                           pad_right(printable(row.level), 6) +
                           pad_left(std::to_string(quality.pairs), 7) +
                           pad_left(std::to_string(quality.copied), 8);
        if (quality.measured()) {
            line += pad_left(fixed_text(quality.auc, 4), 8) +
                    pad_left(fixed_text(quality.ap, 4), 8) +
                    pad_left(row.task_auc ? fixed_text(*row.task_auc, 4) : "", 9) +
                    pad_left(fixed_text(quality.f1, 4), 8) + pad_left(fixed_text(quality.at, 4), 8);
        } else {
            line += "  needs copies and honest pairs";
        }
        out += (row.level == "all" ? paint(screen, Ink::strong, line) : line) + "\n";
    }
    return out;
}

std::string csv_text(const std::vector<Row>& rows) {
    std::string out = "set,level,pairs,copied,auc,ap,task_auc,f1,at\n";
    for (const Row& row : rows) {
        const RankingQuality& quality = row.quality;
        out += csv_field(row.set) + "," + csv_field(row.level) + "," +
               std::to_string(quality.pairs) + "," + std::to_string(quality.copied);
        if (quality.measured()) {
            out += "," + fixed_text(quality.auc, 6) + "," + fixed_text(quality.ap, 6) + "," +
                   (row.task_auc ? fixed_text(*row.task_auc, 6) : "") + "," +
                   fixed_text(quality.f1, 6) + "," + fixed_text(quality.at, 6) + "\n";
        } else {
            out += ",,,,,\n";
        }
    }
    return out;
}

std::string report_json(const std::vector<Row>& rows) {
    using Json = nlohmann::ordered_json;
    Json list = Json::array();
    for (const Row& row : rows) {
        const RankingQuality& quality = row.quality;
        Json one = {{"set", row.set},
                    {"level", row.level},
                    {"pairs", quality.pairs},
                    {"copied", quality.copied}};
        if (quality.measured()) {
            one["auc"] = quality.auc;
            one["ap"] = quality.ap;
            one["f1"] = quality.f1;
            one["at"] = quality.at;
        }
        if (row.task_auc) one["task_auc"] = *row.task_auc;
        list.push_back(std::move(one));
    }
    return json_text(Json{{"schema", "arena.similar-evaluate"}, {"version", 1}, {"sets", list}},
                     2) +
           "\n";
}

std::string scores_csv(const LabelledPairs& labelled, const std::vector<double>& scores) {
    std::string out = "set,task,file_a,file_b,label,level,score\n";
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const LabelledPair& pair = labelled.pairs[i];
        for (const std::string& text :
             {pair.set, pair.task, labelled.corpus[pair.a].name, labelled.corpus[pair.b].name}) {
            out += csv_field(text) + ",";
        }
        out += std::string(pair.copied ? "1" : "0") + "," + csv_field(pair.level) + "," +
               fixed_text(scores[i], 9) + "\n";
    }
    return out;
}

}  // namespace

Result<ExitStatus> similar_evaluate_command(const SimilarArgs& args) {
    if (args.format == SimilarFormat::html) {
        return fail(ErrorCode::usage, "similar evaluate has no HTML report (table, json, csv)");
    }
    const auto clear = refuse_overwriting({{"--scores", args.scores}, {"--output", args.output}},
                                          {{"the labels", args.paths.front()}});
    if (!clear) return tl::unexpected<Error>(clear.error());
    const auto labelled = read_labels(args.paths.front(), args);
    if (!labelled) return tl::unexpected<Error>(labelled.error());
    std::vector<double> scores;
    scores.reserve(labelled->pairs.size());
    for (const LabelledPair& pair : labelled->pairs) {
        scores.push_back(labelled->corpus.score(pair.a, pair.b).score);
    }
    const std::vector<Row> rows = rows_of(*labelled, scores);
    if (!args.scores.empty()) {
        const auto done =
            put_similar_report(args.scores, scores_csv(*labelled, scores), "--scores");
        if (!done) return tl::unexpected<Error>(done.error());
    }
    std::string report;
    switch (args.format) {
        case SimilarFormat::table:
        case SimilarFormat::html: {
            Screen screen = screen_of(STDOUT_FILENO, args.common.color);
            if (!args.output.empty()) screen.color = false;
            report = table_text(rows, screen);
            break;
        }
        case SimilarFormat::csv: report = csv_text(rows); break;
        case SimilarFormat::json: report = report_json(rows); break;
    }
    if (auto done = put_similar_report(args.output, report); !done) {
        return tl::unexpected<Error>(done.error());
    }
    return ExitStatus::ok;
}

}  // namespace arena::cli
