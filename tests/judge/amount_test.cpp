#include "judge/amount.hpp"

#include "core/limits.hpp"
#include "tests/support/catch.hpp"

using namespace arena;

TEST_CASE("amount: seconds carry no idle decimals", "[judge]") {
    CHECK(seconds_text(2 * s_in_ns) == "2 s");
    CHECK(seconds_text(310 * ms_in_ns) == "0.31 s");
    CHECK(seconds_text(5 * ms_in_ns) == "0.005 s");
    CHECK(seconds_text(100 * s_in_ns) == "100 s");
    CHECK(seconds_text(0) == "0 s");
}

TEST_CASE("amount: bytes are told in the largest unit that fits", "[judge]") {
    CHECK(bytes_text(1) == "1 byte");
    CHECK(bytes_text(1023) == "1023 bytes");
    CHECK(bytes_text(70 * kib + 512) == "70.5 KiB");
    CHECK(bytes_text(256 * mib) == "256 MiB");
}
