// `arena problem export PACKAGE DEST --to FORMAT`
#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/printable.hpp"
#include "cli/problem_args.hpp"
#include "cli/staging_folder.hpp"
#include "cli/terminal.hpp"
#include "core/problem/copy_package.hpp"
#include "core/problem/foreign_format.hpp"

namespace arena::cli {

Result<ExitStatus> problem_export_command(const ProblemExportArgs& args) {
    auto package = problem::read_package(args.package);
    if (!package) return tl::unexpected<Error>(package.error());
    auto folder = problem::PackageFolder::open(args.package);
    if (!folder) return tl::unexpected<Error>(folder.error());
    auto blueprint = problem::blueprint_of(*folder, *package);
    if (!blueprint) return tl::unexpected<Error>(blueprint.error());
    auto staging = StagingFolder::beside(args.destination);
    if (!staging) return tl::unexpected<Error>(staging.error());
    const bool native = package->format == problem::Format::kattis_2025_09 &&
                        args.format == problem::ExportFormat::kattis;
    problem::ExportReport report;
    if (native) {
        auto copied = problem::copy_package(*folder, staging->inner("package"), {});
        if (!copied) return tl::unexpected<Error>(copied.error());
    } else {
        auto exported = problem::export_package(*blueprint, args.format, staging->inner("package"));
        if (!exported) return tl::unexpected<Error>(exported.error());
        report = std::move(*exported);
        if (package->static_validator) {
            report.dropped.push_back({"static validator", "no other format looks at the source"});
        }
    }
    auto done = staging->commit("package");
    if (!done) return tl::unexpected<Error>(done.error());
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    std::string out = "wrote " + printable(staging->destination()) + ", " +
                      std::to_string(problem::test_count(*blueprint)) + " tests\n";
    std::vector<problem::ImportNote> dropped = blueprint->changes;
    dropped.insert(dropped.end(), report.dropped.begin(), report.dropped.end());
    if (!dropped.empty()) out += paint(screen, Ink::warning, "cannot be said there") + "\n";
    for (const problem::ImportNote& note : dropped) {
        out += "  " + printable(note.what) + ": " + printable(note.why) + "\n";
    }
    auto written = write_all(STDOUT_FILENO, out);
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

}  // namespace arena::cli
