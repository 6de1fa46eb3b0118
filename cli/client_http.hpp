// One HTTP/1.1 request and its answer (RFC 9112), on a connection of its own.
//
// Only what our server and plain proxies before it need: Content-Length, chunked, or an answer that
// ends with the connection; no redirects, no compression.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "cli/client_link.hpp"

namespace arena::cli {

inline constexpr std::size_t http_head_bytes_max = 64 * 1024;
inline constexpr std::size_t http_body_bytes_max = 64 * 1024 * 1024;
inline constexpr int http_answer_ms_max = 60'000;  ///< a run waits for its turn at the judge

struct HttpRequest {
    std::string method = "GET", target = "/", body;
    std::string authorization, cookie;  ///< empty: no such header
};

struct HttpAnswer {
    int status = 0;
    std::map<std::string, std::string> headers;  ///< names in lower case; the last of a name
    std::string body;
};

/// Error: host (no server, no answer, not HTTP).
Result<HttpAnswer> http_exchange(const ServerAddress& address, const HttpRequest& request);

/// The head of an answer up to and without its empty line. Error: host.
Result<HttpAnswer> read_http_head(std::string_view head, const std::string& url);

/// The body out of its chunks; `whole` false: more is to come. Error: host.
Result<std::string> unchunk(std::string_view bytes, bool& whole);

/// For one word of a path or a query.
std::string percent_encoded(std::string_view text);

}  // namespace arena::cli
