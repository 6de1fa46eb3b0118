// Bus: everything that nodes of the server share besides the store. In-process (local_bus) or, with
// several nodes, on Redis; rooms and routes cannot tell which. tests/contract/bus_contract is what
// every backend passes.
//
// Strand: one reactor thread; replies come on it.
#pragma once

#include "serve/bus/fanout.hpp"
#include "serve/bus/judge_queue.hpp"
#include "serve/bus/leases.hpp"
#include "serve/bus/match_pool.hpp"
#include "serve/bus/rate_limits.hpp"

namespace arena::serve {

class Bus {
public:
    virtual ~Bus() = default;
    virtual JudgeQueue& judge_queue() = 0;
    virtual MatchPool& match_pool() = 0;
    virtual Fanout& fanout() = 0;
    virtual Leases& leases() = 0;
    virtual RateLimits& rate_limits() = 0;
};

}  // namespace arena::serve
