// Leases inside one process: see leases.hpp for what they promise.
#pragma once

#include <map>
#include <utility>

#include "serve/bus/leases.hpp"

namespace arena::serve {

class LocalLeases final : public Leases {
public:
    explicit LocalLeases(BusClock clock_ms) : clock_ms_(std::move(clock_ms)) {}

    void acquire(const std::string& name, const std::string& holder, std::int64_t ttl_ms,
                 Reply<std::optional<std::int64_t>> reply) override;
    void renew(const std::string& name, const std::string& holder, std::int64_t epoch,
               std::int64_t ttl_ms, Reply<bool> reply) override;
    void release(const std::string& name, const std::string& holder, std::int64_t epoch,
                 Reply<void> reply) override;

private:
    struct Lease {
        std::string holder;
        std::int64_t epoch = 0, expires_ms = 0;
    };
    Lease* running(const std::string& name);

    BusClock clock_ms_;
    std::map<std::string, Lease> leases_;
    std::int64_t last_epoch_ = 0;  ///< of all names: an expired lease need not be remembered
    std::size_t sweep_at_ = 1024;  ///< so many leases are looked through for expired ones
};

}  // namespace arena::serve
