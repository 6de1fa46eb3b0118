// See call.hpp.
#include "serve/api/call.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "core/json_text.hpp"
#include "serve/http/answer_text.hpp"

namespace arena::serve::api {
namespace {

using nlohmann::json;

/// A strong validator (RFC 9110, 8.8.3) of the body's bytes.
std::string etag_of(std::string_view body) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned digest_bytes = 0;
    EVP_Digest(body.data(), body.size(), digest, &digest_bytes, EVP_sha256(), nullptr);
    static constexpr char hex[] = "0123456789abcdef";
    std::string tag = "\"";
    for (int i = 0; i < 12; ++i) {
        tag += hex[digest[i] >> 4];
        tag += hex[digest[i] & 15];
    }
    return tag + "\"";
}

/// If-None-Match is a list, compared weakly (RFC 9110, 13.1.2): caches on the way weaken tags.
bool names_tag(std::string_view wanted, std::string_view tag) {
    while (!wanted.empty()) {
        const std::size_t comma = std::min(wanted.find(','), wanted.size());
        std::string_view one = wanted.substr(0, comma);
        wanted.remove_prefix(std::min(comma + 1, wanted.size()));
        while (!one.empty() && (one.front() == ' ' || one.front() == '\t')) one.remove_prefix(1);
        while (!one.empty() && (one.back() == ' ' || one.back() == '\t')) one.remove_suffix(1);
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == tag || one == "*") return true;
    }
    return false;
}

/// With a value or without: "limit=" is a mistake, and no parameter is none.
bool has_parameter(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view part = query.substr(0, end);
        if (part.substr(0, part.find('=')) == name) return true;
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return false;
}

std::string quoted_name(std::string_view name) {
    constexpr std::size_t told_bytes_max = 64;
    return "'" + std::string(name.substr(0, told_bytes_max)) + "'";
}

}  // namespace

Call::Call(const Route& route_, http::Request request_, std::shared_ptr<http::Exchange> exchange)
    : route(route_), request(std::move(request_)), exchange_(std::move(exchange)) {}

Call::~Call() = default;

void Call::set_body(json body) {
    body_ = std::make_unique<json>(std::move(body));
}

std::string Call::parameter(std::string_view name) const {
    for (const auto& [key, value] : parameters)
        if (key == name) return value;
    return "";
}

std::string Call::text(std::string_view field, std::string_view otherwise) const {
    const auto found = body_->find(field);
    if (found == body_->end() || !found->is_string()) return std::string(otherwise);
    return found->get<std::string>();
}

std::int64_t Call::integer(std::string_view field, std::int64_t otherwise) const {
    const auto found = body_->find(field);
    return found == body_->end() || found->is_null() ? otherwise : found->get<std::int64_t>();
}

bool Call::boolean(std::string_view field, bool otherwise) const {
    const auto found = body_->find(field);
    return found == body_->end() || found->is_null() ? otherwise : found->get<bool>();
}

std::int64_t Call::query_integer(std::string_view name, std::int64_t otherwise) const {
    const std::string text = http::query_value(request.query, name);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return otherwise;
    for (const Field& field : route.query)
        if (field.name == name && (value < field.least || value > field.most)) return otherwise;
    return value;
}

std::string Call::query_text(std::string_view name) const {
    return http::query_value(request.query, name);
}

std::string Call::query_fault() const {
    json values = json::object();
    for (const Field& field : route.query) {
        if (!has_parameter(request.query, field.name)) continue;
        const std::string text = query_text(field.name);
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool is_number = error == std::errc() && end == text.data() + text.size();
        json& value = values[std::string(field.name)];
        if (field.type == FieldType::integer && is_number)
            value = number;
        else
            value = text;
    }
    const std::string fault = unknown_parameter();
    return fault.empty() ? fault_in(values, route.query) : fault;
}

/// A misspelt parameter would be passed over in silence, as an unknown member of a body would.
std::string Call::unknown_parameter() const {
    std::set<std::string_view> seen;
    for (std::string_view rest = request.query; !rest.empty();) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        const std::string_view name = rest.substr(0, std::min(rest.find('='), end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (name.empty()) continue;
        const bool is_known = std::any_of(route.query.begin(), route.query.end(),
                                          [&](const Field& field) { return field.name == name; });
        if (!is_known) return quoted_name(name) + " is unknown";
        if (!seen.insert(name).second) return quoted_name(name) + " is given twice";
    }
    return "";
}

void Call::set_header(std::string name, std::string value) {
    headers_.emplace_back(std::move(name), std::move(value));
}

void Call::answer(const json& value) {
    http::Response response;
    response.status = route.status;
    response.body = json_text(value);
    const bool is_stored_nowhere =
        std::any_of(headers_.begin(), headers_.end(),
                    [](const auto& one) { return one.first == "Cache-Control"; });
    if (route.cache_s > 0 && !is_stored_nowhere) {
        const std::string tag = etag_of(response.body);
        set_header("ETag", tag);
        const bool shared = route.access <= Access::anyone && !caller.is_somebody();
        if (route.access == Access::anyone) set_header("Vary", "Authorization");
        set_header("Cache-Control", std::string(shared ? "public" : "private") +
                                        ", max-age=" + std::to_string(route.cache_s));
        if (names_tag(request.if_none_match, tag)) response = {304, "", "", {}};
    } else if (!is_stored_nowhere) {
        set_header("Cache-Control", "no-store");
    }
    answer(std::move(response));
}

void Call::answer(http::Response response) {
    if (!exchange_) return;
    for (auto& header : headers_) response.headers.push_back(std::move(header));
    std::exchange(exchange_, nullptr)->respond(std::move(response));
}

void Call::refuse(int status, std::string_view code, std::string_view message) {
    answer(http::refusal(status, code, message));
}

void Call::refuse_later(int status, std::string_view code, std::string_view message,
                        std::int64_t retry_after_ms) {
    set_header("Retry-After", std::to_string((retry_after_ms + 999) / 1000));
    json body{{"error", {{"code", code}, {"message", message}, {"retryAfterMs", retry_after_ms}}}};
    http::Response response;
    response.status = status;
    response.body = json_text(body);
    answer(std::move(response));
}

}  // namespace arena::serve::api
