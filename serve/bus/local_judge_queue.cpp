// See local_judge_queue.hpp. An entry is in `entries_` as long as its job exists and in exactly one
// of ready, delayed, taken.
#include "serve/bus/local_judge_queue.hpp"

#include <algorithm>

#include "core/assert.hpp"

namespace arena::serve {

std::string_view name(JobClass job_class) {
    switch (job_class) {
        case JobClass::live: return "live";
        case JobClass::run: return "run";
        case JobClass::contest: return "contest";
        case JobClass::rejudge: return "rejudge";
    }
    return "";
}

LocalJudgeQueue::LocalJudgeQueue(BusClock clock_ms, const QueueSettings& settings)
    : clock_ms_(std::move(clock_ms)), settings_(settings) {
    ARENA_ASSERT(settings_.deliveries_max >= 1 && settings_.aging_period >= 2);
}

LocalJudgeQueue::Line& LocalJudgeQueue::line_of(const Entry& entry) {
    return lines_.at(static_cast<std::size_t>(entry.job.job_class));
}

void LocalJudgeQueue::make_ready(Entry& entry) {
    entry.place = Place::ready;
    line_of(entry).ready.emplace(entry.order, &entry);
}

void LocalJudgeQueue::delay(Entry& entry, std::int64_t due_ms) {
    entry.place = Place::delayed;
    entry.due_ms = due_ms;
    line_of(entry).delayed.emplace(entry.order, &entry);
    delayed_.emplace(entry.order, &entry);
    due_.emplace(due_ms, entry.order);
}

void LocalJudgeQueue::ready_what_is_due() {
    const std::int64_t now = clock_ms_();
    while (!due_.empty() && due_.begin()->first <= now) {
        const auto found = delayed_.find(due_.begin()->second);
        ARENA_ASSERT(found != delayed_.end());
        Entry& entry = *found->second;
        due_.erase(due_.begin());
        delayed_.erase(found);
        line_of(entry).delayed.erase(entry.order);
        make_ready(entry);
    }
}

void LocalJudgeQueue::erase(const std::string& id) {
    const auto found = entries_.find(id);
    ARENA_ASSERT(found != entries_.end());
    Entry& entry = found->second;
    switch (entry.place) {
        case Place::ready: line_of(entry).ready.erase(entry.order); break;
        case Place::delayed:
            line_of(entry).delayed.erase(entry.order);
            delayed_.erase(entry.order);
            due_.erase({entry.due_ms, entry.order});
            break;
        case Place::taken: taken_.erase(entry.order); break;
    }
    if (!entry.job.dedup_key.empty()) dedup_.erase(entry.job.dedup_key);
    entries_.erase(found);
}

void LocalJudgeQueue::make_dead(Entry& entry, const std::string& reason) {
    if (dead_.size() >= settings_.dead_letters_max && !dead_.empty()) dead_.erase(dead_.begin());
    if (settings_.dead_letters_max > 0) {
        dead_.push_back({entry.job, reason, entry.deliveries, clock_ms_()});
    }
    erase(std::string(entry.job.id));
}

void LocalJudgeQueue::tell_available() {
    if (available_) available_();
}

void LocalJudgeQueue::enqueue(QueueJob job, Reply<Enqueued> reply) {
    Enqueued answer;
    const auto same_key = job.dedup_key.empty() ? dedup_.end() : dedup_.find(job.dedup_key);
    const bool same_id = entries_.count(job.id) != 0;
    if (same_id || same_key != dedup_.end()) {
        answer.outcome = Enqueued::Outcome::duplicate;
        answer.duplicate_of = same_id ? job.id : same_key->second;
        return reply(std::move(answer));
    }
    const auto which = static_cast<std::size_t>(job.job_class);
    const std::size_t waiting = lines_.at(which).waiting();
    answer.position = waiting + 1;
    if (waiting >= settings_.depth_max.at(which)) {
        answer.outcome = Enqueued::Outcome::busy;
        return reply(std::move(answer));
    }
    if (!job.dedup_key.empty()) dedup_.emplace(job.dedup_key, job.id);
    const std::string id = job.id;
    Entry& entry = entries_[id];
    entry.job = std::move(job);
    entry.order = next_order_++;
    entry.enqueued_ms = clock_ms_();
    make_ready(entry);
    reply(std::move(answer));
    tell_available();
}

// The high end first, but the low end for one take of `aging_period`.
LocalJudgeQueue::Entry* LocalJudgeQueue::next_of(const std::vector<JobClass>& classes) {
    const auto period = static_cast<std::uint64_t>(settings_.aging_period);
    const bool low_end = (takes_ + 1) % period == 0;
    std::array<JobClass, job_classes> order = all_job_classes;
    if (low_end) std::reverse(order.begin(), order.end());
    for (const JobClass job_class : order) {
        if (std::find(classes.begin(), classes.end(), job_class) == classes.end()) continue;
        Line& line = lines_.at(static_cast<std::size_t>(job_class));
        if (line.ready.empty()) continue;
        ++takes_;
        return line.ready.begin()->second;
    }
    return nullptr;
}

TakenJob LocalJudgeQueue::hand_out(Entry& entry, const std::string& consumer) {
    line_of(entry).ready.erase(entry.order);
    entry.place = Place::taken;
    entry.consumer = consumer;
    ++entry.deliveries;
    taken_.emplace(entry.order, &entry);
    return {entry.job, entry.deliveries, entry.enqueued_ms};
}

void LocalJudgeQueue::take(const std::string& consumer, const std::vector<JobClass>& classes,
                           Reply<TakeReply> reply) {
    heard_ms_[consumer] = clock_ms_();
    ready_what_is_due();
    TakeReply answer;
    if (Entry* entry = next_of(classes)) {
        answer.job = hand_out(*entry, consumer);
    } else if (!due_.empty()) {
        answer.due_in_ms = std::max<std::int64_t>(1, due_.begin()->first - clock_ms_());
    }
    reply(std::move(answer));
}

LocalJudgeQueue::Entry* LocalJudgeQueue::held(const std::string& consumer, const std::string& id,
                                              int delivery) {
    const auto found = entries_.find(id);
    if (found == entries_.end()) return nullptr;
    Entry& entry = found->second;
    const bool theirs =
        entry.place == Place::taken && entry.consumer == consumer && entry.deliveries == delivery;
    return theirs ? &entry : nullptr;
}

void LocalJudgeQueue::ack(const std::string& consumer, const std::string& id, int delivery,
                          Reply<bool> reply) {
    const bool theirs = held(consumer, id, delivery) != nullptr;
    if (theirs) erase(id);
    reply(theirs);
}

void LocalJudgeQueue::retry(const std::string& consumer, const std::string& id, int delivery,
                            std::int64_t delay_ms, const std::string& reason,
                            Reply<RetryOutcome> reply) {
    Entry* entry = held(consumer, id, delivery);
    if (entry == nullptr) return reply(RetryOutcome::not_held);
    if (entry->deliveries >= settings_.deliveries_max) {
        make_dead(*entry, reason);
        return reply(RetryOutcome::dead);
    }
    taken_.erase(entry->order);
    delay(*entry, clock_ms_() + std::max<std::int64_t>(delay_ms, 0));
    reply(RetryOutcome::scheduled);
    tell_available();
}

void LocalJudgeQueue::bury(const std::string& consumer, const std::string& id, int delivery,
                           const std::string& reason, Reply<bool> reply) {
    Entry* entry = held(consumer, id, delivery);
    if (entry != nullptr) make_dead(*entry, reason);
    reply(entry != nullptr);
}

void LocalJudgeQueue::drop(const std::string& id, Reply<bool> reply) {
    const auto found = entries_.find(id);
    const bool waits = found != entries_.end() && found->second.place != Place::taken;
    if (waits) erase(id);
    reply(waits);
}

void LocalJudgeQueue::heartbeat(const std::string& consumer, Reply<void> reply) {
    heard_ms_[consumer] = clock_ms_();
    reply({});
}

void LocalJudgeQueue::reclaim(Reply<Reclaimed> reply) {
    const std::int64_t now = clock_ms_();
    const auto silent = [&](const std::string& consumer) {
        return now - heard_ms_[consumer] >= settings_.consumer_silent_ms;
    };
    std::vector<Entry*> lost;
    for (const auto& [order, entry] : taken_) {
        if (silent(entry->consumer)) lost.push_back(entry);
    }
    Reclaimed answer;
    for (Entry* entry : lost) {
        const bool last = entry->deliveries >= settings_.deliveries_max;
        (last ? answer.dead : answer.returned).push_back(entry->job.id);
        if (last) {
            make_dead(*entry,
                      "its worker went silent " + std::to_string(entry->deliveries) + " times");
        } else {
            taken_.erase(entry->order);
            make_ready(*entry);
        }
    }
    std::erase_if(heard_ms_, [&](const auto& item) { return silent(item.first); });
    const bool any = !answer.returned.empty();
    reply(std::move(answer));
    if (any) tell_available();
}

void LocalJudgeQueue::dead_letters(std::size_t limit, Reply<std::vector<DeadJob>> reply) {
    const std::size_t count = std::min(limit, dead_.size());
    reply(
        std::vector<DeadJob>(dead_.rbegin(), dead_.rbegin() + static_cast<std::ptrdiff_t>(count)));
}

void LocalJudgeQueue::stats(Reply<QueueStats> reply) {
    ready_what_is_due();
    QueueStats out;
    for (std::size_t i = 0; i < job_classes; ++i) {
        const Line& line = lines_.at(i);
        QueueStats::Class& row = out.classes.at(i);
        row.waiting = line.waiting();
        row.delayed = line.delayed.size();
        std::int64_t oldest_ms = clock_ms_();
        for (const auto* part : {&line.ready, &line.delayed}) {
            if (!part->empty()) oldest_ms = std::min(oldest_ms, part->begin()->second->enqueued_ms);
        }
        row.oldest_age_ms = clock_ms_() - oldest_ms;
    }
    for (const auto& [order, entry] : taken_) {
        ++out.classes.at(static_cast<std::size_t>(entry->job.job_class)).taken;
    }
    out.dead = dead_.size();
    reply(out);
}

void LocalJudgeQueue::on_available(std::function<void()> available) {
    available_ = std::move(available);
}

}  // namespace arena::serve
