#include "serve/auth/ws_tickets.hpp"

#include "serve/ids.hpp"

namespace arena::serve {

Result<std::string> WsTickets::issue(const Claims& claims, std::int64_t now_ms) {
    std::string ticket = random_token();
    const std::lock_guard lock(mutex_);
    while (!by_age_.empty() && by_age_.front().first <= now_ms) {
        open_.erase(by_age_.front().second);
        by_age_.pop_front();
    }
    if (by_age_.size() >= most_) {
        return fail(ErrorCode::host, "too many handshakes at once: try again");
    }
    open_.emplace(ticket, Open{claims, now_ms + ws_ticket_ms});
    by_age_.emplace_back(now_ms + ws_ticket_ms, ticket);
    return ticket;
}

std::optional<Claims> WsTickets::redeem(const std::string& ticket, std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    const auto found = open_.find(ticket);
    if (found == open_.end()) return std::nullopt;
    const Open open = std::move(found->second);
    open_.erase(found);
    if (now_ms >= open.until_ms) return std::nullopt;
    return open.claims;
}

}  // namespace arena::serve
