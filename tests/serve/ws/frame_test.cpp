// Frames against RFC 6455: the examples of its section 5.7, and each rule that a client may break.

#include "serve/ws/frame.hpp"

#include <array>

#include "tests/support/catch.hpp"

using namespace arena::serve::ws;

namespace {

std::string bytes(std::initializer_list<int> values) {
    std::string text;
    for (const int value : values) text.push_back(static_cast<char>(value));
    return text;
}

/// A client's frame, masked with 1 2 3 4.
std::string masked(int first, std::string_view payload) {
    std::string frame = bytes({first});
    if (payload.size() < 126) {
        frame += bytes({0x80 | static_cast<int>(payload.size())});
    } else if (payload.size() < 65536) {
        frame += bytes({0x80 | 126, static_cast<int>(payload.size() >> 8),
                        static_cast<int>(payload.size() & 255)});
    } else {
        frame += bytes({0x80 | 127});
        for (int shift = 56; shift >= 0; shift -= 8)
            frame += bytes({static_cast<int>(payload.size() >> shift & 255)});
    }
    frame += bytes({1, 2, 3, 4});
    for (std::size_t i = 0; i < payload.size(); ++i)
        frame.push_back(static_cast<char>(payload[i] ^ static_cast<char>(1 + (i & 3))));
    return frame;
}

struct Heard {
    std::string texts, pings;
    int pongs = 0, closes = 0;

    FrameSink sink() {
        return {[this](std::string_view text) { texts += "[" + std::string(text) + "]"; },
                [this](std::string_view payload) { pings += "[" + std::string(payload) + "]"; },
                [this] { ++pongs; }, [this](std::string_view) { ++closes; }};
    }
};

FrameReader::Fault fault_of(std::string_view input) {
    Heard heard;
    FrameReader reader;
    return reader.feed(input, heard.sink());
}

using Fault = FrameReader::Fault;

}  // namespace

TEST_CASE("ws frame: RFC 6455 5.7, a masked text message") {
    Heard heard;
    FrameReader reader;
    const std::string hello =
        bytes({0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58});
    CHECK(reader.feed(hello, heard.sink()) == Fault::none);
    CHECK(heard.texts == "[Hello]");
    CHECK_FALSE(reader.is_waiting());
}

TEST_CASE("ws frame: RFC 6455 5.7, what a server sends") {
    CHECK(*text_frame("Hello") == bytes({0x81, 0x05}) + "Hello");
    CHECK(text_frame(std::string(256, 'x'))->substr(0, 4) == bytes({0x81, 0x7E, 0x01, 0x00}));
    CHECK(text_frame(std::string(65536, 'x'))->substr(0, 10) ==
          bytes({0x81, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0}));
    CHECK(*pong_frame("Hello") == bytes({0x8a, 0x05}) + "Hello");
    CHECK(*close_frame(CloseCode::restart, "x") == bytes({0x88, 0x03, 0x03, 0xf4}) + "x");
}

TEST_CASE("ws frame: bytes may come one by one, frames may come together") {
    const std::string input = masked(0x81, "one") + masked(0x89, "hey") + masked(0x01, "tw") +
                              masked(0x8a, "") + masked(0x80, "o") +
                              masked(0x81, std::string(300, 'z')) + masked(0x88, "");
    Heard together, apart;
    FrameReader reader, slow_reader;
    CHECK(reader.feed(input, together.sink()) == Fault::none);
    for (const char c : input)
        CHECK(slow_reader.feed(std::string_view(&c, 1), apart.sink()) == Fault::none);
    for (const Heard& heard : {together, apart}) {
        CHECK(heard.texts == "[one][two][" + std::string(300, 'z') + "]");
        CHECK(heard.pings == "[hey]");
        CHECK(heard.pongs == 1);
        CHECK(heard.closes == 1);
    }
}

TEST_CASE("ws frame: what breaks the protocol ends it") {
    CHECK(fault_of(bytes({0x81, 0x05}) + "Hello") == Fault::protocol_error);  // not masked
    CHECK(fault_of(masked(0xc1, "x")) == Fault::protocol_error);              // a reserved bit
    CHECK(fault_of(masked(0x83, "x")) == Fault::protocol_error);              // an unknown opcode
    CHECK(fault_of(masked(0x09, "x")) == Fault::protocol_error);              // a ping in pieces
    CHECK(fault_of(masked(0x89, std::string(126, 'x'))) == Fault::protocol_error);
    CHECK(fault_of(masked(0x80, "x")) == Fault::protocol_error);  // the end of nothing
    CHECK(fault_of(masked(0x01, "x") + masked(0x81, "y")) == Fault::protocol_error);
    CHECK(fault_of(masked(0x88, "x")) == Fault::protocol_error);  // half a close code
    CHECK(fault_of(masked(0x82, "x")) == Fault::unsupported_data);
    CHECK(fault_of(masked(0x81, "\xff")) == Fault::bad_text);
    CHECK(fault_of(masked(0x01, "\xc3") + masked(0x80, "\x28")) == Fault::bad_text);
    CHECK(fault_of(masked(0x01, "\xc3") + masked(0x80, "\xa4")) == Fault::none);
}

