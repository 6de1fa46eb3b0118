// The router and the document, both read from the table.
#include "serve/api/route.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"

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

/// What members of answers are, by name: one name is one thing in the whole interface.
const char* type_of_member(std::string_view name) {
    static const std::map<std::string_view, const char*> types{
        {"active", "boolean"},
        {"banned", "boolean"},
        {"aborted", "boolean"},
        {"draining", "boolean"},
        {"preview", "boolean"},
        {"createdAt", "integer"},
        {"cpu_ns", "integer"},
        {"executionTime", "integer"},
        {"exp", "integer"},
        {"expiresIn", "integer"},
        {"memory_bytes", "integer"},
        {"workers", "integer"},
        {"compile", "object"},
        {"judgement", "object"},
        {"user", "object"},
        {"waiting", "object"},
        {"changes", "array"},
        {"events", "array"},
        {"languages", "array"},
        {"matches", "array"},
        {"players", "array"},
        {"problems", "array"},
        {"ratings", "array"},
        {"samples", "array"},
        {"submissions", "array"},
        {"class", "string"},
        {"code", "string"},
        {"dimension", "string"},
        {"id", "string"},
        {"jobId", "string"},
        {"matchId", "string"},
        {"mode", "string"},
        {"name", "string"},
        {"output", "string"},
        {"role", "string"},
        {"state", "string"},
        {"statement", "string"},
        {"statementFormat", "string"},
        {"status", "string"},
        {"ticket", "string"},
        {"title", "string"},
        {"token", "string"},
        {"userId", "string"},
        {"username", "string"},
        {"verdict", "string"},
    };
    const auto found = types.find(name);
    return found == types.end() ? nullptr : found->second;
}

/// Of an answer that the table writes as "{id, mode, ...}": an object with these members and
/// others.
json schema_of_answer(std::string_view answer) {
    json schema{{"type", "object"}};
    const std::size_t end = answer.find('}');
    if (!answer.starts_with('{') || end == std::string_view::npos) return schema;
    schema["properties"] = json::object();
    std::string_view names = answer.substr(1, end - 1);
    while (!names.empty()) {
        const std::size_t comma = std::min(names.find(", "), names.size());
        const std::string_view name = names.substr(0, comma);
        names.remove_prefix(std::min(comma + 2, names.size()));
        if (name == "...") continue;
        json& member = schema["properties"][std::string(name)] = json::object();
        if (const char* const type = type_of_member(name)) member["type"] = type;
    }
    return schema;
}

json success_of(const Route& route) {
    const bool is_text = route.answer.starts_with("text/plain");
    const json schema = is_text ? json{{"type", "string"}} : schema_of_answer(route.answer);
    const char* const type = is_text ? "text/plain" : "application/json";
    return {{"description", route.answer}, {"content", {{type, {{"schema", schema}}}}}};
}

json responses_of(const Route& route) {
    json all;
    all[std::to_string(route.status)] = success_of(route);
    const auto refused = [&](const std::string& status, std::string_view when) {
        if (const auto known = all.find(status); known != all.end()) {
            (*known)["description"] =
                (*known)["description"].get<std::string>() + "; or " + std::string(when);
            return;
        }
        all[status] = {
            {"description", when},
            {"content",
             {{"application/json", {{"schema", {{"$ref", "#/components/schemas/Refusal"}}}}}}}};
    };
    refused("400", "the body, the query or the path is not as described");
    if (route.access != Access::open) refused("401", "no valid token");
    if (route.access > Access::user) refused("403", "the role does not allow it");
    if (route.pattern.find('{') != std::string_view::npos) refused("404", "there is no such thing");
    if (!route.body.empty()) refused("413", "the body is too large");
    if (!route.body.empty()) refused("415", "the body is no JSON in UTF-8");
    if (route.rate != RateClass::none) refused("429", "too often; see Retry-After");
    for (const RouteRefusal& refusal : route.refusals)
        refused(std::to_string(refusal.status), refusal.when);
    refused("503", "the store cannot be reached, or the server restarts; try again");
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
        for (const auto& area :
             {auth_routes(), profile_routes(), play_routes(), match_routes(), rating_routes(),
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
    document["components"]["schemas"]["Refusal"] = json_value(
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
    return json_text(document);
}

}  // namespace arena::serve::api
