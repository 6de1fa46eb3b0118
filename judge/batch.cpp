#include "judge/batch.hpp"

#include "judge/checker_default.hpp"
#include "judge/checker_external.hpp"
#include "judge/source_text.hpp"

namespace arena {
namespace {

// Answers are the package's own; the bound only stops a device or a wrong link.
constexpr std::size_t answer_bytes_max = 1024UL * 1024 * 1024;

Result<Finding> compare_with_answer(const problem::Case& test, PassOutcome& outcome) {
    auto flags = parse_compare_flags(test.validator_args);
    if (!flags) return tl::unexpected(flags.error());
    if (test.answer_path.empty()) {
        return fail(ErrorCode::invalid_package, "no answer file to compare with");
    }
    auto answer = read_source_text(test.answer_path, answer_bytes_max);
    if (!answer) return tl::unexpected(answer.error());
    outcome.difference = compare_output(*answer, outcome.program.output, *flags);
    if (!outcome.difference) return Finding{};
    return Finding{Verdict::WA, outcome.difference->reason};
}

}  // namespace

Result<PassOutcome> batch_pass(Runner& runner, const CaseSetting& setting,
                               const problem::Case& test, const Pass& pass) {
    auto request = program_request(setting, test, pass.input);
    if (!request) return tl::unexpected(request.error());
    auto report = runner.run(*request);
    if (!report) return tl::unexpected(report.error());
    if (report->ending == Ending::cancelled) return fail(ErrorCode::interrupted, "interrupted");
    PassOutcome outcome;
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
    std::string output = outcome.program.output;
    return check_output(runner, setting, test, pass, std::move(output), outcome);
}

}  // namespace arena
