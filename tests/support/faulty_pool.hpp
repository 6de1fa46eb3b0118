// A bus whose match pool fails now and then: before a call is done, or after, with the answer lost.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/random.hpp"
#include "serve/bus/bus.hpp"

namespace arena::testing {

class FaultyPool final : public serve::MatchPool {
public:
    FaultyPool(serve::MatchPool& inner, std::uint64_t seed) : inner_(inner), random_(seed) {}

    /// Of a hundred calls, so many fail; half of those were done all the same.
    int percent_failing = 0;
    int failed = 0;

    void join(const std::string& mode, serve::PoolTicket ticket,
              serve::Reply<serve::PoolTicket> reply) override {
        if (const auto answer = pass(std::move(reply)))
            inner_.join(mode, std::move(ticket), answer);
    }
    void leave(const std::string& mode, const std::string& user_id,
               serve::Reply<bool> reply) override {
        if (const auto answer = pass(std::move(reply))) inner_.leave(mode, user_id, answer);
    }
    void snapshot(const std::string& mode, std::size_t limit,
                  serve::Reply<serve::PoolSnapshot> reply) override {
        if (const auto answer = pass(std::move(reply))) inner_.snapshot(mode, limit, answer);
    }
    void propose(const std::string& mode, const std::vector<serve::PoolTicket>& tickets,
                 serve::Reply<serve::PoolProposal> reply) override {
        if (const auto answer = pass(std::move(reply))) inner_.propose(mode, tickets, answer);
    }
    void confirm(const std::string& proposal_id, serve::Reply<bool> reply) override {
        if (const auto answer = pass(std::move(reply))) inner_.confirm(proposal_id, answer);
    }
    void decline(const std::string& proposal_id, const std::vector<std::string>& dropped,
                 serve::Reply<bool> reply) override {
        if (const auto answer = pass(std::move(reply)))
            inner_.decline(proposal_id, dropped, answer);
    }
    void waiting(const std::string& mode, serve::Reply<std::size_t> reply) override {
        if (const auto answer = pass(std::move(reply))) inner_.waiting(mode, answer);
    }

private:
    /// The reply to hand on; empty: the call is lost, and that was told.
    template <class T>
    serve::Reply<T> pass(serve::Reply<T> reply) {
        if (static_cast<int>(random_.below(100)) >= percent_failing) return reply;
        ++failed;
        const Result<T> lost = fail(ErrorCode::host, "the pool is away");
        if (random_.below(2) == 0) {
            reply(lost);
            return nullptr;
        }
        return [reply = std::move(reply), lost](const Result<T>&) { reply(lost); };
    }

    serve::MatchPool& inner_;
    Random random_;
};

class FaultyBus final : public serve::Bus {
public:
    FaultyBus(std::unique_ptr<serve::Bus> inner, std::uint64_t seed)
        : inner_(std::move(inner)), pool(inner_->match_pool(), seed) {}

    serve::JudgeQueue& judge_queue() override { return inner_->judge_queue(); }
    serve::MatchPool& match_pool() override { return pool; }
    serve::Fanout& fanout() override { return inner_->fanout(); }
    serve::Leases& leases() override { return inner_->leases(); }
    serve::RateLimits& rate_limits() override { return inner_->rate_limits(); }

private:
    std::unique_ptr<serve::Bus> inner_;

public:
    FaultyPool pool;
};

}  // namespace arena::testing
