#include "serve/judging/judge_pool.hpp"

#include "tests/support/pool_scene.hpp"

using namespace arena;
using namespace arena::serve;
using namespace arena::testing;

using How = Submitted::Outcome;

namespace {

std::string source(const PoolScene::Held& held) {
    return std::get<SyntaxTask>(held.task).source;
}

const JobFault* fault(const JobDone& job) {
    return std::get_if<JobFault>(&job.outcome);
}

}  // namespace

TEST_CASE("judge pool: a job goes to a worker, progress and outcome come back") {
    PoolScene scene;
    CHECK(scene.submit("a").outcome == How::accepted);
    const auto held = scene.next();
    CHECK(source(held) == "a");
    held.hands.progress({1, 1, 3, false, Verdict::AC, 5, 6});
    held.hands.answer(good());
    REQUIRE(scene.until_done(1));
    CHECK(scene.done[0].id == "a");
    CHECK(scene.done[0].deliveries == 1);
    CHECK(std::holds_alternative<SyntaxReport>(scene.done[0].outcome));
    REQUIRE(scene.progress.size() == 1);
    CHECK(scene.progress[0].total == 3);
    CHECK(scene.pool->stats().jobs_done == 1);
    CHECK(scene.pool->stats().job_p50_us > 0);
}

TEST_CASE("judge pool: one job a worker at a time, classes in their order") {
    PoolScene scene(2);
    scene.submit("l1", JobClass::live);
    for (const std::string id : {"r1", "r2"}) scene.submit(id, JobClass::rejudge);
    scene.submit("l2", JobClass::live);
    REQUIRE(scene.until_held(2));
    scene.reactor.run_for(30);
    REQUIRE(scene.held.size() == 2);
    CHECK(scene.pool->stats().workers_busy == 2);
    CHECK(scene.held[0].hands.seat() != scene.held[1].hands.seat());
    const std::size_t other = source(scene.held[0]) == "r1" ? 0 : 1;
    REQUIRE(source(scene.held[other]) == "r1");
    scene.held[other].hands.answer(good());  // its worker may take anything next
    REQUIRE(scene.until_held(3));
    CHECK(source(scene.held[2]) == "l2");
}

TEST_CASE("judge pool: one of several workers is left for live matches") {
    const JobClass other = GENERATE(JobClass::run, JobClass::contest, JobClass::rejudge);
    PoolScene scene(3);
    for (const std::string id : {"r1", "r2", "r3", "r4"}) scene.submit(id, other);
    REQUIRE(scene.until_held(2));
    scene.reactor.run_for(30);
    REQUIRE(scene.held.size() == 2);
    scene.submit("l", JobClass::live);
    REQUIRE(scene.until_held(3));
    CHECK(source(scene.held[2]) == "l");
    scene.next().hands.answer(good());
    REQUIRE(scene.until_held(3));
    CHECK(source(scene.held[2]) == "r3");
}

TEST_CASE("judge pool: the only worker runs, too") {
    PoolScene scene(1);
    scene.submit("r", JobClass::run);
    REQUIRE(scene.until_held(1));
    CHECK(source(scene.held[0]) == "r");
}

TEST_CASE("judge pool: a worker that dies costs a delivery, and the job is judged once") {
    PoolScene scene;
    scene.submit("a");
    scene.next().hands.die();
    const auto again = scene.next();
    CHECK(source(again) == "a");
    again.hands.answer(good());
    REQUIRE(scene.until_done(1));
    scene.reactor.run_for(30);
    REQUIRE(scene.done.size() == 1);
    CHECK(scene.done[0].deliveries == 2);
    CHECK(scene.pool->stats().workers_lost == 1);
    CHECK(scene.pool->stats().jobs_retried == 1);
}

