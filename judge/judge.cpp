// The flow: support, tests, validator, time limit (once); then compile, run, grade (each solution).
//
// This file only joins the parts. What a run gets is case_limits.cpp's, what a case means is
// case_run.cpp's, and what the cases mean together is core/scoring's.
#include "judge/judge.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "core/assert.hpp"
#include "judge/case_lanes.hpp"
#include "judge/case_limits.hpp"
#include "judge/case_queue.hpp"
#include "judge/host_memory.hpp"
#include "judge/package_program.hpp"
#include "judge/source_language.hpp"
#include "judge/static_check.hpp"
#include "judge/submission_compile.hpp"
#include "judge/test_selection.hpp"
#include "judge/time_limit.hpp"
#include "judge/validator_args.hpp"

namespace arena {
namespace {

using Clock = std::chrono::steady_clock;

const std::atomic<bool> never_stop{false};

std::int64_t ns_since(Clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - start).count();
}

void say(const JudgeObserver& observer, const std::string& what) {
    if (observer.preparing) observer.preparing(what);
}

// The files as paths, so that a language can be told from a name or a first line.
std::vector<std::string> source_paths(const SubmissionSources& solution) {
    std::vector<std::string> paths;
    const bool folder = std::filesystem::is_directory(solution.path);
    for (const SourceFile& file : solution.files) {
        paths.push_back(folder ? solution.path + "/" + file.name : solution.path);
    }
    return paths;
}

JudgementIsolation to_isolation(const Isolation& isolation) {
    return {std::string(name(isolation.tier)), isolation.cgroup, isolation.fresh,
            isolation.missing};
}

// Nothing ran: every group is there by name, and every case says so.
void fill_compile_error(const problem::Package& package, Judgement& judgement) {
    judgement.verdict = Verdict::CE;
    judgement.grade.verdict = Verdict::CE;
    if (package.scoring) judgement.grade.score = 0;
    for (const problem::Group& group : package.groups) {
        judgement.grade.groups.push_back({group.name, std::nullopt, 0, 0});
    }
    for (std::size_t i = 0; i < package.cases.size(); ++i) {
        judgement.cases.push_back(unjudged(package, i));
    }
}

void fill_compile(const CompileOutcome& compiled, Judgement& judgement) {
    judgement.compile_message = compiled.message;
    judgement.compile_cpu_ns = compiled.cpu_ns;
    judgement.compile_wall_ns = compiled.wall_ns;
    judgement.compile_cached = compiled.from_cache;
}

void fill_cases(CasesJudged judged, Judgement& judgement) {
    judgement.verdict = judged.grade.verdict;
    judgement.grade = std::move(judged.grade);
    judgement.message = judgement.grade.fault;
    judgement.cases = std::move(judged.cases);
    if (judged.isolation) judgement.isolation = to_isolation(*judged.isolation);
    for (const CaseResult& test : judgement.cases) {
        if (test.state != scoring::CaseState::counted) continue;
        ++judgement.cases_run;
        judgement.cpu_max_ns = std::max(judgement.cpu_max_ns, test.cpu_ns);
        judgement.memory_max_bytes = std::max(judgement.memory_max_bytes, test.memory_bytes);
        judgement.unstable = judgement.unstable || test.unstable;
        if (test.verdict == Verdict::JE && judgement.message.empty()) {
            judgement.message = test.name + ": " + test.reason;
        }
    }
}

}  // namespace

struct Judge::State {
    const problem::Package& package;
    std::vector<Runner*> lanes;
    JudgeOptions options;
    bool prepared = false;
    std::vector<bool> selected;
    std::optional<Artifact> validator, static_validator, grader;
    TimeLimit time_limit;

    Result<void> check_supported() const;
    Result<void> build_program(const problem::Program& program, const std::string& what,
                               std::optional<Artifact>& into, const JudgeObserver& observer);
    Result<void> build_programs(const JudgeObserver& observer);
    Result<void> find_time_limit(const JudgeObserver& observer, const std::atomic<bool>& stop);
    Result<void> prepare(const JudgeObserver& observer, const std::atomic<bool>& stop);
    Result<std::vector<CaseResult>> time_submission(const problem::Submission& submission,
                                                    const std::atomic<bool>& stop);
    CaseSetting setting(const TimeLimit& limit) const;
    CaseSetting setting(const Artifact& program, const TimeLimit& limit) const;
    Result<Judgement> judge_answers(const SubmissionSources& solution,
                                    const JudgeObserver& observer, const std::atomic<bool>& stop);
    Result<Judgement> run_cases(const CaseSetting& setting, Judgement judgement,
                                Clock::time_point start, const JudgeObserver& observer,
                                const std::atomic<bool>& stop);
    Result<Judgement> judge(const SubmissionSources& solution, const Language& language,
                            const JudgeObserver& observer, const std::atomic<bool>& stop);
};

