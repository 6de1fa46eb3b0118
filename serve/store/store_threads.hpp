// The Store over any SqlConnection: one writer thread with group commit, a pool of readers.
//
// While the writer commits a group, the next one gathers; nobody waits for a timer. When the
// database takes no writes (disk full, server away), what waits is refused with the reason, so are
// new writes, and the writer tries a small write of its own until one succeeds. Reads go on as long
// as they can.
//
// Not done here: which database (Store::open), which statements (Session).
#pragma once

#include <functional>
#include <memory>

#include "serve/store/sql_connection.hpp"
#include "serve/store/store.hpp"

namespace arena::serve {

/// Opens one more connection to the same database.
using SqlConnector = std::function<Result<std::unique_ptr<SqlConnection>>(SqlAccess)>;

/// The schema must be there, and `writer` be a connection for writing. Errors: host (a connection
/// cannot be opened).
Result<std::unique_ptr<Store>> start_store(const SqlConnector& connect,
                                           const Store::Settings& settings,
                                           std::unique_ptr<SqlConnection> writer);

}  // namespace arena::serve
