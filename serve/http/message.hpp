// HTTP as the API sees it: plain values, no library behind them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arena::serve::ws {
class Connection;
}

namespace arena::serve::http {

enum class Method { get, head, post, put, patch, del, options, other };
std::string_view name(Method method);  ///< "GET", ...

struct Request {
    Method method = Method::get;
    std::string path;   ///< percent-decoded, without the query
    std::string query;  ///< raw, without '?'
    std::string body;
    std::string peer_address;
    std::string authorization, cookie, origin, host, content_type, if_none_match, forwarded_for,
        websocket_protocol;
    bool wants_websocket = false;
};

struct Response {
    int status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
};

/// The answer to one request, given once, now or later, on the reactor's thread.
class Exchange {
public:
    virtual ~Exchange() = default;
    virtual void respond(Response response) = 0;
    /// Answers an upgrade request. `protocol`: the chosen subprotocol, empty for none.
    virtual std::shared_ptr<ws::Connection> accept_websocket(std::string_view protocol) = 0;
};

using Handler = std::function<void(Request request, std::shared_ptr<Exchange> exchange)>;

/// Decodes %41 and, in a query, +. False: malformed, or it would hold a NUL.
bool percent_decode(std::string_view text, bool is_query, std::string& decoded);

/// The first value of `key` in a query or in a cookie header; empty when absent.
std::string query_value(std::string_view query, std::string_view key);
std::string cookie_value(std::string_view cookies, std::string_view key);

}  // namespace arena::serve::http
