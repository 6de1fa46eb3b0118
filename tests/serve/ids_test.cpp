#include "serve/ids.hpp"

#include <set>

#include "serve/base64url.hpp"
#include "tests/support/catch.hpp"

namespace arena::serve {

TEST_CASE("ids: the time of a ULID stands first, so ids sort by it") {
    // The ULID specification's example: 01ARZ3NDEKTSV4RRFFQ69G5FAV is of 1469922850259 ms.
    CHECK(make_id(1469922850259).substr(0, 10) == "01arz3ndek");
    CHECK(make_id(0).substr(0, 10) == "0000000000");
    CHECK(make_id((std::int64_t{1} << 48) - 1).substr(0, 10) == "7zzzzzzzzz");
    CHECK(make_id(999) < make_id(1000));
    std::set<std::string> seen;
    for (int round = 0; round < 1000; ++round) seen.insert(make_id(5));
    CHECK(seen.size() == 1000);
    CHECK(seen.begin()->size() == id_length);
}

TEST_CASE("ids: room codes hold no letter that is misread, and are read in any case") {
    std::set<char> letters;
    for (int round = 0; round < 1000; ++round) {
        const auto code = make_room_code();
        REQUIRE(code.size() == room_code_length);
        letters.insert(code.begin(), code.end());
        CHECK(read_room_code(code) == code);
    }
    CHECK(std::string(letters.begin(), letters.end()) == room_code_letters);
    CHECK(read_room_code("bcdfgh") == "BCDFGH");
    for (const char* wrong : {"", "BCDFG", "BCDFGHJ", "BCDFGO", "BCDFG1", "BCDF H"}) {
        CHECK(read_room_code(wrong).empty());
    }
}

TEST_CASE("base64url: the vectors of RFC 4648 section 10, without padding") {
    const std::pair<const char*, const char*> vectors[] = {
        {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},         {"foo", "Zm9v"},
        {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : vectors) {
        CHECK(base64url(bytes) == text);
        CHECK(read_base64url(text) == bytes);
    }
    CHECK(base64url("\xfb\xff") == "-_8");
    CHECK(random_token().size() == 43);
    for (const char* wrong : {"Zg==", "Z", "Zh", "Zm9", "Zm+v", "Zm/v", "Zm9v\n", "Zm 9v"}) {
        CHECK_FALSE(read_base64url(wrong));
    }
}

}  // namespace arena::serve