TEST_CASE("ws frame: a message has a limit, whole or in pieces, before it is held") {
    CHECK(fault_of(masked(0x81, std::string(message_bytes_max, 'x'))) == Fault::none);
    CHECK(fault_of(masked(0x81, std::string(message_bytes_max + 1, 'x')).substr(0, 14)) ==
          Fault::too_big);
    CHECK(fault_of(bytes({0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3,
                          4})) == Fault::too_big);
    CHECK(fault_of(masked(0x01, std::string(300'000, 'x')) +
                   masked(0x80, std::string(300'000, 'x'))) == Fault::too_big);
    Heard heard;
    FrameReader reader(FrameReader::Side::server, sign_in_bytes_max);
    const std::string large = masked(0x81, std::string(sign_in_bytes_max + 1, 'x'));
    reader.allow(sign_in_bytes_max + 1);
    CHECK(reader.feed(large.substr(0, 20'000), heard.sink()) == Fault::none);
    CHECK(reader.held_bytes() == 20'000);
    CHECK(reader.feed(large.substr(20'000), heard.sink()) == Fault::none);
    CHECK(reader.held_bytes() == 0);
    reader.allow(sign_in_bytes_max);
    CHECK(reader.feed(large, heard.sink()) == Fault::too_big);
}

TEST_CASE("ws frame: a close has a code that may be sent, and text (RFC 6455 5.5.1, 7.4)") {
    const auto close = [](int code, const std::string& reason) {
        return fault_of(masked(0x88, bytes({code >> 8, code & 255}) + reason));
    };
    for (const int code : {1000, 1001, 1003, 1011, 1014, 3000, 4001, 4999})
        CHECK(close(code, "bye") == Fault::none);
    for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535})
        CHECK(close(code, "") == Fault::protocol_error);
    CHECK(close(1000, "\xc3\x28") == Fault::bad_text);
}

TEST_CASE("ws frame: a length is written in as few bytes as it takes (RFC 6455 5.2)") {
    CHECK(fault_of(bytes({0x81, 0xfe, 0, 1, 1, 2, 3, 4, 'x' ^ 1})) == Fault::protocol_error);
    CHECK(fault_of(bytes({0x81, 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 'x' ^ 1})) ==
          Fault::protocol_error);
    CHECK(fault_of(bytes({0x81, 0xff, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 2, 3, 4})) ==
          Fault::protocol_error);
}

TEST_CASE("frame: a client masks, and takes what is not masked", "[serve]") {
    // RFC 6455, 5.7: "Hello" masked with 37 fa 21 3d
    const std::array<char, 4> key{'\x37', '\xfa', '\x21', '\x3d'};
    CHECK(masked_frame(*text_frame("Hello"), key) ==
          bytes({0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58}));
    Heard heard;
    FrameReader client(FrameReader::Side::client);
    CHECK(client.feed(bytes({0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f}), heard.sink()) ==
          Fault::none);
    CHECK(heard.texts == "[Hello]");
    CHECK(client.feed(masked(0x81, "Hello"), heard.sink()) == Fault::protocol_error);
    for (const std::size_t size : {0u, 125u, 126u, 65535u, 65536u}) {
        CAPTURE(size);
        Heard server_heard;
        FrameReader server;
        const std::string text(size, 'a');
        CHECK(server.feed(masked_frame(*text_frame(text), key), server_heard.sink()) ==
              Fault::none);
        CHECK(server_heard.texts == "[" + text + "]");
    }
}

TEST_CASE("frame: a client hears why it is closed", "[serve]") {
    std::string heard;
    const FrameSink sink{[](std::string_view) {}, [](std::string_view) {}, [] {},
                         [&](std::string_view payload) { heard = payload; }};
    FrameReader client(FrameReader::Side::client);
    CHECK(client.feed(*close_frame(CloseCode::restart, "back soon"), sink) == Fault::none);
    CHECK(heard == bytes({1012 >> 8, 1012 & 255}) + "back soon");
}
