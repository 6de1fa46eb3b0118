// Grading: the serial walk over the groups, and what may be handed out ahead of it.
//
// The walk (advance) goes through the steps of core/scoring/judging_order.hpp and stops at the
// first case whose outcome is not known yet. It alone decides what counts, so the order in which
// outcomes arrive cannot show. Ahead of it, `ruled_out` keeps cases from being handed out that the
// walk is certain not to reach; a case that it then does reach without an outcome is a bug and
// asserted.
#include "core/scoring/grading.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/assert.hpp"
#include "core/scoring/case_score.hpp"
#include "core/scoring/custom_grader.hpp"
#include "core/scoring/group_2025.hpp"
#include "core/scoring/group_fault.hpp"
#include "core/scoring/judging_order.hpp"
#include "core/scoring/legacy_grader.hpp"
#include "core/scoring/pass_fail.hpp"
#include "core/scoring/ruleset.hpp"
#include "core/scoring/sub_result.hpp"

namespace arena::scoring {

namespace {

constexpr std::size_t everything = std::numeric_limits<std::size_t>::max();

struct GroupRun {
    std::size_t selected = 0;           // cases below it that were asked for
    std::size_t counted = 0;            // cases below it that count so far
    bool stopped = false;               // the walk runs no further member
    std::size_t open_end = everything;  // positions from here on are certain not to be reached
    std::vector<SubResult> members;
    std::optional<SubResult> result;      // once the walk has left it, if anything counted,
                                          // or once it was refused for a prerequisite
    std::vector<std::size_t> dependents;  // groups that require this one to pass
};

/// A member of `group` that is certain to fail, if it is reached: the cases before `end` are it and
/// those before it.
struct Failure {
    std::size_t group = 0;
    std::size_t end = 0;
    bool zero = false;    // its score is certain to be 0
    bool sample = false;  // it is the root's group "sample"
};

}  // namespace

struct Grading::State {
    const problem::Package& package;
    GradingOptions options;
    Ruleset ruleset;
    std::vector<GroupPolicy> policy;
    JudgingOrder order;
    std::vector<GroupRun> groups;
    std::vector<std::optional<CaseOutcome>> outcomes;
    std::vector<CaseState> states;  // as the walk decided; pending ahead of it
    std::vector<bool> handed_out;
    std::size_t step = 0;            // of the walk
    std::size_t cursor = 0;          // position from which next() looks
    std::string fault;               // of the package's grader, or of a group's score
    std::optional<GraderCall> call;  // the walk waits for its answer

    State(const problem::Package& the_package, GradingOptions the_options)
        : package(the_package),
          options(std::move(the_options)),
          ruleset(ruleset_of(package)),
          policy(policies(package, options.stop_at_first)),
          order(judging_order(package)),
          groups(package.groups.size()),
          outcomes(package.cases.size()),
          states(package.cases.size(), CaseState::pending),
          handed_out(package.cases.size(), false) {
        ARENA_ASSERT(options.selected.empty() || options.selected.size() == package.cases.size());
        for (std::size_t c = 0; c < package.cases.size(); ++c) {
            if (is_selected(c)) ++groups[package.cases[c].group].selected;
        }
        for (std::size_t g = groups.size(); g-- > 1;) {
            groups[*package.groups[g].parent].selected += groups[g].selected;
        }
        ARENA_ASSERT(groups[0].selected > 0);
        for (std::size_t g = 0; g < groups.size(); ++g) {
            for (std::size_t required : package.groups[g].require_pass) {
                if (groups[required].selected == 0) continue;  // counts as passed
                ARENA_ASSERT(order.spans[required].end <= order.spans[g].begin);
                groups[required].dependents.push_back(g);
            }
        }
        advance();
    }

    bool is_selected(std::size_t c) const {
        return options.selected.empty() || options.selected[c];
    }

    bool is_sample_group(std::size_t g) const {
        return package.groups[g].parent == 0U && package.groups[g].name == "sample";
    }

    // The walk.

    void advance() {
        while (step < order.steps.size()) {
            const Step at = order.steps[step];
            switch (at.kind) {
                case Step::Kind::enter: enter(at.index); break;
                case Step::Kind::test:
                    if (!test(at.index)) return;
                    ++step;
                    break;
                case Step::Kind::leave:
                    call = question(at.index);
                    if (call) return;
                    leave(at.index, std::string());
                    ++step;
                    break;
            }
        }
    }

