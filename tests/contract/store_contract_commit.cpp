// Store's contract: group commit, order, limits, opening again.
#include <atomic>
#include <condition_variable>
#include <mutex>

#include "serve/store/migrate.hpp"
#include "serve/store/postgres_connection.hpp"
#include "tests/contract/store_contract.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/store_calls.hpp"

namespace arena::testing {

using serve::Session;

namespace {

/// Holds the writer inside a job until told, so that the jobs behind it make one group.
class Gate {
public:
    serve::Store::WriteJob job() {
        return {[this](Session&) -> Result<void> {
                    std::unique_lock lock(mutex_);
                    is_entered_ = true;
                    changed_.notify_all();
                    changed_.wait(lock, [&] { return is_open_; });
                    return {};
                },
                [](Result<void>) {}};
    }
    void wait_until_entered() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return is_entered_; });
    }
    void open() {
        const std::lock_guard lock(mutex_);
        is_open_ = true;
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_entered_ = false, is_open_ = false;
};

/// Queues `works` behind a gate, and returns their answers and the order in which they came.
struct GroupAnswers {
    std::vector<std::string> answers;  ///< "" or the error's message
    std::vector<std::size_t> order;
};

GroupAnswers run_as_group(serve::Store& store,
                          const std::vector<std::function<Result<void>(Session&)>>& works) {
    GroupAnswers group;
    group.answers.resize(works.size(), "never");
    std::mutex mutex;
    std::condition_variable changed;
    Gate gate;
    must(store.write(gate.job()));
    gate.wait_until_entered();
    for (std::size_t index = 0; index < works.size(); ++index) {
        must(store.write({works[index], [&, index](Result<void> done) {
                              const std::lock_guard lock(mutex);
                              group.answers[index] = done ? "" : done.error().message;
                              group.order.push_back(index);
                              changed.notify_all();
                          }}));
    }
    gate.open();
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return group.order.size() == works.size(); });
    return group;
}

void check_one_commit(const DatabaseMaker& make) {
    auto store = open_store(make());
    must(write(*store, [](Session& s) { return s.add_match(match_named("m")); }));
    const auto before = store->health();
    std::vector<std::function<Result<void>(Session&)>> works;
    for (std::int64_t seq = 1; seq <= 200; ++seq) {
        works.emplace_back([seq](Session& s) { return s.append(event_of("m", seq)); });
    }
    const auto group = run_as_group(*store, works);
    for (std::size_t index = 0; index < works.size(); ++index) {
        CHECK(group.answers[index].empty());
        CHECK(group.order[index] == index);
    }
    store->close();
    CHECK(store->health().commits == before.commits + 2);  // the gate's and the group's
    CHECK(store->health().jobs == before.jobs + 201);
}

void check_guilty(const DatabaseMaker& make) {
    auto store = open_store(make());
    must(write(*store, [](Session& s) { return s.add_match(match_named("m")); }));
    std::vector<std::function<Result<void>(Session&)>> works;
    for (std::int64_t index = 0; index < 20; ++index) {
        works.emplace_back([index](Session& s) -> Result<void> {
            const std::string name = "note" + std::to_string(index);
            if (auto set = s.set_note(name, "x"); !set) return set;
            if (index == 3) return fail(ErrorCode::usage, "by its own will");
            if (index == 7) return s.append(event_of("m", 40));
            // A statement that fails, and a job that does not care.
            if (index == 11) static_cast<void>(s.add_match(match_named("m")));
            if (index == 12) return s.add_match_player("m", "no such user");
            return {};
        });
    }
    const auto group = run_as_group(*store, works);
    for (std::size_t index = 0; index < works.size(); ++index) {
        const bool is_guilty = index == 3 || index == 7 || index == 11 || index == 12;
        INFO(index << ": " << group.answers[index]);
        CHECK(group.answers[index].empty() == !is_guilty);
        const std::string name = "note" + std::to_string(index);
        const auto note = read(*store, [&](Session& s) { return s.note(name); });
        CHECK(note->has_value() == !is_guilty);
    }
    CHECK(group.answers[3] == "by its own will");
    CHECK(store->health().writable);
}

