// The process tree of `arena serve`.
//
//   supervisor            single-threaded; owns the listening socket, judges nothing, parses
//   nothing
//   +- worker 0 .. W-1    one sandbox lane each (judge privileges, no secrets)
//   +- server             sockets, rooms, store, bus (secrets, no privileges)
//
// All are forked before any of them has a thread. A worker that dies is replaced, and the server
// gets the new socket over its control socket (SCM_RIGHTS). A server that crashes is started again
// with back-off, with workers of its own; the listening socket stays open, so clients wait and are
// not refused. Children are in process groups of their own and die with the supervisor (PDEATHSIG).
//
// SIGTERM and SIGINT are passed on to the server as SIGTERM, which drains and exits, and from then
// on the listening socket is the server's alone; a second one, or `drain_ms_max`, kills. The
// server's exit by itself ends the tree with its exit status; death by a signal, or the exit status
// `restart_exit_status`, is a crash.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "serve/judging/worker.hpp"
#include "serve/judging/worker_source.hpp"

namespace arena::serve {

/// A server that exits so asks to be started again.
inline constexpr int restart_exit_status = 75;  // EX_TEMPFAIL of sysexits.h

/// What the server process starts with. It owns the descriptors.
struct ServerInput {
    int listen_fd = -1;   ///< listening, non-blocking
    int control_fd = -1;  ///< to the supervisor: give it to make_supervised_workers()
    std::vector<WorkerSeat> workers;
    int restarts = 0;             ///< 0 = the first start
    std::function<void()> ready;  ///< to be called when requests are answered
};

struct SupervisorSettings {
    std::string address = "127.0.0.1";  ///< IPv4 or IPv6, numeric
    int port = 8080;                    ///< 0 = any free one
    int workers = 0;                    ///< 0 = one for each usable core
    WorkerSettings worker;
    /// Runs in the server process, which has dropped every capability and cannot gain one. Its
    /// return value is the exit status.
    std::function<int(const ServerInput&)> server_main;
    std::vector<int> server_fds;  ///< open files that the server inherits, and the workers do not
    /// Called in the server process with the port when it is ready to answer, each time it starts.
    std::function<void(int port)> listening;
    std::int64_t restart_ms_first = 100, restart_ms_max = 2'000;  ///< back-off, doubling
    std::int64_t steady_ms = 30'000;  ///< a server that lived so long resets the back-off
    std::int64_t drain_ms_max = 30'000;
};

/// Returns when the tree is gone, with the exit status. Errors: usage (address), host (port in use,
/// fork). REQUIRES: the process has one thread. SIGCHLD, SIGTERM, SIGINT and SIGHUP are taken over.
Result<int> supervise(const SupervisorSettings& settings);

}  // namespace arena::serve
