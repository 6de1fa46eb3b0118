// The journal's lines of one write transaction, on their way to the database.
//
// A transaction carries the lines of many matches. They are held here and written by few statements
// of many rows, and the last seq of each match is remembered from one transaction to the next, so
// an append costs no round trip of its own. The memory can only be behind (another server wrote),
// never ahead, and (match, seq) is the table's key: a fork is refused by the database, whatever is
// remembered.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "serve/store/records.hpp"

namespace arena::serve {

class SqlConnection;

/// Strand: the thread of its connection.
class JournalBuffer {
public:
    /// Errors: not_found (no such match), internal (not the next seq).
    Result<void> add(SqlConnection& sql, const JournalRecord& event);
    /// Writes what is held. Errors: internal (a line of that seq is there, and another one), host.
    Result<void> flush(SqlConnection& sql);

    void committed();    ///< the transaction was: remember its last seqs
    void rolled_back();  ///< it was not: forget its lines

private:
    Result<std::int64_t> last_seq(SqlConnection& sql, const std::string& match_id);
    Result<void> write(SqlConnection& sql, std::size_t from, std::size_t count);

    std::vector<JournalRecord> held_;
    std::map<std::string, std::int64_t> written_;  ///< last seqs of this transaction
    std::map<std::string, std::int64_t> known_;    ///< of committed ones
};

}  // namespace arena::serve
