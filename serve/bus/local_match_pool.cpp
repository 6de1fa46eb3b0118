#include "serve/bus/local_match_pool.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "core/assert.hpp"

namespace arena::serve {
namespace {

std::string proposal_name(std::uint64_t number) {
    return "p" + std::to_string(number);
}

std::uint64_t proposal_number(const std::string& id) {
    std::uint64_t number = 0;
    if (id.size() < 2 || id[0] != 'p') return 0;
    const auto read = std::from_chars(id.data() + 1, id.data() + id.size(), number);
    return read.ec == std::errc() && read.ptr == id.data() + id.size() ? number : 0;
}

}  // namespace

void LocalMatchPool::put_back(const Open& proposal) {
    Mode& mode = modes_[proposal.mode];
    for (const auto& [user_id, ticket] : proposal.tickets) {
        PoolTicket back = ticket;
        back.version = next_version_++;
        mode.insert_or_assign(user_id, std::move(back));
    }
}

void LocalMatchPool::expire() {
    const std::int64_t now = clock_ms_();
    while (!open_.empty() && open_.begin()->second.expires_ms <= now) {
        put_back(open_.begin()->second);
        open_.erase(open_.begin());
    }
}

PoolTicket* LocalMatchPool::in_proposal(const std::string& mode, const std::string& user_id) {
    for (auto& [number, proposal] : open_) {
        if (proposal.mode != mode) continue;
        const auto found = proposal.tickets.find(user_id);
        if (found != proposal.tickets.end()) return &found->second;
    }
    return nullptr;
}

void LocalMatchPool::join(const std::string& mode, PoolTicket ticket, Reply<PoolTicket> reply) {
    expire();
    ticket.version = next_version_++;
    if (ticket.enqueued_ms == 0) ticket.enqueued_ms = clock_ms_();
    if (PoolTicket* proposed = in_proposal(mode, ticket.user_id)) {
        ticket.enqueued_ms = proposed->enqueued_ms;
        *proposed = ticket;
        return reply(std::move(ticket));
    }
    Mode& tickets = modes_[mode];
    const auto found = tickets.find(ticket.user_id);
    if (found != tickets.end()) ticket.enqueued_ms = found->second.enqueued_ms;
    tickets.insert_or_assign(ticket.user_id, ticket);
    reply(std::move(ticket));
}

void LocalMatchPool::leave(const std::string& mode, const std::string& user_id, Reply<bool> reply) {
    expire();
    bool was_in = modes_[mode].erase(user_id) != 0;
    for (auto& [number, proposal] : open_) {
        if (proposal.mode == mode) was_in = proposal.tickets.erase(user_id) != 0 || was_in;
    }
    reply(was_in);
}

void LocalMatchPool::snapshot(const std::string& mode, std::size_t limit,
                              Reply<PoolSnapshot> reply) {
    expire();
    PoolSnapshot seen{clock_ms_(), {}};
    std::vector<PoolTicket>& out = seen.tickets;
    for (const auto& [user_id, ticket] : modes_[mode]) out.push_back(ticket);
    const std::size_t count = std::min({limit, pool_snapshot_max, out.size()});
    std::sort(out.begin(), out.end(), [](const PoolTicket& a, const PoolTicket& b) {
        return std::tie(a.enqueued_ms, a.user_id) < std::tie(b.enqueued_ms, b.user_id);
    });
    out.resize(count);
    std::sort(out.begin(), out.end(), [](const PoolTicket& a, const PoolTicket& b) {
        return std::tie(a.rating, a.user_id) < std::tie(b.rating, b.user_id);
    });
    reply(std::move(seen));
}

void LocalMatchPool::propose(const std::string& mode, const std::vector<PoolTicket>& tickets,
                             Reply<PoolProposal> reply) {
    expire();
    Mode& pool = modes_[mode];
    PoolProposal answer;
    for (const PoolTicket& ticket : tickets) {
        const auto found = pool.find(ticket.user_id);
        if (found == pool.end() || found->second.version != ticket.version) {
            answer.gone.push_back(ticket.user_id);
        }
    }
    if (!answer.gone.empty()) return reply(std::move(answer));
    Open proposal{mode, {}, clock_ms_() + proposal_ttl_ms};
    for (const PoolTicket& ticket : tickets) {
        auto taken = pool.extract(ticket.user_id);
        ARENA_ASSERT(!taken.empty());
        answer.tickets.push_back(taken.mapped());
        proposal.tickets.insert(std::move(taken));
    }
    const std::uint64_t number = next_proposal_++;
    answer.id = proposal_name(number);
    open_.emplace(number, std::move(proposal));
    reply(std::move(answer));
}

void LocalMatchPool::confirm(const std::string& proposal_id, Reply<bool> reply) {
    expire();
    reply(open_.erase(proposal_number(proposal_id)) != 0);
}

void LocalMatchPool::decline(const std::string& proposal_id,
                             const std::vector<std::string>& dropped, Reply<bool> reply) {
    expire();
    const auto found = open_.find(proposal_number(proposal_id));
    if (found == open_.end()) return reply(false);
    for (const std::string& user_id : dropped) found->second.tickets.erase(user_id);
    put_back(found->second);
    open_.erase(found);
    reply(true);
}

void LocalMatchPool::waiting(const std::string& mode, Reply<std::size_t> reply) {
    expire();
    reply(modes_[mode].size());
}

}  // namespace arena::serve
