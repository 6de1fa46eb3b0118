// The store when things break: the process is killed, the database restarts, the disk is full.
// Nothing that was acknowledged may be lost, and no journal may get a gap.
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "serve/store/postgres_connection.hpp"
#include "serve/store/store.hpp"
#include "tests/contract/store_contract.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/postgres_server.hpp"
#include "tests/support/store_calls.hpp"
#include "tests/support/temporary_folder.hpp"

namespace arena::testing {
namespace {

using namespace std::chrono_literals;
using serve::Session;

constexpr auto patience = 60s;  // before a test gives up; never how long it takes

template <class Condition>
bool comes_true(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

/// The journal of `match` is 1, 2, 3 ... and reaches `acknowledged`. Returns its length.
std::int64_t check_journal_of(serve::Store& store, const std::string& match,
                              std::int64_t acknowledged) {
    const auto events = read(store, [&](Session& s) { return s.events_since(match, 0); });
    REQUIRE_OK(events);
    bool is_gapless = true;
    for (std::size_t index = 0; index < events->size(); ++index) {
        is_gapless = is_gapless && (*events)[index].seq == static_cast<std::int64_t>(index) + 1;
    }
    CHECK(is_gapless);
    const auto length = static_cast<std::int64_t>(events->size());
    CHECK(length >= acknowledged);
    return length;
}

void kill_and_wait(pid_t process) {
    kill(process, SIGKILL);
    waitpid(process, nullptr, 0);
}

/// In a process of its own: opens the store and appends from `seq` on, many at a time; each
/// acknowledged number goes into the pipe. Never returns.
[[noreturn]] void append_without_end(const std::string& url, std::int64_t seq, int pipe) {
    auto store = serve::Store::open(url, {});
    if (!store) _exit(3);
    for (;; ++seq) {
        auto taken = (*store)->write({[seq](Session& s) { return s.append(event_of("m", seq)); },
                                      [seq, pipe](const Result<void>& done) {
                                          if (!done) _exit(4);
                                          if (::write(pipe, &seq, sizeof seq) < 0) _exit(5);
                                      }});
        if (!taken) std::this_thread::sleep_for(1ms);  // the queue is full: the same one again
        if (!taken) --seq;
    }
}

/// Kills a writing process `rounds` times and looks for every number it had acknowledged.
void check_kills(const std::string& url, int rounds) {
    must(write(*open_store(url), [](Session& s) { return s.add_match(match_named("m")); }));
    std::int64_t length = 0;
    for (int round = 0; round < rounds; ++round) {
        int ends[2];
        REQUIRE(pipe(ends) == 0);
        const pid_t process = fork();
        REQUIRE(process >= 0);
        if (process == 0) append_without_end(url, length + 1, ends[1]);
        close(ends[1]);
        std::int64_t acknowledged = 0, seq = 0;
        const std::int64_t enough = length + 50 + 37 * round;  // at another place each round
        while (acknowledged < enough && ::read(ends[0], &seq, sizeof seq) == sizeof seq) {
            acknowledged = seq;
        }
        CHECK(acknowledged == enough);
        kill_and_wait(process);
        while (::read(ends[0], &seq, sizeof seq) == sizeof seq) acknowledged = seq;
        close(ends[0]);
        auto store = open_store(url);
        length = check_journal_of(*store, "m", acknowledged);
    }
}

/// Appends to matches of its own until told to stop; a refused event is tried again.
class Load {
public:
    Load(serve::Store& store, int threads) : store_(store), acknowledged_(threads) {
        for (int number = 0; number < threads; ++number) {
            must(write(store, [&](Session& s) { return s.add_match(match_named(match(number))); }));
        }
        for (int number = 0; number < threads; ++number) {
            threads_.emplace_back([this, number] { run(number); });
        }
    }
    ~Load() { stop(); }

    void stop() {
        is_stopped_ = true;
        for (auto& thread : threads_) thread.join();
        threads_.clear();
    }
    std::int64_t total() const {
        std::int64_t sum = 0;
        for (const auto& count : acknowledged_) sum += count;
        return sum;
    }
    std::int64_t refusals() const { return refusals_; }
    std::int64_t surprises() const { return surprises_; }
    void check_all() {
        for (std::size_t number = 0; number < acknowledged_.size(); ++number) {
            check_journal_of(store_, match(static_cast<int>(number)), acknowledged_[number]);
        }
    }

private:
    static std::string match(int number) { return "m" + std::to_string(number); }

    void run(int number) {
        auto& count = acknowledged_[static_cast<std::size_t>(number)];
        while (!is_stopped_) {
            const auto event = event_of(match(number), count + 1);
            const auto done = write(store_, [&](Session& s) { return s.append(event); });
            if (done) {
                ++count;
            } else if (done.error().code == ErrorCode::host) {
                ++refusals_;
                std::this_thread::sleep_for(2ms);
            } else {
                ++surprises_;
                return;
            }
        }
    }

    serve::Store& store_;
    std::vector<std::atomic<std::int64_t>> acknowledged_;
    std::atomic<std::int64_t> refusals_ = 0, surprises_ = 0;
    std::atomic<bool> is_stopped_ = false;
    std::vector<std::thread> threads_;
};

/// RLIMIT_FSIZE for a scope: no file may grow beyond it, as on a full disk.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) : ignored_(signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit small{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FullDisk() {
        setrlimit(RLIMIT_FSIZE, &before_);
        signal(SIGXFSZ, ignored_);
    }

private:
    rlimit before_{};
    void (*ignored_)(int);
};

}  // namespace

