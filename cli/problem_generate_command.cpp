// `arena problem generate`: generators/generate.* in the sandbox; what it writes below data/ is
// compared with the package, and put there.
//
// The generator is run as generators/generate.EXT of a copy of the package without its data, so a
// script that finds data/secret by its own place works. It is run twice: two runs that differ are
// told, since nobody could make the tests again. An unchanged generator is known by its content.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "cli/commands.hpp"
#include "cli/host_session.hpp"
#include "cli/printable.hpp"
#include "cli/problem_args.hpp"
#include "cli/terminal.hpp"
#include "core/problem/package_folder.hpp"
#include "core/problem/text.hpp"
#include "judge/missing_tests.hpp"
#include "judge/source_language.hpp"
#include "judge/source_text.hpp"
#include "judge/verify/content_key.hpp"
#include "judge/verify/result_cache.hpp"

namespace arena::cli {
namespace {

using Files = std::map<std::string, std::string>;  ///< below data/ -> bytes

constexpr int made_files_max = 20'000;
constexpr std::int64_t made_bytes_max = 1024 * mib;
constexpr std::size_t data_file_bytes_max = std::size_t{1} << 30;

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

Result<Files> run_once(Runner& runner, const std::vector<BoxFile>& files,
                       const std::vector<std::string>& command, const std::string& entry) {
    RunRequest request;
    request.argv = command;
    request.work_files = files;
    request.limits.cpu_ns = 10 * generator_time_ns;
    request.limits.wall_ns = 20 * generator_time_ns;
    request.limits.memory_bytes = generator_memory_bytes;
    request.limits.file_bytes = made_bytes_max;
    request.env = {"PYTHONDONTWRITEBYTECODE=1"};
    request.collect.push_back({"data", made_files_max, made_bytes_max});
    auto report = runner.run(request);
    if (!report) return tl::unexpected<Error>(report.error());
    if (report->ending == Ending::cancelled) return fail(ErrorCode::interrupted, "interrupted");
    if (report->ending != Ending::exited || report->exit_code != 0) {
        std::string said = report->error_output;
        while (!said.empty() && said.back() == '\n') said.pop_back();
        said = said.substr(said.rfind('\n') + 1);
        return fail(ErrorCode::invalid_package, entry + " failed: " + said);
    }
    if (report->files_truncated || report->files.empty()) {
        return fail(ErrorCode::invalid_package,
                    entry + (report->files.empty() ? " wrote nothing below data/"
                                                   : " wrote more than can be taken"));
    }
    Files out;
    for (CollectedFile& file : report->files) out[file.name] = std::move(file.content);
    return out;
}

struct Difference {
    std::vector<std::string> fresh, changed;
};

Difference compare(const Files& made, const std::string& data) {
    Difference out;
    for (const auto& [name, bytes] : made) {
        std::error_code code;
        const std::string path = data + "/" + name;
        if (!std::filesystem::exists(path, code)) {
            out.fresh.push_back(name);
            continue;
        }
        auto there = read_source_text(path, data_file_bytes_max);
        if (!there || *there != bytes) out.changed.push_back(name);
    }
    return out;
}

Result<void> write_files(const Files& made, const std::vector<std::string>& names,
                         const std::string& data) {
    for (const std::string& name : names) {
        const std::filesystem::path path = std::filesystem::path(data) / name;
        std::error_code code;
        std::filesystem::create_directories(path.parent_path(), code);
        std::ofstream out(path, std::ios::binary);
        out << made.at(name);
        out.close();
        if (!out) return fail(ErrorCode::host, "cannot write " + printable(path.string()));
    }
    return {};
}

}  // namespace

Result<ExitStatus> problem_generate_command(const ProblemGenerateArgs& args) {
    auto folder = problem::PackageFolder::open(args.package);
    if (!folder) return tl::unexpected<Error>(folder.error());
    std::string entry;
    auto files = generator_files(*folder, entry);
    if (!files) return tl::unexpected<Error>(files.error());
    auto command = command_of(entry);
    if (!command) return tl::unexpected<Error>(command.error());
    auto cache = cache_folder(args.cache);
    if (!cache) return tl::unexpected<Error>(cache.error());
    const ResultCache results(*cache);
    std::vector<std::string> parts{"generate", entry, command->front()};
    for (const char* below : {"generators", "data"}) {
        auto listed = folder->list_files_below(below);
        if (!listed) return tl::unexpected<Error>(listed.error());
        for (const auto& file : *listed) {
            auto digest = file_digest(folder->absolute(file.relative));
            if (!digest) return tl::unexpected<Error>(digest.error());
            parts.insert(parts.end(), {file.relative, *digest});
        }
    }
    std::string out;
    if (const auto kept = results.find(result_key(parts))) {
        out = "the same as the package  " + *kept + " files (cached)\n";
    } else {
        auto session = HostSession::open(args.sandbox, 1);
        if (!session) return tl::unexpected<Error>(session.error());
        Runner& runner = *(*session)->lanes().front();
        auto made = run_once(runner, *files, *command, entry);
        if (!made) return tl::unexpected<Error>(made.error());
        auto again = run_once(runner, *files, *command, entry);
        if (!again) return tl::unexpected<Error>(again.error());
        if (*made != *again) {
            return fail(ErrorCode::invalid_package,
                        entry + " makes other tests each time: give its random numbers a seed");
        }
        const std::string data = folder->absolute("data");
        const Difference found = compare(*made, data);
        const std::string total = std::to_string(made->size());
        if (found.fresh.empty() && found.changed.empty()) {
            results.store(result_key(parts), total);
            out = "the same as the package  " + total + " files\n";
        } else {
            out = total + " files: " + std::to_string(found.fresh.size()) + " new, " +
                  std::to_string(found.changed.size()) + " changed" +
                  (args.check ? "\n" : ", written\n");
            for (const auto* names : {&found.fresh, &found.changed}) {
                for (const std::string& name : *names) out += "  " + printable(name) + "\n";
                auto written = args.check ? Result<void>() : write_files(*made, *names, data);
                if (!written) return tl::unexpected<Error>(written.error());
            }
            auto written = write_all(STDOUT_FILENO, out);
            if (!written) return tl::unexpected<Error>(written.error());
            return args.check ? ExitStatus::not_so : ExitStatus::ok;
        }
    }
    auto written = write_all(STDOUT_FILENO, out);
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

}  // namespace arena::cli
