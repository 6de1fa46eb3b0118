// Leases with a fencing epoch: who owns a match, who leads.
//
// Each acquisition gives a larger epoch than any before it under that name. Every write made under
// a lease carries the epoch and the store refuses smaller ones; a holder stops when two thirds of
// the time to live passed without a confirmed renewal, counted from before the asking. Source:
// Kleppmann, "How to do distributed locking" (2016).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "serve/bus/reply.hpp"

namespace arena::serve {

inline constexpr std::int64_t lease_ttl_ms = 10'000;
inline constexpr std::int64_t lease_renewal_ms = 3'000;

class Leases {
public:
    virtual ~Leases() = default;

    /// The epoch, or none while another holder's lease runs. One's own lease is renewed: same
    /// epoch.
    virtual void acquire(const std::string& name, const std::string& holder, std::int64_t ttl_ms,
                         Reply<std::optional<std::int64_t>> reply) = 0;

    /// False: lost (expired, or another has it). Then acquire() anew.
    virtual void renew(const std::string& name, const std::string& holder, std::int64_t epoch,
                       std::int64_t ttl_ms, Reply<bool> reply) = 0;

    /// Nothing happens when it is not held so.
    virtual void release(const std::string& name, const std::string& holder, std::int64_t epoch,
                         Reply<void> reply) = 0;
};

}  // namespace arena::serve