    void enter(std::size_t g) {
        const std::optional<std::size_t> parent = package.groups[g].parent;
        const bool wanted = groups[g].selected > 0 && !(parent && groups[*parent].stopped);
        const SubResult* missing = wanted ? failed_prerequisite(g) : nullptr;
        if (wanted && !missing) {
            ++step;
            return;
        }
        for (std::size_t p = order.spans[g].begin; p < order.spans[g].end; ++p) {
            states[order.cases[p]] = CaseState::not_run;
        }
        step = order.spans[g].leave_step + 1;
        if (!missing) return;
        // Refused: no score, and not accepted, by the fault of the case that failed before it.
        groups[g].result = SubResult{missing->verdict, 0, missing->deciding_case, false};
        if (parent) feed(*parent, *groups[g].result);
    }

    const SubResult* failed_prerequisite(std::size_t g) const {
        for (std::size_t required : package.groups[g].require_pass) {
            const GroupRun& run = groups[required];
            if (run.result && run.result->verdict != Verdict::AC) return &*run.result;
        }
        return nullptr;
    }

    /// False when the walk has to wait for this case.
    bool test(std::size_t c) {
        const std::size_t g = package.cases[c].group;
        if (groups[g].stopped || !is_selected(c)) {
            states[c] = CaseState::not_run;
            return true;
        }
        if (!outcomes[c]) {
            ARENA_ASSERT(!ruled_out(c));
            return false;
        }
        states[c] = CaseState::counted;
        ++groups[g].counted;
        SubResult result;
        result.verdict = outcomes[c]->verdict;
        if (result.verdict != Verdict::AC) result.deciding_case = c;
        if (result.verdict != Verdict::JE) result.score = case_score(package, c, *outcomes[c]);
        feed(g, result);
        return true;
    }

    std::optional<GraderCall> question(std::size_t g) const {
        const problem::Group& group = package.groups[g];
        const bool asks =
            ruleset == Ruleset::legacy && group.scoring == problem::GroupScoring::custom_grader;
        if (!asks || groups[g].members.empty()) return std::nullopt;
        auto results = grader_question(group, groups[g].members);
        if (!results) return std::nullopt;
        return GraderCall{g, *std::move(results)};
    }

    /// The grader has spoken: its group is left, and the walk goes on.
    void answer(const Result<std::string>& printed) {
        ARENA_ASSERT(call.has_value());
        leave(call->group, printed);
        ++step;
        call.reset();
        advance();
    }

    SubResult graded(std::size_t g, const Result<std::string>& printed) {
        const problem::Group& group = package.groups[g];
        const std::vector<SubResult>& members = groups[g].members;
        switch (ruleset) {
            case Ruleset::pass_fail: return grade_pass_fail(members);
            case Ruleset::legacy:
                return group.scoring == problem::GroupScoring::custom_grader
                           ? grade_custom(group, members, package.scoring, printed, fault)
                           : grade_legacy(group, members, package.scoring);
            case Ruleset::groups_2025: return grade_group_2025(group, members);
        }
        return grade_pass_fail(members);
    }

    void leave(std::size_t g, const Result<std::string>& printed) {
        GroupRun& run = groups[g];
        if (run.members.empty()) return;
        run.result = graded(g, printed);
        // A judge error of no case is the group's own: its score is not one that it may have.
        if (run.result->verdict == Verdict::JE && !run.result->deciding_case && fault.empty()) {
            fault = group_fault(package.groups[g], ruleset, run.result->score);
        }
        run.result->is_sample = is_sample_group(g);
        std::vector<SubResult>().swap(run.members);
        const std::optional<std::size_t> parent = package.groups[g].parent;
        if (!parent) return;
        groups[*parent].counted += run.counted;
        feed(*parent, *run.result);
    }

    void feed(std::size_t g, const SubResult& result) {
        const bool ignored = package.groups[g].ignore_sample && result.is_sample;
        const bool rejected = result.verdict != Verdict::AC && !ignored;
        if (rejected && policy[g].stops_on_reject) groups[g].stopped = true;
        if (result.score <= 0 && policy[g].stops_on_zero) groups[g].stopped = true;
        groups[g].members.push_back(result);
    }

    // Ahead of the walk.

    bool ruled_out(std::size_t c) const {
        std::optional<std::size_t> g = package.cases[c].group;
        for (; g; g = package.groups[*g].parent) {
            if (order.positions[c] >= groups[*g].open_end) return true;
        }
        return false;
    }

    void close(std::size_t g, std::size_t end) {
        groups[g].open_end = std::min(groups[g].open_end, end);
    }

