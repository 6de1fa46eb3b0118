// The client's HTTP against RFC 9112's forms, and addresses as they are typed.
#include "cli/client_http.hpp"

#include <algorithm>

#include "cli/client_view.hpp"
#include "tests/support/catch.hpp"

using namespace arena;
using namespace arena::cli;

TEST_CASE("client http: the head of an answer", "[cli]") {
    const auto head = read_http_head(
        "HTTP/1.1 404 Not Found\r\nContent-Length:  12 \r\nSet-Cookie: a=b; HttpOnly", "url");
    REQUIRE(head);
    CHECK(head->status == 404);
    CHECK(head->headers.at("content-length") == "12");
    CHECK(head->headers.at("set-cookie") == "a=b; HttpOnly");
    for (const char* text :
         {"", "SSH-2.0-OpenSSH_9.2", "HTTP/1.1 abc", "HTTP/1.1 200 OK\r\nnope"}) {
        CAPTURE(text);
        const auto broken = read_http_head(text, "http://h:1");
        REQUIRE_FALSE(broken);
        CHECK(broken.error().code == ErrorCode::host);
    }
}

TEST_CASE("client http: chunks", "[cli]") {
    // RFC 9112, 7.1; extensions and hexadecimal sizes
    const std::string text = "5;name=value\r\nhello\r\nA\r\n, world!!!\r\n0\r\n\r\n";
    bool whole = false;
    CHECK(unchunk(text, whole) == "hello, world!!!");
    CHECK(whole);
    for (std::size_t cut = 0; cut + 2 < text.size(); ++cut) {
        CAPTURE(cut);
        CHECK(unchunk(std::string_view(text).substr(0, cut), whole));
        CHECK_FALSE(whole);
    }
    CHECK_FALSE(unchunk("xyz\r\nhello\r\n", whole));
    CHECK_FALSE(unchunk("FFFFFFFFFF\r\nhello\r\n", whole));
}

TEST_CASE("client http: addresses", "[cli]") {
    const auto url = [](const char* text) {
        const auto address = read_server_address("--server", text);
        return address ? address->url() : "";
    };
    CHECK(url("http://127.0.0.1:8080") == "http://127.0.0.1:8080");
    CHECK(url("http://arena.example/") == "http://arena.example:80");
    CHECK(url("localhost:9000") == "http://localhost:9000");
    CHECK(url("http://[::1]:8080") == "http://[::1]:8080");
    for (const char* text :
         {"https://arena.example", "http://", "http://h:0", "http://h:70000", "http://h:8o",
          "http://a b:80", "http://u@h:80", "http://h/path", "::1:80"}) {
        CAPTURE(text);
        const auto broken = read_server_address("--server", text);
        REQUIRE_FALSE(broken);
        CHECK(broken.error().code == ErrorCode::usage);
        CHECK(broken.error().message.find("--server") == 0);
    }
}

TEST_CASE("client http: words of a path", "[cli]") {
    CHECK(percent_encoded("a-B_9.~") == "a-B_9.~");
    CHECK(percent_encoded("a/b ?\xc3\xa4") == "a%2Fb%20%3F%C3%A4");
}

TEST_CASE("client view: players and problems that have no room are counted", "[cli]") {
    MatchBoard board;
    board.status = "active";
    for (int i = 1; i <= 12; ++i) board.players.emplace_back().name = "player" + std::to_string(i);
    for (int i = 1; i <= 5; ++i) board.problems.emplace_back().id = "task" + std::to_string(i);
    const std::vector<ViewEvent> events;
    const MatchViewInput input{board, events, "", true};
    Screen screen;
    const auto shown = [&](int rows, std::string_view what) {
        const auto lines = match_view(input, screen, rows);
        return std::count_if(lines.begin(), lines.end(), [&](const std::string& line) {
            return line.find(what) != std::string::npos;
        });
    };
    CHECK(shown(40, "player") == 13);  // the head of the table, too
    CHECK(shown(40, "more") == 0);
    for (const int rows : {24, 18}) {
        CAPTURE(rows);
        const auto few = shown(rows, "player") - 1;
        CHECK(few < 12);
        CHECK(shown(rows, "and " + std::to_string(12 - few) + " more") >= 1);
    }
}

TEST_CASE("client view: lines are wrapped at words, and never lost", "[cli]") {
    const auto lines = wrapped_lines(
        "one two three four five six\n\n  indented\n" + std::string(45, 'x') + "\n", 20);
    CHECK(lines == std::vector<std::string>{"one two three four", "five six", "", "  indented",
                                            std::string(20, 'x'), std::string(20, 'x'),
                                            std::string(5, 'x')});
}
