// The bytes of an answer: status line, headers, body.
#pragma once

#include <string>
#include <string_view>

#include "serve/http/message.hpp"

namespace arena::serve::http {

/// REQUIRES: header values without line ends. Without `with_body` (HEAD) the length is still told.
std::string answer_text(const Response& response, bool keep_alive, bool with_body);

/// 101 with Sec-WebSocket-Accept (RFC 6455, 4.2.2). `protocol`: empty for none.
std::string websocket_answer(std::string_view key, std::string_view protocol);

/// {"error":{"code":...,"message":...}}: the shape of every refusal. Wire: `code` is stable.
Response refusal(int status, std::string_view code, std::string_view message);

Response bad_request(std::string_view message);  ///< 400 bad_request
Response too_large();                            ///< 413 body_too_large
Response header_too_large();                     ///< 431 header_too_large
Response server_error();                         ///< 500 internal

}  // namespace arena::serve::http
