#include "serve/bus/local_leases.hpp"

#include <algorithm>

namespace arena::serve {

LocalLeases::Lease* LocalLeases::running(const std::string& name) {
    const auto found = leases_.find(name);
    if (found == leases_.end()) return nullptr;
    if (found->second.expires_ms > clock_ms_()) return &found->second;
    leases_.erase(found);
    return nullptr;
}

void LocalLeases::acquire(const std::string& name, const std::string& holder, std::int64_t ttl_ms,
                          Reply<std::optional<std::int64_t>> reply) {
    const std::int64_t expires_ms = clock_ms_() + ttl_ms;
    if (Lease* lease = running(name)) {
        if (lease->holder != holder) return reply(std::optional<std::int64_t>());
        lease->expires_ms = expires_ms;
        return reply(std::optional<std::int64_t>(lease->epoch));
    }
    if (leases_.size() >= sweep_at_) {
        const std::int64_t now = clock_ms_();
        std::erase_if(leases_, [&](const auto& item) { return item.second.expires_ms <= now; });
        sweep_at_ = std::max<std::size_t>(1024, leases_.size() * 2);
    }
    leases_[name] = {holder, ++last_epoch_, expires_ms};
    reply(std::optional<std::int64_t>(last_epoch_));
}

void LocalLeases::renew(const std::string& name, const std::string& holder, std::int64_t epoch,
                        std::int64_t ttl_ms, Reply<bool> reply) {
    Lease* lease = running(name);
    const bool theirs = lease != nullptr && lease->holder == holder && lease->epoch == epoch;
    if (theirs) lease->expires_ms = clock_ms_() + ttl_ms;
    reply(theirs);
}

void LocalLeases::release(const std::string& name, const std::string& holder, std::int64_t epoch,
                          Reply<void> reply) {
    const Lease* lease = running(name);
    if (lease != nullptr && lease->holder == holder && lease->epoch == epoch) leases_.erase(name);
    reply({});
}

}  // namespace arena::serve
