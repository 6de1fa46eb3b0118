#include "judge/batch.hpp"

#include "judge/checker_default.hpp"
#include "judge/checker_external.hpp"

namespace arena {
namespace {

// Answers are the package's own; the bound only stops a device or a wrong link.
constexpr std::int64_t answer_bytes_max = 64 * 1024 * mib;

Result<Finding> compare_with_answer(const problem::Case& test, PassOutcome& outcome) {
    auto flags = parse_compare_flags(test.validator_args);
    if (!flags) return tl::unexpected(flags.error());
    if (test.answer_path.empty()) {
        return fail(ErrorCode::invalid_package, "no answer file to compare with");
    }
    auto answer = ByteSource::open(test.answer_path, answer_bytes_max);
    if (!answer) return tl::unexpected(answer.error());
    auto output = outcome.large_output ? ByteSource::open(outcome.large_output->path(), INT64_MAX)
                                       : Result<ByteSource>(ByteSource(outcome.program.output));
    if (!output) return tl::unexpected(output.error());
    auto compared = compare_output(*answer, *output, *flags);
    if (!compared) return tl::unexpected(compared.error());
    outcome.difference = *std::move(compared);
    if (!outcome.difference) return Finding{};
    return Finding{Verdict::WA, outcome.difference->reason};
}

/// A run whose output, where it may be large, goes to `large` as it comes.
Result<RunReport> run_spooled(Runner& runner, RunRequest& request,
                              std::shared_ptr<const OutputSpool>& large) {
    if (request.limits.output_bytes <= spool_memory_bytes) return runner.run(request);
    auto spool = std::make_shared<OutputSpool>();
    const LiveOutput live{[&spool](std::string_view text) { return spool->take(text); },
                          [](std::string_view) { return true; }};
    request.live = &live;
    auto report = runner.run(request);
    request.live = nullptr;
    if (spool->error()) return tl::unexpected<Error>(*spool->error());
    if (!report) return report;
    report->output = spool->head();
    if (spool->in_file()) large = std::move(spool);
    return report;
}

}  // namespace

Result<PassOutcome> batch_pass(Runner& runner, const CaseSetting& setting,
                               const problem::Case& test, const Pass& pass) {
    auto request = program_request(setting, test, pass.input);
    if (!request) return tl::unexpected(request.error());
    PassOutcome outcome;
    auto report = run_spooled(runner, *request, outcome.large_output);
    if (!report) return tl::unexpected(report.error());
    if (report->ending == Ending::cancelled) return fail(ErrorCode::interrupted, "interrupted");
    outcome.program = std::move(*report);
    apply_runtime_ending(setting, outcome.program);
    outcome.finding = verdict_of(outcome.program, {setting.limits.time_limit_ns, request->limits});
    if (outcome.finding.verdict != Verdict::AC) return outcome;
    auto checked = check_batch_output(runner, setting, test, pass, outcome);
    if (!checked) return tl::unexpected(checked.error());
    return outcome;
}

Result<void> check_batch_output(Runner& runner, const CaseSetting& setting,
                                const problem::Case& test, const Pass& pass, PassOutcome& outcome) {
    if (setting.validator == nullptr) {
        auto compared = compare_with_answer(test, outcome);
        if (!compared) return tl::unexpected(compared.error());
        outcome.finding = *compared;
        return {};
    }
    // The head stays for people; the validator gets the whole.
    Input output = InputBytes{};
    if (outcome.large_output) {
        output = InputFile{outcome.large_output->path()};
    } else {
        output = InputBytes{outcome.program.output};
    }
    return check_output(runner, setting, test, pass, std::move(output), outcome);
}

}  // namespace arena
