// Any text as problem.yaml, test_group.yaml, testdata.yaml and submissions.yaml of one package.
//
// The parts are split at NUL bytes and written into a package that has everything else. Whatever
// they hold, read_package returns: a package whose indexes fit together, or one line of message.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "core/assert.hpp"
#include "core/problem/package.hpp"

namespace {

namespace fs = std::filesystem;

const char* const targets[] = {
    "problem.yaml",         "data/secret/g/test_group.yaml",
    "data/testdata.yaml",   "submissions/submissions.yaml",
    "data/secret/g/1.yaml", "domjudge-problem.ini",
};

// A folder of this process, removed when it ends.
struct Folder {
    fs::path path;

    Folder() {
        std::string pattern = (fs::temp_directory_path() / "arena_fuzz_XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) std::abort();
        path = pattern;
        for (const char* name :
             {"data/sample/1.in", "data/sample/1.ans", "data/secret/g/1.in", "data/secret/g/1.ans",
              "submissions/accepted/a.py", "submissions/mixed/b.py"}) {
            fs::create_directories((path / name).parent_path());
            std::ofstream(path / name) << "1\n";
        }
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
};

void check(const arena::problem::Package& package) {
    ARENA_ASSERT(!package.groups.empty() && !package.cases.empty());
    for (const auto& group : package.groups) {
        ARENA_ASSERT(!group.parent || *group.parent < package.groups.size());
        for (std::size_t index : group.groups) ARENA_ASSERT(index < package.groups.size());
        for (std::size_t index : group.cases) ARENA_ASSERT(index < package.cases.size());
        for (std::size_t index : group.require_pass) ARENA_ASSERT(index < package.groups.size());
    }
    if (package.time_limit.limit_s) ARENA_ASSERT(*package.time_limit.limit_s > 0);
    if (package.memory_bytes) ARENA_ASSERT(*package.memory_bytes > 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Folder folder;
    std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const char* target : targets) {
        const std::size_t end = text.find('\0');
        const std::string_view part = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (part.empty() && std::string_view(target) != targets[0]) {
            fs::remove(folder.path / target);
        } else {
            std::ofstream(folder.path / target, std::ios::binary) << part;
        }
    }
    const auto package = arena::problem::read_package(folder.path.string());
    if (package) {
        check(*package);
    } else {
        ARENA_ASSERT(!package.error().message.empty());
        ARENA_ASSERT(package.error().message.find('\n') == std::string::npos);
    }
    return 0;
}
