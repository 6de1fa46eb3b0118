// A Store used the plain way: a job goes in, its answer comes back.
#pragma once

#include <future>
#include <memory>
#include <string>
#include <utility>

#include "serve/store/store.hpp"
#include "tests/support/catch.hpp"

namespace arena::testing {

/// REQUIRE_OK for a call: the macro would make it more than once.
inline void must(const Result<void>& done) {
    REQUIRE_OK(done);
}

/// Runs the job and waits until it is durable or refused.
template <class Work>
Result<void> write(serve::Store& store, Work work) {
    auto promise = std::make_shared<std::promise<Result<void>>>();
    auto answer = promise->get_future();
    auto taken = store.write(
        {std::move(work), [promise](Result<void> done) { promise->set_value(std::move(done)); }});
    if (!taken) return taken;
    return answer.get();
}

/// `work` gets a Session and returns a Result, which is passed on.
template <class Work>
auto read(serve::Store& store, Work work) {
    using Answer = decltype(work(std::declval<serve::Session&>()));
    auto promise = std::make_shared<std::promise<Answer>>();
    auto answer = promise->get_future();
    auto taken = store.read({[promise, work](Result<serve::Session*> session) {
        promise->set_value(session ? work(**session) : Answer(tl::unexpected(session.error())));
    }});
    if (!taken) return Answer(tl::unexpected(taken.error()));
    return answer.get();
}

inline serve::UserRecord user_named(const std::string& name) {
    serve::UserRecord user;
    user.id = "id-of-" + name;
    user.name = name;
    user.password_hash = "$y$hash";
    user.player_class = "mage";
    user.created_ms = 1'700'000'000'000;
    return user;
}

inline serve::MatchRecord match_named(const std::string& id, std::int64_t created_ms = 1000) {
    serve::MatchRecord match;
    match.id = id;
    match.mode = "blitz";
    match.status = "active";
    match.settings_json = "{}";
    match.creator_id = "nobody";
    match.created_ms = created_ms;
    return match;
}

inline serve::JournalRecord event_of(const std::string& match_id, std::int64_t seq,
                                     const std::string& json = "{}") {
    return {match_id, seq, 1000 + seq, "tick", json};
}

}  // namespace arena::testing
