// The matchmaking pool: who waits for a match, and the hand-over from waiting to playing.
//
// Nobody is lost between "taken out" and "match made": propose() moves tickets into a proposal that
// confirm() ends and decline(), or its expiry, undoes, with the ORIGINAL time of enqueueing. Whom
// to pair is core/pairing's choice on a snapshot; propose() takes only tickets that are still
// exactly the ones of the snapshot, so a player who left or joined anew during the choice is never
// matched by the old ticket.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "serve/bus/reply.hpp"

namespace arena::serve {

inline constexpr std::int64_t proposal_ttl_ms = 15'000;
inline constexpr std::size_t pool_snapshot_max = 500;

struct PoolTicket {
    std::string user_id;
    double rating = 0;
    /// By the bus's clock; the pool sets it on join where it is 0. Who waited before keeps the
    /// time.
    std::int64_t enqueued_ms = 0;
    std::uint64_t version = 0;  ///< set by the pool: changes with every join
    std::string data;           ///< opaque: language, connection, ...
};

struct PoolProposal {
    std::string id;  ///< empty: not made, see `gone`
    std::vector<PoolTicket> tickets;
    std::vector<std::string> gone;  ///< users whose ticket is no longer that of the snapshot
};

struct PoolSnapshot {
    std::int64_t now_ms = 0;  ///< the bus's clock: what enqueued_ms is to be held against
    std::vector<PoolTicket> tickets;
};

class MatchPool {
public:
    virtual ~MatchPool() = default;

    /// One ticket a user and mode: a second join replaces rating and data and keeps the old time.
    /// A user inside a proposal joins for the case that it is declined.
    virtual void join(const std::string& mode, PoolTicket ticket, Reply<PoolTicket> reply) = 0;

    /// Out of the pool; from an open proposal, out of what a decline puts back. False: was not in.
    virtual void leave(const std::string& mode, const std::string& user_id, Reply<bool> reply) = 0;

    /// The `limit` that wait longest (at most pool_snapshot_max), by (rating, user id).
    virtual void snapshot(const std::string& mode, std::size_t limit,
                          Reply<PoolSnapshot> reply) = 0;

    /// All or nothing. REQUIRES: tickets of one snapshot, distinct users.
    virtual void propose(const std::string& mode, const std::vector<PoolTicket>& tickets,
                         Reply<PoolProposal> reply) = 0;

    /// The match exists. False: the proposal had expired, its players wait again.
    virtual void confirm(const std::string& proposal_id, Reply<bool> reply) = 0;

    /// Puts back all but `dropped`. False: unknown or expired.
    virtual void decline(const std::string& proposal_id, const std::vector<std::string>& dropped,
                         Reply<bool> reply) = 0;

    virtual void waiting(const std::string& mode, Reply<std::size_t> reply) = 0;
};

}  // namespace arena::serve
