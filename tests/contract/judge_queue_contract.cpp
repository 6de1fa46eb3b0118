// What every judge queue promises: see serve/bus/judge_queue.hpp.
#include "tests/contract/bus_contract.hpp"
#include "tests/support/catch.hpp"

namespace arena::testing {
namespace {

using namespace serve;

const std::vector<JobClass> every(all_job_classes.begin(), all_job_classes.end());

struct Desk {
    std::unique_ptr<BusUnderTest> under;
    JudgeQueue& queue;

    explicit Desk(const BusFactory& make, const QueueSettings& settings = {})
        : under(make(settings)), queue(under->bus().judge_queue()) {}

    template <class T, class Ask>
    T ask(const Ask& ask) {
        Asked<T> asked;
        ask(asked.reply());
        under->settle();
        REQUIRE(asked.came());
        REQUIRE_OK(asked.result());
        if constexpr (!std::is_void_v<T>) return *asked.result();
    }

    Enqueued put(const std::string& id, JobClass job_class = JobClass::contest,
                 const std::string& key = "", const std::string& payload = "") {
        return ask<Enqueued>([&](auto reply) {
            queue.enqueue({id, job_class, key, payload}, reply);
        });
    }
    TakeReply take(const std::string& who = "w", const std::vector<JobClass>& classes = every) {
        return ask<TakeReply>([&](auto reply) { queue.take(who, classes, reply); });
    }
    std::string take_id(const std::string& who = "w") {
        const TakeReply taken = take(who);
        return taken.job ? taken.job->job.id : "";
    }
    bool ack(const std::string& id, int delivery = 1, const std::string& who = "w") {
        return ask<bool>([&](auto reply) { queue.ack(who, id, delivery, reply); });
    }
    RetryOutcome retry(const std::string& id, int delivery, std::int64_t delay_ms,
                       const std::string& who = "w") {
        return ask<RetryOutcome>(
            [&](auto reply) { queue.retry(who, id, delivery, delay_ms, "why", reply); });
    }
    Reclaimed reclaim() {
        return ask<Reclaimed>([&](auto reply) { queue.reclaim(reply); });
    }
    void beat(const std::string& who) {
        ask<void>([&](auto reply) { queue.heartbeat(who, reply); });
    }
    QueueStats stats() {
        return ask<QueueStats>([&](auto reply) { queue.stats(reply); });
    }
    std::vector<DeadJob> dead() {
        return ask<std::vector<DeadJob>>([&](auto reply) { queue.dead_letters(10, reply); });
    }
};

void check_order(const BusFactory& make) {
    SECTION("a job is handed out whole, first come first served") {
        Desk desk(make);
        CHECK(desk.put("a", JobClass::contest, "", std::string("\0x", 2)).position == 1);
        CHECK(desk.put("b").position == 2);
        const TakeReply first = desk.take();
        REQUIRE(first.job);
        CHECK(first.job->job.id == "a");
        CHECK(first.job->job.payload == std::string("\0x", 2));
        CHECK(first.job->delivery == 1);
        CHECK(desk.take_id() == "b");
        CHECK(desk.take_id().empty());
    }
    SECTION("classes in their order, one take of eight from the low end") {
        Desk desk(make);
        for (int i = 0; i < 20; ++i) desk.put("r" + std::to_string(i), JobClass::rejudge);
        for (int i = 0; i < 20; ++i) desk.put("l" + std::to_string(i), JobClass::live);
        std::string seen;
        for (int i = 0; i < 16; ++i) seen += desk.take_id()[0];
        CHECK(seen == "lllllllrlllllllr");
    }
    SECTION("a take that finds nothing does not use up the low end's turn") {
        Desk desk(make);
        for (int i = 0; i < 50; ++i) CHECK(desk.take_id().empty());
        desk.put("r", JobClass::rejudge);
        for (int i = 0; i < 8; ++i) desk.put("l" + std::to_string(i), JobClass::live);
        std::string seen;
        for (int i = 0; i < 8; ++i) seen += desk.take_id()[0];
        CHECK(seen == "lllllllr");
    }
    SECTION("only the classes that were asked for") {
        Desk desk(make);
        desk.put("r", JobClass::run);
        CHECK_FALSE(desk.take("w", {JobClass::live, JobClass::contest}).job);
        CHECK(desk.take("w", {JobClass::run}).job);
    }
}

void check_refusals(const BusFactory& make) {
    SECTION("the second of two with one key is refused until the first has gone") {
        Desk desk(make);
        desk.put("a", JobClass::live, "k");
        const Enqueued again = desk.put("b", JobClass::live, "k");
        CHECK(again.outcome == Enqueued::Outcome::duplicate);
        CHECK(again.duplicate_of == "a");
        CHECK(desk.take_id() == "a");
        CHECK(desk.put("b", JobClass::live, "k").outcome == Enqueued::Outcome::duplicate);
        CHECK(desk.ack("a"));
        CHECK(desk.put("b", JobClass::live, "k").outcome == Enqueued::Outcome::accepted);
    }
    SECTION("an id is there once, whatever the key") {
        Desk desk(make);
        desk.put("a");
        const Enqueued again = desk.put("a");
        CHECK(again.outcome == Enqueued::Outcome::duplicate);
        CHECK(again.duplicate_of == "a");
    }
    SECTION("a class at its limit is busy; the others are not") {
        QueueSettings settings;
        settings.depth_max = {2, 2, 2, 2};
        Desk desk(make, settings);
        desk.put("a", JobClass::run, "ka");
        desk.put("b", JobClass::run, "kb");
        const Enqueued busy = desk.put("c", JobClass::run, "kc");
        CHECK(busy.outcome == Enqueued::Outcome::busy);
        CHECK(busy.position == 3);
        CHECK(desk.put("d", JobClass::live).outcome == Enqueued::Outcome::accepted);
        desk.take("w", {JobClass::run});  // what is taken waits no more
        CHECK(desk.put("c", JobClass::run, "kc").outcome == Enqueued::Outcome::accepted);
    }
}

void check_retries(const BusFactory& make) {
    SECTION("a retry comes after its delay, in its old place, with a higher delivery") {
        Desk desk(make);
        desk.put("a");
        desk.put("b");
        CHECK(desk.take_id() == "a");
        CHECK(desk.retry("a", 1, 500) == RetryOutcome::scheduled);
        CHECK(desk.take_id() == "b");
        desk.put("c");
        desk.under->advance(499);
        desk.take("w", {JobClass::live});
        CHECK(desk.take("w", {JobClass::live}).due_in_ms == 1);
        desk.under->advance(1);
        const TakeReply taken = desk.take();
        REQUIRE(taken.job);
        CHECK(taken.job->job.id == "a");
        CHECK(taken.job->delivery == 2);
    }
    SECTION("after the last delivery it is a dead letter with its reason") {
        QueueSettings settings;
        settings.deliveries_max = 2;
        Desk desk(make, settings);
        desk.put("a", JobClass::live, "k", "text");
        desk.take();
        CHECK(desk.retry("a", 1, 0) == RetryOutcome::scheduled);
        desk.take();
        CHECK(desk.retry("a", 2, 0) == RetryOutcome::dead);
        CHECK(desk.take_id().empty());
        REQUIRE(desk.dead().size() == 1);
        CHECK(desk.dead()[0].job.payload == "text");
        CHECK(desk.dead()[0].reason == "why");
        CHECK(desk.dead()[0].deliveries == 2);
        CHECK(desk.put("b", JobClass::live, "k").outcome == Enqueued::Outcome::accepted);
    }
    SECTION("bury makes a dead letter at once") {
        Desk desk(make);
        desk.put("a");
        desk.take();
        CHECK(desk.ask<bool>([&](auto reply) { desk.queue.bury("w", "a", 1, "bad", reply); }));
        CHECK(desk.dead().size() == 1);
        CHECK(desk.stats().dead == 1);
    }
    SECTION("dead letters are bounded, newest first") {
        QueueSettings settings;
        settings.dead_letters_max = 2;
        Desk desk(make, settings);
        for (const std::string id : {"a", "b", "c"}) {
            desk.put(id);
            desk.take();
            desk.ask<bool>([&](auto reply) { desk.queue.bury("w", id, 1, "", reply); });
        }
        REQUIRE(desk.dead().size() == 2);
        CHECK(desk.dead()[0].job.id == "c");
        CHECK(desk.dead()[1].job.id == "b");
    }
}

void check_leases_of_jobs(const BusFactory& make) {
    SECTION("a silent consumer's job returns; what it says later is refused") {
        Desk desk(make);
        desk.put("a");
        desk.take("old");
        desk.under->advance(14'999);
        CHECK(desk.reclaim().returned.empty());
        desk.under->advance(1);
        CHECK(desk.reclaim().returned == std::vector<std::string>{"a"});
        const TakeReply again = desk.take("new");
        REQUIRE(again.job);
        CHECK(again.job->delivery == 2);
        CHECK_FALSE(desk.ack("a", 1, "old"));
        CHECK(desk.retry("a", 1, 0, "old") == RetryOutcome::not_held);
        CHECK_FALSE(desk.ack("a", 2, "old"));
        CHECK(desk.ack("a", 2, "new"));
    }
    SECTION("the same consumer with an older delivery is refused too") {
        Desk desk(make);
        desk.put("a");
        desk.take("w");
        desk.under->advance(20'000);
        desk.reclaim();
        desk.take("w");
        CHECK_FALSE(desk.ack("a", 1));
        CHECK(desk.ack("a", 2));
    }
    SECTION("a heartbeat keeps it, however long the job takes") {
        Desk desk(make);
        desk.put("a");
        desk.take();
        for (int i = 0; i < 20; ++i) {
            desk.under->advance(5'000);
            desk.beat("w");
            CHECK(desk.reclaim().returned.empty());
        }
        CHECK(desk.ack("a"));
    }
    SECTION("silence counts as a delivery: the last one makes it dead") {
        Desk desk(make);
        desk.put("a");
        for (int i = 0; i < 3; ++i) {
            CHECK(desk.take_id() == "a");
            desk.under->advance(15'000);
            const Reclaimed reclaimed = desk.reclaim();
            CHECK(reclaimed.returned.size() == (i < 2 ? 1u : 0u));
            CHECK(reclaimed.dead.size() == (i < 2 ? 0u : 1u));
        }
        CHECK(desk.dead().size() == 1);
    }
}

void check_view(const BusFactory& make) {
    SECTION("drop takes out what waits and nothing else") {
        Desk desk(make);
        desk.put("a");
        desk.put("b");
        desk.take();
        const auto drop = [&](const std::string& id) {
            return desk.ask<bool>([&](auto reply) { desk.queue.drop(id, reply); });
        };
        CHECK_FALSE(drop("a"));
        CHECK(drop("b"));
        CHECK_FALSE(drop("b"));
        CHECK(desk.retry("a", 1, 1000) == RetryOutcome::scheduled);
        CHECK(drop("a"));
        desk.under->advance(1000);
        CHECK(desk.take_id().empty());
    }
    SECTION("stats tell depth, oldest age, what is delayed and taken") {
        Desk desk(make);
        desk.put("a", JobClass::run);
        desk.under->advance(300);
        desk.put("b", JobClass::run);
        QueueStats::Class run = desk.stats().classes[1];
        CHECK(run.waiting == 2);
        CHECK(run.oldest_age_ms == 300);
        desk.take();
        desk.retry("a", 1, 1000);
        desk.take();
        run = desk.stats().classes[1];
        CHECK(run.waiting == 1);
        CHECK(run.delayed == 1);
        CHECK(run.taken == 1);
        CHECK(desk.stats().classes[0].oldest_age_ms == 0);
    }
    SECTION("who asked to be told is told when there may be work") {
        Desk desk(make);
        int told = 0;
        desk.queue.on_available([&] { ++told; });
        desk.put("a");
        desk.under->settle();
        CHECK(told == 1);
        desk.put("a");
        CHECK(told == 1);
        desk.queue.on_available(nullptr);
        desk.put("b");
        CHECK(told == 1);
    }
}

}  // namespace

void check_judge_queue_contract(const BusFactory& make) {
    check_order(make);
    check_refusals(make);
    check_retries(make);
    check_leases_of_jobs(make);
    check_view(make);
}

}  // namespace arena::testing
