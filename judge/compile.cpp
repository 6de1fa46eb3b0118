// compile(): plan the sources, look in the cache, else run the compiler in the sandbox and
// remember.
//
// A person's mistake (too large, bad name, does not compile, hits a limit) is an outcome with a
// message; only the host's failures are Errors. A cache that cannot be used is a note, never an
// Error: the verdict does not depend on it.
#include "judge/compile.hpp"

#include "judge/artifact_cache.hpp"
#include "judge/compile_message.hpp"
#include "judge/compile_run.hpp"
#include "judge/content_hash.hpp"
#include "judge/placeholders.hpp"
#include "judge/prepared_files.hpp"
#include "judge/source_rules.hpp"

namespace arena {
namespace {

constexpr const char* program_name = "main";
constexpr std::int64_t large_entry_bytes = 16 * mib;

/// Everything that compile() works out before it needs a compiler.
struct Job {
    const Language& language;
    const CompileSettings& settings;
    SourcePlan plan;
    LanguageProbe probe;
    PlaceholderValues values;
    std::string key;
};

std::string without_extension(const std::string& name) {
    const std::size_t dot = name.rfind('.');
    const std::size_t slash = name.rfind('/');
    if (dot == std::string::npos || (slash != std::string::npos && dot < slash)) return name;
    return name.substr(0, dot);
}

PlaceholderValues values_of(const SourcePlan& plan) {
    return {{"exe", program_name},
            {"main", plan.main},
            {"main_stem", without_extension(plan.main)},
            {"class", plan.class_name}};
}

/// Equal keys mean: the same compiler, asked the same, about the same bytes.
std::string key_of(const Job& job) {
    const Language& language = job.language;
    ContentHash hash;
    hash.add("arena compile 1");
    hash.add(language.id);
    hash.add(language.compile);
    hash.add(language.compile_env);
    hash.add(language.run);
    hash.add(language.artifact);
    hash.add(std::int64_t{language.run_sources});
    hash.add(std::int64_t{job.settings.check_sources});
    for (const auto& [name, text] : language.files) {
        hash.add(name);
        hash.add(text);
    }
    hash.add(job.probe.identity);
    hash.add(job.settings.message_bytes_max);
    hash.add(job.plan.main);
    hash.add(job.plan.class_name);
    hash.add(job.plan.sources);
    hash.add(static_cast<std::int64_t>(job.plan.files.size()));
    for (const SourceFile& file : job.plan.files) {
        hash.add(file.name);
        hash.add(file.content);
    }
    return hash.hex();
}

std::vector<BoxFile> source_files(const Job& job) {
    std::vector<BoxFile> files;
    for (const SourceFile& file : job.plan.files)
        files.push_back({file.name, "", file.content, false});
    return files;
}

CompileOutcome outcome_of(const Job& job, const CompileRecord& record,
                          std::shared_ptr<const Box> box) {
    CompileOutcome outcome;
    outcome.ok = record.ok;
    outcome.message = record.message;
    outcome.cpu_ns = record.cpu_ns;
    outcome.wall_ns = record.wall_ns;
    outcome.memory_bytes = record.memory_bytes;
    outcome.artifact.language = &job.language;
    outcome.artifact.key = job.key;
    if (record.ok) {
        outcome.artifact.box = std::move(box);
        outcome.artifact.run_argv = fill_placeholders(job.language.run, job.values);
        outcome.artifact.run_env = fill_placeholders(job.language.run_env, job.values);
    }
    return outcome;
}

CompileOutcome refused(const Language& language, const CompileSettings& settings,
                       const std::string& why) {
    CompileOutcome outcome;
    outcome.message = clean_compile_message(why, settings.message_bytes_max);
    outcome.artifact.language = &language;
    return outcome;
}

CompileRun compiler_run(const Job& job) {
    CompileRun run;
    run.argv = job.language.compile;
    run.env = job.language.compile_env;
    run.values = job.values;
    run.sources = job.plan.sources;
    run.files = source_files(job);
    run.texts = job.language.files;
    if (!job.language.run_sources) {
        run.result = fill_placeholders(job.language.artifact, job.values);
    }
    run.time_ns = job.settings.time_ns;
    run.memory_bytes = std::max(job.settings.memory_bytes, job.language.compile_memory_bytes);
    return run;
}

Result<void> add_prepared_files(Runner& runner, const Job& job, ArtifactCache& cache,
                                CompileRun& run) {
    auto box = prepared_files(runner, job.language, job.probe, cache);
    if (!box) return tl::unexpected<Error>(box.error());
    if (*box == nullptr) return {};
    const Prepared& prepared = *job.language.prepared;
    if (prepared.into_box) {
        run.box = *box;
    } else {
        run.files.insert(run.files.end(), (*box)->files.begin(), (*box)->files.end());
        run.hold = *box;
    }
    run.argv.insert(run.argv.begin() + 1, prepared.arguments.begin(), prepared.arguments.end());
    return {};
}

std::string message_of(const Job& job, const CompileRunResult& result) {
    std::string text = result.reason;
    if (!text.empty() && !result.output.empty()) text += '\n';
    return clean_compile_message(text + result.output, job.settings.message_bytes_max);
}

/// Stores and, now and then, trims. Returns a note for people if the cache failed.
std::string remember(ArtifactCache& cache, const Job& job, const CompileRecord& record,
                     const std::vector<BoxFile>& files) {
    const auto stored = cache.store(job.key, record, files);
    std::int64_t bytes = 0;
    for (const BoxFile& file : files) bytes += static_cast<std::int64_t>(file.content.size());
    const bool eighth = std::string("01").find(job.key[0]) != std::string::npos;  // 2 of 16 keys
    if (eighth || bytes > large_entry_bytes) cache.trim(job.settings.cache_bytes_max);
    return stored ? "" : stored.error().message;
}

Result<CompileOutcome> compile_now(Runner& runner, const Job& job, ArtifactCache* cache) {
    CompileRecord record;
    record.ok = true;
    bool repeatable = true;
    std::vector<BoxFile> files;
    const bool checks = job.settings.check_sources || !job.language.run_sources;
    if (!job.language.compile.empty() && checks) {
        CompileRun run = compiler_run(job);
        if (cache != nullptr && wants_prepared_files(job.language, job.plan)) {
            auto added = add_prepared_files(runner, job, *cache, run);
            if (!added) return tl::unexpected<Error>(added.error());
        }
        auto result = run_compiler(runner, run);
        if (!result) return tl::unexpected<Error>(result.error());
        const bool chatter = result->ok && job.language.run_sources;  // "Syntax OK"
        record = {result->ok, chatter ? "" : message_of(job, *result), result->report.cpu_ns,
                  result->report.wall_ns, result->report.memory_bytes};
        repeatable = result->repeatable;
        files = std::move(result->kept);
    }
    if (job.language.run_sources && record.ok) files = source_files(job);

    std::string note;
    if (cache != nullptr && repeatable) note = remember(*cache, job, record, files);
    auto box = std::make_shared<Box>();
    box->key = job.key;
    box->files = std::move(files);
    CompileOutcome outcome = outcome_of(job, record, std::move(box));
    outcome.note = note;
    return outcome;
}

}  // namespace

Result<CompileOutcome> compile(Runner& runner, const Language& language,
                               const std::vector<SourceFile>& sources,
                               const CompileSettings& settings) {
    auto plan = plan_sources(language, sources, settings.source_bytes_max, settings.entry);
    if (!plan) return refused(language, settings, plan.error().message);
    Job job{language, settings, std::move(*plan), locate(language), {}, {}};
    if (!job.probe.available) {
        std::string packages;
        for (const std::string& package : language.packages) packages += ' ' + package;
        return fail(ErrorCode::unsupported,
                    language.name + " needs '" + job.probe.missing + "', which this host lacks" +
                        (packages.empty() ? "" : " (apt install" + packages + ")"));
    }
    job.values = values_of(job.plan);
    job.key = key_of(job);

    std::optional<ArtifactCache> cache;
    std::string note;
    if (!settings.cache_directory.empty()) {
        auto opened = ArtifactCache::open(settings.cache_directory);
        if (opened) {
            cache.emplace(std::move(*opened));
        } else {
            note = opened.error().message;
        }
    }
    const auto found = cache ? cache->find(job.key) : std::nullopt;
    auto outcome = found ? outcome_of(job, found->record, found->box)
                         : compile_now(runner, job, cache ? &*cache : nullptr);
    if (!outcome) return outcome;
    if (found) outcome->from_cache = true;
    if (!note.empty()) outcome->note = note;
    // What is remembered is the same for every name that a lone source came under.
    if (sources.size() == 1)
        outcome->message = with_own_name(outcome->message, job.plan.main, sources.front().name);
    return outcome;
}

}  // namespace arena