TEST_CASE("judge pool: infrastructure faults are tried three times, then dead") {
    PoolScene scene;
    scene.submit("a");
    for (int i = 0; i < 3; ++i) {
        CHECK(scene.done.empty());
        scene.next().hands.answer(infrastructure_fault());
    }
    REQUIRE(scene.until_done(1));
    REQUIRE(fault(scene.done[0]) != nullptr);
    CHECK(fault(scene.done[0])->kind == FaultKind::infrastructure);
    CHECK(fault(scene.done[0])->message == "the disk is on fire");
    CHECK(scene.done[0].deliveries == 3);
    CHECK(scene.pool->stats().jobs_dead == 1);
    CHECK(scene.pool->stats().queue.dead == 1);
}

TEST_CASE("judge pool: a fault of the package is not tried again and leaves the breaker alone") {
    PoolScene scene;
    for (int i = 0; i < 25; ++i) {
        scene.submit("p" + std::to_string(i));
        scene.next().hands.answer(JobFault{FaultKind::package, "no tests"});
        REQUIRE(scene.until_done(static_cast<std::size_t>(i) + 1));
    }
    CHECK(scene.done[0].deliveries == 1);
    CHECK(fault(scene.done[0])->kind == FaultKind::package);
    CHECK(scene.pool->stats().breaker == BreakerState::closed);
    CHECK(scene.pool->stats().queue.dead == 25);
}

TEST_CASE("judge pool: doubles are refused by key, by id, and by an older epoch") {
    PoolScene scene;
    scene.submit("a", JobClass::live, "user:match:problem:hash");
    const Submitted by_key = scene.submit("b", JobClass::live, "user:match:problem:hash");
    CHECK(by_key.outcome == How::duplicate);
    CHECK(by_key.duplicate_of == "a");
    CHECK(scene.submit("a", JobClass::live, "another").outcome == How::duplicate);
    scene.submit("c", JobClass::live, "", 5);
    CHECK(scene.submit("c", JobClass::live, "", 4).outcome == How::duplicate);
    scene.next().hands.answer(good());
    REQUIRE(scene.until_done(1));
    CHECK(scene.submit("b", JobClass::live, "user:match:problem:hash").outcome == How::accepted);
}

TEST_CASE("judge pool: a rejudge takes the place of what it replaces, waiting or at work") {
    PoolScene scene;
    scene.submit("a", JobClass::live, "key");
    const auto working = scene.next();
    scene.workers.on_cancel = [](const FakeWorkers::Hands&) {};  // too late: it has its verdict
    CHECK(scene.submit("a", JobClass::rejudge, "key", 1).outcome == How::accepted);
    scene.reactor.run_for(20);
    working.hands.answer(good());
    REQUIRE(scene.until_done(1));
    CHECK(scene.done[0].epoch == 0);
    scene.next().hands.answer(good());
    REQUIRE(scene.until_done(2));
    CHECK(scene.done[1].epoch == 1);
    CHECK(std::holds_alternative<SyntaxReport>(scene.done[1].outcome));

    scene.submit("x");  // keeps the worker busy
    scene.submit("b", JobClass::rejudge, "", 1);
    scene.submit("b", JobClass::rejudge, "", 2);
    REQUIRE(scene.until_done(3));
    CHECK(scene.done[2].epoch == 1);
    CHECK(fault(scene.done[2])->kind == FaultKind::cancelled);
    CHECK(scene.done[2].deliveries == 0);
}

TEST_CASE("judge pool: cancel ends what waits and what runs, once") {
    PoolScene scene;
    scene.submit("a");
    REQUIRE(scene.until_held());
    scene.submit("b");
    scene.pool->cancel("b");
    REQUIRE(scene.done.size() == 1);
    CHECK(scene.done[0].id == "b");
    scene.pool->cancel("a");
    scene.pool->cancel("a");
    scene.pool->cancel("nobody");
    REQUIRE(scene.until_done(2));
    CHECK(scene.done[1].id == "a");
    CHECK(fault(scene.done[1])->kind == FaultKind::cancelled);
    scene.reactor.run_for(20);
    CHECK(scene.done.size() == 2);
    CHECK(scene.submit("a").outcome == How::accepted);
}

