// Fan-out inside one process: see fanout.hpp for what it promises.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "serve/bus/fanout.hpp"

namespace arena::serve {

class LocalFanout final : public Fanout {
public:
    Subscription subscribe(const std::string& match_id,
                           std::function<void(const FanoutMessage&)> receive) override;
    void unsubscribe(Subscription subscription) override;
    void publish(const std::string& match_id, FanoutMessage message) override;

private:
    struct Receiver {
        Subscription id = 0;  ///< 0: left during a delivery
        std::function<void(const FanoutMessage&)> receive;
    };
    using Receivers = std::vector<std::shared_ptr<Receiver>>;

    void deliver(const std::string& match_id, const FanoutMessage& message);
    void sweep(const std::string& match_id);

    std::map<std::string, Receivers> matches_;
    std::map<Subscription, std::string> match_of_;
    std::vector<std::pair<std::string, FanoutMessage>> pending_;  ///< published while delivering
    std::vector<std::string> to_sweep_;
    bool delivering_ = false;
    Subscription next_ = 1;
};

}  // namespace arena::serve
