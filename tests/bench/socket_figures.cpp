// Events, memory, ticks and health of a running server with 2,000 connections in 400 live matches:
// two players and three spectators each.
#include <cstdio>

#include "tests/bench/serve_scene.hpp"
#include "tests/bench/socketio_peer.hpp"

namespace arena::bench {
namespace {

constexpr int rooms = 400, room_size = 5, connections = rooms * room_size;
constexpr std::size_t chat_bytes = 220;  // a match:chat as it is sent
constexpr double warm_up_s = 1.5, measured_s = 8, setup_s_max = 60;

/// All clients in their rooms; what arrives is counted, and chat is answered by chat.
class Rooms {
public:
    explicit Rooms(ServeProcess& server)
        : server_(server),
          matches_(server.make_matches(rooms, room_size, load_problem)),
          crowd_(server.port(), [this](int client, std::string_view text, std::int64_t read_ns) {
              on_text(client, text, read_ns);
          }) {}

    /// Everybody in their room, with its state. False: not all came.
    bool fill() {
        for (int i = 0; i < connections; ++i) {
            connect(crowd_, server_, i);
            crowd_.send(i, join_message(match_of(i), false));
            if (i % 64 == 63) crowd_.poll(5);
        }
        return crowd_.run_until([&] { return states_ >= connections; }, setup_s_max);
    }

    void want_ticks(bool on) {
        const std::size_t before = states_;
        for (int i = 0; i < connections; ++i) crowd_.send(i, join_message(match_of(i), on));
        crowd_.run_until([&] { return states_ >= before + connections; }, setup_s_max);
    }

    struct Measured {
        double seconds = 0, cpu_us = 0;
        std::vector<double> ages_us;
    };

    Measured measure(double seconds) {
        crowd_.run_for(warm_up_s);
        ages_us_.clear();
        Measured out;
        const double cpu_before = server_.cpu_us();
        const std::int64_t begin_ns = monotonic_ns();
        crowd_.run_for(seconds);
        out.seconds = static_cast<double>(monotonic_ns() - begin_ns) / 1e9;
        out.cpu_us = server_.cpu_us() - cpu_before;
        out.ages_us = ages_us_;
        return out;
    }

    /// One player of each room says something and waits for it before saying more.
    void start_talking() {
        talks_ = true;
        for (int room = 0; room < rooms; ++room) say(room * room_size);
    }

    std::size_t lost() const { return crowd_.lost(); }

private:
    const std::string& match_of(int client) const {
        return matches_[static_cast<std::size_t>(client / room_size)];
    }

    void say(int client) { crowd_.send(client, say_message(match_of(client))); }

    void on_text(int client, std::string_view text, std::int64_t read_ns) {
        if (is_event(text, "match:chat")) {
            ages_us_.push_back(chat_age_us(text, read_ns));
            if (talks_ && client % room_size == 0) say(client);
        } else if (is_event(text, "match:tick")) {
            ages_us_.push_back(tick_age_us(text, read_ns));
        } else if (is_event(text, "match:state")) {
            ++states_;
        }
    }

    ServeProcess& server_;
    const std::vector<std::string> matches_;
    ClientCrowd crowd_;
    std::size_t states_ = 0;
    bool talks_ = false;
    std::vector<double> ages_us_;
};

}  // namespace

std::vector<Figure> socket_figures() {
    std::vector<Figure> out;
    ServeProcess server(connections);
    if (!allow_descriptors(connections + 100) || !server.start()) return out;
    server.rest();
    const double health_us = health_cpu_us(server.port(), server.server_pid(), measured_s / 2);
    Rooms load(server);
    const double empty_mib = server.resident_mib();
    if (!load.fill()) {
        std::fprintf(stderr, "bench: not all of %d connections joined, %zu lost\n", connections,
                     load.lost());
        return out;
    }
    load.want_ticks(true);
    const auto ticks = load.measure(measured_s);
    load.want_ticks(false);
    const double resident_mib = server.resident_mib();
    load.start_talking();
    const auto chat = load.measure(measured_s);
    const double one_kib = (resident_mib - empty_mib) * 1024 / connections;
    const PeerFigures peer = socketio_figures(connections, room_size, measured_s);
    char rate[96];
    std::snprintf(rate, sizeof rate, "; a bare send %.1f us; %.0f delivered/s",
                  bare_send_us(connections, chat_bytes),
                  static_cast<double>(chat.ages_us.size()) / chat.seconds);
    out.push_back(at_most("CPU for one delivered event, 2,000 connections in fives",
                          chat.cpu_us / static_cast<double>(chat.ages_us.size()), "us",
                          peer.against("Socket.IO", peer.event_us, "us") + rate, 5));
    out.push_back(at_most("resident, server process, 2,000 connections", resident_mib, "MiB",
                          peer.against("Socket.IO", peer.resident_mib, "MiB"), 32));
    out.push_back(at_most("resident, each connection", one_kib, "KiB",
                          peer.against("Socket.IO", peer.one_kib, "KiB"), 8));
    out.push_back(at_most("match:tick, 2,000 connections, made to received, p50",
                          percentile(ticks.ages_us, 0.5), "us",
                          peer.against("Socket.IO", peer.tick_p50_us, "us"), 45));
    out.push_back(at_most("match:tick, 2,000 connections, CPU of a core",
                          ticks.cpu_us / ticks.seconds / 1e4, "%",
                          peer.against("Socket.IO", peer.tick_cpu_percent, "%"), 1.8));
    out.push_back(at_most("CPU for one GET /health, 64 connections", health_us, "us",
                          peer.against("Express", peer.health_us, "us"), 10));
    return out;
}

}  // namespace arena::bench
