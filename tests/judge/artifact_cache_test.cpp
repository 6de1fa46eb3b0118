// The artifact cache: what goes in comes out; what was tampered with does not; what others own is
// not touched; what is in use stays; writers do not disturb each other.
#include "judge/artifact_cache.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <iterator>
#include <thread>

#include "judge/content_hash.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena;
using arena::testing::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

const std::string key_a = sha256_hex("a");
const std::string key_b = sha256_hex("b");

std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

ArtifactCache opened(const std::string& path) {
    auto cache = ArtifactCache::open(path);
    REQUIRE_OK(cache);
    return std::move(*cache);
}

CompileRecord good_record() {
    CompileRecord record;
    record.ok = true;
    record.message = "a warning\nkey of nothing\n";
    record.cpu_ns = 12;
    record.wall_ns = 34;
    record.memory_bytes = 56;
    return record;
}

void put(ArtifactCache& cache, const std::string& key, const std::string& content) {
    REQUIRE_OK(cache.store(key, good_record(), {{"main", "", content, true}}));
}

std::string folder_of(const TemporaryFolder& root, const std::string& key) {
    return root.path("cache/" + key.substr(0, 2) + "/" + key);
}

/// The content that a finder would run, or "absent".
std::string found_text(ArtifactCache& cache, const std::string& key) {
    const auto found = cache.find(key);
    if (!found) return "absent";
    REQUIRE(found->box->files.size() == 1);
    return text_of(found->box->files[0].host_path);
}

std::size_t entries_in(const std::string& folder) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder)) ++count;
    return count;
}

}  // namespace

TEST_CASE("artifact cache: what was stored is found, with its record", "[cache]") {
    const TemporaryFolder root;
    ArtifactCache cache = opened(root.path("cache"));
    CHECK(!cache.find(key_a));
    REQUIRE_OK(cache.store(
        key_a, good_record(),
        {{"main", "", std::string("ELF\0x", 5), true}, {"lib/a b.class", "", "", false}}));

    const auto found = opened(root.path("cache")).find(key_a);
    REQUIRE(found.has_value());
    CHECK(found->record.ok);
    CHECK(found->record.message == "a warning\nkey of nothing\n");
    CHECK(found->record.cpu_ns == 12);
    CHECK(found->record.wall_ns == 34);
    CHECK(found->record.memory_bytes == 56);
    CHECK(found->box->key == key_a);
    REQUIRE(found->box->files.size() == 2);
    CHECK(found->box->files[0].name == "main");
    CHECK(found->box->files[0].executable);
    CHECK(text_of(found->box->files[0].host_path) == std::string("ELF\0x", 5));
    CHECK(found->box->files[1].name == "lib/a b.class");
    CHECK(!found->box->files[1].executable);
    CHECK(entries_in(root.path("cache/new")) == 0);
}

TEST_CASE("artifact cache: folders are closed to others", "[cache]") {
    const TemporaryFolder root;
    ArtifactCache cache = opened(root.path("cache"));
    put(cache, key_a, "x");
    for (const std::string& path :
         {root.path("cache"), root.path("cache/new"), folder_of(root, key_a)}) {
        struct stat info {};
        REQUIRE(stat(path.c_str(), &info) == 0);
        CHECK((info.st_mode & 0777) == 0700);
    }
}

TEST_CASE("artifact cache: an entry that is there stays", "[cache]") {
    const TemporaryFolder root;
    ArtifactCache cache = opened(root.path("cache"));
    put(cache, key_a, "first");
    put(cache, key_a, "later");
    CHECK(found_text(cache, key_a) == "first");
    CHECK(entries_in(root.path("cache/new")) == 0);
}

