// The server itself: health, metrics, documents.
//
// live: the process answers. ready: it can be given work (store writable, judge at work, not
// draining). health: both, for people and older probes.
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "serve/api/call.hpp"
#include "serve/http/server.hpp"
#include "serve/judging/judge_pool.hpp"
#include "serve/metrics.hpp"
#include "serve/room/rooms.hpp"
#include "serve/ws/event_table.hpp"

namespace arena::serve::api {
namespace {

using nlohmann::json;

http::Response plain_json(int status, std::string body) {
    http::Response response;
    response.status = status;
    response.body = std::move(body);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

void live(App&, const std::shared_ptr<Call>& call) {
    call->answer(plain_json(200, R"({"status":"live"})"));
}

void ready(App& app, const std::shared_ptr<Call>& call) {
    const Store::Health store = app.store.health();
    const JudgePoolStats judge = app.judge.stats();
    const bool is_ready = store.writable && app.judge.ready() && !app.draining;
    json body{{"status", is_ready ? "ready" : "not ready"},
              {"store", store.writable ? "writable" : "not writable"},
              {"judge", name(judge.breaker)},
              {"workers", judge.workers_alive},
              {"draining", app.draining}};
    call->answer(plain_json(is_ready ? 200 : 503, json_text(body)));
}

/// Cheap enough to be asked thousands of times a second.
void health(App& app, const std::shared_ptr<Call>& call) {
    static const std::string good = R"({"status":"ok"})";
    static const std::string bad = R"({"status":"degraded"})";
    const bool is_well = app.store.health().writable;
    call->answer(plain_json(is_well ? 200 : 503, is_well ? good : bad));
}

void metrics(App& app, const std::shared_ptr<Call>& call) {
    http::Response response;
    response.content_type = "text/plain; version=0.0.4";
    response.body = app.metrics.text(app, app.http_server);
    call->answer(std::move(response));
}

void openapi(App&, const std::shared_ptr<Call>& call) {
    static const std::string document = openapi_document();
    call->answer(plain_json(200, document));
}

void asyncapi(App&, const std::shared_ptr<Call>& call) {
    static const std::string document = ws::asyncapi_document();
    call->answer(plain_json(200, document));
}

std::vector<Route> health_routes() {
    using http::Method;
    const auto none = RateClass::none;
    return {
        {Method::get,
         "/health",
         "health",
         "is the server well",
         Access::open,
         none,
         {},
         {},
         200,
         0,
         "{status}",
         health,
         {{503, "the store cannot be reached"}}},
        {Method::get,
         "/health/live",
         "healthLive",
         "does the process answer",
         Access::open,
         none,
         {},
         {},
         200,
         0,
         "{status}",
         live},
        {Method::get,
         "/health/ready",
         "healthReady",
         "can it be given work: 200 or 503",
         Access::open,
         none,
         {},
         {},
         200,
         0,
         "{status, store, judge, workers, draining}",
         ready,
         {{503, "no work can be given to it"}}},
    };
}

std::vector<Route> document_routes() {
    using http::Method;
    const auto none = RateClass::none;
    return {
        {Method::get,
         "/metrics",
         "metrics",
         "counters for Prometheus",
         Access::open,
         none,
         {},
         {},
         200,
         0,
         "text/plain; version=0.0.4",
         metrics},
        {Method::get,
         "/openapi.json",
         "openapi",
         "this document",
         Access::open,
         none,
         {},
         {},
         200,
         0,
         "OpenAPI 3.1",
         openapi},
        {Method::get,
         "/asyncapi.json",
         "asyncapi",
         "the WebSocket's events",
         Access::open,
         none,
         {},
         {},
         200,
         0,
         "AsyncAPI 3.0",
         asyncapi},
    };
}

}  // namespace

std::vector<Route> host_routes() {
    std::vector<Route> all = health_routes();
    const std::vector<Route> more = document_routes();
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace arena::serve::api