TEST_CASE("store faults: a killed process loses nothing that it acknowledged, SQLite") {
    const TemporaryFolder folder;
    check_kills(folder.path("arena.db"), 8);
}

TEST_CASE("store faults: a killed process loses nothing that it acknowledged, PostgreSQL") {
    PostgresServer* server = shared_postgres();
    if (server == nullptr) return;
    check_kills(server->make_database(), 4);
}

TEST_CASE("store faults: PostgreSQL restarts under load") {
    PostgresServer* server = shared_postgres();
    if (server == nullptr) return;
    auto store = open_store(server->make_database());
    Load load(*store, 4);
    for (int round = 0; round < 3; ++round) {
        const auto before = load.total();
        REQUIRE(comes_true([&] { return load.total() > before + 100; }));
        server->crash();
        REQUIRE(comes_true([&] { return !store->health().writable; }));
        CHECK_THAT(store->health().fault, Catch::Matchers::StartsWith("postgres: "));
        CHECK_FALSE(read(*store, [](Session& s) { return s.count_users(); }).has_value());
        must(server->start_again());
        REQUIRE(comes_true([&] { return store->health().writable; }));
        CHECK(store->health().fault.empty());
    }
    const auto before = load.total();
    REQUIRE(comes_true([&] { return load.total() > before + 100; }));
    load.stop();
    CHECK(load.refusals() > 0);
    CHECK(load.surprises() == 0);
    load.check_all();
}

TEST_CASE("store faults: a full disk refuses writes, and only until there is room") {
    const TemporaryFolder folder;
    auto store = open_store(folder.path("arena.db"));
    Load load(*store, 2);
    for (int round = 0; round < 2; ++round) {
        const auto before = load.total();
        REQUIRE(comes_true([&] { return load.total() > before + 20; }));
        {
            const FullDisk full(64 * 1024);
            REQUIRE(comes_true([&] { return !store->health().writable; }));
            CHECK_FALSE(store->health().fault.empty());
            // What is there can be read all the same.
            CHECK(read(*store, [](Session& s) { return s.match_by_id("m0"); }).has_value());
            const auto refused = write(*store, [](Session& s) { return s.set_note("a", "b"); });
            REQUIRE_FALSE(refused.has_value());
            CHECK(refused.error().code == ErrorCode::host);
        }
        REQUIRE(comes_true([&] { return store->health().writable; }));
    }
    load.stop();
    CHECK(load.refusals() > 0);
    CHECK(load.surprises() == 0);
    load.check_all();
}

