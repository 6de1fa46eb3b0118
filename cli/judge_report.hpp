// Where the reports of one `arena judge` go: stdout, --output FILE, and a live line on stderr.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/args.hpp"
#include "cli/output_file.hpp"
#include "cli/report.hpp"
#include "judge/judge.hpp"

namespace arena::cli {

class JudgeReport {
public:
    /// Opens --output at once. Error: usage.
    static Result<JudgeReport> open(const JudgeArgs& args);

    /// What the package's reader decided, on stderr.
    void show_notes(const std::vector<std::string>& notes);

    /// Live progress, and a line a case for jsonl. REQUIRES: this outlives the observer.
    JudgeObserver observe(const std::string& solution);

    /// Prints what can be printed already. `again`: shell words that judge it again.
    Result<void> add(Judgement judgement, std::string again);

    /// Prints the rest and gives the file its name.
    Result<void> finish();

private:
    explicit JudgeReport(const JudgeArgs& args);

    Result<void> write_machine(const std::string& text);
    bool table_on_stdout() const;
    void show_case(const std::string& solution, const CaseResult& result, std::size_t done,
                   std::size_t total);

    Format format_;
    CommonArgs common_;
    TableOptions table_;
    Screen screen_;
    std::optional<OutputFile> file_;
    std::unique_ptr<ProgressLine> line_;
    JudgingReport report_;
    std::vector<std::size_t> rejected_ = std::vector<std::size_t>(all_verdicts.size());
    Result<void> streamed_;  ///< the first failure of a line written by an observer
};

}  // namespace arena::cli