TEST_CASE("judge pool: a cancelled job whose worker dies is not tried again") {
    PoolScene scene;
    scene.submit("a");
    const auto held = scene.next();
    scene.workers.on_cancel = [](const FakeWorkers::Hands& hands) { hands.die(); };
    scene.pool->cancel("a");
    REQUIRE(scene.until_done(1));
    CHECK(fault(scene.done[0])->kind == FaultKind::cancelled);
    scene.reactor.run_for(30);
    CHECK(scene.held.empty());
}

TEST_CASE("judge pool: a full class is busy, with position and a time to come back") {
    QueueSettings queue;
    queue.depth_max = {2, 1, 2, 2};
    PoolScene scene(1, quick_settings(), queue);
    scene.submit("0");
    REQUIRE(scene.until_held());
    scene.submit("1");
    CHECK(scene.submit("2").position == 2);
    const Submitted busy = scene.submit("3");
    CHECK(busy.outcome == How::busy);
    CHECK(busy.position == 3);
    CHECK(busy.retry_after_ms >= 1000);
    CHECK(scene.submit("r", JobClass::run).outcome == How::accepted);
    for (int i = 0; i < 4; ++i) scene.next().hands.answer(good());
    REQUIRE(scene.until_done(4));
    CHECK(scene.submit("3").outcome == How::accepted);
}

TEST_CASE("judge pool: the breaker opens, refuses own-input runs first, and closes by probes") {
    JudgePoolSettings settings = quick_settings();
    settings.breaker.open_ms_first = 400;  // the workers are mended well before the first probe
    settings.breaker.results_min = 4;
    PoolScene scene(2, settings);
    std::vector<JudgeStatus> told;
    scene.pool->on_status([&](const JudgeStatus& status) { told.push_back(status); });
    bool broken = true;
    int answered = 0;
    scene.script = [&](const Task&, const FakeWorkers::Hands& hands) {
        ++answered;
        hands.answer(broken ? infrastructure_fault() : good());
    };
    scene.submit("a");
    scene.submit("b");
    REQUIRE(scene.until([&] { return scene.pool->stats().breaker == BreakerState::open; }));
    CHECK_FALSE(scene.pool->ready());
    const Submitted refused = scene.submit("r", JobClass::run);
    CHECK(refused.outcome == How::unavailable);
    CHECK(refused.retry_after_ms >= 1000);
    CHECK(scene.submit("c").outcome == How::accepted);
    broken = false;
    for (const std::string id : {"d", "e", "f"}) scene.submit(id);
    REQUIRE(scene.until([&] { return scene.pool->stats().breaker == BreakerState::closed; }));
    REQUIRE(scene.until_done(6));
    for (const JobDone& job : scene.done) CHECK(fault(job) == nullptr);
    REQUIRE(
        scene.until([&] { return !told.empty() && told.back().breaker == BreakerState::closed; }));
    CHECK(scene.pool->stats().breaker_opened >= 1);
    CHECK(scene.pool->ready());
}

TEST_CASE("judge pool: a worker that says nothing is killed and its job given to another") {
    JudgePoolSettings settings = quick_settings();
    settings.silence_ms_max = 700;
    PoolScene scene(1, settings);
    scene.submit("a");
    const auto silent = scene.next();
    const auto again = scene.next();
    REQUIRE(scene.workers.killed.size() == 1);
    CHECK(scene.pool->stats().workers_killed == 1);
    for (int i = 0; i < 12; ++i) {  // signs of life keep it
        again.hands.alive();
        scene.reactor.run_for(100);
    }
    again.hands.answer(good());
    REQUIRE(scene.until_done(1));
    CHECK(scene.done[0].deliveries == 2);
    CHECK(scene.workers.killed.size() == 1);
}

