// The router and the document, both read from the table.
#include "serve/api/route.hpp"

#include <nlohmann/json.hpp>

namespace arena::serve::api {
namespace {

using nlohmann::json;

/// The next segment of a path that begins with '/', and what follows it.
std::pair<std::string_view, std::string_view> split(std::string_view path) {
    path.remove_prefix(1);
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return {path, {}};
    return {path.substr(0, slash), path.substr(slash)};
}

bool matches(std::string_view pattern, std::string_view path,
             std::vector<std::pair<std::string, std::string>>& parameters) {
    parameters.clear();
    while (!pattern.empty() && !path.empty()) {
        const auto [wanted, pattern_rest] = split(pattern);
        const auto [given, path_rest] = split(path);
        if (wanted.starts_with('{')) {
            if (given.empty()) return false;
            parameters.emplace_back(wanted.substr(1, wanted.size() - 2), given);
        } else if (wanted != given) {
            return false;
        }
        pattern = pattern_rest;
        path = path_rest;
    }
    return pattern.empty() && path.empty();
}

json parameters_of(const Route& route) {
    json all = json::array();
    std::string_view rest = route.pattern;
    while (!rest.empty()) {
        const auto [segment, next] = split(rest);
        if (segment.starts_with('{'))
            all.push_back({{"name", segment.substr(1, segment.size() - 2)},
                           {"in", "path"},
                           {"required", true},
                           {"schema", {{"type", "string"}}}});
        rest = next;
    }
    for (const Field& field : route.query) {
        const json schema = schema_of(std::vector{field})["properties"][std::string(field.name)];
        all.push_back({{"name", field.name},
                       {"in", "query"},
                       {"required", field.required},
                       {"description", field.about},
                       {"schema", schema}});
    }
    return all;
}

json responses_of(const Route& route) {
    json all;
    all[std::to_string(route.status)] = {{"description", route.answer}};
    const auto refused = [&](const char* status, const char* when) {
        all[status] = {
            {"description", when},
            {"content",
             {{"application/json", {{"schema", {{"$ref", "#/components/schemas/Refusal"}}}}}}}};
    };
    if (!route.body.empty() || !route.query.empty())
        refused("400", "the body or the query is not as described");
    if (route.access != Access::open) refused("401", "no valid token");
    if (route.access > Access::user) refused("403", "the role does not allow it");
    if (route.pattern.find('{') != std::string_view::npos) refused("404", "there is no such thing");
    if (route.rate != RateClass::none) refused("429", "too often; see Retry-After");
    refused("503", "the store cannot be written; try again");
    return all;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return out;
}

}  // namespace

const std::vector<Route>& routes() {
    static const std::vector<Route> all = [] {
        std::vector<Route> table;
        for (const auto& area : {auth_routes(), play_routes(), match_routes(), rating_routes(),
                                 problem_routes(), judge_routes(), admin_routes(), host_routes()})
            table.insert(table.end(), area.begin(), area.end());
        return table;
    }();
    return all;
}

Found find_route(http::Method method, std::string_view path) {
    Found found;
    if (path.empty() || path.front() != '/') return found;
    const http::Method wanted = method == http::Method::head ? http::Method::get : method;
    for (const Route& route : routes()) {
        std::vector<std::pair<std::string, std::string>> parameters;
        if (!matches(route.pattern, path, parameters)) continue;
        found.allow += (found.allow.empty() ? "" : ", ") + std::string(http::name(route.method));
        if (route.method != wanted) continue;
        // a pattern of fixed words stands before one with a parameter in the table
        if (found.route == nullptr) {
            found.route = &route;
            found.parameters = std::move(parameters);
        }
    }
    found.other_method = found.route == nullptr && !found.allow.empty();
    return found;
}

std::string openapi_document() {
    json document;
    document["openapi"] = "3.1.0";
    document["info"] = {{"title", "arena"},
                        {"version", "1"},
                        {"description", "Code battles: accounts, matches, judging, ratings."}};
    document["components"]["securitySchemes"]["token"] = {
        {"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}};
    document["components"]["schemas"]["Refusal"] = json::parse(
        R"({"type":"object","required":["error"],"properties":{"error":{"type":"object",
        "required":["code","message"],"properties":{"code":{"type":"string"},
        "message":{"type":"string"},"retryAfterMs":{"type":"integer"}}}}})");
    for (const Route& route : routes()) {
        json operation{{"operationId", route.id},
                       {"summary", route.summary},
                       {"parameters", parameters_of(route)},
                       {"responses", responses_of(route)}};
        if (!route.body.empty())
            operation["requestBody"] = {
                {"required", true},
                {"content", {{"application/json", {{"schema", schema_of(route.body)}}}}}};
        if (route.access == Access::anyone)
            operation["security"] = json::array({json::object(), {{"token", json::array()}}});
        if (route.access > Access::anyone)
            operation["security"] = json::array({{{"token", json::array()}}});
        document["paths"][std::string(route.pattern)][lower(http::name(route.method))] = operation;
    }
    return document.dump();
}

}  // namespace arena::serve::api
