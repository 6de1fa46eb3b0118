// /asyncapi.json: the tables of events as an AsyncAPI 3.0 document. See event_table.hpp.
//
// What a match's journal can hold is asked from core/wire, so that an event cannot be there without
// being described here.
#include <memory>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "core/match/view.hpp"
#include "core/wire/match_json.hpp"
#include "serve/api/field.hpp"
#include "serve/ws/event_table.hpp"

namespace arena::serve::ws {
namespace {

using nlohmann::json;

const char* type_of(const json& value) {
    switch (value.type()) {
        case json::value_t::string: return "string";
        case json::value_t::boolean: return "boolean";
        case json::value_t::number_integer:
        case json::value_t::number_unsigned: return "integer";
        case json::value_t::number_float: return "number";
        case json::value_t::array: return "array";
        default: return "object";
    }
}

/// Fields that are always there; others may be, and a viewer may get less.
json schema_of_shape(const std::string& data) {
    json schema{{"type", "object"}, {"properties", json::object()}};
    const json fields = json_value(data);
    for (const auto& [name, value] : fields.items())
        schema["properties"][name] = {{"type", type_of(value)}};
    return schema;
}

json payload_of(std::string_view name, json properties, const json& data) {
    properties["event"] = {{"const", name}};
    properties["data"] = data;
    return {{"type", "object"}, {"properties", std::move(properties)}, {"required", {"event"}}};
}

json client_message(const ClientEvent& event) {
    const json id{{"type", {"integer", "string"}},
                  {"description", "wants an ack; repeats are one"}};
    return {{"name", event.name},
            {"summary", event.about},
            {"description", "ack: " + std::string(event.answer)},
            {"payload", payload_of(event.name, {{"id", id}}, api::schema_of(event.data))}};
}

json server_message(std::string_view name, std::string_view about, bool has_seq, const json& data) {
    json properties = json::object();
    if (has_seq)
        properties = {{"match", {{"type", "string"}}},
                      // 0: a late spectator's state in which nothing has happened yet
                      {"seq", {{"type", "integer"}, {"minimum", name == "match:state" ? 0 : 1}}},
                      {"at", {{"type", "integer"}, {"description", "ms since the epoch"}}}};
    return {{"name", name}, {"summary", about}, {"payload", payload_of(name, properties, data)}};
}

/// What a state always has, from an empty one.
std::string data_of_state() {
    match::State state;
    state.settings =
        std::make_shared<const match::Settings>(match::default_settings(match::Mode::blitz));
    const match::StateView shown = match::view(state, match::SpectatorViewer{});
    return json_text(json_value(wire::client_state(shown, 0, 0, 0, false))["data"]);
}

json answer_message(std::string_view name, std::string_view about, std::string_view member,
                    const json& what) {
    const json id{{"type", {"integer", "string", "null"}}, {"description", "the message's id"}};
    return {{"name", name},
            {"summary", about},
            {"payload",
             {{"type", "object"},
              {"properties", {{"ack", id}, {member, what}}},
              {"required", {"ack", member}}}}};
}

json ack_message() {
    return answer_message("ack", "it was done; what data holds is told at each event", "data",
                          {{"type", "object"}});
}

json error_message() {
    const json text{{"type", "string"}};
    const json error{{"type", "object"},
                     {"properties",
                      {{"code", text}, {"message", text}, {"retryAfterMs", {{"type", "integer"}}}}},
                     {"required", {"code", "message"}}};
    return answer_message("error", "it was refused and had no effect; null: the id is not known",
                          "error", error);
}

}  // namespace

const std::vector<ServerEvent>& server_events() {
    static const std::vector<ServerEvent> all{
        {"match:state", "the match as this viewer may see it; seq is the last event in it", true,
         data_of_state()},
        {"match:tick", "once a second: timeRemaining in ms", false, R"({"timeRemaining":0,"t":0})"},
        {"match:test",
         "one test of an own submission was judged; of a sample also cpu_ns and memory_bytes",
         false,
         R"({"submission":"","problemId":"","testIndex":0,"index":0,"done":0,"total":0,
         "sample":false,"verdict":""})"},
        {"match:found", "the lobby made a match: join it", false,
         R"({"matchId":"","mode":"","players":[]})"},
        {"match:rematch", "a player of this match made a room for the next: matchId, code", false,
         R"({"matchId":"","mode":"","players":[],"code":""})"},
        {"match:hidden", "an event that this viewer may not see keeps its seq", true, "{}"},
        {"queue:position", "place in the queue; expectedWaitMs when it is known", false,
         R"({"mode":"","position":0,"waiting":0,"waitedMs":0})"},
        {"chat:said", "the lobby's chat", false, R"({"userId":"","name":"","text":"","at":0})"},
        {"judge:status", "the judge is slow, away or back", false, R"({"breaker":"","workers":0})"},
        {"server:restart", "the server restarts: reconnect and resume", false, "{}"},
    };
    return all;
}

std::string asyncapi_document() {
    json document{{"asyncapi", "3.0.0"},
                  {"info",
                   {{"title", "arena"},
                    {"version", "1"},
                    {"description",
                     "JSON over a WebSocket, subprotocol arena.v1. Clients send {id,event,data}, "
                     "the server answers {ack,data} or {ack,error}; events of a match carry "
                     "{event,match,seq,data}."}}}};
    json& channel = document["channels"]["arena"];
    channel["address"] = "/ws";
    json receive = json::array(), send = json::array();
    const auto add = [&](json& list, std::string key, json message) {
        // some names go both ways: match:submit asks, and tells that it was received
        if (channel["messages"].contains(key)) key += ".told";
        channel["messages"][key] = std::move(message);
        list.push_back({{"$ref", "#/channels/arena/messages/" + key}});
    };
    for (const ClientEvent& event : client_events())
        add(receive, std::string(event.name), client_message(event));
    for (const ServerEvent& event : server_events())
        add(send, std::string(event.name),
            server_message(event.name, event.about, event.has_seq, schema_of_shape(event.data)));
    add(send, "ack", ack_message());
    add(send, "error", error_message());
    for (const wire::EventShape& shape : wire::event_shapes())
        add(send, std::string(shape.name),
            server_message(shape.name, "of a match's journal", true, schema_of_shape(shape.data)));
    document["operations"]["receive"] = {
        {"action", "receive"}, {"channel", {{"$ref", "#/channels/arena"}}}, {"messages", receive}};
    document["operations"]["send"] = {
        {"action", "send"}, {"channel", {{"$ref", "#/channels/arena"}}}, {"messages", send}};
    return json_text(document);
}

}  // namespace arena::serve::ws
