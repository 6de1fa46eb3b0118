// Building a package's own program: by its build script, or as sources of one language.
//
// Both happen in the sandbox: a package is somebody else's code too. Both are remembered by
// content: a script by its folder's files and by the stamps of the places that its tools come from.
#include "judge/package_program.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "judge/artifact_cache.hpp"
#include "judge/checker_external.hpp"
#include "judge/compile_message.hpp"
#include "judge/content_hash.hpp"
#include "judge/source_language.hpp"

namespace arena {
namespace {

constexpr const char* build_script = "build";
constexpr const char* run_script = "run";

// A built folder (a virtual environment, a tree of classes) may be larger than a feedback folder.
constexpr int built_files_max = 4096;
constexpr std::int64_t built_bytes_max = 256 * mib;

// A script may call anything. Whoever installs, updates or removes a program changes one of these.
constexpr const char* places_of_tools[] = {
    "/var/lib/dpkg/status", "/usr/bin",       "/usr/lib",
    "/usr/include",         "/usr/local/bin", "/usr/local/lib"};

bool has_file(const std::vector<SourceFile>& sources, const std::string& name) {
    return std::any_of(sources.begin(), sources.end(),
                       [&](const SourceFile& source) { return source.name == name; });
}

bool is_script(const std::string& content) {
    return content.rfind("#!", 0) == 0;
}

BoxFile box_file(const SourceFile& source) {
    const bool runs = source.name == build_script || source.name == run_script;
    return {source.name, "", source.content, runs || is_script(source.content)};
}

RunLimits build_limits(const CompileSettings& settings) {
    RunLimits limits;
    limits.cpu_ns = std::max(settings.time_ns, program_compile_ns);
    limits.wall_ns = 2 * limits.cpu_ns;
    limits.memory_bytes = std::max(settings.memory_bytes, program_compile_memory_bytes);
    limits.file_bytes = built_bytes_max;
    return limits;
}

// The script writes into a copy of the folder; what it leaves there is the program.
Result<std::vector<BoxFile>> run_build_script(Runner& runner, std::vector<BoxFile> files,
                                              const CompileSettings& settings,
                                              const std::string& named) {
    RunRequest request;
    request.argv = {"{work}/" + std::string(build_script)};
    request.work_files = std::move(files);
    request.limits = build_limits(settings);
    request.collect.push_back({"", built_files_max, built_bytes_max});
    auto report = runner.run(request);
    if (!report) return tl::unexpected(report.error());
    if (report->ending == Ending::cancelled) return fail(ErrorCode::interrupted, "interrupted");
    if (report->ending != Ending::exited || report->exit_code != 0) {
        return fail(ErrorCode::invalid_package, named + ": its build script failed (" +
                                                    ending_text(*report, request.limits) +
                                                    "): " + telling_line(report->error_output));
    }
    if (report->files_truncated) {
        return fail(ErrorCode::unsupported, named + ": its build script leaves too many files");
    }
    std::vector<BoxFile> built;
    for (CollectedFile& file : report->files) {
        built.push_back({file.name, "", std::move(file.content), file.executable});
    }
    return built;
}

std::string stamp_of(const char* path) {
    struct stat info {};
    if (stat(path, &info) != 0) return "absent";
    return std::to_string(info.st_mtim.tv_sec) + '.' + std::to_string(info.st_mtim.tv_nsec);
}

std::string key_of(const std::vector<BoxFile>& files) {
    ContentHash hash;
    hash.add("arena build script 1");
    for (const char* place : places_of_tools) hash.add(stamp_of(place));
    for (const BoxFile& file : files) {
        hash.add(file.name);
        hash.add(file.content);
        hash.add(std::int64_t{file.executable});
    }
    return hash.hex();
}

bool leaves_run(const std::vector<BoxFile>& files) {
    return std::any_of(files.begin(), files.end(),
                       [](const BoxFile& file) { return file.name == run_script; });
}

// A cache that cannot be used costs time, never the build.
Result<std::shared_ptr<const Box>> built_box(Runner& runner, std::vector<BoxFile> files,
                                             const std::string& key,
                                             const CompileSettings& settings,
                                             const std::string& named) {
    std::optional<ArtifactCache> cache;
    if (!settings.cache_directory.empty()) {
        if (auto opened = ArtifactCache::open(settings.cache_directory)) {
            cache.emplace(std::move(*opened));
        }
    }
    if (cache) {
        if (const auto found = cache->find(key)) return found->box;
    }
    auto built = run_build_script(runner, std::move(files), settings, named);
    if (!built) return tl::unexpected(built.error());
    if (cache && leaves_run(*built) && cache->store(key, {true, "", 0, 0, 0}, *built)) {
        cache->trim(settings.cache_bytes_max);
    }
    return std::make_shared<const Box>(Box{key, std::move(*built)});
}

// "#!/bin/sh" with a CR behind it names a program that nobody has.
Result<void> check_line_ends(const std::vector<SourceFile>& sources, const std::string& named) {
    for (const SourceFile& source : sources) {
        if (source.name != build_script && source.name != run_script) continue;
        const std::string first = source.content.substr(0, source.content.find('\n'));
        if (!is_script(first) || !first.ends_with('\r')) continue;
        return fail(ErrorCode::invalid_package,
                    named + ": line 1 of '" + source.name + "' ends in CR LF, so no program '" +
                        first.substr(2, first.size() - 3) + "\\r' is found: save it with LF");
    }
    return {};
}

Result<Artifact> build_by_script(Runner& runner, const std::vector<SourceFile>& sources,
                                 const CompileSettings& settings, const std::string& named) {
    auto readable = check_line_ends(sources, named);
    if (!readable) return tl::unexpected(readable.error());
    std::vector<BoxFile> files;
    for (const SourceFile& source : sources) files.push_back(box_file(source));
    Artifact artifact;
    artifact.key = key_of(files);
    artifact.run_argv = {"{box}/" + std::string(run_script)};
    if (has_file(sources, build_script)) {
        auto built = built_box(runner, std::move(files), artifact.key, settings, named);
        if (!built) return tl::unexpected(built.error());
        artifact.box = std::move(*built);
    } else {
        artifact.box = std::make_shared<const Box>(Box{artifact.key, std::move(files)});
    }
    if (!leaves_run(artifact.box->files)) {
        return fail(ErrorCode::invalid_package, named + ": its build script leaves no file 'run'");
    }
    return artifact;
}

}  // namespace

Result<Artifact> build_package_program(Runner& runner, const problem::Package& package,
                                       const problem::Program& program,
                                       const CompileSettings& settings, const std::string& what) {
    const std::string named = what + " '" + program.name + "'";
    auto sources = package_sources(package, program);
    if (!sources) return tl::unexpected(sources.error());
    if (has_file(*sources, build_script) || has_file(*sources, run_script)) {
        return build_by_script(runner, *sources, settings, named);
    }
    auto language = language_of(program.files);
    if (!language) {
        // A package's program is named by its files alone; the flag speaks of submissions.
        std::string why = language.error().message;
        why = why.substr(0, why.find(" (name one with --language)"));
        return fail(ErrorCode::unsupported,
                    named + ": " + why +
                        " (its files' names tell the language, as v.cpp; or add a "
                        "script 'build' or 'run')");
    }
    CompileSettings own = settings;
    own.time_ns = std::max(settings.time_ns, program_compile_ns);
    own.memory_bytes = std::max(settings.memory_bytes, program_compile_memory_bytes);
    own.source_bytes_max = program_source_bytes_max;
    auto outcome = compile(runner, **language, *sources, own);
    if (!outcome) return fail(outcome.error().code, named + ": " + outcome.error().message);
    if (!outcome->ok) {
        return fail(ErrorCode::invalid_package,
                    named + " does not compile: " + telling_line(outcome->message));
    }
    return std::move(outcome->artifact);
}

}  // namespace arena
