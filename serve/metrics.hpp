// What the server counts, in the text format of Prometheus.
//
// Gauges of the parts are read when they are asked for; only what nobody else counts is counted
// here. Strand: the reactor's.
#pragma once

#include <cstdint>
#include <string>

#include "serve/app.hpp"

namespace arena::serve {

namespace http {
class Server;
}

class Metrics {
public:
    /// How late a timer of the reactor was: its lag.
    void note_lag(std::int64_t lag_us);

    /// `server` may be null while starting.
    std::string text(App& app, const http::Server* server) const;

private:
    std::int64_t lag_us_ = 0, lag_us_max_ = 0;
};

}  // namespace arena::serve