Result<void> Judge::State::check_supported() const {
    const bool needs_validator = package.interactive || package.multi_pass ||
                                 package.validator == problem::ValidatorKind::custom;
    if (needs_validator && !package.output_validator) {
        return fail(ErrorCode::invalid_package,
                    "problem '" + package.short_name + "' needs an output validator and has none");
    }
    if (!options.memory_bytes) {
        auto given = check_memory_given(package, "state another with --memory-limit");
        if (!given) return given;
    }
    return check_validator_args(package);
}

Result<void> Judge::State::build_program(const problem::Program& program, const std::string& what,
                                         std::optional<Artifact>& into,
                                         const JudgeObserver& observer) {
    say(observer, "compiling " + what);
    auto built = build_package_program(*lanes.front(), package, program, options.compile, what);
    if (!built) return tl::unexpected(built.error());
    into = std::move(*built);
    return {};
}

Result<void> Judge::State::build_programs(const JudgeObserver& observer) {
    Result<void> built;
    if (package.static_validator) {
        built = build_program(*package.static_validator, "static validator", static_validator,
                              observer);
    }
    if (built && package.grader) {
        built = build_program(*package.grader, "grader", grader, observer);
    }
    const bool validates =
        package.validator != problem::ValidatorKind::default_compare || package.interactive;
    if (built && validates) {
        built = build_program(*package.output_validator,
                              package.interactive ? "interactor" : "output validator", validator,
                              observer);
    }
    return built;
}

// The language that the package names, else by file name; nullptr when this host lacks it.
const Language* submission_language(const problem::Submission& submission) {
    auto language = submission.language ? LanguageTable::built_in().by_name(*submission.language)
                                        : language_of(submission.program.files);
    if (!language || !locate(**language).available) return nullptr;
    return *language;
}

Result<std::vector<CaseResult>> Judge::State::time_submission(const problem::Submission& submission,
                                                              const std::atomic<bool>& stop) {
    const Language* language = submission_language(submission);
    ARENA_ASSERT(language != nullptr);
    const std::string label = submission.directory + "/" + submission.program.name;
    auto sources = package_sources(package, submission.program);
    if (!sources) return tl::unexpected(sources.error());
    CompileSettings settings = options.compile;
    settings.entry = submission.entrypoint;
    auto compiled =
        compile_submission(*lanes.front(), package, *language, std::move(*sources), settings);
    if (!compiled) return tl::unexpected(compiled.error());
    if (!compiled->ok) {
        return fail(ErrorCode::invalid_package,
                    "'" + label + "' does not compile: no time limit can be taken from it" + " (" +
                        options.time_limit_mend + ")");
    }
    std::vector<bool> timed;  // a static validator runs nothing of the submission
    for (const problem::Case& test : package.cases) timed.push_back(!test.is_static);
    if (std::find(timed.begin(), timed.end(), true) == timed.end())
        return std::vector<CaseResult>();
    CaseLanes how{lanes, std::move(timed), false, {1, 0, 0}, nullptr, &stop};
    auto judged = judge_cases(how, setting(compiled->artifact, {timing_limit_ns, "timing", false}));
    if (!judged) return tl::unexpected(judged.error());
    return std::move(judged->cases);
}

Result<void> Judge::State::find_time_limit(const JudgeObserver& observer,
                                           const std::atomic<bool>& stop) {
    auto stated = stated_time_limit(package, options);
    if (!stated) return tl::unexpected(stated.error());
    if (*stated) {
        time_limit = **stated;
        return {};
    }
    auto found = time_limit_from_submissions(
        package,
        [](const problem::Submission& submission) {
            return submission_language(submission) != nullptr;
        },
        [&](const problem::Submission& submission) {
            say(observer, "timing " + submission.directory + "/" + submission.program.name);
            return time_submission(submission, stop);
        },
        options.time_limit_mend);
    if (!found) return tl::unexpected(found.error());
    time_limit = *found;
    time_limit.inferred = true;
    return {};
}

Result<void> Judge::State::prepare(const JudgeObserver& observer, const std::atomic<bool>& stop) {
    if (prepared) return {};
    auto step = check_supported();
    if (!step) return step;
    auto chosen = select_tests(package, options.test_globs);
    if (!chosen) return tl::unexpected(chosen.error());
    selected = std::move(*chosen);
    step = build_programs(observer);
    if (!step) return step;
    if (!package.submit_answer) step = find_time_limit(observer, stop);
    if (!step) return step;
    prepared = true;
    return {};
}

CaseSetting Judge::State::setting(const TimeLimit& limit) const {
    CaseSetting out;
    out.package = &package;
    out.limits.time_limit_ns = limit.limit_ns;
    out.validator = validator ? &*validator : nullptr;
    out.static_validator = static_validator ? &*static_validator : nullptr;
    out.grader = grader ? &*grader : nullptr;
    out.output_limit_stated = options.output_bytes || package.output_bytes;
    out.validator_limits = validator_limits(package, validator ? validator->language : nullptr);
    out.keep_output = options.keep_output;
    return out;
}

