// The same load on the peer: Socket.IO and Express on Node (peers/server.js), in the same run.
#pragma once

#include <string>

namespace arena::bench {

struct PeerFigures {
    bool measured = false;  ///< else: the values of an earlier run, on a machine of this kind
    double event_us = 11.7, resident_mib = 114, one_kib = 26;
    double tick_p50_us = 47, tick_cpu_percent = 5.8, health_us = 111;

    /// "Socket.IO 11.7 us here", or "... us earlier".
    std::string against(const char* peer, double value, const char* unit) const;
};

/// REQUIRES: ARENA_BENCH_PEERS names a folder with node_modules of peers/package.json; else, or
/// without node, the earlier values. Lasts half a minute.
PeerFigures socketio_figures(int connections, int room_size, double seconds);

/// 64 connections that ask GET /health again as soon as they are answered; microseconds of CPU of
/// `pid` for each.
double health_cpu_us(int port, int pid, double seconds);

}  // namespace arena::bench
