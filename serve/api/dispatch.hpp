// From a request to a route: cross-origin rules, path, token, role, limits, body; or a WebSocket.
#pragma once

#include <memory>

#include "serve/app.hpp"
#include "serve/http/message.hpp"

namespace arena::serve::api {

void dispatch(App& app, http::Request request, std::shared_ptr<http::Exchange> exchange);

}  // namespace arena::serve::api
