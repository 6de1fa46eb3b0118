// One seed, one sequence, on every compiler. The numbers are SplitMix64's own.
#include "core/random.hpp"

#include <array>
#include <map>

#include "tests/support/catch.hpp"

using arena::Random;

TEST_CASE("random: SplitMix64's published sequence for seed 1234567", "[random]") {
    Random random(1234567);
    // The reference outputs that Rosetta Code's task "Pseudo-random numbers/Splitmix64" gives.
    CHECK(random.next() == 6457827717110365317ULL);
    CHECK(random.next() == 3203168211198807973ULL);
    CHECK(random.next() == 9817491932198370423ULL);
    CHECK(random.next() == 4593380528125082431ULL);
    CHECK(random.next() == 16408922859458223821ULL);
}

TEST_CASE("random: a bounded draw reaches every value evenly and no other", "[random]") {
    Random random(1);
    std::array<int, 7> seen{};
    for (int i = 0; i < 70'000; ++i) ++seen.at(random.below(7));
    for (const int count : seen) CHECK((count > 9'600 && count < 10'400));  // 4 deviations: 370
    CHECK(random.below(1) == 0);
    for (int i = 0; i < 100; ++i) CHECK(random.below((1ULL << 63) + 1) <= (1ULL << 63));
    for (int i = 0; i < 100; ++i) {
        const auto value = random.between(-3, 3);
        CHECK((value >= -3 && value <= 3));
    }
}

TEST_CASE("random: a shuffle gives every order alike", "[random]") {
    Random random(2);
    std::map<std::array<int, 3>, int> orders;
    for (int i = 0; i < 60'000; ++i) {
        std::array<int, 3> cards{1, 2, 3};
        random.shuffle(cards);
        ++orders[cards];
    }
    CHECK(orders.size() == 6);
    for (const auto& [order, count] : orders) CHECK((count > 9'600 && count < 10'400));
}
