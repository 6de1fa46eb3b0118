// See store_answer.hpp.
#include "serve/api/store_answer.hpp"

#include <nlohmann/json.hpp>

#include "serve/limits.hpp"
#include "serve/log.hpp"

namespace arena::serve::api {
namespace {

using Slot = std::shared_ptr<Answered>;

std::function<Result<void>(Session&)> keeping(const Slot& slot, StoreWork work) {
    return [slot, work = std::move(work)](Session& session) -> Result<void> {
        auto found = work(session);
        if (!found) return tl::unexpected<Error>(found.error());
        *slot = *std::move(found);
        return {};
    };
}

std::function<void(Result<void>)> answering(const Slot& slot, std::shared_ptr<Call> call) {
    return [slot, call = std::move(call)](const Result<void>& done) {
        if (!done) return refuse_for_store(*call, done.error());
        if (!*slot)
            return call->refuse(slot->error().status, slot->error().code, slot->error().message);
        call->answer(**slot);
    };
}

}  // namespace

Answered refused(int status, std::string code, std::string message) {
    return tl::unexpected<Refused>(Refused{status, std::move(code), std::move(message)});
}

void refuse_for_store(Call& call, const Error& error) {
    Log(Log::Level::info)
        .warn("the store failed a call",
              {{"call", std::string(call.route.id)}, {"why", error.message}});
    call.refuse_later(503, "store_unavailable", store_unavailable_text, 1000);
}

Onlooker onlooker_of(const App& app, const Caller& caller) {
    if (is_organizer(caller)) return {};
    return {caller.user_id, app.now_ms()};
}

void answer_by_read(App& app, std::shared_ptr<Call> call, StoreWork work) {
    auto slot = std::make_shared<Answered>();
    app.read(keeping(slot, std::move(work)), answering(slot, std::move(call)));
}

void answer_by_write(App& app, std::shared_ptr<Call> call, StoreWork work) {
    auto slot = std::make_shared<Answered>();
    app.write(keeping(slot, std::move(work)), answering(slot, std::move(call)));
}

}  // namespace arena::serve::api
