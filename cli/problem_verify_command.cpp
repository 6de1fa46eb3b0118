// `arena problem verify [PACKAGE...]`: read, lint, run what is not cached, report, judge the exit
// status: 0 all as promised, 1 not so, 2 a package that cannot be read, 3 a fault of the judge.
#include <unistd.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/host_session.hpp"
#include "cli/output_file.hpp"
#include "cli/package_inputs.hpp"
#include "cli/problem_args.hpp"
#include "cli/verify_report.hpp"
#include "judge/validator_args.hpp"
#include "judge/verify/verify.hpp"

namespace arena::cli {
namespace {

/// Everything of one call: the sandbox is opened when the first package needs it.
class Verifying {
public:
    explicit Verifying(const ProblemVerifyArgs& args)
        : args_(args), line_(screen_of(STDERR_FILENO, args.common.color)) {}

    Result<void> prepare() {
        const auto lanes = lane_count(args_.jobs);
        if (!lanes) return tl::unexpected<Error>(lanes.error());
        lanes_ = *lanes;
        auto cache = cache_folder(args_.cache);
        if (!cache) return tl::unexpected<Error>(cache.error());
        options_.compile.cache_directory = *cache;
        options_.cache_directory = *std::move(cache);
        options_.part = args_.part;
        options_.parts = args_.parts;
        options_.lanes = [this] { return open_lanes(); };
        options_.stop = [this] { return session_ ? &session_->stop() : nullptr; };
        options_.progress = [this](const std::string& what) { line_.update(what); };
        return {};
    }

    Result<Verification> one(const std::string& path) {
        auto package = problem::read_package(path);
        if (package) {
            auto understood = check_validator_args(*package);
            if (!understood) package = tl::unexpected<Error>(understood.error());
        }
        if (!package) {
            Verification unreadable;
            unreadable.problem = path;
            unreadable.path = path;
            unreadable.lint.push_back(problem::unreadable_finding(package.error()));
            unreadable_ = true;
            return unreadable;
        }
        auto verified = verify(*package, options_);
        line_.clear();
        if (!verified && session_ && session_->stop().load()) {
            return fail(ErrorCode::interrupted, "interrupted");
        }
        if (verified) return verified;
        const Error error{verified.error().code,
                          package->short_name + ": " + verified.error().message};
        const bool of_host = error.code == ErrorCode::host || error.code == ErrorCode::internal;
        if (of_host || args_.packages.size() == 1) return tl::unexpected<Error>(error);
        // The packages after it are looked at all the same.
        Verification broken;
        broken.problem = package->short_name;
        broken.path = package->path;
        broken.lint.push_back(problem::unreadable_finding(error));
        unreadable_ = true;
        return broken;
    }

    bool unreadable() const { return unreadable_; }

private:
    Result<std::vector<Runner*>> open_lanes() {
        if (!session_) {
            auto session = HostSession::open(args_.sandbox, lanes_);
            if (!session) return tl::unexpected<Error>(session.error());
            session_ = *std::move(session);
        }
        return session_->lanes();
    }

    const ProblemVerifyArgs& args_;
    ProgressLine line_;
    int lanes_ = 1;
    VerifyOptions options_;
    std::unique_ptr<HostSession> session_;
    bool unreadable_ = false;
};

std::string machine_report(const std::vector<Verification>& all, const ProblemVerifyArgs& args,
                           const VerifyReportOptions& options) {
    switch (args.format) {
        case Format::json: return verify_json(all, args.strict);
        case Format::junit: return verify_junit(all, args.strict);
        case Format::github: return verify_github(all, args.strict);
        case Format::sarif: return verify_sarif(all);
        case Format::jsonl:
        case Format::table: break;
    }
    std::string out;
    for (const Verification& one : all) out += verify_table(one, Screen{}, options);
    return out + verify_overall(all, Screen{}, args.strict);
}

ExitStatus status_of(const std::vector<Verification>& all, bool unreadable, bool strict) {
    bool fault = false;
    bool failed = false;
    for (const Verification& one : all) {
        fault = fault || count(one).faults > 0;
        failed = failed || verification_fails(one, strict);
    }
    if (fault) return ExitStatus::judge_failed;
    if (unreadable) return ExitStatus::bad_input;
    return failed ? ExitStatus::not_so : ExitStatus::ok;
}

Result<void> nothing_ran(const std::vector<Verification>& all, const ProblemVerifyArgs& args) {
    std::size_t runs = 0;
    for (const Verification& one : all) runs += one.runs;
    if (runs > 0 || args.part > 1) return {};
    return fail(ErrorCode::invalid_package,
                "nothing was run: the packages have neither validators nor submissions that this "
                "machine can run");
}

/// The report must not take the place of what is verified.
Result<void> keep_packages(const ProblemVerifyArgs& args) {
    for (const std::string& path :
         args.output.empty() ? std::vector<std::string>() : args.packages) {
        const auto package = problem::read_package(path);
        if (!package) continue;  // told when its turn comes
        auto kept = refuse_overwriting({{"--output", args.output}}, package_inputs(*package));
        if (!kept) return kept;
    }
    return {};
}

// A folder that only holds packages stands for all of them.
ProblemVerifyArgs with_packages_below(ProblemVerifyArgs args) {
    std::vector<std::string> packages;
    for (std::string& path : args.packages) {
        const auto below = problem::packages_below(path);
        packages.insert(packages.end(), below.begin(), below.end());
        if (below.empty()) packages.push_back(std::move(path));
    }
    args.packages = std::move(packages);
    return args;
}

}  // namespace

Result<ExitStatus> problem_verify_command(const ProblemVerifyArgs& given) {
    const ProblemVerifyArgs args = with_packages_below(given);
    Verifying verifying(args);
    auto ready = verifying.prepare();
    if (!ready) return tl::unexpected<Error>(ready.error());
    auto kept = keep_packages(args);
    if (!kept) return tl::unexpected<Error>(kept.error());
    std::optional<OutputFile> file;
    if (!args.output.empty()) {
        auto opened = OutputFile::open(args.output);
        if (!opened) return tl::unexpected<Error>(opened.error());
        file.emplace(*std::move(opened));
    }
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    const VerifyReportOptions options{args.common.quiet, args.common.verbose, args.strict};
    const bool table = args.format == Format::table || file;
    std::vector<Verification> all;
    for (const std::string& path : args.packages) {
        auto one = verifying.one(path);
        if (!one) return tl::unexpected<Error>(one.error());
        all.push_back(*std::move(one));
        if (!table) continue;
        const std::string gap = all.size() > 1 && !args.common.quiet ? "\n" : "";
        auto written = write_all(STDOUT_FILENO, gap + verify_table(all.back(), screen, options));
        if (!written) return tl::unexpected<Error>(written.error());
    }
    Result<void> written;
    if (table) written = write_all(STDOUT_FILENO, verify_overall(all, screen, args.strict));
    if (written && file) written = file->write(machine_report(all, args, options));
    if (written && file) written = file->commit();
    if (written && !table) written = write_all(STDOUT_FILENO, machine_report(all, args, options));
    if (!written) return tl::unexpected<Error>(written.error());
    if (!verifying.unreadable()) {
        auto ran = nothing_ran(all, args);
        if (!ran) return tl::unexpected<Error>(ran.error());
    }
    return status_of(all, verifying.unreadable(), args.strict);
}

}  // namespace arena::cli