void check_refused_at_commit(const DatabaseMaker& make) {
    const std::string url = make();
    auto store = open_store(url);
    must(write(*store, [](Session& s) -> Result<void> {
        if (auto added = s.add_match(match_named("m")); !added) return added;
        return s.append(event_of("m", 1));
    }));
    // Another writer, which this store does not know of, takes number 2.
    if (!url.starts_with("postgres")) return;
    const serve::JournalRecord theirs = event_of("m", 2, "other");
    auto other = serve::connect_postgres(url);
    REQUIRE_OK(other);
    must((*other)->begin(serve::SqlAccess::write));
    const auto added = (*other)->execute(
        "INSERT INTO events (match_id, seq, at_ms, kind, json)"
        " VALUES ($1, $2, $3, $4, $5)",
        {theirs.match_id, theirs.seq, theirs.at_ms, theirs.kind, theirs.json});
    REQUIRE_OK(added);
    must((*other)->commit());
    std::vector<std::function<Result<void>(Session&)>> works;
    for (int index = 0; index < 9; ++index) {
        works.emplace_back([index](Session& s) -> Result<void> {
            if (index == 4) return s.append(event_of("m", 2, "mine"));
            return s.set_note("note" + std::to_string(index), "x");
        });
    }
    const auto group = run_as_group(*store, works);
    for (std::size_t index = 0; index < works.size(); ++index) {
        CHECK(group.answers[index].empty() == (index != 4));
    }
    // Once it was refused, what the other one wrote is seen.
    must(write(*store, [](Session& s) { return s.append(event_of("m", 3)); }));
}

void check_limits(const DatabaseMaker& make) {
    serve::Store::Settings settings;
    settings.queue_max = 2;
    auto store = open_store(make(), settings);
    Gate gate;
    std::atomic<int> answers = 0;
    must(store->write(gate.job()));
    gate.wait_until_entered();
    const auto job = [&] {
        return serve::Store::WriteJob{[](Session& s) { return s.set_note("a", "b"); },
                                      [&](const Result<void>& done) {
                                          if (done) ++answers;
                                      }};
    };
    must(store->write(job()));
    must(store->write(job()));
    CHECK(store->health().waiting == 2);
    CHECK(store->write(job()).error().code == ErrorCode::host);
    gate.open();
    store->close();
    CHECK(answers == 2);
    CHECK_FALSE(store->write(job()));
    CHECK_FALSE(store->read({[](const Result<Session*>&) {}}));
}

}  // namespace

void check_group_commit(const DatabaseMaker& make) {
    SECTION("many jobs, one commit, answers in order") {
        check_one_commit(make);
    }
    SECTION("only the guilty of a group fail, and leave nothing") {
        check_guilty(make);
    }
    SECTION("a line that only the commit can refuse is found among the others") {
        check_refused_at_commit(make);
    }
    SECTION("a full queue and a closed store refuse") {
        check_limits(make);
    }
}

void check_opening(const DatabaseMaker& make) {
    const std::string url = make();
    {
        auto store = open_store(url);
        must(write(*store, [](Session& s) { return s.set_note("kept", "yes"); }));
    }
    {
        auto store = open_store(url);
        CHECK(read(*store, [](Session& s) { return s.note("kept"); })->value() == "yes");
        // What a read pool does at once must not disturb it.
        std::atomic<int> seen = 0;
        for (int job = 0; job < 50; ++job) {
            must(store->read({[&](Result<Session*> session) {
                if (session && (*session)->note("kept")) ++seen;
            }}));
        }
        store->close();
        CHECK(seen == 50);
    }
    serve::Store::Settings none;
    none.readers = 0;
    CHECK(serve::Store::open(url, none).error().code == ErrorCode::usage);
}

}  // namespace arena::testing
