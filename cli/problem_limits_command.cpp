// `arena problem limits`: what the submissions take, and the limit that follows.
#include <unistd.h>

#include <algorithm>
#include <map>

#include "cli/commands.hpp"
#include "cli/host_session.hpp"
#include "cli/printable.hpp"
#include "cli/problem_args.hpp"
#include "cli/report.hpp"
#include "judge/time_limit.hpp"
#include "judge/verify/verify.hpp"

namespace arena::cli {
namespace {

std::string limits_text(const Verification& found, const problem::Package& package,
                        const Screen& screen) {
    std::map<std::string, std::int64_t> slowest;
    std::int64_t slowest_ns = 0;
    std::int64_t least_slow_ns = 0;
    std::string out = paint(screen, Ink::strong, printable(found.problem)) + ", limit " +
                      seconds_text(found.time_limit_ns) + " (" +
                      printable(found.time_limit_source) + ")\n";
    for (std::size_t i = 0; i < found.submissions.size(); ++i) {
        const SubmissionCheck& check = found.submissions[i];
        const problem::Submission& submission = package.submissions[i];
        if (check.status == CheckStatus::skipped) continue;
        out += "  " + pad_right(printable(check.path), 44) + pad_right(check.language_name, 14) +
               pad_left(seconds_text(check.slowest_ns), 9) + "\n";
        if (submission.directory == "accepted") {
            std::int64_t& own = slowest[check.language_name];
            own = std::max(own, check.slowest_ns);
            slowest_ns = std::max(slowest_ns, check.slowest_ns);
        }
        if (submission.use_for_time_limit_upper &&
            (least_slow_ns == 0 || check.slowest_ns < least_slow_ns)) {
            least_slow_ns = check.slowest_ns;
        }
    }
    out += "\n" + paint(screen, Ink::strong, "slowest accepted, by language") + "\n";
    for (const auto& [language, ns] : slowest) {
        out += "  " + pad_right(language, 20) + pad_left(seconds_text(ns), 9) + "\n";
    }
    problem::TimeLimitRule fine = package.time_limit;
    fine.resolution_s = std::min(fine.resolution_s, 0.1);
    const std::int64_t by_rule = limit_from_slowest(slowest_ns, package.time_limit);
    const std::int64_t least = limit_from_slowest(slowest_ns, fine);
    char multiplier[32];
    std::snprintf(multiplier, sizeof multiplier, "%g", package.time_limit.accepted_multiplier);
    out += "\nproposed  " + seconds_text(by_rule) + " (slowest x " + multiplier +
           ", rounded up); not below " + seconds_text(least) + "\n";
    if (least_slow_ns > 0) {
        const auto most = static_cast<std::int64_t>(static_cast<double>(least_slow_ns) /
                                                    package.time_limit.rejected_multiplier);
        out += "not above " + seconds_text(most) +
               ", or as far as they were timed, for those that must be too slow\n";
        if (most < least) {
            out += paint(screen, Ink::warning, "no limit parts them by the margins asked") + "\n";
        }
    }
    return out;
}

}  // namespace

Result<ExitStatus> problem_limits_command(const ProblemLimitsArgs& args) {
    auto package = problem::read_package(args.package);
    if (!package) return tl::unexpected<Error>(package.error());
    const auto lanes = lane_count(args.jobs);
    if (!lanes) return tl::unexpected<Error>(lanes.error());
    auto cache = cache_folder(args.cache);
    if (!cache) return tl::unexpected<Error>(cache.error());
    ProgressLine line(screen_of(STDERR_FILENO, args.common.color));
    std::unique_ptr<HostSession> session;
    VerifyOptions options;
    options.compile.cache_directory = options.cache_directory = *cache;
    options.lanes = [&]() -> Result<std::vector<Runner*>> {
        auto opened = HostSession::open(args.sandbox, *lanes);
        if (!opened) return tl::unexpected<Error>(opened.error());
        session = *std::move(opened);
        return session->lanes();
    };
    options.stop = [&] { return session ? &session->stop() : nullptr; };
    options.progress = [&line](const std::string& what) { line.update(what); };
    auto found = verify(*package, options);
    line.clear();
    if (!found) return tl::unexpected<Error>(found.error());
    if (found->submissions.empty()) {
        return fail(ErrorCode::invalid_package,
                    "problem '" + package->short_name + "' has no submissions to time");
    }
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    auto written = write_all(STDOUT_FILENO, limits_text(*found, *package, screen));
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

}  // namespace arena::cli
