// What the server counts, in the text format of Prometheus.
//
// Gauges of the parts are read when they are asked for; only what nobody else counts is counted
// here. Strand: the reactor's.
#pragma once

#include <cstdint>
#include <string>

#include "serve/app.hpp"
#include "serve/judging/percentiles.hpp"

namespace arena::serve {

namespace http {
class Server;
}

class Metrics {
public:
    /// How late a timer of the reactor was: its lag.
    void note_lag(std::int64_t lag_us);

    /// From the receipt of a match's submission to a worker that has it, the commit included.
    void note_dispatch(std::int64_t dispatch_us);

    /// Of those that ended since the start, and were not aborted.
    void note_match_ended(bool is_finished);

    /// Session::rating_drift(), looked at each minute.
    void note_rating_drift(double points) { rating_drift_ = points; }

    /// `server` may be null while starting.
    std::string text(App& app, const http::Server* server) const;

private:
    std::int64_t lag_us_ = 0, lag_us_max_ = 0;
    Percentiles dispatch_us_;
    std::int64_t ended_ = 0, finished_ = 0;
    double rating_drift_ = 0;
};

}  // namespace arena::serve
