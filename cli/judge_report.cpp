// See judge_report.hpp. Tables are printed as solutions finish; json, junit and github at the end,
// because their first line tells the whole; jsonl as cases finish.
#include "cli/judge_report.hpp"

#include <unistd.h>
#include <algorithm>

#include "cli/printable.hpp"
#include "cli/standard_streams.hpp"

namespace arena::cli {
namespace {

/// The progress line is short; the whole path stands in the report.
std::string last_part(const std::string& path) {
    const std::size_t end = path.find_last_not_of('/');
    if (end == std::string::npos) return path;
    return path.substr(path.rfind('/', end) + 1);
}

}  // namespace

JudgeReport::JudgeReport(const JudgeArgs& args)
    : format_(args.format),
      common_(args.common),
      table_{args.common.quiet, args.common.verbose, args.explain},
      screen_(screen_of(STDOUT_FILENO, args.common.color)),
      line_(std::make_unique<ProgressLine>(screen_of(STDERR_FILENO, args.common.color))) {
    report_.expected = args.expected;
}

Result<JudgeReport> JudgeReport::open(const JudgeArgs& args) {
    JudgeReport report(args);
    if (!args.output.empty()) {
        auto file = OutputFile::open(args.output);
        if (!file) return tl::unexpected<Error>(file.error());
        report.file_.emplace(*std::move(file));
    }
    return report;
}

bool JudgeReport::table_on_stdout() const {
    return file_ ? !stdout_is_closed() : format_ == Format::table;
}

void JudgeReport::show_notes(const std::vector<std::string>& notes) {
    std::string text;
    for (const std::string& note : notes) text += "note: " + printable(note) + "\n";
    (void)write_all(STDERR_FILENO, text);
}

Result<void> JudgeReport::write_machine(const std::string& text) {
    return file_ ? file_->write(text) : write_all(STDOUT_FILENO, text);
}

void JudgeReport::show_case(const std::string& solution, const CaseResult& result, std::size_t done,
                            std::size_t total) {
    if (result.verdict) ++rejected_.at(static_cast<std::size_t>(*result.verdict));
    std::string text =
        last_part(solution) + "  " + std::to_string(done) + " of " + std::to_string(total);
    for (std::size_t i = 1; i < all_verdicts.size(); ++i) {
        if (rejected_.at(i) == 0) continue;
        text +=
            "  " + std::to_string(rejected_.at(i)) + " " + std::string(name(all_verdicts.at(i)));
    }
    line_->update(text + "  " + result.name);
}

JudgeObserver JudgeReport::observe(const std::string& solution) {
    std::fill(rejected_.begin(), rejected_.end(), 0);
    const bool shown = !common_.quiet;
    if (shown) line_->show("compiling " + last_part(solution));
    JudgeObserver observer;
    observer.preparing = [this, shown](const std::string& what) {
        if (shown) line_->show(what);
    };
    observer.compiled = [this, shown, solution](const CompileOutcome& outcome) {
        if (shown) line_->show(last_part(solution) + "  starting");
        if (common_.verbose && !outcome.note.empty()) {
            line_->clear();
            (void)write_all(STDERR_FILENO, "note: " + printable(outcome.note) + "\n");
        }
    };
    observer.case_done = [this, shown, solution](const CaseResult& result, std::size_t done,
                                                 std::size_t total) {
        if (shown) show_case(solution, result, done, total);
        if (format_ == Format::jsonl && streamed_) {
            streamed_ = write_machine(jsonl_case(solution, result));
        }
    };
    return observer;
}

Result<void> JudgeReport::add(Judgement judgement, std::string again) {
    line_->clear();
    if (!streamed_) return streamed_;
    JudgedSolution solution;
    solution.as_expected = std::find(report_.expected.begin(), report_.expected.end(),
                                     judgement.verdict) != report_.expected.end();
    solution.judgement = std::move(judgement);
    solution.again = std::move(again);
    report_.solutions.push_back(std::move(solution));
    const JudgedSolution& added = report_.solutions.back();
    const std::string gap = report_.solutions.size() > 1 && !common_.quiet ? "\n" : "";
    if (format_ == Format::jsonl) {
        const auto written = write_machine(jsonl_summary(report_, added));
        if (!written) return written;
    }
    if (format_ == Format::table && file_) {
        const auto written = file_->write(gap + table_report(added, Screen{}, table_));
        if (!written) return written;
    }
    if (!table_on_stdout()) return {};
    return write_all(STDOUT_FILENO, gap + table_report(added, screen_, table_));
}

Result<void> JudgeReport::finish() {
    std::string text;
    switch (format_) {
        case Format::table: text = file_ ? table_overall(report_, Screen{}) : ""; break;
        case Format::json: text = json_report(report_); break;
        case Format::jsonl: break;
        case Format::junit: text = junit_report(report_); break;
        case Format::github: text = github_report(report_); break;
        case Format::sarif: break;  // lint only: judging has none
    }
    if (table_on_stdout()) {
        const auto written = write_all(STDOUT_FILENO, table_overall(report_, screen_));
        if (!written) return written;
    }
    const auto written = write_machine(text);
    if (!written || !file_) return written;
    return file_->commit();
}

}  // namespace arena::cli
