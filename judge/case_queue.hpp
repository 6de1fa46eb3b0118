// The cases of one submission on their way: which comes next, what each run found, what follows.
//
// One lock around next(), record() and settle() is the caller's; run() needs none.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

#include "core/judgement.hpp"
#include "judge/case_setting.hpp"
#include "judge/repetition.hpp"

namespace arena {

/// Of a case that is not run, or not yet.
CaseResult unjudged(const problem::Package& package, std::size_t index);

struct CasesJudged {
    std::vector<CaseResult> cases;  ///< all of the package; those not reached are `not_run`
    scoring::Grade grade;
    std::optional<Isolation> isolation;  ///< of the first case that counts
};

class CaseQueue {
public:
    /// `selected` has one flag a case. REQUIRES: `setting` and `stop` (may be null) outlive this.
    CaseQueue(const CaseSetting& setting, std::vector<bool> selected, bool stop_at_first,
              const RepetitionRule& repetition, const std::atomic<bool>* stop);

    /// The next piece of work, a case or a grading; nullopt when there is none at present, and
    /// after an error.
    std::optional<std::size_t> next();

    /// A group waits for the package's grader: that piece is grade()'s. Of a case it is false, and
    /// the piece is the case's index.
    bool is_grading(std::size_t piece) const { return piece >= setting_.package->cases.size(); }

    /// Runs it, with its repetitions. Error: interrupted.
    Result<RepeatedAttempt> run(Runner& runner, std::size_t index) const;

    /// The same under other limits, for a run that is to tell how slow a slow program is.
    Result<RepeatedAttempt> run(Runner& runner, std::size_t index,
                                const CaseSetting& setting) const;

    /// Runs the package's grader; needs no lock. What it returns is done under the lock.
    /// REQUIRES: next() handed the piece out.
    std::function<void()> grade(Runner& runner);

    /// REQUIRES: next() handed it out.
    void record(std::size_t index, Result<RepeatedAttempt> repeated);

    bool stopped() const { return stop_ != nullptr && stop_->load(); }
    const std::optional<Error>& error() const { return error_; }
    const CaseResult& result(std::size_t index) const { return results_[index]; }
    std::size_t done() const { return done_; }
    std::size_t total() const { return total_; }
    bool settled() const { return grading_.settled(); }

    /// What only a parallel judge ran leaves no trace. REQUIRES: settled(), no error.
    CasesJudged settle();

private:
    const CaseSetting& setting_;
    scoring::Grading grading_;
    RepetitionRule repetition_;
    const std::atomic<bool>* stop_;
    std::vector<CaseResult> results_;
    std::vector<std::optional<Isolation>> isolations_;
    std::optional<Error> error_;
    bool grader_runs_ = false;
    std::size_t done_ = 0, total_ = 0;
};

}  // namespace arena
