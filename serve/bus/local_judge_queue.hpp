// The judge queue of one process: see judge_queue.hpp for what it promises.
#pragma once

#include <map>
#include <set>
#include <utility>

#include "serve/bus/judge_queue.hpp"

namespace arena::serve {

class LocalJudgeQueue final : public JudgeQueue {
public:
    LocalJudgeQueue(BusClock clock_ms, const QueueSettings& settings);

    void enqueue(QueueJob job, Reply<Enqueued> reply) override;
    void take(const std::string& consumer, const std::vector<JobClass>& classes,
              Reply<TakeReply> reply) override;
    void ack(const std::string& consumer, const std::string& id, int delivery,
             Reply<bool> reply) override;
    void retry(const std::string& consumer, const std::string& id, int delivery,
               std::int64_t delay_ms, const std::string& reason,
               Reply<RetryOutcome> reply) override;
    void bury(const std::string& consumer, const std::string& id, int delivery,
              const std::string& reason, Reply<bool> reply) override;
    void drop(const std::string& id, Reply<bool> reply) override;
    void heartbeat(const std::string& consumer, Reply<void> reply) override;
    void reclaim(Reply<Reclaimed> reply) override;
    void dead_letters(std::size_t limit, Reply<std::vector<DeadJob>> reply) override;
    void stats(Reply<QueueStats> reply) override;
    void on_available(std::function<void()> available) override;

private:
    enum class Place { ready, delayed, taken };
    struct Entry {
        QueueJob job;
        std::uint64_t order = 0;  ///< of arrival; kept through retries
        std::int64_t enqueued_ms = 0;
        int deliveries = 0;
        Place place = Place::ready;
        std::int64_t due_ms = 0;  ///< when delayed
        std::string consumer;     ///< when taken
    };
    /// One class: what waits, by order of arrival.
    struct Line {
        std::map<std::uint64_t, Entry*> ready;
        std::map<std::uint64_t, Entry*> delayed;
        std::size_t waiting() const { return ready.size() + delayed.size(); }
    };

    Line& line_of(const Entry& entry);
    Entry* held(const std::string& consumer, const std::string& id, int delivery);
    void make_ready(Entry& entry);
    void delay(Entry& entry, std::int64_t due_ms);
    void ready_what_is_due();
    void erase(const std::string& id);
    void make_dead(Entry& entry, const std::string& reason);
    Entry* next_of(const std::vector<JobClass>& classes);
    TakenJob hand_out(Entry& entry, const std::string& consumer);
    void tell_available();

    BusClock clock_ms_;
    QueueSettings settings_;
    std::map<std::string, Entry> entries_;  ///< by job id; nodes do not move
    std::map<std::string, std::string> dedup_;
    std::array<Line, job_classes> lines_;
    std::set<std::pair<std::int64_t, std::uint64_t>> due_;  ///< (due_ms, order) of the delayed
    std::map<std::uint64_t, Entry*> delayed_;
    std::map<std::uint64_t, Entry*> taken_;
    std::map<std::string, std::int64_t> heard_ms_;  ///< last sign of each consumer
    std::vector<DeadJob> dead_;                     ///< oldest first
    std::uint64_t next_order_ = 1;
    std::uint64_t takes_ = 0;
    std::function<void()> available_;
};

}  // namespace arena::serve
