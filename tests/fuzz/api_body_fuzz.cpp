// Any body and any path of a request: read or refused, never a crash; what is taken fits its
// fields.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/assert.hpp"
#include "serve/api/field.hpp"
#include "serve/api/route.hpp"
#include "serve/http/message.hpp"

using namespace arena::serve;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::string decoded;
    if (http::percent_decode(bytes, false, decoded)) {
        ARENA_ASSERT(decoded.find('\0') == std::string::npos);
        const auto found = api::find_route(http::Method::get, decoded);
        ARENA_ASSERT(!found.route || !found.other_method);
    }
    static_cast<void>(http::query_value(bytes, "limit"));
    static_cast<void>(http::cookie_value(bytes, "arena_refresh"));
    const auto body = api::read_object(bytes);
    if (!body) return 0;
    for (const api::Route& route : api::routes()) {
        if (!api::fault_in(*body, route.body).empty()) continue;
        for (const api::Field& field : route.body)
            ARENA_ASSERT(!field.required || body->contains(field.name));
    }
    return 0;
}
