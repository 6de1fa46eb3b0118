// The flow: keys and cache first; then, if anything is left, compilers over all lanes, data checks
// and cases over all lanes, grades, margins.
#include "judge/verify/verify.hpp"
#include "judge/host_memory.hpp"

#include <algorithm>
#include <chrono>
#include <memory>

#include "judge/case_limits.hpp"
#include "judge/package_program.hpp"
#include "judge/source_language.hpp"
#include "judge/submission_compile.hpp"
#include "judge/time_limit.hpp"
#include "judge/validator_args.hpp"
#include "judge/verify/content_key.hpp"
#include "judge/verify/data_checks.hpp"
#include "judge/verify/limit_margins.hpp"
#include "judge/verify/result_cache.hpp"
#include "judge/verify/result_text.hpp"
#include "judge/verify/submission_outcome.hpp"
#include "judge/verify/submission_work.hpp"

namespace arena {
namespace {

using Clock = std::chrono::steady_clock;

class Verifier {
public:
    Verifier(const problem::Package& package, const VerifyOptions& options)
        : package_(package), options_(options), cache_(options.cache_directory) {}

    Result<Verification> run();

private:
    Result<void> make_keys();
    Result<void> look_up();
    Result<void> open_lanes();
    Result<void> compile_all();
    Result<void> run_everything();
    Result<void> run_round(const std::vector<Job>& jobs, const std::vector<SubmissionWork*>& works,
                           const TimeLimit& limit);
    Result<TimeLimit> limit_from_timing();
    void compile_job(std::vector<Job>& jobs, const std::string& what,
                     std::function<Result<void>(Runner&)> build);
    void compile_own(std::vector<Job>& jobs, const std::string& what,
                     const std::optional<problem::Program>& program, std::optional<Artifact>& into);
    void prepare(SubmissionWork& work, const TimeLimit& limit);
    void finish();
    void say(const std::string& what) const {
        if (options_.progress) options_.progress(what);
    }

