// The file of accounts: private, changed as a whole, and never half read.
#include "cli/client_accounts.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/support/catch.hpp"

using namespace arena;
using namespace arena::cli;

namespace {

/// A folder that is gone at the end.
struct Scratch {
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "arena-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        folder = name;
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { std::filesystem::remove_all(folder); }
    std::string path() const { return (folder / "arena" / "client.json").string(); }

    std::filesystem::path folder;
};

Result<void> put(const std::string& path, const Account& account, bool first) {
    return change_accounts(path, [&](Accounts& accounts) -> Result<void> {
        put_account(accounts, account, first);
        return {};
    });
}

unsigned mode_of(const std::string& path) {
    struct stat status {};
    REQUIRE(stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}

}  // namespace

TEST_CASE("client accounts: several names, the last one first, nobody else may read", "[cli]") {
    const Scratch scratch;
    const std::string path = scratch.path();
    CHECK(read_accounts(path)->empty());
    REQUIRE(put(path, {"http://s:1", "ann", "1", "t1", 10, "r1"}, true));
    REQUIRE(put(path, {"http://s:1", "Bob", "2", "t2", 20, "r2"}, true));
    REQUIRE(put(path, {"http://other:1", "eve", "3", "t3", 30, "r3"}, true));
    CHECK(mode_of(path) == 0600);
    CHECK(mode_of(std::filesystem::path(path).parent_path().string()) == 0700);

    const auto accounts = read_accounts(path);
    REQUIRE(accounts);
    CHECK(find_account(*accounts, "http://s:1", "")->name == "Bob");
    CHECK(find_account(*accounts, "http://s:1", "ANN")->token == "t1");
    CHECK_FALSE(find_account(*accounts, "http://s:1", "eve"));

    REQUIRE(put(path, {"http://s:1", "ann", "1", "new", 11, "r9"}, false));  // a renewed token
    CHECK(find_account(*read_accounts(path), "http://s:1", "")->name == "Bob");
    CHECK(find_account(*read_accounts(path), "http://s:1", "ann")->refresh == "r9");
    REQUIRE(change_accounts(path, [](Accounts& all) -> Result<void> {
        drop_account(all, {"http://s:1", "bob", "", "", 0, ""});
        return {};
    }));
    CHECK(find_account(*read_accounts(path), "http://s:1", "")->name == "ann");
}

TEST_CASE("client accounts: what cannot be read is named and left as it is", "[cli]") {
    const Scratch scratch;
    const std::string path = scratch.path();
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    for (const char* text :
         {"", "nonsense", "{}", R"({"version":2,"accounts":[]})", R"({"version":1,"accounts":[7]})",
          R"({"version":1,"accounts":[{"server":"s"}]})"}) {
        CAPTURE(text);
        std::ofstream(path) << text;
        const auto broken = put(path, {"s", "n", "", "", 0, ""}, true);
        REQUIRE_FALSE(broken);
        CHECK(broken.error().code == ErrorCode::unreadable);
        CHECK(broken.error().message.find(path) == 0);
        std::ifstream file(path);
        CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == text);
    }
}

TEST_CASE("client accounts: a change that fails writes nothing", "[cli]") {
    const Scratch scratch;
    const auto refused = change_accounts(scratch.path(), [](Accounts& accounts) -> Result<void> {
        accounts.push_back({"s", "n", "", "", 0, ""});
        return fail(ErrorCode::host, "no");
    });
    CHECK_FALSE(refused);
    CHECK_FALSE(std::filesystem::exists(scratch.path()));
}
