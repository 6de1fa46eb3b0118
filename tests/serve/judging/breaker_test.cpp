#include "serve/judging/breaker.hpp"

#include "tests/support/catch.hpp"

using namespace arena::serve;

namespace {

struct Scene {
    std::int64_t now = 1'000'000;
    double drawn = 0.5;  // no jitter
    Breaker breaker{{}, [this] { return drawn; }};

    void results(int good, int bad) {
        for (int i = 0; i < good; ++i) breaker.record(now, true);
        for (int i = 0; i < bad; ++i) breaker.record(now, false);
    }
    BreakerState state() { return breaker.state(now); }
    void open() { results(0, 20); }
};

}  // namespace

TEST_CASE("breaker: half of at least twenty results in 30 s opens it") {
    Scene scene;
    SECTION("nineteen faults are too few to tell") {
        scene.results(0, 19);
        CHECK(scene.state() == BreakerState::closed);
    }
    SECTION("ten of twenty") {
        scene.results(10, 9);
        CHECK(scene.state() == BreakerState::closed);
        scene.results(0, 1);
        CHECK(scene.state() == BreakerState::open);
        CHECK_FALSE(scene.breaker.may_start(scene.now));
        CHECK(scene.breaker.times_opened() == 1);
    }
    SECTION("under half of many") {
        scene.results(51, 49);
        CHECK(scene.state() == BreakerState::closed);
    }
    SECTION("what is older than 30 s does not count") {
        scene.results(0, 19);
        scene.now += 30'000;
        scene.results(0, 19);
        CHECK(scene.state() == BreakerState::closed);
    }
}

TEST_CASE("breaker: open for 5 s doubling to 60 s, with jitter") {
    Scene scene;
    std::int64_t expected = 5'000;
    for (int i = 0; i < 6; ++i) {
        if (i == 0) {
            scene.open();
        } else {
            scene.breaker.record(scene.now, false);  // the probe fails
        }
        CHECK(scene.breaker.reopens_in_ms(scene.now) == expected);
        scene.now += expected - 1;
        CHECK(scene.state() == BreakerState::open);
        scene.now += 1;
        CHECK(scene.state() == BreakerState::half_open);
        expected = std::min<std::int64_t>(expected * 2, 60'000);
    }
    Scene early, late;
    early.drawn = 0;
    late.drawn = 0.999999;
    early.open();
    late.open();
    CHECK(early.breaker.reopens_in_ms(early.now) == 4'000);
    CHECK(late.breaker.reopens_in_ms(late.now) == 5'999);
}

TEST_CASE("breaker: half-open lets three probes through and closes when all are good") {
    Scene scene;
    scene.open();
    scene.now += 5'000;
    for (int i = 0; i < 3; ++i) {
        REQUIRE(scene.breaker.may_start(scene.now));
        scene.breaker.started(scene.now);
    }
    CHECK_FALSE(scene.breaker.may_start(scene.now));
    SECTION("all good") {
        scene.results(2, 0);
        CHECK(scene.state() == BreakerState::half_open);
        scene.results(1, 0);
        CHECK(scene.state() == BreakerState::closed);
        scene.open();
        CHECK(scene.breaker.reopens_in_ms(scene.now) == 5'000);
    }
    SECTION("one bad") {
        scene.results(2, 1);
        CHECK(scene.state() == BreakerState::open);
    }
    SECTION("a withdrawn probe makes room for another") {
        scene.breaker.withdrawn();
        CHECK(scene.breaker.may_start(scene.now));
    }
}

TEST_CASE("breaker: a queue that stands still opens it, a long one that moves does not") {
    Scene scene;
    scene.results(1, 0);
    scene.breaker.see_oldest(scene.now, 500'000);
    CHECK(scene.state() == BreakerState::closed);
    scene.now += 30'001;
    scene.breaker.see_oldest(scene.now, 120'000);
    CHECK(scene.state() == BreakerState::closed);
    scene.breaker.see_oldest(scene.now, 120'001);
    CHECK(scene.state() == BreakerState::open);
}
