// The matchmaking pool of one process: see match_pool.hpp for what it promises.
#pragma once

#include <map>
#include <optional>
#include <utility>

#include "serve/bus/match_pool.hpp"

namespace arena::serve {

class LocalMatchPool final : public MatchPool {
public:
    explicit LocalMatchPool(BusClock clock_ms) : clock_ms_(std::move(clock_ms)) {}

    void join(const std::string& mode, PoolTicket ticket, Reply<PoolTicket> reply) override;
    void leave(const std::string& mode, const std::string& user_id, Reply<bool> reply) override;
    void snapshot(const std::string& mode, std::size_t limit, Reply<PoolSnapshot> reply) override;
    void propose(const std::string& mode, const std::vector<PoolTicket>& tickets,
                 Reply<PoolProposal> reply) override;
    void confirm(const std::string& proposal_id, Reply<bool> reply) override;
    void decline(const std::string& proposal_id, const std::vector<std::string>& dropped,
                 Reply<bool> reply) override;
    void waiting(const std::string& mode, Reply<std::size_t> reply) override;

private:
    using Mode = std::map<std::string, PoolTicket>;  ///< by user id
    struct Open {
        std::string mode;
        Mode tickets;
        std::int64_t expires_ms = 0;
    };

    void put_back(const Open& proposal);
    void expire();
    PoolTicket* in_proposal(const std::string& mode, const std::string& user_id);

    BusClock clock_ms_;
    std::map<std::string, Mode> modes_;
    std::map<std::uint64_t, Open> open_;  ///< by number; all live equally long, so oldest first
    std::uint64_t next_proposal_ = 1;
    std::uint64_t next_version_ = 1;
};

}  // namespace arena::serve