TEST_CASE("store faults: a second server on the same file is refused in one line") {
    const TemporaryFolder folder;
    const std::string path = folder.path("arena.db");
    auto store = open_store(path);
    const auto second = serve::Store::open("sqlite:" + path, {});
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == ErrorCode::host);
    CHECK(second.error().message == path + ": in use by another server (process " +
                                        std::to_string(getpid()) +
                                        "); stop it first, or name another database by --store");
    store.reset();
    open_store(path);
}

TEST_CASE("store faults: a second server on the same PostgreSQL is refused in one line") {
    PostgresServer* server = shared_postgres();
    if (server == nullptr) return;
    const std::string url = server->make_database();
    auto store = open_store(url);
    must(write(*store, [](Session& s) { return s.set_note("a", "1"); }));
    const auto second = serve::Store::open(url, {});
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == ErrorCode::host);
    CHECK_THAT(second.error().message,
               Catch::Matchers::StartsWith("postgres: in use by another server (process "));
    CHECK_THAT(second.error().message,
               Catch::Matchers::EndsWith("; stop it first, or name another database by --store"));
    must(write(*store, [](Session& s) { return s.set_note("a", "2"); }));
    store.reset();
    open_store(url);
}

/// Ends every connection to the database but the asking one.
void cut_connections(const std::string& url) {
    auto asker = serve::connect_postgres(url);
    REQUIRE_OK(asker);
    must((*asker)->begin(serve::SqlAccess::read));
    const auto cut = (*asker)->execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database()"
        " AND pid <> pg_backend_pid()");
    REQUIRE_OK(cut);
}

TEST_CASE("store faults: who lost PostgreSQL to another server never writes to it again") {
    PostgresServer* server = shared_postgres();
    if (server == nullptr) return;
    const std::string url = server->make_database();
    auto first = open_store(url);
    cut_connections(url);
    // its own again: nobody came between
    REQUIRE(comes_true([&] {
        return write(*first, [](Session& s) { return s.set_note("a", "first"); }).has_value();
    }));
    std::unique_ptr<serve::Store> second;
    REQUIRE(comes_true([&] {
        cut_connections(url);
        auto opened = serve::Store::open(url, {});
        if (opened) second = *std::move(opened);
        return second != nullptr;
    }));
    REQUIRE(comes_true([&] { return !first->health().writable; }));
    CHECK_THAT(first->health().fault, Catch::Matchers::ContainsSubstring("another server"));
    must(write(*second, [](Session& s) { return s.set_note("a", "second"); }));
    second.reset();
    std::this_thread::sleep_for(1s);  // five attempts of the first one to have it back
    CHECK_FALSE(first->health().writable);
    CHECK_THAT(first->health().fault, Catch::Matchers::ContainsSubstring("took this database"));
    CHECK(read(*first, [](Session& s) { return s.note("a"); })->value() == "second");
    first.reset();
    must(write(*open_store(url), [](Session& s) { return s.set_note("a", "third"); }));
}

TEST_CASE("store faults: what cannot be opened says why") {
    const TemporaryFolder folder;
    const auto fault_of = [](const std::string& url) {
        const auto opened = serve::Store::open(url, {});
        REQUIRE_FALSE(opened.has_value());
        CHECK(opened.error().message.find('\n') == std::string::npos);
        return opened.error().code;
    };
    CHECK(fault_of("mysql://host/db") == ErrorCode::usage);
    CHECK(fault_of("") == ErrorCode::usage);
    CHECK(fault_of("sqlite:") == ErrorCode::usage);
    CHECK(fault_of(folder.path("no/such/folder.db")) == ErrorCode::host);
    CHECK(fault_of(folder.path()) == ErrorCode::host);
    const std::string text = folder.write("text", std::string(5000, 'x'));
    CHECK(fault_of(text) == ErrorCode::host);
    CHECK(fault_of("postgres://arena@/arena?host=" + folder.path()) == ErrorCode::host);
}

}  // namespace arena::testing
