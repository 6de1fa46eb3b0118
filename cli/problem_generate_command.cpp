// `arena problem generate`: generators/generate.* in the sandbox; what it writes below data/ is
// compared with the package, and put there.
//
// The generator is run as generators/generate.EXT of a copy of the package without its data, so a
// script that finds data/secret by its own place works. It is run twice: two runs that differ are
// told, since nobody could make the tests again. An unchanged generator is known by its content.
#include <unistd.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/generated_files.hpp"
#include "cli/host_session.hpp"
#include "cli/printable.hpp"
#include "cli/problem_args.hpp"
#include "cli/terminal.hpp"
#include "core/problem/package_folder.hpp"
#include "core/problem/text.hpp"
#include "judge/missing_tests.hpp"
#include "judge/source_language.hpp"
#include "judge/verdict_of.hpp"
#include "judge/verify/content_key.hpp"
#include "judge/verify/result_cache.hpp"

namespace arena::cli {
namespace {

constexpr int made_files_max = 20'000;
constexpr std::int64_t made_bytes_max = 1024 * mib;

/// The generators with their places in the package.
Result<std::vector<BoxFile>> generator_files(const problem::PackageFolder& folder,
                                             std::string& entry) {
    std::vector<BoxFile> out;
    auto files = folder.list_files_below("generators");
    if (!files) return tl::unexpected<Error>(files.error());
    for (const auto& file : *files) {
        out.push_back({file.relative, folder.absolute(file.relative), "", false});
        const bool main = problem::starts_with(file.relative, "generators/generate.");
        if (main) entry = file.relative;
    }
    if (!entry.empty()) return out;
    return fail(ErrorCode::not_found,
                "there is no generators/generate.py (or .cpp, ...) that would make the tests");
}

/// How the entry is started where it lies. Scripts only: a compiled one has no place of its own.
Result<std::vector<std::string>> command_of(const std::string& entry) {
    auto language = language_of({entry});
    if (!language) return tl::unexpected<Error>(language.error());
    if (!(*language)->run_sources) {
        return fail(ErrorCode::unsupported,
                    entry + ": only a script can write tests beside itself; let it run the others");
    }
    const LanguageProbe probe = locate(**language);
    if (!probe.available) return fail(ErrorCode::unsupported, "no " + probe.missing + " here");
    return std::vector<std::string>{(*language)->run.front(), "{work}/" + entry};
}

// What the generator was about when it was stopped, as far as its files tell.
std::string last_written(const RunReport& report) {
    const auto last =
        std::max_element(report.files.begin(), report.files.end(),
                         [](const auto& a, const auto& b) { return a.written_ns < b.written_ns; });
    if (last == report.files.end()) return "it had written no test yet";
    return "the last test it wrote to is data/" + printable(last->name);
}

Error stopped(const std::string& entry, const RunReport& report, const RunLimits& limits) {
    if (report.ending == Ending::cpu_limit || report.ending == Ending::wall_limit) {
        return {ErrorCode::invalid_package,
                entry + " did not end: it was stopped " + ending_text(report, limits) + "; " +
                    last_written(report) + " (--time-limit gives it more)"};
    }
    std::string said = report.error_output;
    while (!said.empty() && said.back() == '\n') said.pop_back();
    said = printable(said.substr(said.rfind('\n') + 1));
    return {ErrorCode::invalid_package,
            entry + " failed: " + ending_text(report, limits) + (said.empty() ? "" : ": " + said)};
}

/// A generator that makes all tests in one run.
struct Generator {
    std::vector<BoxFile> files;
    std::string entry;
    std::vector<std::string> command;
    double cpu_s = 0;
};

Result<GeneratedFiles> run_once(Runner& runner, const Generator& generator) {
    const std::string& entry = generator.entry;
    RunRequest request;
    request.argv = generator.command;
    request.work_files = generator.files;
    request.limits.cpu_ns = static_cast<std::int64_t>(generator.cpu_s * double(s_in_ns));
    request.limits.wall_ns = 2 * request.limits.cpu_ns;
    request.limits.memory_bytes = generator_memory_bytes;
    request.limits.file_bytes = made_bytes_max;
    request.env = {"PYTHONDONTWRITEBYTECODE=1"};
    request.collect.push_back({"data", made_files_max, made_bytes_max});
    auto report = runner.run(request);
    if (!report) return tl::unexpected<Error>(report.error());
    if (report->ending == Ending::cancelled) return fail(ErrorCode::interrupted, "interrupted");
    if (report->ending != Ending::exited || report->exit_code != 0) {
        return tl::unexpected<Error>(stopped(entry, *report, request.limits));
    }
    if (!report->files_refused.empty()) {
        return fail(ErrorCode::invalid_package,
                    entry + " made data/" + printable(report->files_refused.front()) +
                        ", which is a link or no regular file: write a file there instead");
    }
    if (report->files_truncated || report->files.empty()) {
        return fail(ErrorCode::invalid_package,
                    entry + (report->files.empty() ? " wrote nothing below data/"
                                                   : " wrote more than can be taken"));
    }
    GeneratedFiles out;
    for (CollectedFile& file : report->files) out[file.name] = std::move(file.content);
    return out;
}

/// The second run shows whether anybody could make these tests again.
Result<GeneratedFiles> run_twice(const ProblemGenerateArgs& args, const Generator& generator) {
    auto session = HostSession::open(args.sandbox, 1);
    if (!session) return tl::unexpected<Error>(session.error());
    Runner& runner = *(*session)->lanes().front();
    auto made = run_once(runner, generator);
    if (!made) return made;
    auto again = run_once(runner, generator);
    if (!again) return again;
    if (*made != *again) {
        return fail(
            ErrorCode::invalid_package,
            generator.entry + " makes other tests each time: give its random numbers a seed");
    }
    return made;
}

Result<std::string> content_key(const problem::PackageFolder& folder, const Generator& generator) {
    std::vector<std::string> parts{"generate", generator.entry, generator.command.front()};
    for (const char* below : {"generators", "data"}) {
        auto listed = folder.list_files_below(below);
        if (!listed) return tl::unexpected<Error>(listed.error());
        for (const auto& file : *listed) {
            auto digest = file_digest(folder.absolute(file.relative));
            if (!digest) return tl::unexpected<Error>(digest.error());
            parts.insert(parts.end(), {file.relative, *digest});
        }
    }
    return result_key(parts);
}

std::string difference_text(const GeneratedDifference& found, const std::string& total,
                            bool written) {
    std::string out = total + " files: " + std::to_string(found.fresh.size()) + " new, " +
                      std::to_string(found.changed.size()) + " changed" +
                      (written ? ", written\n" : "\n");
    for (const auto* names : {&found.fresh, &found.changed}) {
        for (const std::string& name : *names) out += "  " + printable(name) + "\n";
    }
    return out;
}

}  // namespace

Result<ExitStatus> problem_generate_command(const ProblemGenerateArgs& args) {
    auto folder = problem::PackageFolder::open(args.package);
    if (!folder) return tl::unexpected<Error>(folder.error());
    Generator generator;
    generator.cpu_s = args.time_s;
    auto files = generator_files(*folder, generator.entry);
    if (!files) return tl::unexpected<Error>(files.error());
    generator.files = *std::move(files);
    auto command = command_of(generator.entry);
    if (!command) return tl::unexpected<Error>(command.error());
    generator.command = *std::move(command);
    auto cache = cache_folder(args.cache);
    if (!cache) return tl::unexpected<Error>(cache.error());
    const ResultCache results(*cache);
    const auto key = content_key(*folder, generator);
    if (!key) return tl::unexpected<Error>(key.error());
    std::string out;
    ExitStatus status = ExitStatus::ok;
    if (const auto kept = results.find(*key)) {
        out = "the same as the package  " + *kept + " files (cached)\n";
    } else {
        const auto made = run_twice(args, generator);
        if (!made) return tl::unexpected<Error>(made.error());
        const auto usable = check_generated(*made, *folder);
        if (!usable) {
            return fail(usable.error().code, generator.entry + ": " + usable.error().message);
        }
        const std::string data = folder->absolute("data");
        const GeneratedDifference found = compare_generated(*made, data);
        const std::string total = std::to_string(made->size());
        const bool same = found.fresh.empty() && found.changed.empty();
        if (same) results.store(*key, total);
        if (!same && args.check) status = ExitStatus::not_so;
        auto put = same || args.check ? Result<void>() : put_generated(*made, found, data);
        if (!put) return tl::unexpected<Error>(put.error());
        out = same ? "the same as the package  " + total + " files\n"
                   : difference_text(found, total, !args.check);
    }
    auto written = write_all(STDOUT_FILENO, out);
    if (!written) return tl::unexpected<Error>(written.error());
    return status;
}

}  // namespace arena::cli
