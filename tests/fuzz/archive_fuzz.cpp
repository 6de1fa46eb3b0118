// An archive, whole or not: what it holds below one folder and nothing beside it, or one line that
// says why not.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/problem/archive.hpp"

namespace {

namespace fs = std::filesystem;

std::string make_folder() {
    std::string pattern = (fs::temp_directory_path() / "arena_fuzz_XXXXXX").string();
    return mkdtemp(pattern.data());
}

/// Every path below `root`, no link followed, is a file, a folder or a link.
void look_at(const fs::path& root) {
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const auto type = entry.symlink_status().type();
        if (type != fs::file_type::regular && type != fs::file_type::directory &&
            type != fs::file_type::symlink) {
            std::abort();
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::string folder = make_folder();
    const std::string path = folder + "/in";
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    fs::create_directory(folder + "/out");
    arena::problem::ArchiveLimits limits;
    limits.entries_max = 100;
    limits.bytes_max = 1 << 20;
    const auto content = arena::problem::unpack_archive(path, folder + "/out", limits);
    if (!content && content.error().message.find('\n') != std::string::npos) std::abort();
    look_at(folder + "/out");
    fs::remove_all(folder + "/out");
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().filename() != "in") std::abort();
    }
    return 0;
}
