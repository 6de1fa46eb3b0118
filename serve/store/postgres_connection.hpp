// SqlConnection over libpqxx (6.4 of Debian 12 and 7 of later releases).
//
// Writers run at REPEATABLE READ: where somebody else writes to the database, the later of two
// writers of one row is told to run again instead of losing the other's work. A lost connection is
// opened again by begin(). A commit whose answer was lost is looked up by its transaction number
// (txid_status), so that it is never told as failed when it was done, nor the other way round.
#pragma once

#include <memory>
#include <string>

#include "serve/store/sql_connection.hpp"

namespace arena::serve {

/// `url` as in libpq: postgres://user:password@host:port/database?option=value. Connects at once.
/// As owner it works only while no other owner does (postgres_owner.hpp); a migration makes it
/// known. Errors: host (no server, no such database, an encoding other than UTF8, owned by another
/// server).
Result<std::unique_ptr<SqlConnection>> connect_postgres(const std::string& url,
                                                        bool as_owner = false);

}  // namespace arena::serve
