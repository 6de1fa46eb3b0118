// read_solution: files and folders from disk, bad ones named.
#include <filesystem>

#include "judge/judge.hpp"
#include "judge/source_text.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena;
using arena::testing::TemporaryFolder;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("solution: a file is read under its own name", "[judge]") {
    const TemporaryFolder folder;
    auto solution = read_solution(folder.write("a/hello.cpp", "int main() {}\n"));
    REQUIRE_OK(solution);
    REQUIRE(solution->files.size() == 1);
    CHECK(solution->files[0].name == "hello.cpp");
    CHECK(solution->files[0].content == "int main() {}\n");
}

TEST_CASE("solution: a folder is read sorted, without hidden files", "[judge]") {
    const TemporaryFolder folder;
    folder.write("s/main.cpp", "m");
    folder.write("s/lib/part.h", "p");
    folder.write("s/.git/config", "hidden");
    folder.write("s/.hidden.cpp", "hidden");
    auto solution = read_solution(folder.path("s"));
    REQUIRE_OK(solution);
    REQUIRE(solution->files.size() == 2);
    CHECK(solution->files[0].name == "lib/part.h");
    CHECK(solution->files[1].name == "main.cpp");
}

TEST_CASE("solution: what cannot be read is named", "[judge]") {
    const TemporaryFolder folder;
    auto missing = read_solution(folder.path("none.cpp"));
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == ErrorCode::not_found);
    CHECK_THAT(missing.error().message, ContainsSubstring("none.cpp"));
    std::filesystem::create_directory(folder.path("empty"));
    auto empty = read_solution(folder.path("empty"));
    REQUIRE_FALSE(empty.has_value());
    CHECK(empty.error().code == ErrorCode::not_found);
    auto device = read_solution("/dev/null");
    REQUIRE_FALSE(device.has_value());
    CHECK(device.error().code == ErrorCode::unreadable);
}

TEST_CASE("solution: text that is not UTF-8 is refused with its line", "[judge]") {
    const TemporaryFolder folder;
    auto latin = read_solution(folder.write("a.cpp", "int a;\n// caf\xe9\n"));
    REQUIRE_FALSE(latin.has_value());
    CHECK(latin.error().code == ErrorCode::unreadable);
    CHECK_THAT(latin.error().message, ContainsSubstring("line 2 is not UTF-8"));
}

TEST_CASE("solution: too many bytes or files are refused", "[judge]") {
    const TemporaryFolder folder;
    auto large = read_solution(folder.write("a.cpp", std::string(source_file_bytes_max + 1, 'x')));
    REQUIRE_FALSE(large.has_value());
    CHECK_THAT(large.error().message, ContainsSubstring("larger than 16 MiB"));
    for (std::size_t i = 0; i <= source_files_max; ++i) {
        folder.write("many/" + std::to_string(i) + ".h", "");
    }
    auto many = read_solution(folder.path("many"));
    REQUIRE_FALSE(many.has_value());
    CHECK_THAT(many.error().message, ContainsSubstring("more than 256 files"));
}

TEST_CASE("solution: a link that leaves the folder is not followed", "[judge]") {
    const TemporaryFolder folder;
    const std::string secret = folder.write("secret", "s");
    folder.write("s/main.cpp", "m");
    std::filesystem::create_symlink("main.cpp", folder.path("s/same.cpp"));
    REQUIRE_OK(read_solution(folder.path("s")));
    std::filesystem::create_symlink(secret, folder.path("s/out.h"));
    auto solution = read_solution(folder.path("s"));
    REQUIRE_FALSE(solution.has_value());
    CHECK_THAT(solution.error().message, ContainsSubstring("leads out of"));
}

TEST_CASE("source_text: the line of the first byte that is no UTF-8", "[judge]") {
    CHECK_FALSE(first_invalid_utf8("plain").has_value());
    CHECK_FALSE(first_invalid_utf8("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80").has_value());
    CHECK(first_invalid_utf8("a\nb\n\xff") == 3u);
    for (const char* bad : {"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80"}) {
        CHECK(first_invalid_utf8(bad) == 1u);
    }
    CHECK(first_invalid_utf8(std::string_view("a\0b", 3)) == 1u);
}
