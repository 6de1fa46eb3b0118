// One server at a time owns a PostgreSQL database (SQLite's file is locked for the same reason): a
// second one would fold the live matches anew and write to their journals beside the first.
//
// Ownership is a session-level advisory lock of the writer's connection, so it ends with the
// process or the connection. A server whose connection broke takes it again; it also finds in the
// notes who owned the database last, and never writes again when that is another one: what it
// holds in memory is not what the journal says any more.
#pragma once

#include <pqxx/pqxx>
#include <stdexcept>
#include <string>

namespace arena::serve {

/// Another server owns the database, or did so meanwhile. One line for people.
struct NotOwner : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Strand: that of its connection. Throws what pqxx throws, too.
class PostgresOwner {
public:
    PostgresOwner();

    /// Does nothing while the lock is held. Waits a little for the backend of a process that was
    /// killed, and ends an earlier one of this server that lost its network. Throws NotOwner.
    /// REQUIRES: no transaction is open.
    void hold(pqxx::connection& connection);
    /// From now on who else owns the database is noticed. REQUIRES: the tables are there.
    void sign(pqxx::connection& connection);
    /// The connection is gone, and the lock with it.
    void lost() { is_held_ = false; }

private:
    void check_signature(pqxx::nontransaction& session);

    const std::string name_;  ///< of this server; by chance
    std::string backend_;     ///< the database's process that held the lock last: pid and birth
    bool is_held_ = false, is_signed_ = false, is_succeeded_ = false;
};

}  // namespace arena::serve
