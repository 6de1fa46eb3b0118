// See message.hpp. Percent-encoding: RFC 3986, 2.1; cookies: RFC 6265, 4.2.1.
#include "serve/http/message.hpp"

namespace arena::serve::http {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string_view name(Method method) {
    switch (method) {
        case Method::get: return "GET";
        case Method::head: return "HEAD";
        case Method::post: return "POST";
        case Method::put: return "PUT";
        case Method::patch: return "PATCH";
        case Method::del: return "DELETE";
        case Method::options: return "OPTIONS";
        case Method::other: return "OTHER";
    }
    return "OTHER";
}

bool percent_decode(std::string_view text, bool is_query, std::string& decoded) {
    decoded.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) return false;
            const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return false;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (c == '+' && is_query) {
            c = ' ';
        }
        if (c == '\0') return false;
        decoded.push_back(c);
    }
    return true;
}

std::string query_value(std::string_view query, std::string_view key) {
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view part = query.substr(0, end);
        const std::size_t equals = part.find('=');
        std::string value;
        if (part.substr(0, equals) == key) {
            if (equals == std::string_view::npos) return "";
            return percent_decode(part.substr(equals + 1), true, value) ? value : "";
        }
        if (end == std::string_view::npos) break;
        query.remove_prefix(end + 1);
    }
    return "";
}

std::string cookie_value(std::string_view cookies, std::string_view key) {
    while (!cookies.empty()) {
        const std::size_t end = cookies.find(';');
        std::string_view part = cookies.substr(0, end);
        while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
        const std::size_t equals = part.find('=');
        if (equals != std::string_view::npos && part.substr(0, equals) == key)
            return std::string(part.substr(equals + 1));
        if (end == std::string_view::npos) break;
        cookies.remove_prefix(end + 1);
    }
    return "";
}

}  // namespace arena::serve::http
