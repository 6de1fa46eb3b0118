// See call.hpp.
#include "serve/api/call.hpp"

#include <openssl/evp.h>

#include <charconv>
#include <nlohmann/json.hpp>

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
        const std::string text = query_text(field.name);
        if (text.empty()) continue;
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool is_number = error == std::errc() && end == text.data() + text.size();
        json& value = values[std::string(field.name)];
        if (field.type == FieldType::integer && is_number)
            value = number;
        else
            value = text;
    }
    return fault_in(values, route.query);
}

void Call::set_header(std::string name, std::string value) {
    headers_.emplace_back(std::move(name), std::move(value));
}

void Call::answer(const json& value) {
    http::Response response;
    response.status = route.status;
    response.body = value.dump(-1, ' ', false, json::error_handler_t::replace);
    if (route.cache_s > 0) {
        const std::string tag = etag_of(response.body);
        set_header("ETag", tag);
        const bool shared = route.access <= Access::anyone;
        set_header("Cache-Control", std::string(shared ? "public" : "private") +
                                        ", max-age=" + std::to_string(route.cache_s));
        if (request.if_none_match == tag) response = {304, "", "", {}};
    } else {
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
    response.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
    answer(std::move(response));
}

}  // namespace arena::serve::api