TEST_CASE("artifact cache: an altered file is never served", "[cache]") {
    const TemporaryFolder root;
    ArtifactCache cache = opened(root.path("cache"));
    const std::string file = folder_of(root, key_a) + "/0";
    put(cache, key_a, "honest");

    SECTION("same size, same times") {
        struct stat before {};
        REQUIRE(stat(file.c_str(), &before) == 0);
        std::ofstream(file, std::ios::binary) << "poison";
        const timespec times[2] = {before.st_atim, before.st_mtim};
        REQUIRE(utimensat(AT_FDCWD, file.c_str(), times, 0) == 0);
    }
    SECTION("another size") {
        std::ofstream(file, std::ios::binary) << "poison!!";
    }
    SECTION("replaced by a rename") {
        std::ofstream(root.path("other"), std::ios::binary) << "poison";
        fs::rename(root.path("other"), file);
    }
    SECTION("replaced by a link") {
        std::ofstream(root.path("other"), std::ios::binary) << "honest";
        fs::remove(file);
        fs::create_symlink(root.path("other"), file);
    }
    SECTION("replaced by a second name of another file") {
        std::ofstream(root.path("other"), std::ios::binary) << "honest";
        fs::remove(file);
        fs::create_hard_link(root.path("other"), file);
    }
    SECTION("replaced by a fifo") {
        fs::remove(file);
        REQUIRE(mkfifo(file.c_str(), 0600) == 0);
    }
    SECTION("writable by others") {
        fs::permissions(file, fs::perms::all);
    }
    SECTION("gone") {
        fs::remove(file);
    }

    CHECK(!cache.find(key_a));
    CHECK(!fs::exists(folder_of(root, key_a)));
    put(cache, key_a, "rebuilt");
    CHECK(found_text(cache, key_a) == "rebuilt");
}

TEST_CASE("artifact cache: a copied entry is served after reading it again", "[cache]") {
    const TemporaryFolder root;
    ArtifactCache cache = opened(root.path("cache"));
    put(cache, key_a, "honest");
    fs::copy(root.path("cache"), root.path("restored"), fs::copy_options::recursive);
    for (const auto& entry : fs::recursive_directory_iterator(root.path("restored"))) {
        fs::permissions(entry, fs::perms::group_write | fs::perms::others_write,
                        fs::perm_options::remove);
    }
    fs::permissions(root.path("restored"), fs::perms::owner_all);
    ArtifactCache restored = opened(root.path("restored"));
    const std::string manifest =
        root.path("restored/" + key_a.substr(0, 2) + "/" + key_a + "/manifest");
    const std::string before = text_of(manifest);
    CHECK(found_text(restored, key_a) == "honest");
    CHECK(text_of(manifest) != before);  // new stamps: the next find need not read the files
    CHECK(found_text(restored, key_a) == "honest");
}

TEST_CASE("artifact cache: manifests that were swapped, edited or cut are refused", "[cache]") {
    const TemporaryFolder root;
    ArtifactCache cache = opened(root.path("cache"));
    put(cache, key_a, "one");
    put(cache, key_b, "two");
    const std::string a = folder_of(root, key_a) + "/manifest";
    const std::string b = folder_of(root, key_b) + "/manifest";
    const std::string text = text_of(a);

    SECTION("swapped") {
        std::ofstream(a, std::ios::binary) << text_of(b);
    }
    SECTION("whole entry under another key") {
        fs::remove_all(folder_of(root, key_a));
        fs::create_directories(folder_of(root, key_a));
        fs::permissions(folder_of(root, key_a), fs::perms::owner_all);
        fs::copy(folder_of(root, key_b), folder_of(root, key_a), fs::copy_options::recursive);
    }
    SECTION("edited") {
        std::string edited = text;
        edited.replace(edited.find("ok 1"), 4, "ok 0");
        std::ofstream(a, std::ios::binary) << edited;
    }
    SECTION("cut") {
        std::ofstream(a, std::ios::binary) << text.substr(0, text.size() / 2);
    }
    SECTION("empty") {
        std::ofstream(a, std::ios::binary) << "";
    }
    SECTION("a link") {
        fs::rename(a, root.path("manifest"));
        fs::create_symlink(root.path("manifest"), a);
    }
    CHECK(!cache.find(key_a));
    CHECK(found_text(cache, key_b) == "two");
}

