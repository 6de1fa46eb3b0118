// HTTP values: what is decoded, and the bytes of answers.

#include "serve/http/message.hpp"

#include "serve/http/answer_text.hpp"
#include "tests/support/catch.hpp"

using namespace arena::serve::http;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("http: percent-encoding is undone, and nothing is smuggled") {
    std::string decoded;
    CHECK(percent_decode("/a%20b%2Fc+d", false, decoded));
    CHECK(decoded == "/a b/c+d");
    CHECK(percent_decode("a+b%2b", true, decoded));
    CHECK(decoded == "a b+");
    for (const char* bad : {"%", "%4", "%zz", "a%00b", "%0"})
        CHECK_FALSE(percent_decode(bad, false, decoded));
}

TEST_CASE("http: values of queries and cookies are found by their whole name") {
    CHECK(query_value("limit=5&offset=10", "offset") == "10");
    CHECK(query_value("xlimit=5&limit=7", "limit") == "7");
    CHECK(query_value("limit", "limit") == "");
    CHECK(query_value("a=%41%20b", "a") == "A b");
    CHECK(query_value("a=%zz", "a") == "");
    CHECK(cookie_value("a=1; arena_refresh=xyz; b=2", "arena_refresh") == "xyz");
    CHECK(cookie_value("not_arena_refresh=1", "arena_refresh") == "");
}

TEST_CASE("http: the answer to a WebSocket handshake is that of RFC 6455 1.3") {
    CHECK_THAT(websocket_answer("dGhlIHNhbXBsZSBub25jZQ==", "arena.v1"),
               ContainsSubstring("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n") &&
                   ContainsSubstring("Sec-WebSocket-Protocol: arena.v1\r\n"));
}

TEST_CASE("http: an answer tells its length, also without its body") {
    Response response;
    response.body = "12345";
    CHECK_THAT(answer_text(response, true, true),
               ContainsSubstring("Content-Length: 5\r\n") && ContainsSubstring("\r\n\r\n12345"));
    const std::string head = answer_text(response, false, false);
    CHECK_THAT(head, ContainsSubstring("Content-Length: 5\r\n") &&
                         ContainsSubstring("Connection: close\r\n"));
    CHECK(head.substr(head.size() - 4) == "\r\n\r\n");
    response.status = 304;
    CHECK(answer_text(response, true, true).find("Content-Length") == std::string::npos);
}

TEST_CASE("http: a refusal is JSON whatever its message holds") {
    CHECK(
        refusal(400, "bad_request", "a \"quote\" and \xff").body ==
        "{\"error\":{\"code\":\"bad_request\",\"message\":\"a \\\"quote\\\" and \xef\xbf\xbd\"}}");
}
