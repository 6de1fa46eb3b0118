// See answer_text.hpp. Headers that are the same in every answer (RFC 9110; nosniff and no-referrer
// because error messages quote what users sent) are written here and nowhere else.
#include "serve/http/answer_text.hpp"

#include <openssl/evp.h>

#include <ctime>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"

namespace arena::serve::http {
namespace {

std::string_view reason(int status) {
    switch (status) {
        case 101: return "Switching Protocols";
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 409: return "Conflict";
        case 413: return "Content Too Large";
        case 415: return "Unsupported Media Type";
        case 417: return "Expectation Failed";
        case 422: return "Unprocessable Content";
        case 426: return "Upgrade Required";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 503: return "Service Unavailable";
        case 504: return "Gateway Timeout";
    }
    return "Status";
}

/// IMF-fixdate (RFC 9110, 5.6.7), made once a second.
const std::string& date_line() {
    thread_local std::time_t made_for = 0;
    thread_local std::string line;
    const std::time_t now = std::time(nullptr);
    if (now != made_for) {
        std::tm parts{};
        ::gmtime_r(&now, &parts);
        char text[64];
        std::strftime(text, sizeof text, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
        line = text;
        made_for = now;
    }
    return line;
}

}  // namespace

std::string answer_text(const Response& response, bool keep_alive, bool with_body) {
    std::string text;
    text.reserve(320 + response.body.size());
    text += "HTTP/1.1 ";
    text += std::to_string(response.status);
    text += ' ';
    text += reason(response.status);
    text += "\r\n";
    text += date_line();
    const bool may_have_body = response.status != 204 && response.status != 304;
    if (may_have_body) {
        text += "Content-Type: ";
        text += response.content_type;
        text += "\r\nContent-Length: ";
        text += std::to_string(response.body.size());
        text += "\r\n";
    }
    for (const auto& [key, value] : response.headers) {
        text += key;
        text += ": ";
        text += value;
        text += "\r\n";
    }
    text += "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n";
    if (!keep_alive) text += "Connection: close\r\n";
    text += "\r\n";
    if (with_body && may_have_body) text += response.body;
    return text;
}

std::string websocket_answer(std::string_view key, std::string_view protocol) {
    std::string salted(key);
    salted += "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";  // RFC 6455, 1.3
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned digest_bytes = 0;
    EVP_Digest(salted.data(), salted.size(), digest, &digest_bytes, EVP_sha1(), nullptr);
    unsigned char encoded[64];
    const int encoded_bytes = EVP_EncodeBlock(encoded, digest, static_cast<int>(digest_bytes));
    std::string text =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: ";
    text.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(encoded_bytes));
    text += "\r\n";
    if (!protocol.empty()) {
        text += "Sec-WebSocket-Protocol: ";
        text += protocol;
        text += "\r\n";
    }
    return text + "\r\n";
}

Response refusal(int status, std::string_view code, std::string_view message) {
    nlohmann::json body;
    body["error"]["code"] = code;
    body["error"]["message"] = message;
    Response response;
    response.status = status;
    response.body = json_text(body);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

Response bad_request(std::string_view message) {
    return refusal(400, "bad_request", message);
}

Response too_large() {
    return refusal(413, "body_too_large", "the body is larger than this server takes");
}

Response header_too_large() {
    return refusal(431, "header_too_large", "the header is larger than this server takes");
}

Response server_error() {
    return refusal(500, "internal", "the server failed to answer; the fault is ours");
}

}  // namespace arena::serve::http
