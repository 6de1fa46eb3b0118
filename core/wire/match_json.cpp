#include "core/wire/match_json.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/json_text.hpp"
#include "core/wire/match_fields.hpp"

namespace arena::wire {
namespace {

using OrderedJson = nlohmann::ordered_json;
namespace event = match::event;

constexpr std::size_t event_kinds = std::variant_size_v<event::Body>;

/// In the order of event::Body.
constexpr std::array<std::string_view, event_kinds> event_names{
    "match:created",  "match:join",     "match:leave",    "match:rejoin",    "match:start",
    "match:submit",   "match:verdict",  "match:void",     "match:claim",     "match:lockout",
    "match:holder",   "match:solve",    "match:extend",   "match:eliminate", "match:round",
    "match:returned", "match:mutation", "match:planted",  "match:phase",     "match:survived",
    "match:forfeit",  "match:clock",    "match:chat",     "match:refused",   "match:closed",
    "match:end",      "match:abort",    "match:rejudged", "match:corrected"};

template <std::size_t Index>
event::Body empty_body() {
    return std::variant_alternative_t<Index, event::Body>{};
}

template <std::size_t... Index>
event::Body empty_body_at(std::size_t index, std::index_sequence<Index...>) {
    using Make = event::Body (*)();
    constexpr std::array<Make, sizeof...(Index)> makers{&empty_body<Index>...};
    return makers[index]();
}

OrderedJson data_of(const event::Body& body) {
    OrderedJson data = OrderedJson::object();
    JsonWriter writer(data);
    std::visit([&](const auto& one) { fields(writer, one); }, body);
    return data;
}

/// Strings that come from outside may hold anything; what is not UTF-8 is replaced, never thrown.
std::string dump(const OrderedJson& json) {
    return json_text(json);
}

Result<nlohmann::json> parse(std::string_view text, const char* what) {
    if (text.size() > match_json_bytes_max)
        return fail(ErrorCode::unreadable, std::string(what) + " is larger than " +
                                               std::to_string(match_json_bytes_max) + " bytes");
    nlohmann::json json = json_value(text);
    if (json.is_discarded()) return fail(ErrorCode::unreadable, std::string(what) + " is not JSON");
    if (!json.is_object())
        return fail(ErrorCode::unreadable, std::string(what) + " is not a JSON object");
    return json;
}

tl::unexpected<Error> unreadable(const char* what, const std::string& fault) {
    return fail(ErrorCode::unreadable, std::string(what) + ": " + fault);
}

}  // namespace

std::string_view event_name(const event::Body& body) {
    return event_names[body.index()];
}

std::vector<EventShape> event_shapes() {
    std::vector<EventShape> shapes;
    for (std::size_t kind = 0; kind < event_kinds; ++kind)
        shapes.push_back({event_names[kind], dump(data_of(empty_body_at(
                                                 kind, std::make_index_sequence<event_kinds>())))});
    return shapes;
}

std::string write_event(const match::Event& event) {
    std::string line = "{\"v\":" + std::to_string(match_journal_version) +
                       ",\"seq\":" + std::to_string(event.seq) +
                       ",\"at\":" + std::to_string(event.at_ms) + ",\"event\":\"";
    line += event_name(event.body);
    line += "\",\"data\":";
    return line + dump(data_of(event.body)) + "}";
}

Result<match::Event> read_event(std::string_view line) {
    constexpr auto what = "match event";
    const auto json = parse(line, what);
    if (!json) return tl::unexpected(json.error());
    std::string fault, kind;
    JsonReader reader(*json, fault);
    int version = 0;
    match::Event event;
    reader("v", version);
    reader("seq", event.seq);
    reader("at", event.at_ms);
    reader("event", kind);
    if (!fault.empty()) return unreadable(what, fault);
    if (version != match_journal_version)
        return unreadable(what, "version " + std::to_string(version) + " is not " +
                                    std::to_string(match_journal_version));
    std::size_t index = 0;
    while (index < event_kinds && event_names[index] != kind) ++index;
    if (index == event_kinds) return unreadable(what, "field \"event\" is not a known word");
    event.body = empty_body_at(index, std::make_index_sequence<event_kinds>{});
    const auto data = json->find("data");
    if (data == json->end() || !data->is_object())
        return unreadable(what, "field \"data\" is not an object");
    JsonReader body_reader(*data, fault);
    std::visit([&](auto& body) { fields(body_reader, body); }, event.body);
    if (!fault.empty()) return unreadable(what, kind + ": " + fault);
    return event;
}

std::string write_settings(const match::Settings& settings) {
    OrderedJson json = OrderedJson::object();
    JsonWriter writer(json);
    fields(writer, settings);
    return dump(json);
}

Result<match::Settings> read_settings(std::string_view text) {
    const auto json = parse(text, "match settings");
    if (!json) return tl::unexpected(json.error());
    std::string fault;
    match::Settings settings;
    JsonReader reader(*json, fault);
    fields(reader, settings);
    if (!fault.empty()) return unreadable("match settings", fault);
    return settings;
}

std::string client_event(std::string_view match, const match::EventView& view) {
    std::string text = "{\"event\":\"";
    text += view.body ? event_name(*view.body) : "match:hidden";
    text += "\",\"match\":" + dump(OrderedJson(match)) + ",\"seq\":" + std::to_string(view.seq);
    if (view.at_ms) text += ",\"at\":" + std::to_string(*view.at_ms);
    if (view.body) text += ",\"data\":" + dump(data_of(*view.body));
    return text + "}";
}

std::string client_tick(std::string_view match, std::int64_t time_left_ms) {
    OrderedJson json;
    json["event"] = "match:tick";
    json["match"] = match;
    json["data"]["timeRemaining"] = time_left_ms;
    return dump(json);
}

}  // namespace arena::wire
