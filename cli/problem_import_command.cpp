// `arena problem import SOURCE [DEST]`: unpack, read, make what is missing, report, write, rename.
//
// Nothing is written but below one folder beside DEST, which is renamed when all is well and
// removed when it is not. What was written is read again before it counts.
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/host_session.hpp"
#include "cli/note_lines.hpp"
#include "cli/printable.hpp"
#include "cli/problem_args.hpp"
#include "cli/report.hpp"
#include "cli/staging_folder.hpp"
#include "core/problem/archive.hpp"
#include "core/problem/copy_package.hpp"
#include "core/problem/foreign_format.hpp"
#include "core/problem/text.hpp"
#include "judge/missing_tests.hpp"

namespace arena::cli {
namespace {

namespace fs = std::filesystem;
using problem::Blueprint;

/// "closest-pair.tar.gz" -> "closest-pair"
std::string base_name(const std::string& path) {
    std::string trimmed = path;
    while (trimmed.size() > 1 && trimmed.back() == '/') trimmed.pop_back();
    std::error_code code;
    std::string name = fs::absolute(trimmed, code).lexically_normal().filename().string();
    if (!problem::is_archive_name(name)) return name;
    name = name.substr(0, name.rfind('.'));
    if (name.size() > 4 && name.rfind(".tar") == name.size() - 4) name.resize(name.size() - 4);
    return name;
}

std::string count_text(std::size_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

void add_notes(std::string& out, const std::string& title,
               const std::vector<problem::ImportNote>& notes, const Screen& screen, Ink ink) {
    if (notes.empty()) return;
    out += paint(screen, ink, title) + "\n" + note_lines(notes);
}

std::string report_text(const Blueprint& blueprint, const ProblemImportArgs& args,
                        const Screen& screen) {
    std::string out = paint(screen, Ink::strong, printable(blueprint.short_name)) + "  " +
                      printable(blueprint.format) + "\n";
    out += paint(screen, Ink::good, "understood") + "\n";
    std::string facts = count_text(problem::test_count(blueprint), "test");
    if (blueprint.groups.size() > 1) facts += " in " + count_text(blueprint.groups.size(), "group");
    facts += ", " + count_text(blueprint.samples.size(), "sample");
    facts += ", " + count_text(blueprint.submissions.size(), "submission");
    out += "  " + facts + "\n";
    std::string kind = blueprint.scoring ? "scoring" : "pass-fail";
    if (blueprint.interactive) kind += ", interactive";
    if (blueprint.multi_pass) kind += ", multi-pass";
    if (blueprint.submit_answer) kind += ", submit-answer";
    if (blueprint.time_limit.limit_s) {
        kind += ", " + seconds_text(static_cast<std::int64_t>(*blueprint.time_limit.limit_s * 1e9));
    }
    if (blueprint.memory_bytes) kind += ", " + memory_text(*blueprint.memory_bytes);
    out += "  " + kind + "\n";
    for (const std::string& line : blueprint.understood) out += "  " + printable(line) + "\n";
    if (!args.common.quiet) {
        add_notes(out, "ignored", blueprint.ignored, screen, Ink::faint);
    }
    add_notes(out, "would change a verdict", blueprint.changes, screen, Ink::warning);
    return out;
}

constexpr const char* unpacked_below = "source";

/// What lies in the staging folder is gone when the message is read: the archive is named instead,
/// with the entry behind it, or where the file was to go.
Error named_for_people(Error error, const ProblemImportArgs& args, const StagingFolder& staging) {
    const auto replace = [&error](const std::string& from, const std::string& to) {
        for (std::size_t at = 0; (at = error.message.find(from, at)) != std::string::npos;) {
            error.message.replace(at, from.size(), to);
            at += to.size();
        }
    };
    const auto replace_all = [&](const std::string& from, const std::string& to) {
        replace(from, to);
        // Readers print a long path cut.
        const std::string cut = problem::shown(from + "/");
        if (cut != from + "/") replace(cut, to);
    };
    const std::string source = printable(args.source);
    std::error_code code;
    for (const std::string& root :
         {staging.path(), fs::weakly_canonical(staging.path(), code).string()}) {
        if (root.empty()) continue;
        replace_all(root + "/" + unpacked_below + "/" + base_name(args.source), source);
        replace_all(root + "/scratch", source);
        replace_all(root + "/package", printable(staging.destination()));
    }
    return error;
}

/// The source as a folder: itself, or unpacked into the staging folder.
Result<std::string> source_folder(const ProblemImportArgs& args, const StagingFolder& staging) {
    std::error_code code;
    if (fs::is_directory(args.source, code)) return args.source;
    if (!fs::exists(args.source, code)) {
        return fail(ErrorCode::not_found, "no such file or folder: " + printable(args.source));
    }
    // Called as the archive is: some formats take their name from their folder.
    std::string stem = base_name(args.source);
    if (stem.empty() || stem == "." || stem == "..") stem = "unpacked";
    staging.inner(unpacked_below);
    const std::string unpacked = staging.inner(std::string(unpacked_below) + "/" + stem);
    auto content = problem::unpack_archive(args.source, unpacked);
    if (!content) return tl::unexpected<Error>(content.error());
    return unpacked;
}

Result<void> make_tests(const ProblemImportArgs& args, const StagingFolder& staging,
                        Blueprint& blueprint) {
    if (!lacks_tests(blueprint)) return {};
    auto cache = cache_folder(args.cache);
    if (!cache) return tl::unexpected<Error>(cache.error());
    auto session = HostSession::open(args.sandbox, 1);
    if (!session) return tl::unexpected<Error>(session.error());
    ProgressLine line(screen_of(STDERR_FILENO, args.common.color));
    TestMaking how;
    how.runner = (*session)->lanes().front();
    how.compile.cache_directory = *std::move(cache);
    how.scratch = staging.inner("made");
    how.progress = [&line](const std::string& what) { line.update(what); };
    return make_missing_tests(how, blueprint);
}

/// Writes the package and reads it again: what cannot be read, or lost a test, is our fault.
Result<void> write_package(const Blueprint& blueprint, const std::string& source,
                           const StagingFolder& staging) {
    const std::string target = staging.inner("package");
    problem::WriteOptions options;
    options.linkable_below = staging.path();
    Result<void> written;
    if (blueprint.format == "Kattis 2025-09") {
        auto folder = problem::PackageFolder::open(source);
        if (!folder) return tl::unexpected<Error>(folder.error());
        written = problem::copy_package(*folder, target, options);
    } else {
        written = problem::write_kattis(blueprint, target, options);
    }
    if (!written) return written;
    auto again = problem::read_package(target);
    if (!again) {
        return fail(ErrorCode::internal,
                    "the package that was written cannot be read: " + again.error().message);
    }
    const auto tests = std::count_if(again->cases.begin(), again->cases.end(),
                                     [](const problem::Case& test) { return !test.is_static; });
    if (static_cast<std::size_t>(tests) != problem::test_count(blueprint)) {
        return fail(ErrorCode::internal, "tests were lost while the package was written");
    }
    return {};
}

Result<void> refuse_changes(const ProblemImportArgs& args, const Blueprint& blueprint) {
    if (blueprint.changes.empty() || args.accept_changes) return {};
    return fail(
        ErrorCode::unsupported,
        "not imported: " + count_text(blueprint.changes.size(), "point") +
            " would change a verdict (the first: " + printable(blueprint.changes.front().what) +
            "); say --accept-changes to import anyway");
}

/// `read_foreign` steps into the only folder of an archive; a copy has to do the same.
std::string package_root(const std::string& source) {
    std::error_code code;
    if (fs::exists(source + "/problem.yaml", code)) return source;
    for (const fs::directory_entry& entry : fs::directory_iterator(source, code)) {
        if (fs::exists(entry.path() / "problem.yaml", code)) return entry.path().string();
    }
    return source;
}

}  // namespace

Result<ExitStatus> problem_import_command(const ProblemImportArgs& args) {
    std::error_code code;
    const std::string destination = args.destination.empty()
                                        ? problem::short_name_of(base_name(args.source))
                                        : args.destination;
    auto outside = refuse_destination_inside(destination, args.source);
    if (!outside) return tl::unexpected<Error>(outside.error());
    auto staging = StagingFolder::beside(destination);
    if (!staging) return tl::unexpected<Error>(staging.error());
    auto source = source_folder(args, *staging);
    const auto named = [&](const Error& error) {
        return tl::unexpected<Error>(named_for_people(error, args, *staging));
    };
    if (!source) return named(source.error());
    problem::ImportOptions options;
    options.scratch = staging->inner("scratch");
    if (!args.testlib.empty()) {
        if (!fs::is_regular_file(args.testlib, code)) {
            return fail(ErrorCode::usage, "--testlib " + printable(args.testlib) + " is no file");
        }
        options.testlib = fs::absolute(args.testlib, code).string();
    }
    auto blueprint = problem::read_foreign(*source, base_name(args.source), options);
    if (!blueprint) return named(blueprint.error());
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    auto written = write_all(STDOUT_FILENO, report_text(*blueprint, args, screen));
    if (!written) return tl::unexpected<Error>(written.error());
    const std::string root = package_root(*source);
    auto accepted = refuse_changes(args, *blueprint);
    if (!accepted) return tl::unexpected<Error>(accepted.error());
    auto made = make_tests(args, *staging, *blueprint);
    if (!made) return named(made.error());
    auto packed = write_package(*blueprint, root, *staging);
    if (!packed) return named(packed.error());
    auto done = staging->commit("package");
    if (!done) return tl::unexpected<Error>(done.error());
    written = write_all(STDOUT_FILENO, "wrote " + printable(staging->destination()) + "\n");
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

}  // namespace arena::cli
