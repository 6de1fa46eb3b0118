// What a killed judge left on the disk is removed by the next one, and nothing else is.
#include "judge/sandbox/temp_folder.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "judge/sandbox/cgroup.hpp"
#include "judge/sandbox/dead_owner.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

namespace arena::sandbox {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

fs::path old_folder(const fs::path& parent, const std::string& name) {
    const fs::path folder = parent / name;
    fs::create_directories(folder / "slot-0" / "scratch" / "work");
    std::ofstream(folder / "slot-0" / "scratch" / "work" / "left") << "left";
    const timespec times[2] = {{1, 0}, {1, 0}};
    ::utimensat(AT_FDCWD, folder.c_str(), times, 0);
    return folder;
}

/// Of a process that has ended just now.
int dead_pid() {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    ::waitpid(child, nullptr, 0);
    return child;
}

}  // namespace

TEST_CASE("temp folder: what a dead judge left is removed") {
    const TemporaryFolder parent;
    const fs::path dead = old_folder(parent.path(), "arena-123-AbCd12");
    CHECK(remove_dead_folders(parent.path()) == 1);
    CHECK_FALSE(fs::exists(dead));
}

TEST_CASE("temp folder: nobody waits for a maker that is seen to be dead") {
    if (!sees_all_processes()) {
        WARN("skipped: this is a pid namespace within another");
        return;
    }
    const TemporaryFolder parent;
    const fs::path dead =
        parent.path() / fs::path("arena-" + std::to_string(dead_pid()) + "-AbCd12");
    fs::create_directories(dead / "baitword");
    CHECK(remove_dead_folders(parent.path()) == 1);
    CHECK_FALSE(fs::exists(dead));
}

TEST_CASE("temp folder: the living, the young, strangers and links are left alone") {
    const TemporaryFolder parent;
    const fs::path elsewhere = old_folder(parent.path(), "elsewhere");
    const fs::path stranger = old_folder(parent.path(), "arena-folder-AbCd12");
    const fs::path young =
        parent.path() / fs::path("arena-" + std::to_string(::getpid()) + "-young1");
    fs::create_directory(young);
    fs::create_directory_symlink(elsewhere, parent.path() / fs::path("arena-123-linked"));
    const Result<TempFolder> living = TempFolder::make(parent.path());
    REQUIRE_OK(living);
    const timespec times[2] = {{1, 0}, {1, 0}};
    ::utimensat(AT_FDCWD, living->path().c_str(), times, 0);
    CHECK(remove_dead_folders(parent.path()) == 0);
    CHECK(fs::exists(living->path()));
    CHECK(fs::exists(stranger));
    CHECK(fs::exists(young));
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

TEST_CASE("temp folder: a maker is known by its start, not by its number alone") {
    const std::time_t now = std::time(nullptr);
    CHECK_FALSE(maker_is_dead(::getpid(), now, 60));
    CHECK(maker_is_dead(::getpid(), 1000, 60));  // long before this process began
    CHECK(maker_is_dead(dead_pid(), now - 100, 60));
    CHECK(maker_is_dead(dead_pid(), now, 60) == sees_all_processes());
    CHECK_FALSE(maker_is_dead(0, 1000, 60));
}

// On a plain folder: rmdir refuses a full one as the kernel refuses a group with a process.
TEST_CASE("temp folder: empty groups of the dead are removed, nothing else") {
    const TemporaryFolder around;
    const fs::path parent = fs::path(around.path()) / "own";
    const std::string dead = std::to_string(dead_pid());
    const auto make = [&](const std::string& name) {
        const fs::path folder = parent / name;
        fs::create_directories(folder);
        const timespec times[2] = {{1, 0}, {1, 0}};
        ::utimensat(AT_FDCWD, folder.c_str(), times, 0);
        return folder;
    };
    for (const std::string& name : {"arena-" + dead + "-0", "arena-self-" + dead,
                                    "arena-probe-" + dead, "arena-" + dead + "-7"})
        make(name);
    make("../beside/arena-" + dead + "-3");
    fs::create_directory(parent / ("arena-" + dead + "-7/zygote"));
    const fs::path full = make("arena-" + dead + "-1"), other = make("arena-" + dead + "-x");
    fs::create_directory(full / "used");
    const fs::path alive = parent / ("arena-" + std::to_string(::getpid()) + "-0");
    fs::create_directory(alive);
    fs::create_directory_symlink(other, parent / ("arena-" + dead + "-2"));
    CHECK(remove_dead_groups(parent.string()) == (sees_all_processes() ? 5 : 4));
    CHECK(fs::exists(full / "used"));
    CHECK(fs::exists(other));
    CHECK(fs::exists(alive));
    CHECK(fs::is_symlink(parent / ("arena-" + dead + "-2")));
}

}  // namespace arena::sandbox
