// The table of HTTP routes: what each takes, who may call it, how it is limited, what it answers.
//
// One row feeds the router, the checks, /openapi.json and the test that calls every row. Order of
// the checks: path, token, role, rate limit, body. Rows are in api/routes_*.cpp, one file an area.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "serve/api/field.hpp"
#include "serve/http/message.hpp"

namespace arena::serve {
struct App;
}

namespace arena::serve::api {

class Call;

enum class Access {
    open,    ///< no token is read: who signs in may still hold an old one
    anyone,  ///< without a token; a broken one is refused, never taken for none
    user,
    setter,
    organizer,
    admin,
    service,
};

/// Which limit counts a call; the numbers are in limits.hpp.
enum class RateClass { none, read, write, login, run, submit };

/// A refusal of one route, beside those that follow from its checks.
struct RouteRefusal {
    int status = 400;
    std::string_view when;
};

struct Route {
    http::Method method = http::Method::get;
    std::string_view pattern;  ///< "/api/matches/{id}"
    std::string_view id;       ///< operationId
    std::string_view summary;
    Access access = Access::anyone;
    RateClass rate = RateClass::read;
    std::vector<Field> query;  ///< all text in the URL; checked after reading by type
    std::vector<Field> body;   ///< of a JSON object; empty = no body is read
    int status = 200;          ///< of success
    int cache_s = 0;           ///< Cache-Control: max-age with an ETag; 0 = no-store
    std::string_view answer;   ///< what a success holds: "{names}", or a media type, or words
    std::function<void(App&, std::shared_ptr<Call>)> run;
    std::vector<RouteRefusal> refusals = {};  ///< for the document
};

/// All rows, in the order of the document.
const std::vector<Route>& routes();

std::vector<Route> auth_routes();
std::vector<Route> profile_routes();
std::vector<Route> admin_routes();
std::vector<Route> play_routes();
std::vector<Route> match_routes();
std::vector<Route> rating_routes();
std::vector<Route> problem_routes();
std::vector<Route> judge_routes();
std::vector<Route> host_routes();

struct Found {
    const Route* route = nullptr;  ///< null: none
    bool other_method = false;     ///< the path is known, the method is not: 405
    std::string allow;             ///< methods of the path, for 405 and OPTIONS
    std::vector<std::pair<std::string, std::string>> parameters;  ///< of the pattern
};
Found find_route(http::Method method, std::string_view path);

/// OpenAPI 3.1 of the table.
std::string openapi_document();

}  // namespace arena::serve::api
