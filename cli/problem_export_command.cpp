// `arena problem export PACKAGE DEST --to FORMAT`
#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/note_lines.hpp"
#include "cli/printable.hpp"
#include "cli/problem_args.hpp"
#include "cli/staging_folder.hpp"
#include "cli/terminal.hpp"
#include "core/problem/copy_package.hpp"
#include "core/problem/foreign_format.hpp"

namespace arena::cli {
namespace {

std::string notes_text(const Screen& screen, const std::string& title,
                       const std::vector<problem::ImportNote>& notes) {
    if (notes.empty()) return "";
    return paint(screen, Ink::warning, title) + "\n" + note_lines(notes);
}

}  // namespace

Result<ExitStatus> problem_export_command(const ProblemExportArgs& args) {
    auto package = problem::read_package(args.package);
    if (!package) return tl::unexpected<Error>(package.error());
    auto folder = problem::PackageFolder::open(args.package);
    if (!folder) return tl::unexpected<Error>(folder.error());
    auto blueprint = problem::blueprint_of(*folder, *package);
    if (!blueprint) return tl::unexpected<Error>(blueprint.error());
    auto outside = refuse_destination_inside(args.destination, args.package);
    if (!outside) return tl::unexpected<Error>(outside.error());
    auto staging = StagingFolder::beside(args.destination);
    if (!staging) return tl::unexpected<Error>(staging.error());
    const bool native = package->format == problem::Format::kattis_2025_09 &&
                        args.format == problem::ExportFormat::kattis;
    problem::ExportReport report;
    report.changes = blueprint->changes;
    if (native) {
        auto copied = problem::copy_package(*folder, staging->inner("package"), {});
        if (!copied) return tl::unexpected<Error>(copied.error());
    } else {
        auto exported = problem::export_package(*blueprint, args.format, staging->inner("package"));
        if (!exported) return tl::unexpected<Error>(exported.error());
        report.dropped = std::move(exported->dropped);
        report.changes.insert(report.changes.end(), exported->changes.begin(),
                              exported->changes.end());
        if (package->static_validator) {
            report.changes.push_back({"static validator", "no other format looks at the source"});
        }
    }
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    if (!report.changes.empty() && !args.accept_changes) {
        auto told = write_all(STDOUT_FILENO,
                              notes_text(screen, "would judge differently there", report.changes));
        if (!told) return tl::unexpected<Error>(told.error());
        return fail(ErrorCode::unsupported,
                    "not exported: it would be judged differently there (the first reason: " +
                        printable(report.changes.front().what) +
                        "); say --accept-changes to export anyway");
    }
    auto done = staging->commit("package");
    if (!done) return tl::unexpected<Error>(done.error());
    std::string out = "wrote " + printable(staging->destination()) + ", " +
                      std::to_string(problem::test_count(*blueprint)) + " tests\n" +
                      notes_text(screen, "judges differently there", report.changes) +
                      notes_text(screen, "cannot be said there", report.dropped);
    auto written = write_all(STDOUT_FILENO, out);
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

}  // namespace arena::cli
