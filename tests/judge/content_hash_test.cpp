// SHA-256 against the published examples, and the rule that fields keep apart.
#include "judge/content_hash.hpp"

#include "tests/support/catch.hpp"

using namespace arena;

TEST_CASE("content hash: agrees with FIPS 180-4 and keeps fields apart", "[cache]") {
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    ContentHash one;
    one.add("ab");
    one.add("c");
    ContentHash two;
    two.add("a");
    two.add("bc");
    CHECK(one.hex() != two.hex());
}
