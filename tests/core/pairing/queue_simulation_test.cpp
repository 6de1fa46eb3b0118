// The line rule against the plain one on evenings that its constants were not fitted to.
#include "core/pairing/queue_simulation.hpp"

#include "tests/support/catch.hpp"

using namespace arena::pairing;

TEST_CASE("queue: narrower gaps than the plain rule for waits that are no longer", "[pairing]") {
    struct Goal {
        double rate, less;
    };
    for (const Goal goal : {Goal{1, 0.05}, Goal{10, 0.15}, Goal{100, 0.30}}) {
        QueueEvening evening;
        evening.arrivals_per_s = goal.rate;
        evening.players = 30'000;
        evening.seed = 4711;
        evening.rules.rule = QueueRule::window;
        const QueueFigures plain = simulate_queue(evening);
        evening.rules.rule = QueueRule::line;
        const QueueFigures line = simulate_queue(evening);
        INFO("rate " << goal.rate);
        CHECK(line.gap_mean < plain.gap_mean * (1 - goal.less));
        CHECK(line.wait_p50 <= plain.wait_p50 * 1.05);
        CHECK(line.wait_p90 <= plain.wait_p90 * 1.05);
        CHECK(line.wait_p99 <= plain.wait_p99 * 1.05);
        CHECK(line.wait_max <= 200);
        CHECK(simulate_queue(evening).gap_mean == line.gap_mean);
    }
}
