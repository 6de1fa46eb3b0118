#include "serve/store/store_threads.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "core/assert.hpp"
#include "serve/store/group_commit.hpp"

namespace arena::serve {
namespace {

constexpr auto probe_pause = std::chrono::milliseconds(200);
constexpr auto idle_probe_pause = std::chrono::milliseconds(2000);

/// Jobs on their way to threads.
template <class Job>
class JobQueue {
public:
    enum class Push { taken, full, closed };

    Push push(Job job, std::size_t most) {
        {
            const std::lock_guard lock(mutex_);
            if (is_closed_) return Push::closed;
            if (jobs_.size() >= most) return Push::full;
            jobs_.push_back(std::move(job));
        }
        arrived_.notify_one();
        return Push::taken;
    }

    /// Up to `most` jobs; waits for one. Empty: closed and nothing is left.
    std::vector<Job> take(std::size_t most) {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [&] { return is_closed_ || !jobs_.empty(); });
        return cut(most);
    }

    /// The same, but waits so long at most. None: nothing came.
    std::optional<std::vector<Job>> take(std::size_t most, std::chrono::milliseconds time) {
        std::unique_lock lock(mutex_);
        if (!arrived_.wait_for(lock, time, [&] { return is_closed_ || !jobs_.empty(); }))
            return std::nullopt;
        return cut(most);
    }

    /// All jobs there are; does not wait.
    std::vector<Job> take_all() {
        const std::lock_guard lock(mutex_);
        return cut(jobs_.size());
    }

    /// False: closed meanwhile.
    bool pause(std::chrono::milliseconds time) {
        std::unique_lock lock(mutex_);
        return !arrived_.wait_for(lock, time, [&] { return is_closed_; });
    }

    void close() {
        {
            const std::lock_guard lock(mutex_);
            is_closed_ = true;
        }
        arrived_.notify_all();
    }

    std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return jobs_.size();
    }

private:
    std::vector<Job> cut(std::size_t most) {
        std::vector<Job> taken;
        while (!jobs_.empty() && taken.size() < most) {
            taken.push_back(std::move(jobs_.front()));
            jobs_.pop_front();
        }
        return taken;
    }

    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Job> jobs_;
    bool is_closed_ = false;
};

class StoreThreads final : public Store {
public:
    StoreThreads(SqlConnector connect, const Settings& settings,
                 std::unique_ptr<SqlConnection> writer,
                 std::vector<std::unique_ptr<SqlConnection>> readers)
        : connect_(std::move(connect)),
          settings_(settings),
          writer_(std::move(writer)),
          readers_(std::move(readers)) {
        threads_.emplace_back([this] { write_loop(); });
        for (auto& reader : readers_) {
            threads_.emplace_back([this, &reader] { read_loop(*reader); });
        }
    }

    ~StoreThreads() override { close(); }

    Result<void> write(WriteJob job) override {
        if (const auto health = health_.read(); !health.writable) {
            return fail(ErrorCode::host, health.fault);
        }
        return answer(writes_.push(std::move(job), settings_.queue_max));
    }

    Result<void> read(ReadJob job) override {
        return answer(reads_.push(std::move(job), settings_.queue_max));
    }

    Health health() const override {
        Health health = health_.read();
        health.waiting = writes_.size() + reads_.size();
        return health;
    }

    Outage last_outage() const override { return health_.last_outage(); }

    void close() override {
        writes_.close();
        reads_.close();
        const std::lock_guard lock(closing_);
        for (auto& thread : threads_) thread.join();
        threads_.clear();
    }

private:
    template <class Push>
    static Result<void> answer(Push push) {
        switch (push) {
            case Push::taken: return {};
            case Push::full: return fail(ErrorCode::host, "the store is busy: try again");
            case Push::closed: return fail(ErrorCode::host, "the store is closed");
        }
        ARENA_ASSERT(false);
    }

    void write_loop() {
        GroupCommit group(*writer_, health_);
        for (;;) {
            auto jobs = writes_.take(settings_.group_max, idle_probe_pause);
            if (!jobs) {
                look_whether_it_is_there();
            } else if (jobs->empty()) {
                return;
            } else {
                group.run(*jobs);
            }
            if (!health_.read().writable) sit_out();
        }
    }

    /// A database that went away while nobody wrote: who asks for work should hear of it before
    /// the work is here.
    void look_whether_it_is_there() {
        auto there = writer_->begin(SqlAccess::read);
        if (there) {
            const auto asked = writer_->execute("SELECT 1");
            if (!asked) there = tl::unexpected(asked.error());
        }
        writer_->rollback();
        if (there)
            health_.is_there();
        else
            health_.failed(there.error().message);
    }

    /// Refuses everything until a write succeeds, or the store is closed.
    void sit_out() {
        do {
            refuse_waiting(health_.read().fault);
            if (probe()) {
                health_.recovered();
                return;
            }
        } while (writes_.pause(probe_pause));
        refuse_waiting(health_.read().fault);
    }

    void refuse_waiting(const std::string& outage) {
        for (auto& job : writes_.take_all()) job.done(fail(ErrorCode::host, outage));
    }

    bool probe() {
        JournalBuffer journal;
        if (auto begun = writer_->begin(SqlAccess::write); !begun) {
            health_.failed(begun.error().message);  // it may be another reason by now
            writer_->rollback();
            return false;
        }
        const bool is_kept =
            Session(*writer_, journal).set_note("store_probe", std::to_string(++probes_)) &&
            writer_->commit();
        if (!is_kept) writer_->rollback();
        return is_kept;
    }

    void read_loop(SqlConnection& sql) {
        JournalBuffer journal;
        for (;;) {
            auto jobs = reads_.take(1);
            if (jobs.empty()) return;
            if (auto begun = sql.begin(SqlAccess::read); !begun) {
                jobs[0].work(tl::unexpected(begun.error()));
            } else {
                Session session(sql, journal);
                jobs[0].work(&session);
            }
            sql.rollback();
            journal.rolled_back();
        }
    }

    SqlConnector connect_;  ///< kept for what it owns: the lock on a SQLite file
    const Settings settings_;
    std::unique_ptr<SqlConnection> writer_;
    std::vector<std::unique_ptr<SqlConnection>> readers_;
    JobQueue<WriteJob> writes_;
    JobQueue<ReadJob> reads_;
    HealthRecord health_;
    std::int64_t probes_ = 0;
    std::mutex closing_;
    std::vector<std::thread> threads_;
};

}  // namespace

Result<std::unique_ptr<Store>> start_store(const SqlConnector& connect,
                                           const Store::Settings& settings,
                                           std::unique_ptr<SqlConnection> writer) {
    std::vector<std::unique_ptr<SqlConnection>> readers;
    for (int number = 0; number < settings.readers; ++number) {
        auto reader = connect(SqlAccess::read);
        if (!reader) return tl::unexpected(reader.error());
        readers.push_back(std::move(*reader));
    }
    return std::unique_ptr<Store>(
        std::make_unique<StoreThreads>(connect, settings, std::move(writer), std::move(readers)));
}

}  // namespace arena::serve
