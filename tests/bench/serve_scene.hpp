// What the server's load figures share: clients in matches, latencies of what comes in, rows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/client_crowd.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/serve_process.hpp"

namespace arena::bench {

/// A problem that ships, on which matches are played, and a source that fails its first test.
inline constexpr const char* load_problem = "helloarena";
std::string wrong_source();
/// Another program each time, so that nothing comes from the cache.
std::string python_sum_source(int number);
std::string cpp_sum_source(int number);

/// Connects as this player.
int connect(ClientCrowd& crowd, const ServeProcess& server, int player);

std::string join_message(std::string_view match, bool ticks, std::int64_t since = -1);
/// Its text carries the clock, and 64 bytes as the comparison servers' clients send.
std::string say_message(std::string_view match);
/// `id` is answered, and tells one submission of the same source from a repeated message.
std::string submit_message(std::string_view match, std::string_view source, long id = 2);

/// True for an event of this name; the server writes the name first.
bool is_event(std::string_view text, std::string_view name);

/// Microseconds since the clock that a chat's or a tick's text carries; negative: it carries none.
double chat_age_us(std::string_view text, std::int64_t read_ns);
double tick_age_us(std::string_view text, std::int64_t read_ns);

/// Text as a string of JSON.
std::string json_text(std::string_view text);

Figure at_most(std::string what, double value, std::string unit, std::string against,
               double target);
Figure at_least(std::string what, double value, std::string unit, std::string against,
                double target);

/// The smallest value that at least `share` of them do not exceed. REQUIRES: not empty.
double percentile(std::vector<double> values, double share);

/// Microseconds of CPU for one send(2) of `bytes` on loopback, to `connections` sockets in turn:
/// the floor of a delivered event. The kernel's way to the receiver is in it, no server can save
/// it.
double bare_send_us(int connections, std::size_t bytes);

/// Figures of one running server each.
std::vector<Figure> socket_figures();  ///< events, memory, ticks, health
std::vector<Figure> play_figures();    ///< start, submissions, runs, idle memory
std::vector<Figure> recovery_figures();
std::vector<Figure> crowd_figures(double seconds);

}  // namespace arena::bench
