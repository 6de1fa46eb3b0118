// See client_http.hpp.
#include "cli/client_http.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace arena::cli {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

tl::unexpected<Error> not_http(const std::string& url) {
    return fail(ErrorCode::host, url + " does not speak HTTP as an arena server does");
}

template <class Number>
bool read_number(std::string_view text, Number& number, int base = 10) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

std::string request_text(const ServerAddress& address, const HttpRequest& request) {
    std::string text = request.method + " " + request.target +
                       " HTTP/1.1\r\nHost: " + address.host_header() + "\r\nConnection: close\r\n";
    if (!request.authorization.empty()) text += "Authorization: " + request.authorization + "\r\n";
    if (!request.cookie.empty()) text += "Cookie: " + request.cookie + "\r\n";
    if (!request.body.empty() || request.method != "GET") {
        text += "Content-Type: application/json\r\nContent-Length: " +
                std::to_string(request.body.size()) + "\r\n";
    }
    return text + "\r\n" + request.body;
}

/// The rest of the answer, of which `bytes` has come behind the head.
Result<std::string> read_body(Link& link, const HttpAnswer& head, std::string bytes,
                              const std::string& url) {
    const auto header = [&](const char* name) {
        const auto found = head.headers.find(name);
        return found == head.headers.end() ? std::string() : found->second;
    };
    const bool chunked = lower(header("transfer-encoding")) == "chunked";
    std::optional<std::size_t> length;
    if (const std::string text = header("content-length"); !text.empty() && !chunked) {
        std::size_t number = 0;
        if (!read_number(text, number)) return not_http(url);
        length = number;
    }
    if (head.status == 204 || head.status == 304) length = 0;
    while (true) {
        if (std::max(bytes.size(), length.value_or(0)) > http_body_bytes_max)
            return fail(ErrorCode::host, url + " answers with more than 64 MiB");
        if (length && bytes.size() >= *length) return bytes.substr(0, *length);
        if (chunked) {
            bool whole = false;
            auto body = unchunk(bytes, whole);
            if (!body || whole) return body;
        }
        auto more = link.read(http_answer_ms_max);
        if (!more) return more;
        if (more->empty()) {
            if (length || chunked)
                return fail(ErrorCode::host, url + " ended the connection within an answer");
            return bytes;
        }
        bytes += *more;
    }
}

}  // namespace

Result<HttpAnswer> read_http_head(std::string_view head, const std::string& url) {
    HttpAnswer answer;
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view first = head.substr(0, end);
    const bool is_status_line = first.starts_with("HTTP/1.") && first.size() >= 12;
    if (!is_status_line || !read_number(first.substr(9, 3), answer.status)) return not_http(url);
    for (std::size_t at = end; at + 2 < head.size();) {
        at += 2;
        const std::size_t line_end = std::min(head.find("\r\n", at), head.size());
        const std::string_view line = head.substr(at, line_end - at);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) return not_http(url);
        answer.headers[lower(line.substr(0, colon))] = trimmed(line.substr(colon + 1));
        at = line_end;
    }
    return answer;
}

Result<std::string> unchunk(std::string_view bytes, bool& whole) {
    std::string body;
    whole = false;
    while (true) {
        const std::size_t end = bytes.find("\r\n");
        if (end == std::string_view::npos) return body;
        std::size_t size = 0;
        const std::string_view line = bytes.substr(0, std::min(end, bytes.find(';')));
        if (!read_number(line, size, 16) || size > http_body_bytes_max)
            return fail(ErrorCode::host, "an answer in chunks is broken");
        bytes.remove_prefix(end + 2);
        if (bytes.size() < size + 2) return body;
        if (size == 0) {
            whole = true;
            return body;
        }
        body += bytes.substr(0, size);
        bytes.remove_prefix(size + 2);
    }
}

Result<HttpAnswer> http_exchange(const ServerAddress& address, const HttpRequest& request) {
    auto link = Link::open(address);
    if (!link) return tl::unexpected<Error>(link.error());
    const auto sent = link->write(request_text(address, request));
    if (!sent) return tl::unexpected<Error>(sent.error());
    std::string bytes;
    std::size_t end = std::string::npos;
    while ((end = bytes.find("\r\n\r\n")) == std::string::npos) {
        if (bytes.size() > http_head_bytes_max) return not_http(address.url());
        auto more = link->read(http_answer_ms_max);
        if (!more) return tl::unexpected<Error>(more.error());
        if (more->empty())
            return fail(ErrorCode::host, address.url() + " ended the connection without an answer");
        bytes += *more;
    }
    auto answer = read_http_head(std::string_view(bytes).substr(0, end), address.url());
    if (!answer) return answer;
    auto body = read_body(*link, *answer, bytes.substr(end + 4), address.url());
    if (!body) return tl::unexpected<Error>(body.error());
    answer->body = *std::move(body);
    return answer;
}

std::string percent_encoded(std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_' || c == '~') {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

}  // namespace arena::cli
