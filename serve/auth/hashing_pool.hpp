// A few threads that hash passwords, so that no login ever stops the reactor.
//
// Bounded in both directions: so many hashes at once (each takes a core and 16 MiB), and so many
// waiting; more are refused, and the caller answers "busy". What waits when the pool is destroyed
// is dropped without an answer.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "core/error.hpp"
#include "serve/auth/password.hpp"

namespace arena::serve {

/// Thread-safe.
class HashingPool {
public:
    struct Settings {
        int threads = 2;
        std::size_t waiting_max = 256;  ///< at 16 ms each and two threads: two seconds
    };

    explicit HashingPool(const Settings& settings);
    ~HashingPool();

    /// `done` runs on a thread of the pool. Errors: host (busy).
    Result<void> hash(std::string password, std::function<void(Result<std::string>)> done);
    Result<void> check(std::string password, std::string hash,
                       std::function<void(PasswordCheck)> done);

    std::size_t waiting() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace arena::serve
