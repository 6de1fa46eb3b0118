#include "judge/verify/result_cache.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <vector>

namespace arena {

namespace fs = std::filesystem;

ResultCache::ResultCache(const std::string& directory) {
    if (directory.empty()) return;
    const std::string path = directory + "/verify";
    if (open_owned_directory(path)) path_ = path;
}

std::optional<std::string> ResultCache::find(const std::string& key) const {
    if (path_.empty()) return std::nullopt;
    std::ifstream in(path_ + "/" + key, std::ios::binary | std::ios::ate);
    if (!in) return std::nullopt;
    const auto size = static_cast<std::int64_t>(in.tellg());
    if (size < 0 || size > cached_result_bytes_max) return std::nullopt;
    std::string text(static_cast<std::size_t>(size), '\0');
    in.seekg(0);
    in.read(text.data(), size);
    if (!in) return std::nullopt;
    return text;
}

void ResultCache::store(const std::string& key, const std::string& text) const {
    if (path_.empty() || static_cast<std::int64_t>(text.size()) > cached_result_bytes_max) return;
    const std::string fresh = path_ + "/new-" + std::to_string(::getpid()) + "-" + key;
    std::error_code code;
    {
        std::ofstream out(fresh, std::ios::binary);
        out << text;
        out.close();
        if (!out) {
            fs::remove(fresh, code);
            return;
        }
    }
    fs::rename(fresh, path_ + "/" + key, code);
    if (code) fs::remove(fresh, code);
}

void ResultCache::trim() const {
    if (path_.empty()) return;
    std::vector<std::pair<fs::file_time_type, fs::path>> entries;
    std::error_code code;
    for (const fs::directory_entry& entry : fs::directory_iterator(path_, code)) {
        entries.emplace_back(entry.last_write_time(code), entry.path());
    }
    if (entries.size() <= cached_results_max) return;
    std::sort(entries.begin(), entries.end());
    entries.resize(entries.size() - cached_results_max);
    for (const auto& [time, path] : entries) fs::remove(path, code);
}

}  // namespace arena