    const problem::Package& package_;
    const VerifyOptions& options_;
    ResultCache cache_;
    Verification out_;
    std::vector<std::unique_ptr<SubmissionWork>> works_;
    std::string data_key_, limit_key_;
    bool data_pending_ = false;
    std::optional<TimeLimit> limit_;
    std::vector<Runner*> lanes_;
    std::optional<Error> compile_error_;
    std::optional<Artifact> validator_, static_validator_, grader_;
    DataChecking checking_;
};

Result<void> Verifier::make_keys() {
    auto data = data_digest(package_);
    if (!data) return tl::unexpected<Error>(data.error());
    auto validator = validator_digest(package_, package_.output_validator);
    if (!validator) return tl::unexpected<Error>(validator.error());
    auto data_key = data_result_key(package_, checking_.data, *data, *validator);
    if (!data_key) return tl::unexpected<Error>(data_key.error());
    data_key_ = *data_key;
    for (const auto* program : {&package_.static_validator, &package_.grader}) {
        auto looks = validator_digest(package_, *program);
        if (!looks) return tl::unexpected<Error>(looks.error());
        *validator += *looks;
    }
    std::vector<std::string> timing{"limit", *data, *validator};
    for (const auto& work : works_) {
        if (!work->can_run()) continue;
        auto digest = program_digest(package_, work->submission->program, work->language);
        if (!digest) return tl::unexpected<Error>(digest.error());
        // Which bound it gives says how long it may run.
        const std::string bounds =
            std::string(work->submission->use_for_time_limit_lower ? "lower" : "") +
            (work->submission->use_for_time_limit_upper ? "upper" : "");
        work->key = result_key({"submission", *data, *validator, *digest, bounds});
        if (work->submission->use_for_time_limit_lower) timing.push_back(*digest);
    }
    limit_key_ = result_key(timing);
    // Without a stated limit all results stand on the computed one.
    if (!package_.time_limit.limit_s && !package_.submit_answer) {
        for (auto& work : works_) {
            if (!work->key.empty()) work->key = result_key({work->key, limit_key_});
        }
    }
    return {};
}

Result<void> Verifier::look_up() {
    JudgeOptions plain;
    auto stated = stated_time_limit(package_, plain);
    if (!stated) return tl::unexpected<Error>(stated.error());
    limit_ = *stated;
    if (package_.submit_answer) limit_ = TimeLimit();  // nothing is run against the clock
    if (!limit_) {
        if (const auto kept = cache_.find(limit_key_)) {
            limit_ = TimeLimit{std::stoll(*kept), "accepted submissions", false};
        }
    }
    if (options_.part == 1) {
        const auto kept = cache_.find(data_key_);
        data_pending_ = !kept || !read_result(*kept, out_.data);
        if (data_pending_) out_.data.clear();
    }
    for (auto& work : works_) {
        if (!work->can_run()) continue;
        const auto kept = limit_ ? cache_.find(work->key) : std::nullopt;
        work->check.cached = kept && read_result(*kept, work->check, work->grade);
        work->pending = !work->check.cached;
    }
    return {};
}

Result<void> Verifier::open_lanes() {
    auto lanes = options_.lanes();
    if (!lanes) return tl::unexpected<Error>(lanes.error());
    lanes_ = std::move(*lanes);
    checking_.stop = options_.stop ? options_.stop() : nullptr;
    return {};
}

void Verifier::compile_job(std::vector<Job>& jobs, const std::string& what,
                           std::function<Result<void>(Runner&)> build) {
    jobs.push_back([this, what, build = std::move(build)](Runner& runner) {
        auto done = std::make_shared<Result<void>>(build(runner));
        return std::function<void()>([this, done, what] {
            say("compiled " + what);
            if (!*done && !compile_error_) compile_error_ = done->error();
        });
    });
}

void Verifier::compile_own(std::vector<Job>& jobs, const std::string& what,
                           const std::optional<problem::Program>& program,
                           std::optional<Artifact>& into) {
    if (!program) return;
    compile_job(jobs, what, [this, what, &program, &into](Runner& runner) -> Result<void> {
        auto built = build_package_program(runner, package_, *program, options_.compile, what);
        if (!built) return tl::unexpected<Error>(built.error());
        into = std::move(*built);
        return {};
    });
}

Result<void> Verifier::compile_all() {
    std::vector<Job> jobs;
    const bool validates = package_.validator == problem::ValidatorKind::custom ||
                           package_.interactive || package_.multi_pass;
    if (validates) compile_own(jobs, "output validator", package_.output_validator, validator_);
    compile_own(jobs, "static validator", package_.static_validator, static_validator_);
    compile_own(jobs, "grader", package_.grader, grader_);
    checking_.input_validators.resize(package_.input_validators.size());
    checking_.can_run.assign(package_.input_validators.size(), true);
    for (std::size_t i = 0; data_pending_ && i < package_.input_validators.size(); ++i) {
        const problem::Program& program = package_.input_validators[i];
        compile_job(jobs, program.name, [this, i, &program](Runner& runner) -> Result<void> {
            auto built = build_package_program(runner, package_, program, options_.compile,
                                               "input validator");
            if (!built && built.error().code == ErrorCode::unsupported) {
                checking_.can_run[i] = false;
                return {};
            }
            if (!built) return tl::unexpected<Error>(built.error());
            checking_.input_validators[i] = std::move(*built);
            return {};
        });
    }
    for (auto& work : works_) {
        if (!work->pending) continue;
        SubmissionWork* one = work.get();
        compile_job(jobs, one->check.path, [this, one](Runner& runner) {
            return compile_work(runner, package_, options_.compile, *one);
        });
    }
    std::vector<QueuedSubmission> none;
    auto done = run_jobs(lanes_, jobs, none, options_.progress);
    if (!done) return done;
    if (compile_error_) return tl::unexpected<Error>(*compile_error_);
    return {};
}

// A submission that must be too slow is run until it is so by the margin that the format asks.
void Verifier::prepare(SubmissionWork& work, const TimeLimit& limit) {
    const JudgeOptions plain;
    work.setting = CaseSetting();
    work.setting.package = &package_;
    if (work.is_answers) {
        work.setting.answers = &work.answers;
    } else {
        work.setting.program = &*work.program;
        work.setting.limits = program_limits(package_, plain, limit, *work.language);
    }
    work.setting.validator = validator_ ? &*validator_ : nullptr;
    work.setting.static_validator = static_validator_ ? &*static_validator_ : nullptr;
    work.setting.static_subject = &work.static_subject;
    work.setting.grader = grader_ ? &*grader_ : nullptr;
    work.setting.output_limit_stated = package_.output_bytes.has_value();
    work.setting.validator_limits =
        validator_limits(package_, validator_ ? validator_->language : nullptr);
    work.probing = work.setting;
    const auto asked = static_cast<std::int64_t>(static_cast<double>(limit.limit_ns) *
                                                 package_.time_limit.rejected_multiplier);
    RunLimits& leash = work.probing.limits.run;
    leash.cpu_ns = std::max(leash.cpu_ns, asked + overrun_base_ns);
    leash.wall_ns = std::max(leash.wall_ns, wall_limit_ns(asked));
    work.queue =
        std::make_unique<CaseQueue>(work.setting, std::vector<bool>(package_.cases.size(), true),
                                    false, RepetitionRule(), checking_.stop);
}

Result<void> Verifier::run_round(const std::vector<Job>& jobs,
                                 const std::vector<SubmissionWork*>& works,
                                 const TimeLimit& limit) {
    std::vector<QueuedSubmission> queued;
    for (SubmissionWork* work : works) {
        if (!work->program && !work->is_answers) continue;
        prepare(*work, limit);
        QueuedSubmission one;
        one.name = work->check.path;
        one.queue = work->queue.get();
        if (work->submission->use_for_time_limit_upper && !work->is_answers) {
            one.probing = &work->probing;
            one.probe_until_ns = static_cast<std::int64_t>(static_cast<double>(limit.limit_ns) *
                                                           package_.time_limit.rejected_multiplier);
        }
        queued.push_back(one);
    }
    auto done = run_jobs(lanes_, jobs, queued, options_.progress);
    if (!done) return done;
    for (SubmissionWork* work : works) take_results(*work);
    return {};
}

Result<TimeLimit> Verifier::limit_from_timing() {
    return time_limit_from_submissions(
        package_,
        [this](const problem::Submission& submission) {
            for (const auto& work : works_) {
                if (work->submission == &submission) return work->program.has_value();
            }
            return false;
        },
        [this](const problem::Submission& submission) -> Result<std::vector<CaseResult>> {
            for (const auto& work : works_) {
                if (work->submission == &submission) return work->check.cases;
            }
            return std::vector<CaseResult>();
        },
        time_limit_mend);
}

Result<void> Verifier::run_everything() {
    checking_.package = &package_;
    checking_.output_validator = validator_ ? &*validator_ : nullptr;
    checking_.validator_limits =
        validator_limits(package_, validator_ ? validator_->language : nullptr);
    std::vector<Job> jobs;
    if (data_pending_) jobs = data_jobs(checking_, out_.data);
    std::vector<SubmissionWork*> now;
    std::vector<SubmissionWork*> later;
    for (auto& work : works_) {
        if (!work->pending) continue;
        const bool times = !limit_ && work->submission->use_for_time_limit_lower;
        (limit_ || times ? now : later).push_back(work.get());
    }
    const auto slow_first = [](std::vector<SubmissionWork*>& works) {
        std::stable_sort(works.begin(), works.end(),
                         [](const SubmissionWork* a, const SubmissionWork* b) {
                             return a->submission->use_for_time_limit_upper &&
                                    !b->submission->use_for_time_limit_upper;
                         });
    };
    slow_first(now);
    slow_first(later);
    auto ran = run_round(jobs, now, limit_.value_or(TimeLimit{timing_limit_ns, "timing", false}));
    if (!ran) return ran;
    if (!limit_) {
        auto found = limit_from_timing();
        if (!found) return tl::unexpected<Error>(found.error());
        limit_ = *found;
        cache_.store(limit_key_, std::to_string(limit_->limit_ns));
    }
    ran = run_round({}, later, *limit_);
    if (!ran) return ran;
    const bool sound = std::none_of(out_.data.begin(), out_.data.end(), [](const DataCheck& check) {
        return check.status == CheckStatus::fault;
    });
    if (data_pending_ && sound) cache_.store(data_key_, result_text(out_.data));
    for (auto& work : works_) {
        // What chance or the machine had a hand in is looked at again the next time.
        const auto shaky = [this](const CaseResult& test) {
            const bool by_the_clock =
                test.verdict == Verdict::TLE && test.cpu_ns < limit_->limit_ns;
            return test.unstable || by_the_clock || test.verdict == Verdict::JE;
        };
        const auto& cases = work->check.cases;
        const bool misgraded = work->grade.verdict == Verdict::JE;
        if (!work->pending || misgraded || std::any_of(cases.begin(), cases.end(), shaky)) continue;
        cache_.store(work->key, result_text(work->check, work->grade));
    }
    return {};
}

void Verifier::finish() {
    for (const DataCheck& check : out_.data) {
        out_.runs += check.runs;
        if (check.cached) out_.runs_cached += check.runs;
        if (!check.cached) out_.cpu_ns += check.cpu_ns;
    }
    for (auto& work : works_) {
        if (work->can_run()) {
            judge_expectations(*work->submission, work->grade, package_, work->check);
        }
        out_.runs += work->check.runs;
        if (work->check.cached) out_.runs_cached += work->check.runs;
        if (!work->check.cached) out_.cpu_ns += work->check.cpu_ns;
        if (work->language != nullptr && limit_ && !work->is_answers) {
            add_margin(*work->submission, work->check, *limit_, package_.time_limit, out_.margins);
        }
        out_.submissions.push_back(std::move(work->check));
    }
    out_.time_limit_ns = limit_ ? limit_->limit_ns : 0;
    out_.time_limit_source = limit_ ? limit_->source : "";
}

Result<Verification> Verifier::run() {
    const Clock::time_point start = Clock::now();
    out_.problem = package_.short_name;
    out_.path = package_.path;
    out_.tests = package_.cases.size();
    if (options_.part == 1) out_.lint = problem::lint(package_);
    auto data = problem::read_validation_data(package_);
    if (!data) return tl::unexpected<Error>(data.error());
    checking_.data = std::move(*data);
    std::size_t index = 0;
    for (const problem::Submission& submission : package_.submissions) {
        const bool times = !package_.time_limit.limit_s && !package_.submit_answer &&
                           submission.use_for_time_limit_lower;
        const bool mine = index++ % static_cast<std::size_t>(options_.parts) ==
                          static_cast<std::size_t>(options_.part) - 1;
        if (mine || times) works_.push_back(work_of(submission, package_));
    }
    for (const auto& step : {&Verifier::make_keys, &Verifier::look_up}) {
        auto done = (this->*step)();
        if (!done) return tl::unexpected<Error>(done.error());
    }
    const bool anything =
        data_pending_ ||
        std::any_of(works_.begin(), works_.end(), [](const auto& work) { return work->pending; });
    if (anything) {
        for (const auto& step :
             {&Verifier::open_lanes, &Verifier::compile_all, &Verifier::run_everything}) {
            auto done = (this->*step)();
            if (!done) return tl::unexpected<Error>(done.error());
        }
        cache_.trim();
    }
    finish();
    out_.wall_ns =
        std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - start).count();
    return std::move(out_);
}

}  // namespace

Result<Verification> verify(const problem::Package& package, const VerifyOptions& options) {
    auto understood = check_validator_args(package);
    if (!understood) return tl::unexpected<Error>(understood.error());
    auto given = check_memory_given(package, "verify it on a larger one, or lower limits.memory");
    if (!given) return tl::unexpected<Error>(given.error());
    return Verifier(package, options).run();
}

}  // namespace arena
