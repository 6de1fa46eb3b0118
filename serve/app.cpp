// See app.hpp.
#include "serve/app.hpp"

#include <chrono>

#include "serve/reactor.hpp"

namespace arena::serve {

std::int64_t App::now_ms() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

void App::write(std::function<Result<void>(Session&)> work,
                std::function<void(Result<void>)> done) {
    auto shared = std::make_shared<std::function<void(Result<void>)>>(std::move(done));
    const auto taken =
        store.write({std::move(work), [inbox = inbox, shared](const Result<void>& result) {
                         inbox.add([shared, result] { (*shared)(result); });
                     }});
    if (!taken) reactor.post([shared, taken] { (*shared)(taken); });
}

void App::read(std::function<Result<void>(Session&)> work, std::function<void(Result<void>)> done) {
    auto shared = std::make_shared<std::function<void(Result<void>)>>(std::move(done));
    const auto taken =
        store.read({[inbox = inbox, work = std::move(work), shared](Result<Session*> session) {
            Result<void> result;
            if (session) {
                result = work(**session);
            } else {
                result = tl::unexpected<Error>(session.error());
            }
            inbox.add([shared, result] { (*shared)(result); });
        }});
    if (!taken) reactor.post([shared, taken] { (*shared)(taken); });
}

}  // namespace arena::serve
