// See dispatch.hpp.
#include "serve/api/dispatch.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/utf8.hpp"
#include "serve/api/call.hpp"
#include "serve/auth/auth.hpp"
#include "serve/bus/bus.hpp"
#include "serve/limits.hpp"
#include "serve/settings.hpp"
#include "serve/ws/envelope.hpp"
#include "serve/ws/session.hpp"

namespace arena::serve::api {
namespace {

constexpr std::string_view websocket_path = "/ws";
constexpr std::int64_t restart_retry_ms = 3000;
constexpr std::size_t guessers_max = 1024;  // then those who may guess again are forgotten

bool contains(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// The client's address; a proxy that is trusted tells it in the last X-Forwarded-For.
std::string client_address(const App& app, const http::Request& request) {
    if (request.forwarded_for.empty() ||
        !contains(app.settings.trusted_proxies, request.peer_address))
        return request.peer_address;
    std::string last = request.forwarded_for.substr(request.forwarded_for.rfind(',') + 1);
    last.erase(0, last.find_first_not_of(' '));
    return last.substr(0, 64);
}

/// Fetch standard, CORS protocol. Cookies only for origins that are named one by one.
void add_cors(const App& app, const http::Request& request, Call& call) {
    // without an origin, too: a cache must not hand that answer to a page
    if (!app.settings.cors_origins.empty()) call.set_header("Vary", "Origin");
    if (request.origin.empty()) return;
    const bool is_named = contains(app.settings.cors_origins, request.origin);
    if (!is_named && !contains(app.settings.cors_origins, "*")) return;
    call.set_header("Access-Control-Allow-Origin", is_named ? request.origin : "*");
    if (is_named) call.set_header("Access-Control-Allow-Credentials", "true");
}

bool is_same_word(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

/// The scheme's case does not matter (RFC 9110, 11.1).
std::string bearer(const std::string& authorization) {
    const std::size_t space = authorization.find(' ');
    if (space == std::string::npos || !is_same_word(authorization.substr(0, space), "bearer"))
        return "";
    const std::size_t begin = authorization.find_first_not_of(' ', space);
    return begin == std::string::npos ? "" : authorization.substr(begin);
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

/// application/json, and no charset but UTF-8 (RFC 8259, 8.1). Without a type it is taken for one.
bool is_json_type(std::string_view type) {
    if (type.empty()) return true;
    std::size_t end = std::min(type.find(';'), type.size());
    if (!is_same_word(trimmed(type.substr(0, end)), "application/json")) return false;
    while (end < type.size()) {
        type.remove_prefix(end + 1);
        end = std::min(type.find(';'), type.size());
        const std::string_view parameter = trimmed(type.substr(0, end));
        const std::size_t equals = std::min(parameter.find('='), parameter.size());
        if (!is_same_word(parameter.substr(0, equals), "charset")) continue;
        const std::string_view value = parameter.substr(std::min(equals + 1, parameter.size()));
        if (!is_same_word(value, "utf-8") && !is_same_word(value, "\"utf-8\"")) return false;
    }
    return true;
}

bool has_role(Access access, Role role) {
    switch (access) {
        case Access::open:
        case Access::anyone:
        case Access::user:
        case Access::service: return true;
        case Access::setter: return role != Role::player;
        case Access::organizer: return role == Role::organizer || role == Role::admin;
        case Access::admin: return role == Role::admin;
    }
    return false;
}

/// A wrong token or secret: each address has a few of them. Right tokens are not counted, so that
/// nobody is locked out by a neighbour.
void refuse_guess(App& app, const std::shared_ptr<Call>& call, std::string_view message) {
    if (app.settings.relaxed_limits) return call->refuse(401, "bad_token", message);
    const auto refuse = [&app, call,
                         message = std::string(message)](const Result<RateDecision>& decision) {
        const bool is_last = !decision || !decision->allowed || decision->remaining == 0;
        if (is_last) app.guessers[call->address] = app.now_ms() + guess_pause_ms;
        if (decision && decision->allowed) return call->refuse(401, "bad_token", message);
        call->refuse_later(429, "rate_limited", "too many wrong tokens from this address",
                           decision ? decision->retry_after_ms : guess_pause_ms);
    };
    app.bus.rate_limits().use("guess:" + call->address, guess_limit, refuse);
}

/// A token that is over is no guess: a room full of players behind one address has many.
void refuse_token(App& app, const std::shared_ptr<Call>& call, const std::string& token) {
    constexpr std::string_view message = "the token is not valid";
    if (app.auth.is_ours(token)) return call->refuse(401, "bad_token", message);
    refuse_guess(app, call, message);
}

/// Who is out of guesses is not even told whether the secret was right: else it would be a guess
/// like any other. It lasts a moment after the last wrong one.
bool refuse_guesser(App& app, Call& call) {
    const std::int64_t now_ms = app.now_ms();
    if (app.guessers.size() > guessers_max)
        std::erase_if(app.guessers, [&](const auto& one) { return one.second <= now_ms; });
    const auto found = app.guessers.find(call.address);
    if (found == app.guessers.end() || found->second <= now_ms) return false;
    call.refuse_later(429, "rate_limited", "too many wrong secrets from this address",
                      found->second - now_ms);
    return true;
}

/// Sets the caller. False: answered with 401, 403 or 429.
bool check_access(App& app, const std::shared_ptr<Call>& call) {
    if (call->route.access == Access::open) return true;
    const std::string token = bearer(call->request.authorization);
    if (call->route.access == Access::service) {
        if (refuse_guesser(app, *call)) return false;
        if (app.auth.is_service(token)) return true;
        refuse_guess(app, call, "this call is for services with the internal secret");
        return false;
    }
    if (call->route.access == Access::anyone && call->request.authorization.empty()) return true;
    if (auto caller = app.auth.caller_of(token)) call->caller = *std::move(caller);
    if (!call->caller.is_somebody()) {
        call->set_header("WWW-Authenticate", "Bearer");
        if (token.empty()) {
            call->refuse(401, "bad_token", "sign in first");
        } else {
            refuse_token(app, call, token);
        }
        return false;
    }
    if (has_role(call->route.access, call->caller.role)) return true;
    call->refuse(403, "not_allowed", "your role does not allow this");
    return false;
}

/// Decoded text goes to the store and into messages, where it must be text. False: answered with
/// 400.
bool read_target(Call& call) {
    std::string query;
    const bool is_text = is_utf8(call.request.path) &&
                         http::percent_decode(call.request.query, true, query) && is_utf8(query);
    const std::string fault = is_text ? call.query_fault() : "the path and query must be UTF-8";
    if (!fault.empty()) call.refuse(400, "bad_request", fault);
    return fault.empty();
}

/// False: answered with 400.
bool read_body(Call& call) {
    if (call.route.body.empty()) return true;
    if (!is_json_type(call.request.content_type)) {
        call.refuse(415, "unsupported_type", "the body must be application/json in UTF-8");
        return false;
    }
    auto body = read_object(call.request.body.empty() ? "{}" : call.request.body);
    if (!body) {
        call.refuse(400, "bad_json", "the body must be a JSON object in UTF-8");
        return false;
    }
    const std::string fault = fault_in(*body, call.route.body);
    if (!fault.empty()) {
        call.refuse(400, "bad_request", fault);
        return false;
    }
    call.set_body(*std::move(body));
    return true;
}

void run(App& app, const std::shared_ptr<Call>& call) {
    if (read_target(*call) && read_body(*call)) call->route.run(app, call);
}

/// One run of an address at a time. False: answered; such a call is none of the minute's runs.
bool enter_run(const App& app, Call& call) {
    if (!app.running_for->insert(call.address).second) {
        call.refuse_later(429, "run_in_flight",
                          "a run of your address is not over yet: one at a time", 1000);
        return false;
    }
    call.in_flight = std::shared_ptr<void>(
        nullptr,
        [running = app.running_for, address = call.address](void*) { running->erase(address); });
    return true;
}

/// By address, then by user, both under the route's class.
void limit_and_run(App& app, const std::shared_ptr<Call>& call) {
    if (call->route.rate == RateClass::none || app.settings.relaxed_limits) return run(app, call);
    if (call->route.rate == RateClass::run && !enter_run(app, *call)) return;
    const RateLimit limit = limit_of(call->route.rate);
    const std::string kind(name(call->route.rate));
    const auto refuse = [call](const Result<RateDecision>& decision) {
        call->refuse_later(429, "rate_limited", "too many requests",
                           decision ? decision->retry_after_ms : 1000);
    };
    app.bus.rate_limits().use(
        kind + ":" + call->address, limit,
        [&app, call, refuse, limit, kind](const Result<RateDecision>& decision) {
            if (!decision || !decision->allowed) return refuse(decision);
            if (!call->caller.is_somebody()) return run(app, call);
            app.bus.rate_limits().use(kind + ":" + call->caller.user_id, limit,
                                      [&app, call, refuse](const Result<RateDecision>& again) {
                                          if (!again || !again->allowed) return refuse(again);
                                          run(app, call);
                                      });
        });
}

void refuse_draining(Call& call) {
    call.refuse_later(503, "restarting", "the server restarts; try again", restart_retry_ms);
}

/// What is asked of a server that ends, too.
bool is_probe(std::string_view path) {
    return path == "/health" || path.starts_with("/health/") || path == "/metrics";
}

/// A browser cannot set headers on a WebSocket: the token may come as a second subprotocol, as a
/// ticket in the query, or in the first message.
void upgrade(App& app, const http::Request& request,
             const std::shared_ptr<http::Exchange>& exchange) {
    static const Route route{http::Method::get,
                             websocket_path,
                             "ws",
                             "",
                             Access::open,
                             RateClass::none,
                             {},
                             {},
                             101,
                             0,
                             "",
                             {}};
    const auto call = std::make_shared<Call>(route, request, exchange);
    Call& answer = *call;
    answer.address = client_address(app, request);
    if (!request.wants_websocket) {
        answer.set_header("Upgrade", "websocket");
        answer.set_header("Connection", "Upgrade");
        answer.set_header("Sec-WebSocket-Version", "13");
        return answer.refuse(426, "upgrade_required", "this path speaks WebSocket, version 13");
    }
    if (app.draining) return refuse_draining(answer);
    const bool foreign =
        !request.origin.empty() && !contains(app.settings.cors_origins, request.origin) &&
        !contains(app.settings.cors_origins, "*") && request.origin != "http://" + request.host &&
        request.origin != "https://" + request.host;
    if (foreign) return answer.refuse(403, "bad_origin", "this origin is not allowed");
    std::string token = bearer(request.authorization);
    bool offers_protocol = false;
    for (std::string_view rest = request.websocket_protocol; !rest.empty();) {
        const std::size_t comma = rest.find(',');
        std::string_view one = rest.substr(0, comma);
        one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
        if (one == ws::protocol_name) offers_protocol = true;
        if (one.starts_with("bearer.") && token.empty()) token = one.substr(7);
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    }
    Caller caller;
    const std::string ticket = http::query_value(request.query, "ticket");
    std::optional<Caller> found;
    if (!token.empty()) found = app.auth.caller_of(token);
    if (!ticket.empty()) found = app.auth.redeem_ticket(ticket, app.now_ms());
    if ((!token.empty() || !ticket.empty()) && !found) return refuse_token(app, call, token);
    if (found) caller = *std::move(found);
    auto connection =
        answer.take_exchange()->accept_websocket(offers_protocol ? ws::protocol_name : "");
    std::make_shared<ws::Session>(app, std::move(connection), std::move(caller))->open();
}

void preflight(Call& call, const Found& found) {
    call.set_header("Access-Control-Allow-Methods", found.allow + ", OPTIONS");
    call.set_header("Access-Control-Allow-Headers", "Authorization, Content-Type");
    call.set_header("Access-Control-Max-Age", "600");
    call.set_header("Allow", found.allow + ", OPTIONS");
    call.answer(http::Response{204, "", "", {}});
}

}  // namespace

void dispatch(App& app, http::Request request, std::shared_ptr<http::Exchange> exchange) {
    if (request.path == websocket_path) return upgrade(app, request, exchange);
    Found found = find_route(request.method, request.path);
    // OPTIONS * is about the server as such (RFC 9110, 9.3.7)
    if (request.method == http::Method::options && request.path == "*")
        found.allow = "GET, HEAD, POST, PATCH";
    static const Route nothing{
        http::Method::get, "", "", "", Access::open, RateClass::none, {}, {}, 404, 0, "", {}};
    auto call = std::make_shared<Call>(found.route ? *found.route : nothing, std::move(request),
                                       std::move(exchange));
    add_cors(app, call->request, *call);
    if (call->request.method == http::Method::options && !found.allow.empty())
        return preflight(*call, found);
    if (found.other_method) {
        call->set_header("Allow", found.allow);
        return call->refuse(405, "bad_method", "this path takes " + found.allow);
    }
    if (!found.route) return call->refuse(404, "not_found", "there is nothing at this path");
    call->parameters = found.parameters;
    call->address = client_address(app, call->request);
    if (app.draining && !is_probe(call->request.path)) return refuse_draining(*call);
    if (check_access(app, call)) limit_and_run(app, call);
}

}  // namespace arena::serve::api
