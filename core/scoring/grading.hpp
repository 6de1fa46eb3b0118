// Grading: from case verdicts to the verdict and score of a submission.
//
// Pure and incremental: it says which case is worth running next and what follows from all that is
// known. The answer never depends on the order in which parallel runs finish: a case that a serial
// judge would not have reached does not count, even if it was run.
// Rules: core/scoring/ruleset.hpp says which format has which; legacy_grader.hpp and
// group_2025.hpp say what they are, and group_2025.hpp what AC means for a scoring problem.
//
// Which cases count is decided by one walk in serial order that waits for the outcomes it needs; an
// outcome that is ahead of it may only rule out what the walk will rule out too.
// With a selection, groups are graded from the selected cases alone: a case keeps its share of the
// whole group's score, and a prerequisite of which nothing is selected counts as passed.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/problem/package.hpp"
#include "core/verdict.hpp"

namespace arena::scoring {

struct CaseOutcome {
    Verdict verdict = Verdict::JE;
    std::optional<double> score;             ///< validator's score.txt
    std::optional<double> score_multiplier;  ///< validator's score_multiplier.txt
};

enum class CaseState {
    pending,  ///< not decided yet
    counted,  ///< ran, and a serial judge would have run it
    not_run,  ///< a serial judge would not have reached it (or it was not selected)
};

struct GroupGrade {
    std::string name;
    std::optional<Verdict> verdict;  ///< none: nothing in it was run
    double score = 0;                ///< also of a rejected group: what it hands to its parent
    double max_score = 0;            ///< 0 when there is none or it is not finite
};

/// A group that is complete but for the word of the package's grader.
struct GraderCall {
    std::size_t group = 0;
    std::string results;  ///< its standard input
};

struct Grade {
    Verdict verdict = Verdict::JE;
    std::optional<double> score;               ///< scoring problems only; none when JE.
                                               ///< legacy: 0 unless the verdict is AC
    std::optional<double> max_score;           ///< when finite
    std::vector<GroupGrade> groups;            ///< same indexes as Package::groups
    std::optional<std::size_t> deciding_case;  ///< the case that gave a rejection its verdict
    std::string fault;                         ///< why the package's grader made it JE
};

struct GradingOptions {
    bool stop_at_first = true;   ///< pass-fail: nothing after the first rejected case counts.
                                 ///< false: run all (verdict stays that of a serial judge's rule).
                                 ///< scoring 2025-09: a group ends where it cannot change its score
                                 ///< any more; legacy scoring: `on_reject` decides, not this
    std::vector<bool> selected;  ///< empty = all; else one flag a case (--tests)
};

class Grading {
public:
    /// REQUIRES: `package` outlives this; at least one case is selected; the
    /// groups that a group requires to pass come before it in judging order.
    Grading(const problem::Package& package, GradingOptions options);
    ~Grading();
    Grading(Grading&&) noexcept;
    Grading& operator=(Grading&&) noexcept;

    /// The first case in judging order that is neither handed out nor ruled out; nullopt when there
    /// is none at present. Marks it as handed out. Cost: amortised O(groups).
    std::optional<std::size_t> next();

    /// REQUIRES: next() handed `case_index` out, and it was not recorded before.
    void record(std::size_t case_index, const CaseOutcome& outcome);

    /// What the package's grader is to be asked, once a custom_grader group is complete. Cases are
    /// handed out and recorded meanwhile; none of them settles the grade before the answer is in.
    const std::optional<GraderCall>& grader_call() const;

    /// `printed`: what it said to the call; the Error says why it said nothing, a judge error. It
    /// may lead to the next call. REQUIRES: grader_call().
    void answer_grader(const Result<std::string>& printed);

    /// Nothing that is still out or not handed out can change the grade.
    bool settled() const;

    CaseState state(std::size_t case_index) const;

    /// REQUIRES: settled().
    Grade grade() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace arena::scoring
