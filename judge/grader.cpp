#include "judge/grader.hpp"

#include "judge/case_limits.hpp"
#include "judge/checker_external.hpp"
#include "judge/verdict_of.hpp"

namespace arena {

Result<std::string> run_grader(Runner& runner, const Artifact& grader,
                               const problem::Package& package, const problem::Group& group,
                               const std::string& results) {
    RunRequest request;
    request.box = grader.box;
    request.limits = validator_limits(package, grader.language);
    request.argv = run_argv(grader, request.limits, group.grader_args, request.env);
    request.input = InputBytes{results};
    auto report = runner.run(request);
    if (!report) return tl::unexpected<Error>(report.error());
    if (report->ending == Ending::cancelled) return fail(ErrorCode::interrupted, "interrupted");
    if (report->ending == Ending::exited && report->exit_code == 0) return report->output;
    std::string why = ending_text(*report, request.limits);
    const std::string said = last_line(report->error_output);
    if (!said.empty()) why += ": " + said;
    return fail(ErrorCode::invalid_package, why);
}

}  // namespace arena
