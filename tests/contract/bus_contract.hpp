// The contract of Bus, as one suite that every backend passes.
//
// A backend may answer at once or later: the suite asks, calls settle(), and then looks. Its clock
// is the suite's: advance() moves it. A backend on a server of its own must let the server's clock
// be set for this (or scale the times).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "serve/bus/bus.hpp"

namespace arena::testing {

class BusUnderTest {
public:
    virtual ~BusUnderTest() = default;
    virtual serve::Bus& bus() = 0;
    virtual void advance(std::int64_t ms) = 0;
    virtual void settle() = 0;  ///< every reply to what was asked has come
};

/// A fresh bus, empty.
using BusFactory = std::function<std::unique_ptr<BusUnderTest>(const serve::QueueSettings&)>;

/// Each runs its claims as Catch2 sections, each on a bus of its own.
void check_judge_queue_contract(const BusFactory& make);
void check_match_pool_contract(const BusFactory& make);
void check_fanout_contract(const BusFactory& make);
void check_leases_contract(const BusFactory& make);
void check_rate_limits_contract(const BusFactory& make);

/// What a reply brought, once it came.
template <class T>
class Asked {
public:
    serve::Reply<T> reply() {
        return [slot = slot_](Result<T> result) { *slot = std::move(result); };
    }
    bool came() const { return slot_->has_value(); }
    const Result<T>& result() const { return **slot_; }

private:
    std::shared_ptr<std::optional<Result<T>>> slot_ = std::make_shared<std::optional<Result<T>>>();
};

}  // namespace arena::testing