TEST_CASE("judge pool: a worker may be silent for as long as it says that a part lasts") {
    JudgePoolSettings settings = quick_settings();
    settings.silence_ms_max = 300;
    PoolScene scene(1, settings);
    scene.submit("a");
    const auto slow = scene.next();
    slow.hands.alive(2'000);
    scene.reactor.run_for(1'600);
    CHECK(scene.workers.killed.empty());
    CHECK(scene.until([&] { return scene.workers.killed.size() == 1; }));
}

TEST_CASE("judge pool: a worker that breaks the protocol is dropped, its job retried") {
    PoolScene scene;
    scene.submit("a");
    const auto first = scene.next();
    SECTION("bytes that are no frame") {
        first.hands.send_raw(std::string(64, '\xff'));
    }
    SECTION("a ticket that it was not given") {
        first.hands.answer_with_ticket(99, good());
    }
    SECTION("an outcome that is none") {
        std::string frame;
        append_frame(frame, FrameKind::outcome, 1, "\x09");
        first.hands.send_raw(frame);
    }
    SECTION("a second hello") {
        std::string frame;
        append_frame(frame, FrameKind::hello, 0, std::string(1, char{worker_protocol_version}));
        first.hands.send_raw(frame);
    }
    SECTION("what only the server says") {
        std::string frame;
        append_frame(frame, FrameKind::task, 1, "");
        first.hands.send_raw(frame);
    }
    scene.next().hands.answer(good());
    REQUIRE(scene.until_done(1));
    CHECK(scene.done[0].deliveries == 2);
}

TEST_CASE("judge pool: closing waits for the workers and takes nothing more") {
    PoolScene scene;
    scene.submit("a");
    scene.submit("b");
    const auto held = scene.next();
    bool drained = false;
    scene.pool->close([&] { drained = true; });
    CHECK(scene.submit("c").outcome == How::unavailable);
    scene.reactor.run_for(20);
    CHECK_FALSE(drained);
    held.hands.answer(good());
    REQUIRE(scene.until([&] { return drained; }));
    CHECK(scene.done.size() == 1);
    CHECK(scene.held.empty());
}

TEST_CASE("judge pool: events may submit, cancel and drop the pool from inside") {
    PoolScene scene;
    JobEvents events = scene.events("a#0");
    events.done = [&](const JobDone&) {
        scene.submit("b");
        scene.pool->cancel("b");
        scene.pool.reset();
    };
    scene.pool->submit({"a", 0, JobClass::live, "", SyntaxTask{"c", "a"}}, events);
    scene.next().hands.answer(good());
    REQUIRE(scene.until([&] { return scene.pool == nullptr; }));
    scene.reactor.run_for(20);
    CHECK(scene.done.empty());  // b was at work when the pool went
}

TEST_CASE("judge pool: a task too large for a frame ends as a fault, not as a crash") {
    PoolScene scene;
    scene.pool->submit(
        {"a", 0, JobClass::run, "", SyntaxTask{"c", std::string(frame_bytes_max, 'x')}},
        scene.events("a#0"));
    REQUIRE(scene.done.size() == 1);
    CHECK(fault(scene.done[0])->kind == FaultKind::package);
}

TEST_CASE("judge pool: a thousand jobs over workers that die at random are each judged once") {
    JudgePoolSettings settings = quick_settings();
    settings.breaker.results_min = 1'000'000;  // deaths are the point here
    QueueSettings queue;
    queue.deliveries_max = 1000;
    PoolScene scene(4, settings, queue);
    std::uint64_t state = 42;
    scene.script = [&](const Task&, const FakeWorkers::Hands& hands) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        if ((state >> 33) % 4 == 0) return hands.die();
        hands.answer(good());
    };
    for (int i = 0; i < 1000; ++i) scene.submit("j" + std::to_string(i));
    REQUIRE(scene.until_done(1000));
    scene.reactor.run_for(20);
    std::map<std::string, int> times;
    for (const JobDone& job : scene.done) ++times[job.id];
    CHECK(scene.done.size() == 1000);
    CHECK(times.size() == 1000);
    CHECK(scene.pool->stats().workers_lost > 100);
}