TEST_CASE("artifact cache: links in place of its folders are not followed", "[cache]") {
    const TemporaryFolder root;
    ArtifactCache cache = opened(root.path("cache"));
    put(cache, key_a, "honest");
    const std::string folder = folder_of(root, key_a);
    SECTION("entry") {
        fs::rename(folder, root.path("elsewhere"));
        fs::create_directory_symlink(root.path("elsewhere"), folder);
        CHECK(!cache.find(key_a));
        CHECK(fs::exists(root.path("elsewhere/0")));  // the link went, not its target
    }
    SECTION("shard") {
        const std::string shard = fs::path(folder).parent_path();
        fs::rename(shard, root.path("elsewhere"));
        fs::create_directory_symlink(root.path("elsewhere"), shard);
        CHECK(!cache.find(key_a));
        CHECK(!cache.store(key_a, good_record(), {}));
        CHECK(fs::exists(root.path("elsewhere/" + key_a + "/0")));
    }
    SECTION("new") {
        fs::remove(root.path("cache/new"));
        fs::create_directory(root.path("elsewhere"));
        fs::create_directory_symlink(root.path("elsewhere"), root.path("cache/new"));
        CHECK(!cache.store(key_b, good_record(), {}));
        CHECK(entries_in(root.path("elsewhere")) == 0);
    }
}

TEST_CASE("artifact cache: a folder that others can write is refused, with the reason", "[cache]") {
    const TemporaryFolder root;
    fs::create_directory(root.path("open"));
    fs::permissions(root.path("open"), fs::perms::all);
    const auto open = ArtifactCache::open(root.path("open"));
    REQUIRE(!open);
    CHECK(open.error().code == ErrorCode::host);
    CHECK_THAT(open.error().message,
               Catch::Matchers::ContainsSubstring("others can write to it (chmod go-w it)"));

    fs::create_directory(root.path("open/inner"));
    fs::permissions(root.path("open/inner"), fs::perms::owner_all);
    CHECK(!ArtifactCache::open(root.path("open/inner")));

    root.write("file", "");
    CHECK(!ArtifactCache::open(root.path("file")));
    CHECK(!ArtifactCache::open("/proc/arena-cache"));
}

TEST_CASE("artifact cache: what another user owns is refused", "[cache]") {
    if (geteuid() != 0) {
        WARN("skipped: only root can give a folder to another user");
        return;
    }
    const TemporaryFolder root;
    {
        ArtifactCache cache = opened(root.path("cache"));
        put(cache, key_a, "honest");
        put(cache, key_b, "honest");
        REQUIRE(chown(folder_of(root, key_a).c_str(), 65534, 65534) == 0);
        CHECK(!cache.find(key_a));
        REQUIRE(chown((folder_of(root, key_b) + "/0").c_str(), 65534, 65534) == 0);
        CHECK(!cache.find(key_b));
    }
    REQUIRE(chown(root.path("cache").c_str(), 65534, 65534) == 0);
    const auto open = ArtifactCache::open(root.path("cache"));
    REQUIRE(!open);
    CHECK_THAT(open.error().message,
               Catch::Matchers::ContainsSubstring("it belongs to another user"));
}

