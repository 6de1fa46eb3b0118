// Fields: what is taken, what is refused, and that the document says the same.

#include "serve/api/field.hpp"

#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

#include "serve/api/route.hpp"
#include "serve/ws/event_table.hpp"
#include "tests/support/catch.hpp"

using namespace arena::serve::api;
using nlohmann::json;

namespace {

const std::vector<Field> fields{text("name", 2, 4, "a name"),
                                integer("age", 0, 10, "years"),
                                optional_field(choice("mode", {"a", "b"}, "one of two")),
                                optional_field(boolean("on", "a switch")),
                                optional_field(list("all", 2, "a list")),
                                optional_field(line("word", 0, 8, "one line"))};

}  // namespace

TEST_CASE("api fields: what fits is taken") {
    CHECK(fault_in(json::parse(R"({"name":"ab","age":10})"), fields) == "");
    CHECK(fault_in(json::parse(R"({"name":"abcd","age":0,"mode":"b","on":false,"all":[1,2]})"),
                   fields) == "");
    CHECK(fault_in(json::parse(R"({"name":"ab","age":1,"word":"\u00e9 \u4e2d\u00a0"})"), fields) ==
          "");
    CHECK(fault_in(json::parse(R"({"name":"ab","age":1,"mode":null})"), fields) == "");
}

TEST_CASE("api fields: what does not fit is named") {
    const auto fault = [](const char* body) { return fault_in(json::parse(body), fields); };
    CHECK(fault(R"({"age":1})") == "'name' is missing");
    CHECK(fault(R"({"name":null,"age":1})") == "'name' is missing");
    CHECK(fault(R"({"name":5,"age":1})") == "'name' must be a string");
    CHECK(fault(R"({"name":"a","age":1})") == "'name' must have 2 to 4 bytes");
    CHECK(fault(R"({"name":"abcde","age":1})") == "'name' must have 2 to 4 bytes");
    CHECK(fault(R"({"name":"ab","age":1.5})") == "'age' must be an integer");
    CHECK(fault(R"({"name":"ab","age":11})") == "'age' must be from 0 to 10");
    CHECK(fault(R"({"name":"ab","age":99999999999999999999})") != "");
    CHECK(fault(R"({"name":"ab","age":1,"mode":"c"})") == "'mode' must be one of a, b");
    CHECK(fault(R"({"name":"ab","age":1,"on":1})") == "'on' must be true or false");
    CHECK(fault(R"({"name":"ab","age":1,"all":[1,2,3]})") == "'all' must have at most 2 items");
    CHECK(fault(R"({"name":"ab","age":1,"x":9})") == "'x' is unknown");
    CHECK(fault(R"({"name":"ab","age":1,"Mode":"a"})") == "'Mode' is unknown");
    for (const char* control : {R"(\n)", R"(\u001b[1m)", R"(\u007f)", R"(\u009b)"}) {
        const std::string body = R"({"name":"ab","age":1,"word":"a)" + std::string(control) + "\"}";
        CHECK(fault(body.c_str()) == "'word' must have no control characters");
    }
}

TEST_CASE("api json: objects of bounded depth in UTF-8, nothing else") {
    CHECK(read_object(R"({"a":{"b":[1,"]]]]]]]]]]]]]]]]]]]]]]]]"]}})").has_value());
    CHECK_FALSE(read_object("[]").has_value());
    CHECK_FALSE(read_object("{\"a\":1} x").has_value());
    CHECK_FALSE(read_object("{\"a\":\"\xff\"}").has_value());
    CHECK_FALSE(read_object(R"({"a":"\u0000"})").has_value());
    CHECK_FALSE(read_object("{\"a\":" + std::string(100'000, '[')).has_value());
    std::string deep = "{\"a\":" + std::string(40, '[') + std::string(40, ']') + "}";
    CHECK_FALSE(read_object(deep).has_value());
}

TEST_CASE("api table: every row is reached by its own path and method, and documented") {
    const json document = json::parse(openapi_document());
    CHECK(document["openapi"] == "3.1.0");
    std::set<std::string> ids;
    for (const Route& route : routes()) {
        CAPTURE(route.pattern);
        CHECK(ids.insert(std::string(route.id)).second);
        CHECK(find_route(route.method, route.pattern).route == &route);
        std::string method(arena::serve::http::name(route.method));
        for (char& c : method) c = static_cast<char>(std::tolower(c));
        const json& operation = document["paths"][std::string(route.pattern)][method];
        CHECK(operation["operationId"] == route.id);
        CHECK(operation["responses"].contains(std::to_string(route.status)));
        CHECK((operation.contains("requestBody")) == !route.body.empty());
    }
}

TEST_CASE("api router: other methods, other paths, odd paths") {
    using arena::serve::http::Method;
    CHECK(find_route(Method::del, "/api/me").other_method);
    CHECK(find_route(Method::del, "/api/me").allow == "GET, PATCH");
    CHECK(find_route(Method::head, "/health").route != nullptr);
    for (const char* path : {"", "health", "/", "//", "/api", "/api/me/", "/api/users/",
                             "/api/users//", "/api/users/a/b", "/../health"})
        CHECK(find_route(Method::get, path).route == nullptr);
    CHECK(find_route(Method::get, "/api/matches/live").route->id == "liveMatches");
    CHECK(find_route(Method::get, "/api/matches/x").parameters.front().second == "x");
}

TEST_CASE("ws table: every event is documented once") {
    const json document = json::parse(arena::serve::ws::asyncapi_document());
    CHECK(document["asyncapi"] == "3.0.0");
    std::set<std::string> names;
    for (const auto& event : arena::serve::ws::client_events()) {
        CHECK(names.insert(std::string(event.name)).second);
        CHECK(document["channels"]["arena"]["messages"].contains(std::string(event.name)));
    }
}
