// A real PostgreSQL server of the test's own: a fresh directory, a Unix socket in it, no TCP port.
//
// PostgreSQL refuses to run as root, so a root test hands it to the user `postgres` or `nobody`. It
// dies with the test's process (PR_SET_PDEATHSIG by setpriv).
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace arena::testing {

class PostgresServer {
public:
    enum class Sync { off, on };  ///< off: survives a crash of the server, not of the machine

    /// Errors: unsupported (not installed), host (does not start; the log's end is told).
    static Result<std::unique_ptr<PostgresServer>> start(Sync sync = Sync::off);
    ~PostgresServer();

    /// An empty database of a new name, as a URL.
    std::string make_database();

    /// As a crash of the server: no checkpoint, sessions are cut.
    void crash();
    Result<void> start_again();

private:
    PostgresServer(std::string folder, std::string programs, std::vector<std::string> as_user)
        : folder_(std::move(folder)),
          programs_(std::move(programs)),
          as_user_(std::move(as_user)) {}

    Result<void> make_cluster();
    std::string url(const std::string& database) const;
    std::vector<std::string> command(const std::string& program) const;

    std::string folder_, programs_;
    std::vector<std::string> as_user_;  ///< the words before a command; empty when not root
    Sync sync_ = Sync::off;
    pid_t process_ = -1;
    int databases_ = 0;
};

/// One server for the process, or nothing after telling why the test is skipped.
PostgresServer* shared_postgres();

}  // namespace arena::testing
