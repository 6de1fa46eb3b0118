// What a hostile guest can leave in a folder, made by hand, against what the host does with it.
#include "judge/sandbox/guest_folder.hpp"

#include <stdlib.h>
#include <sys/stat.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/catch.hpp"

using namespace arena;
using namespace arena::sandbox;

namespace {

struct Folder {
    Folder() {
        REQUIRE(::mkdtemp(path.data()) != nullptr);
        fd = open_file(path, O_RDONLY | O_DIRECTORY);
    }
    ~Folder() {
        empty_folder(fd.get(), 0);
        ::rmdir(path.c_str());
    }
    std::string path = "/tmp/arena-folder-XXXXXX";
    Descriptor fd;
};

std::string text_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("guest folder: files are put with folders and modes", "[sandbox]") {
    Folder folder;
    const std::vector<BoxFile> files = {{"a/b/run", "", "#!x", true}, {"plain", "", "text", false}};
    REQUIRE_OK(put_files(folder.fd.get(), files, 0));
    CHECK(text_of(folder.path + "/a/b/run") == "#!x");
    struct stat status {};
    REQUIRE(::stat((folder.path + "/a/b/run").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0755);
}

TEST_CASE("guest folder: a name that leaves the folder is refused", "[sandbox]") {
    Folder folder;
    for (const char* name : {"../x", "a/../../x", "/etc/x", "", ".."}) {
        INFO(name);
        const auto put = put_files(folder.fd.get(), {{name, "", "x", false}}, 0);
        REQUIRE_FALSE(put.has_value());
        CHECK(put.error().code == ErrorCode::usage);
    }
}

TEST_CASE("guest folder: only regular files are collected, links are not followed", "[sandbox]") {
    Folder folder;
    std::ofstream(folder.path + "/good") << "good";
    REQUIRE(::symlink("/etc/passwd", (folder.path + "/link").c_str()) == 0);
    REQUIRE(::symlink("/etc", (folder.path + "/folder-link").c_str()) == 0);
    REQUIRE(::mkfifo((folder.path + "/fifo").c_str(), 0600) == 0);
    const Collected found = collect_files(folder.fd.get(), Collect{}, 0);
    REQUIRE(found.files.size() == 1);
    CHECK(found.files[0].name == "good");
    CHECK(found.files[0].content == "good");

    SECTION("a collected folder that is a link yields nothing") {
        CHECK(collect_files(folder.fd.get(), Collect{"folder-link", 10, 1000}, 0).files.empty());
        CHECK(collect_files(folder.fd.get(), Collect{"../../etc", 10, 1000}, 0).files.empty());
    }
}

TEST_CASE("guest folder: collection is bounded by files and bytes", "[sandbox]") {
    Folder folder;
    for (int i = 0; i < 5; ++i) std::ofstream(folder.path + "/f" + std::to_string(i)) << "12345";
    const Collected few = collect_files(folder.fd.get(), Collect{"", 3, 1000}, 0);
    CHECK(few.files.size() == 3);
    CHECK(few.truncated);
    const Collected small = collect_files(folder.fd.get(), Collect{"", 10, 12}, 0);
    CHECK(small.files.size() == 2);
    CHECK(small.truncated);
    // a sparse file of a terabyte costs nothing and yields nothing
    std::filesystem::resize_file(folder.path + "/f0", std::uintmax_t{1} << 40);
    CHECK(collect_files(folder.fd.get(), Collect{"", 10, 1 << 20}, 0).files.size() == 4);
}

TEST_CASE("guest folder: ten thousand levels deep is emptied without recursion", "[sandbox]") {
    Folder folder;
    Descriptor level(::openat(folder.fd.get(), ".", O_RDONLY | O_DIRECTORY));
    for (int depth = 0; depth < 10'000; ++depth) {
        REQUIRE(::mkdirat(level.get(), "d", 0700) == 0);
        level = Descriptor(::openat(level.get(), "d", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        REQUIRE(level);
    }
    level.reset();
    CHECK(empty_folder(folder.fd.get(), 0));
    CHECK(std::filesystem::is_empty(folder.path));
}

TEST_CASE("guest folder: odd names and folders without rights are emptied", "[sandbox]") {
    Folder folder;
    std::ofstream(folder.path + "/new\nline") << "x";
    std::ofstream(folder.path + "/\xff\xfe") << "x";
    std::filesystem::create_directories(folder.path + "/closed/inner");
    std::ofstream(folder.path + "/closed/~0") << "x";
    std::ofstream(folder.path + "/~0") << "x";
    ::chmod((folder.path + "/closed").c_str(), 0000);
    CHECK(empty_folder(folder.fd.get(), 0));
    CHECK(std::filesystem::is_empty(folder.path));
}