TEST_CASE("artifact cache: trimming takes the longest unused and spares what is in use",
          "[cache]") {
    const TemporaryFolder root;
    ArtifactCache cache = opened(root.path("cache"));
    std::vector<std::string> keys;
    for (int i = 0; i < 10; ++i) {
        keys.push_back(sha256_hex(std::to_string(i)));
        put(cache, keys.back(), std::string(100'000, 'x'));
        const timespec used{1'000'000 + i * 1000, 0};
        const timespec times[2] = {used, used};
        REQUIRE(utimensat(AT_FDCWD, folder_of(root, keys.back()).c_str(), times, 0) == 0);
    }
    const auto held = cache.find(keys[0]);  // also makes it the latest used
    REQUIRE(held.has_value());
    const auto oldest = cache.find(keys[1]);
    const timespec long_ago[2] = {{1, 0}, {1, 0}};
    REQUIRE(utimensat(AT_FDCWD, folder_of(root, keys[1]).c_str(), long_ago, 0) == 0);

    cache.trim(10'000'000);
    for (const std::string& key : keys) CHECK(fs::exists(folder_of(root, key)));
    cache.trim(500'000);
    CHECK(fs::exists(folder_of(root, keys[0])));
    CHECK(fs::exists(folder_of(root, keys[1])));  // oldest, but its Box lives
    CHECK(!fs::exists(folder_of(root, keys[2])));
    CHECK(fs::exists(folder_of(root, keys[9])));
    std::size_t left = 0;
    for (const std::string& key : keys) left += fs::exists(folder_of(root, key)) ? 1 : 0;
    CHECK(left == 4);
    CHECK(entries_in(root.path("cache/new")) == 0);
}

TEST_CASE("artifact cache: trimming clears what dead writers left", "[cache]") {
    const TemporaryFolder root;
    ArtifactCache cache = opened(root.path("cache"));
    root.write("cache/new/1-2-3/0", "half");
    root.write("cache/new/4-5-6/0", "being written");
    const timespec long_ago[2] = {{1, 0}, {1, 0}};
    REQUIRE(utimensat(AT_FDCWD, root.path("cache/new/1-2-3").c_str(), long_ago, 0) == 0);
    cache.trim(1);
    CHECK(!fs::exists(root.path("cache/new/1-2-3")));
    CHECK(fs::exists(root.path("cache/new/4-5-6")));
}

TEST_CASE("artifact cache: writers, readers and trimmers at once never see half an entry",
          "[cache]") {
    const TemporaryFolder root;
    { opened(root.path("cache")); }
    std::vector<pid_t> children;
    for (int child = 0; child < 4; ++child) {
        const pid_t pid = fork();
        REQUIRE(pid >= 0);
        if (pid == 0) {
            bool good = true;
            auto cache = ArtifactCache::open(root.path("cache"));
            for (int i = 0; i < 300 && cache && good; ++i) {
                const std::string content(20'000 + i % 5, static_cast<char>('a' + i % 5));
                const std::string key = sha256_hex(content);
                if (!cache->find(key)) {
                    good =
                        cache->store(key, CompileRecord{}, {{"m", "", content, true}}).has_value();
                }
                if (const auto found = cache->find(key)) {
                    good = good && text_of(found->box->files[0].host_path) == content;
                }
                if (i % 10 == child) cache->trim(50'000);
            }
            _exit(good && cache ? 0 : 1);
        }
        children.push_back(pid);
    }
    for (const pid_t pid : children) {
        int status = -1;
        REQUIRE(waitpid(pid, &status, 0) == pid);
        CHECK(status == 0);
    }
    CHECK(entries_in(root.path("cache/new")) == 0);
}

TEST_CASE("artifact cache: a store that runs out of room says so and leaves nothing", "[cache]") {
    const TemporaryFolder root;
    { opened(root.path("cache")); }
    const pid_t pid = fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        signal(SIGXFSZ, SIG_IGN);
        const rlimit small{100'000, 100'000};  // what a full disk does, by another errno
        setrlimit(RLIMIT_FSIZE, &small);
        auto cache = ArtifactCache::open(root.path("cache"));
        const auto stored =
            cache->store(key_a, good_record(), {{"m", "", std::string(200'000, 'x'), true}});
        const bool told = !stored && stored.error().code == ErrorCode::host &&
                          stored.error().message.find("could not be written") != std::string::npos;
        _exit(told && !cache->find(key_a) ? 0 : 1);
    }
    int status = -1;
    REQUIRE(waitpid(pid, &status, 0) == pid);
    CHECK(status == 0);
    CHECK(entries_in(root.path("cache/new")) == 0);
    CHECK(!fs::exists(folder_of(root, key_a)));
}
