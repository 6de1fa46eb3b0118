// What a killed judge left on the disk is removed by the next one, and nothing else is.
#include "judge/sandbox/temp_folder.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

namespace arena::sandbox {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

fs::path old_folder(const fs::path& parent, const char* name) {
    const fs::path folder = parent / name;
    fs::create_directories(folder / "slot-0" / "scratch" / "work");
    std::ofstream(folder / "slot-0" / "scratch" / "work" / "left") << "left";
    const timespec times[2] = {{1, 0}, {1, 0}};
    ::utimensat(AT_FDCWD, folder.c_str(), times, 0);
    return folder;
}

}  // namespace

TEST_CASE("temp folder: what a dead judge left is removed") {
    const TemporaryFolder parent;
    const fs::path dead = old_folder(parent.path(), "arena-123-AbCd12");
    CHECK(remove_dead_folders(parent.path()) == 1);
    CHECK_FALSE(fs::exists(dead));
}

TEST_CASE("temp folder: the living, the young, strangers and links are left alone") {
    const TemporaryFolder parent;
    const fs::path elsewhere = old_folder(parent.path(), "elsewhere");
    const fs::path stranger = old_folder(parent.path(), "arena-folder-AbCd12");
    fs::create_directory(parent.path() / fs::path("arena-123-young1"));
    fs::create_directory_symlink(elsewhere, parent.path() / fs::path("arena-123-linked"));
    const Result<TempFolder> living = TempFolder::make(parent.path());
    REQUIRE_OK(living);
    const timespec times[2] = {{1, 0}, {1, 0}};
    ::utimensat(AT_FDCWD, living->path().c_str(), times, 0);
    CHECK(remove_dead_folders(parent.path()) == 0);
    CHECK(fs::exists(living->path()));
    CHECK(fs::exists(stranger));
    CHECK(fs::exists(parent.path() / fs::path("arena-123-young1")));
    CHECK(fs::exists(elsewhere / "slot-0" / "scratch" / "work" / "left"));
}

TEST_CASE("temp folder: it goes with its owner") {
    const TemporaryFolder parent;
    std::string path;
    {
        const Result<TempFolder> folder = TempFolder::make(parent.path());
        REQUIRE_OK(folder);
        path = folder->path();
        CHECK(fs::exists(path));
    }
    CHECK_FALSE(fs::exists(path));
}

}  // namespace arena::sandbox
