// Calls that are answered from the store: work there, an answer here.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "serve/api/call.hpp"
#include "serve/app.hpp"

namespace arena::serve::api {

struct Refused {
    int status = 400;
    std::string code, message;
};

/// What the work found: an answer, or why not. A failed store is an Error around it.
using Answered = tl::expected<nlohmann::json, Refused>;
using StoreWork = std::function<Result<Answered>(Session&)>;

Answered refused(int status, std::string code, std::string message);

/// The answer to a failed store: 503 store_unavailable, to be tried again. What the database's
/// library said (hosts, paths, users) is for the log.
void refuse_for_store(Call& call, const Error& error);

/// Organizers see everything at once, players their own matches, others what their delay allows.
Onlooker onlooker_of(const App& app, const Caller& caller);

void answer_by_read(App& app, std::shared_ptr<Call> call, StoreWork work);
/// After the commit. The work may run more than once.
void answer_by_write(App& app, std::shared_ptr<Call> call, StoreWork work);

}  // namespace arena::serve::api