    /// Case `c` was not accepted: whatever is certain to go unreached because of it is ruled out.
    void rule_out_after(std::size_t c) {
        std::vector<Failure> failures{{package.cases[c].group, order.positions[c] + 1,
                                       ruleset == Ruleset::groups_2025, false}};
        while (!failures.empty()) {
            const Failure failure = failures.back();
            failures.pop_back();
            const problem::Group& group = package.groups[failure.group];
            const GroupPolicy& rules = policy[failure.group];
            const bool ignored = group.ignore_sample && failure.sample;
            if (rules.stops_on_reject && !ignored) close(failure.group, failure.end);
            if (rules.stops_on_zero && failure.zero) close(failure.group, failure.end);
            if (!rules.rejected_if_any_is) continue;
            for (std::size_t dependent : groups[failure.group].dependents) {
                if (groups[dependent].selected == 0) continue;
                const std::size_t begin = order.spans[dependent].begin;
                if (groups[dependent].open_end <= begin) continue;  // known before
                close(dependent, begin);
                for_parent(dependent, true, failures);
            }
            for_parent(failure.group, failure.zero && rules.zero_if_any_is, failures);
        }
    }

    void for_parent(std::size_t g, bool zero, std::vector<Failure>& failures) const {
        const std::optional<std::size_t> parent = package.groups[g].parent;
        if (parent) failures.push_back({*parent, order.spans[g].end, zero, is_sample_group(g)});
    }

    // The grade.

    double group_max_score(const problem::Group& group) const {
        if (!package.scoring) return 0;
        const auto& bound = ruleset == Ruleset::legacy ? group.range_max : group.max_score;
        return bound && std::isfinite(*bound) ? *bound : 0;
    }

    /// The group whose score is the submission's: in 2025-09 "secret", elsewhere the root.
    std::size_t scored_group() const {
        if (ruleset != Ruleset::groups_2025) return 0;
        for (std::size_t g : package.groups[0].groups) {
            if (package.groups[g].name == "secret") return g;
        }
        return 0;
    }
};

Grading::Grading(const problem::Package& package, GradingOptions options)
    : state_(std::make_unique<State>(package, std::move(options))) {}
Grading::~Grading() = default;
Grading::Grading(Grading&&) noexcept = default;
Grading& Grading::operator=(Grading&&) noexcept = default;

std::optional<std::size_t> Grading::next() {
    State& s = *state_;
    for (; s.cursor < s.order.cases.size(); ++s.cursor) {
        const std::size_t c = s.order.cases[s.cursor];
        if (state(c) != CaseState::pending) continue;
        ++s.cursor;
        s.handed_out[c] = true;
        return c;
    }
    return std::nullopt;
}

void Grading::record(std::size_t case_index, const CaseOutcome& outcome) {
    State& s = *state_;
    ARENA_ASSERT(case_index < s.outcomes.size());
    ARENA_ASSERT(s.handed_out[case_index] && !s.outcomes[case_index]);
    CaseOutcome known = outcome;
    if (!score_fault(s.package, case_index, outcome).empty()) known.verdict = Verdict::JE;
    s.outcomes[case_index] = known;
    if (known.verdict != Verdict::AC) s.rule_out_after(case_index);
    if (!s.call) s.advance();
}

const std::optional<GraderCall>& Grading::grader_call() const {
    return state_->call;
}

void Grading::answer_grader(const Result<std::string>& printed) {
    state_->answer(printed);
}

bool Grading::settled() const {
    return state_->step == state_->order.steps.size();
}

CaseState Grading::state(std::size_t case_index) const {
    const State& s = *state_;
    ARENA_ASSERT(case_index < s.states.size());
    if (s.states[case_index] != CaseState::pending) return s.states[case_index];
    const bool wanted = s.is_selected(case_index) && !s.ruled_out(case_index);
    return wanted ? CaseState::pending : CaseState::not_run;
}

Grade Grading::grade() const {
    ARENA_ASSERT(settled());
    const State& s = *state_;
    Grade out;
    out.fault = s.fault;
    for (std::size_t g = 0; g < s.groups.size(); ++g) {
        const GroupRun& run = s.groups[g];
        GroupGrade grade;
        grade.name = s.package.groups[g].name;
        if (run.counted > 0) grade.verdict = run.result->verdict;
        if (run.result) grade.score = run.result->score;
        grade.max_score = s.group_max_score(s.package.groups[g]);
        out.groups.push_back(std::move(grade));
    }
    // In 2025-09 the root adds nothing up: the whole is worth what "secret" is.
    const std::size_t scored = s.scored_group();
    if (s.package.scoring) {
        out.groups[0].score = out.groups[scored].score;
        out.groups[0].max_score = out.groups[scored].max_score;
    }
    ARENA_ASSERT(s.groups[0].result.has_value());
    const SubResult& root = *s.groups[0].result;
    out.verdict = root.verdict;
    out.deciding_case = root.deciding_case;
    if (!s.package.scoring) return out;
    const double max_score = out.groups[scored].max_score;
    if (max_score > 0) out.max_score = max_score;
    if (root.verdict == Verdict::JE) return out;
    const bool nothing = s.ruleset == Ruleset::legacy && root.verdict != Verdict::AC;
    out.score = nothing ? 0 : out.groups[scored].score;
    return out;
}

}  // namespace arena::scoring
