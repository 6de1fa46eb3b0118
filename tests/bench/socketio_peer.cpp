// See socketio_peer.hpp. Socket.IO v4 over WebSocket only: "0" opens, "40" connects, "42[...]" is
// an event, "2" asks for "3".
#include "tests/bench/socketio_peer.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "tests/bench/serve_scene.hpp"

namespace arena::bench {
namespace {

constexpr double warm_up_s = 1.5, setup_s_max = 60;

class Peer {
public:
    Peer(const Listener& server, int connections, int room_size)
        : server_(server),
          connections_(connections),
          room_size_(room_size),
          crowd_(server.port, [this](int client, std::string_view text, std::int64_t read_ns) {
              on_text(client, text, read_ns);
          }) {}

    bool fill(int count) {
        for (int i = 0; i < count; ++i) {
            crowd_.connect("/socket.io/?EIO=4&transport=websocket", "");
            if (i % 64 == 63) crowd_.poll(5);
        }
        clients_ += count;
        return crowd_.run_until([&] { return joined_ >= clients_; }, setup_s_max);
    }

    void want_ticks(bool on) { crowd_.send(0, on ? "42[\"ticks\",true]" : "42[\"ticks\",false]"); }

    void start_talking() {
        talks_ = true;
        for (int client = 0; client < connections_; client += room_size_) say(client);
    }

    /// Microseconds of CPU, and the ages of what came, in `seconds` after a warm-up.
    double measure(double seconds, std::vector<double>& ages_us) {
        crowd_.run_for(warm_up_s);
        ages_us_.clear();
        const double before = cpu_us_of(server_.pid);
        crowd_.run_for(seconds);
        ages_us = ages_us_;
        return cpu_us_of(server_.pid) - before;
    }

private:
    void say(int client) {
        const std::string t = std::to_string(monotonic_ns());
        crowd_.send(client,
                    "42[\"say\",{\"t\":\"" + t + "\",\"body\":\"" + std::string(64, '.') + "\"}]");
    }

    void on_text(int client, std::string_view text, std::int64_t read_ns) {
        if (text.starts_with("0{")) return crowd_.send(client, "40");
        if (text.starts_with("40")) {
            const int room = client % connections_ / room_size_;
            return crowd_.send(client, "42[\"join\",\"r" + std::to_string(room) + "\"]");
        }
        if (text == "2") return crowd_.send(client, "3");
        if (text.starts_with("42[\"joined\"")) ++joined_;
        const std::string t(string_after(text, "t"));
        if (t.empty()) return;
        ages_us_.push_back(static_cast<double>(read_ns - std::atoll(t.c_str())) / 1e3);
        const bool is_said = text.starts_with("42[\"said\"");
        if (is_said && talks_ && client < connections_ && client % room_size_ == 0) say(client);
    }

    const Listener& server_;
    const int connections_, room_size_;
    ClientCrowd crowd_;
    int clients_ = 0, joined_ = 0;
    bool talks_ = false;
    std::vector<double> ages_us_;
};

}  // namespace

std::string PeerFigures::against(const char* peer, double value, const char* unit) const {
    char text[96];
    std::snprintf(text, sizeof text, "%s %.3g %s %s", peer, value, unit,
                  measured ? "in this run" : "in an earlier run");
    return text;
}

PeerFigures socketio_figures(int connections, int room_size, double seconds) {
    PeerFigures out;
    const char* const folder = std::getenv("ARENA_BENCH_PEERS");
    if (folder == nullptr || !std::filesystem::is_directory(std::string(folder) + "/node_modules"))
        return out;
    const Listener server =
        start_listener({"node", std::string(folder) + "/server.js"}, "/dev/null");
    if (server.port == 0) return out;
    const double empty_mib = resident_mib_of(server.pid);  // what requests leave is collected later
    const double health_us = health_cpu_us(server.port, server.pid, seconds / 2);
    {
        Peer peer(server, connections, room_size);
        if (peer.fill(connections)) {
            std::vector<double> ticks_us, events_us;
            peer.want_ticks(true);
            const double tick_cpu_us = peer.measure(seconds, ticks_us);
            peer.want_ticks(false);
            out.resident_mib = resident_mib_of(server.pid);
            out.one_kib = (out.resident_mib - empty_mib) * 1024 / connections;
            peer.start_talking();
            const double cpu_us = peer.measure(seconds, events_us);
            out.measured = true;
            out.health_us = health_us;
            out.event_us = cpu_us / static_cast<double>(events_us.size());
            out.tick_p50_us = percentile(ticks_us, 0.5);
            out.tick_cpu_percent = tick_cpu_us / seconds / 1e4;
        }
    }
    ::kill(server.pid, SIGKILL);
    ::waitpid(server.pid, nullptr, 0);
    ::close(server.output);
    return out;
}

}  // namespace arena::bench
