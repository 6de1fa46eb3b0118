// See local_fanout.hpp. Lists change only between deliveries: who leaves during one is marked, who
// comes is behind the end that the delivery knows.
#include "serve/bus/local_fanout.hpp"

namespace arena::serve {

Fanout::Subscription LocalFanout::subscribe(const std::string& match_id,
                                            std::function<void(const FanoutMessage&)> receive) {
    const Subscription id = next_++;
    matches_[match_id].push_back(std::make_shared<Receiver>(Receiver{id, std::move(receive)}));
    match_of_.emplace(id, match_id);
    return id;
}

void LocalFanout::sweep(const std::string& match_id) {
    const auto found = matches_.find(match_id);
    if (found == matches_.end()) return;
    std::erase_if(found->second, [](const auto& receiver) { return receiver->id == 0; });
    if (found->second.empty()) matches_.erase(found);
}

void LocalFanout::unsubscribe(Subscription subscription) {
    const auto found = match_of_.find(subscription);
    if (found == match_of_.end()) return;
    const std::string match_id = std::move(found->second);
    match_of_.erase(found);
    for (const auto& receiver : matches_[match_id]) {
        if (receiver->id == subscription) receiver->id = 0;
    }
    if (delivering_) {
        to_sweep_.push_back(match_id);
    } else {
        sweep(match_id);
    }
}

void LocalFanout::deliver(const std::string& match_id, const FanoutMessage& message) {
    const auto found = matches_.find(match_id);
    if (found == matches_.end()) return;
    const Receivers& receivers = found->second;
    const std::size_t count = receivers.size();
    for (std::size_t i = 0; i < count; ++i) {
        const std::shared_ptr<Receiver> receiver = receivers[i];  // the list may grow and move
        if (receiver->id != 0) receiver->receive(message);
    }
}

void LocalFanout::publish(const std::string& match_id, FanoutMessage message) {
    if (delivering_) {
        pending_.emplace_back(match_id, std::move(message));
        return;
    }
    delivering_ = true;
    deliver(match_id, message);
    for (std::size_t i = 0; i < pending_.size(); ++i) {
        const auto next = std::move(pending_[i]);  // delivering may publish more
        deliver(next.first, next.second);
    }
    pending_.clear();
    delivering_ = false;
    for (const std::string& left : to_sweep_) sweep(left);
    to_sweep_.clear();
}

}  // namespace arena::serve
