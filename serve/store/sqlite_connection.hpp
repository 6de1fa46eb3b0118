// SqlConnection over SQLite's C interface (https://sqlite.org/c3ref/intro.html).
//
// Write-ahead log and synchronous=FULL: commit() returns after the log was synced, so what was
// acknowledged survives a power cut; readers see the last commit and never wait for the writer.
// One process only writes: SqliteFile holds a lock beside the database.
#pragma once

#include <memory>
#include <string>

#include "serve/store/sql_connection.hpp"

namespace arena::serve {

/// The right to be the only server on this database file, for as long as it lives: a lock on
/// FILE.lock that the kernel drops with the process.
class SqliteFile {
public:
    /// Makes the file, readable by its owner only, when it is absent.
    /// Errors: host (in use by another process, whose number is told; cannot be made).
    static Result<SqliteFile> claim(const std::string& path);

    SqliteFile(SqliteFile&& other) noexcept;
    SqliteFile& operator=(SqliteFile&&) = delete;
    ~SqliteFile();

    const std::string& path() const { return path_; }

private:
    SqliteFile(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

    std::string path_;
    int lock_;
};

/// Errors: host (cannot be opened, is no database).
Result<std::unique_ptr<SqlConnection>> connect_sqlite(const std::string& path, SqlAccess access);

}  // namespace arena::serve