CaseSetting Judge::State::setting(const Artifact& program, const TimeLimit& limit) const {
    CaseSetting out = setting(limit);
    out.program = &program;
    out.limits = program_limits(package, options, limit, *program.language);
    return out;
}

Result<Judgement> Judge::State::run_cases(const CaseSetting& setting, Judgement judgement,
                                          Clock::time_point start, const JudgeObserver& observer,
                                          const std::atomic<bool>& stop) {
    CaseLanes how{lanes,
                  selected,
                  options.stop_at_first,
                  {options.repeat, options.close_to_limit, options.close_repeats},
                  &observer,
                  &stop};
    auto judged = judge_cases(how, setting);
    if (!judged) return tl::unexpected(judged.error());
    fill_cases(std::move(*judged), judgement);
    judgement.wall_total_ns = ns_since(start);
    if (judgement.cases_run == 0) {
        return fail(ErrorCode::internal, "no test of '" + package.short_name + "' was run");
    }
    return judgement;
}

// Nothing is compiled and nothing of the submission runs: its files are the outputs.
Result<Judgement> Judge::State::judge_answers(const SubmissionSources& solution,
                                              const JudgeObserver& observer,
                                              const std::atomic<bool>& stop) {
    const Clock::time_point start = Clock::now();
    Judgement judgement;
    judgement.solution = solution.path;
    judgement.language_id = "answers";
    judgement.language_name = "answers";
    judgement.problem = package.short_name;
    CaseSetting own = setting(TimeLimit());
    own.answers = &solution.files;
    return run_cases(own, std::move(judgement), start, observer, stop);
}

Result<Judgement> Judge::State::judge(const SubmissionSources& solution, const Language& language,
                                      const JudgeObserver& observer,
                                      const std::atomic<bool>& stop) {
    const Clock::time_point start = Clock::now();
    Judgement judgement;
    judgement.solution = solution.path;
    judgement.language_id = language.id;
    judgement.language_name = language.name;
    judgement.problem = package.short_name;
    judgement.time_limit_ns = time_limit.limit_ns;
    judgement.time_limit_source = time_limit.source;
    judgement.memory_limit_bytes = memory_limit_bytes(package, options);
    CompileSettings settings = options.compile;
    settings.entry = solution.entry;
    auto compiled = compile_submission(*lanes.front(), package, language, solution.files, settings);
    if (!compiled) return tl::unexpected(compiled.error());
    if (stop.load()) return fail(ErrorCode::interrupted, "interrupted");
    fill_compile(*compiled, judgement);
    if (observer.compiled) observer.compiled(*compiled);
    if (!compiled->ok) {
        fill_compile_error(package, judgement);
        judgement.wall_total_ns = ns_since(start);
        return judgement;
    }
    CaseSetting own = setting(compiled->artifact, time_limit);
    StaticSubject subject;
    if (static_validator) {
        auto made = static_subject(language, solution.files, solution.entry);
        if (!made) return tl::unexpected(made.error());
        subject = std::move(*made);
        own.static_subject = &subject;
    }
    auto judged = run_cases(own, std::move(judgement), start, observer, stop);
    if (judged && time_limit.inferred)
        judged->time_limit_source += upper_bound_note(package, solution.path, *judged);
    return judged;
}

Judge::Judge(const problem::Package& package, std::vector<Runner*> lanes, JudgeOptions options)
    : state_(new State{package, std::move(lanes), std::move(options), false, {}, {}, {}, {}, {}}) {
    ARENA_ASSERT(!state_->lanes.empty());
}

Judge::~Judge() = default;

Result<void> Judge::prepare(const JudgeObserver& observer) {
    return state_->prepare(observer, never_stop);
}

Result<Judgement> Judge::judge(const SubmissionSources& solution, const JudgeObserver& observer,
                               const std::atomic<bool>& stop) {
    if (stop.load()) return fail(ErrorCode::interrupted, "interrupted");
    if (state_->package.submit_answer) {
        auto ready = state_->prepare(observer, stop);
        if (!ready) return tl::unexpected(ready.error());
        return state_->judge_answers(solution, observer, stop);
    }
    const Language* language = state_->options.language;
    if (language == nullptr) {
        auto found = language_of(source_paths(solution));
        if (!found) return tl::unexpected(found.error());
        language = *found;
    }
    auto allowed = check_language_allowed(state_->package, *language);
    if (!allowed) return tl::unexpected(allowed.error());
    auto ready = state_->prepare(observer, stop);
    if (!ready) return tl::unexpected(ready.error());
    return state_->judge(solution, *language, observer, stop);
}

std::int64_t Judge::case_ns_max() const {
    const problem::Package& package = state_->package;
    const std::int64_t passes = package.multi_pass ? package.passes_max : 1;
    const std::int64_t runs = 1 + state_->options.close_repeats;
    const std::int64_t program_ns = wall_limit_ns(state_->time_limit.limit_ns);
    const std::int64_t validator_ns = validator_limits(package, nullptr).wall_ns;
    return passes * runs * (program_ns + validator_ns);
}

}  // namespace arena
