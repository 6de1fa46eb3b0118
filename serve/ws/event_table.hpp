// The table of WebSocket events of arena.v1: what clients may send, what they get.
//
// One row feeds the dispatcher, the checks, /asyncapi.json and the test that sends every event.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "serve/api/field.hpp"

namespace arena::serve {
struct App;
}

namespace arena::serve::ws {

class Session;

/// One message of a client, its envelope read and its fields checked.
struct Message;

/// Who may send it: the right is checked before the payload.
enum class Right {
    anyone,  ///< before a token too
    user,    ///< a token
    viewer,  ///< a token, and the match exists
    member,  ///< a player of the match
    host,    ///< who made the match, or an organizer
};

struct ClientEvent {
    std::string_view name;
    std::string_view about;
    Right right = Right::user;
    std::vector<api::Field> data;
    std::string_view answer;  ///< what the ack holds
    void (*run)(Session&, const Message&) = nullptr;
};
const std::vector<ClientEvent>& client_events();

struct ServerEvent {
    std::string_view name;
    std::string_view about;
    bool has_seq = false;  ///< of a match's journal
    std::string data;      ///< JSON of one: its members that are always there
};
const std::vector<ServerEvent>& server_events();

/// AsyncAPI 3.0 of both tables.
std::string asyncapi_document();

}  // namespace arena::serve::ws
