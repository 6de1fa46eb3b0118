// When prepared files help, their key, and the run that makes them; see the header.
#include "judge/prepared_files.hpp"

#include <algorithm>
#include <mutex>
#include <set>

#include "judge/compile_run.hpp"
#include "judge/content_hash.hpp"

namespace arena {
namespace {

constexpr std::int64_t prepare_time_ns = 180 * s_in_ns;  // once for each compiler
constexpr std::int64_t prepare_memory_bytes = 3072 * mib;
constexpr std::int64_t prepare_file_bytes = 200 * mib;  // g++ 12 needs 118 MiB
constexpr int prepare_files_max = 8192;                 // Go keeps two for each package

void add_texts(ContentHash& hash, const std::map<std::string, std::string>& texts) {
    hash.add(static_cast<std::int64_t>(texts.size()));
    for (const auto& [name, text] : texts) {
        hash.add(name);
        hash.add(text);
    }
}

std::string key_of(const Prepared& prepared, const LanguageProbe& probe) {
    ContentHash hash;
    hash.add("arena prepared files 1");
    hash.add(prepared.compile);
    hash.add(prepared.compile_env);
    hash.add(prepared.result);
    add_texts(hash, prepared.files);
    add_texts(hash, prepared.stubs);
    hash.add(probe.identity);
    return hash.hex();
}

/// Keys that one lane is making now, and keys that could not be stored: making them again for each
/// compile would cost more than it saves. A compile that meets one does without.
class Withheld {
public:
    /// False: withheld already.
    bool add(const std::string& key) {
        const std::lock_guard lock(mutex_);
        return keys_.insert(key).second;
    }
    void remove(const std::string& key) {
        const std::lock_guard lock(mutex_);
        keys_.erase(key);
    }

private:
    std::mutex mutex_;
    std::set<std::string> keys_;
};

std::shared_ptr<const Box> usable(const CachedArtifact& found) {
    return found.record.ok ? found.box : nullptr;
}

Result<std::shared_ptr<const Box>> make(Runner& runner, const Prepared& prepared,
                                        const std::string& key, ArtifactCache& cache,
                                        bool& is_refused) {
    CompileRun run;
    run.argv = prepared.compile;
    run.env = prepared.compile_env;
    run.texts = prepared.files;
    for (const auto& [name, text] : prepared.stubs) {
        run.files.push_back({std::string(compile_output_directory) + '/' + name, "", text, false});
    }
    run.result = prepared.result;
    run.time_ns = prepare_time_ns;
    run.memory_bytes = prepare_memory_bytes;
    run.file_bytes_max = prepare_file_bytes;
    run.files_max = prepare_files_max;
    auto made = run_compiler(runner, run);
    if (!made) return tl::unexpected<Error>(made.error());
    if (!made->repeatable) return nullptr;

    CompileRecord record;
    record.ok = made->ok;
    record.cpu_ns = made->report.cpu_ns;
    record.wall_ns = made->report.wall_ns;
    record.memory_bytes = made->report.memory_bytes;
    is_refused = !cache.store(key, record, made->kept);  // a full disk, or too large
    if (is_refused) return nullptr;
    const auto found = cache.find(key);
    return found ? usable(*found) : nullptr;
}

}  // namespace

bool wants_prepared_files(const Language& language, const SourcePlan& plan) {
    if (!language.prepared) return false;
    const std::string& header = language.prepared->when_included;
    return header.empty() ||
           std::any_of(plan.files.begin(), plan.files.end(), [&](const SourceFile& file) {
               return includes_header(file.content, header);
           });
}

Result<std::shared_ptr<const Box>> prepared_files(Runner& runner, const Language& language,
                                                  const LanguageProbe& probe,
                                                  ArtifactCache& cache) {
    const std::string key = key_of(*language.prepared, probe);
    static Withheld withheld;
    if (const auto found = cache.find(key)) return usable(*found);
    if (!withheld.add(key)) return nullptr;
    bool is_refused = false;
    auto made = make(runner, *language.prepared, key, cache, is_refused);
    if (!is_refused) withheld.remove(key);
    return made;
}

}  // namespace arena
