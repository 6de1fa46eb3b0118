// One request on its way through a route: what was sent, who sent it, and the one answer.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "serve/api/caller.hpp"
#include "serve/api/route.hpp"
#include "serve/http/message.hpp"

namespace arena::serve::api {

/// Strand: the reactor's. Answered once; dropped unanswered it becomes a 500.
class Call {
public:
    Call(const Route& route, http::Request request, std::shared_ptr<http::Exchange> exchange);
    ~Call();

    const Route& route;
    const http::Request request;
    std::vector<std::pair<std::string, std::string>> parameters;
    Caller caller;        ///< who; meaningless when route.access is `anyone` and no token came
    std::string address;  ///< of the client, behind a trusted proxy too
    std::shared_ptr<void> in_flight;  ///< held while a run of this address is: one at a time

    /// The body as read by the row's fields. REQUIRES: the row has some.
    const nlohmann::json& body() const { return *body_; }
    void set_body(nlohmann::json body);

    std::string parameter(std::string_view name) const;
    std::string text(std::string_view field, std::string_view otherwise = "") const;
    std::int64_t integer(std::string_view field, std::int64_t otherwise) const;
    bool boolean(std::string_view field, bool otherwise) const;
    /// From the query: an integer within the row's bounds.
    std::int64_t query_integer(std::string_view name, std::int64_t otherwise) const;
    std::string query_text(std::string_view name) const;
    /// What is wrong with a value of the query that the row names; empty: nothing.
    std::string query_fault() const;
    std::string unknown_parameter() const;

    void set_header(std::string name, std::string value);
    void answer(const nlohmann::json& value);
    void answer(http::Response response);
    void refuse(int status, std::string_view code, std::string_view message);
    void refuse_later(int status, std::string_view code, std::string_view message,
                      std::int64_t retry_after_ms);
    /// For an answer that is no Response. REQUIRES: not answered.
    std::shared_ptr<http::Exchange> take_exchange() { return std::move(exchange_); }
    bool is_answered() const { return exchange_ == nullptr; }

private:
    std::shared_ptr<http::Exchange> exchange_;
    std::unique_ptr<nlohmann::json> body_;
    std::vector<std::pair<std::string, std::string>> headers_;
};

}  // namespace arena::serve::api
