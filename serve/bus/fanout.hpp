// Fan-out: what happens in a match reaches every node that holds a connection to it.
//
// A bus may lose messages; receivers see the gap in `seq` and read the journal. Frames are made
// once and shared.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace arena::serve {

struct FanoutMessage {
    std::int64_t seq = 0;  ///< 0: outside the journal (ticks, chat)
    std::shared_ptr<const std::string> frame;
};

class Fanout {
public:
    using Subscription = std::uint64_t;  ///< never 0

    virtual ~Fanout() = default;

    /// `receive` may unsubscribe, itself too; what is published meanwhile comes after.
    virtual Subscription subscribe(const std::string& match_id,
                                   std::function<void(const FanoutMessage&)> receive) = 0;
    virtual void unsubscribe(Subscription subscription) = 0;

    /// To all subscriptions of the match, in order of publishing.
    virtual void publish(const std::string& match_id, FanoutMessage message) = 0;
};

}  // namespace arena::serve
