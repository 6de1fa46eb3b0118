#include "serve/store/sqlite_connection.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>

#include "core/assert.hpp"

namespace arena::serve {
namespace {

// Another program's short write (a backup, the sqlite3 shell) is waited for, not refused.
constexpr int busy_wait_ms = 5000;
// Each connection caches 4 MiB of pages; the rest of what is read again is in the kernel's cache.
// The log is copied back at 4 MiB and truncated to at most 64 MiB after a burst.
constexpr const char* settings =
    "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -4096; PRAGMA wal_autocheckpoint = 1000;"
    "PRAGMA journal_size_limit = 67108864; PRAGMA trusted_schema = OFF;";

struct Closer {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Closer>;

struct Statement {
    std::unique_ptr<sqlite3_stmt, Closer> handle;
    std::vector<std::size_t> parameters;  ///< SQLite's i-th parameter is value number parameters[i]
};

SqlFault fault_of(int code) {
    switch (code & 0xff) {
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_NOMEM:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_PROTOCOL:
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PERM: return SqlFault::host;
        default: return SqlFault::refused;
    }
}

/// The numbers behind $1, $2 ... in the order in which SQLite counts its parameters.
std::vector<std::size_t> parameter_numbers(sqlite3_stmt* statement) {
    std::vector<std::size_t> numbers;
    for (int index = 1; index <= sqlite3_bind_parameter_count(statement); ++index) {
        const char* name = sqlite3_bind_parameter_name(statement, index);
        ARENA_ASSERT(name != nullptr && name[0] == '$');
        numbers.push_back(std::strtoul(name + 1, nullptr, 10) - 1);
    }
    return numbers;
}

int bind(sqlite3_stmt* statement, int index, const SqlValue& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        return sqlite3_bind_int64(statement, index, *integer);
    }
    if (const auto* real = std::get_if<double>(&value)) {
        return sqlite3_bind_double(statement, index, *real);
    }
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        // A null pointer would bind NULL: an empty view may hold one.
        return sqlite3_bind_text64(statement, index, text->empty() ? "" : text->data(),
                                   text->size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    return sqlite3_bind_null(statement, index);
}

SqlRows::Cell cell_of(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER: return sqlite3_column_int64(statement, column);
        case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
        case SQLITE_NULL: return std::monostate{};
        default: break;
    }
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    return bytes == nullptr ? std::string() : std::string(bytes, size);
}

class SqliteConnection final : public SqlConnection {
public:
    SqliteConnection(Database db, std::string path) : db_(std::move(db)), path_(std::move(path)) {}

    Outcome<void> run(const char* text) {
        const int code = sqlite3_exec(db_.get(), text, nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) return tl::unexpected(failure(code));
        return {};
    }

private:
    Failure failure(int code) const {
        const bool is_locked = (code & 0xff) == SQLITE_BUSY;
        return {fault_of(code), path_ + ": " +
                                    (is_locked ? "another program keeps it locked"
                                               : std::string(sqlite3_errmsg(db_.get())))};
    }

    Outcome<void> do_begin(SqlAccess access) override {
        return run(access == SqlAccess::read ? "BEGIN" : "BEGIN IMMEDIATE");
    }

    Outcome<void> do_commit() override { return run("COMMIT"); }

    void do_rollback() override {
        // A full disk may have rolled it back already; then this has nothing to do.
        if (sqlite3_get_autocommit(db_.get()) == 0) {
            sqlite3_exec(db_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        }
    }

    Outcome<SqlRows> do_execute(std::string_view sql, std::span<const SqlValue> values) override {
        auto prepared = prepare(sql);
        if (!prepared) return tl::unexpected(prepared.error());
        const Statement& statement = **prepared;
        sqlite3_stmt* handle = statement.handle.get();
        for (std::size_t index = 0; index < statement.parameters.size(); ++index) {
            ARENA_ASSERT(statement.parameters[index] < values.size());
            const int code =
                bind(handle, static_cast<int>(index) + 1, values[statement.parameters[index]]);
            if (code != SQLITE_OK) return tl::unexpected(failure(code));
        }
        auto rows = step_through(handle);
        sqlite3_reset(handle);
        sqlite3_clear_bindings(handle);
        return rows;
    }

    Outcome<SqlRows> step_through(sqlite3_stmt* handle) {
        const int columns = sqlite3_column_count(handle);
        std::vector<SqlRows::Cell> cells;
        int code = sqlite3_step(handle);
        for (; code == SQLITE_ROW; code = sqlite3_step(handle)) {
            for (int column = 0; column < columns; ++column) {
                cells.push_back(cell_of(handle, column));
            }
        }
        if (code != SQLITE_DONE) return tl::unexpected(failure(code));
        return SqlRows(static_cast<std::size_t>(columns), std::move(cells),
                       sqlite3_changes64(db_.get()));
    }

    Outcome<const Statement*> prepare(std::string_view sql) {
        const auto known = statements_.find(sql);
        if (known != statements_.end()) return &known->second;
        sqlite3_stmt* handle = nullptr;
        const int code = sqlite3_prepare_v3(db_.get(), sql.data(), static_cast<int>(sql.size()),
                                            SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
        Statement statement{std::unique_ptr<sqlite3_stmt, Closer>(handle), {}};
        if (code != SQLITE_OK) return tl::unexpected(failure(code));
        statement.parameters = parameter_numbers(handle);
        return &statements_.emplace(sql, std::move(statement)).first->second;
    }

    Database db_;
    std::string path_;
    std::map<std::string, Statement, std::less<>> statements_;
};

}  // namespace

Result<SqliteFile> SqliteFile::claim(const std::string& path) {
    // SQLite would make it readable by everybody; it holds password hashes.
    const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        return fail(ErrorCode::host, path + ": cannot be opened: " + std::strerror(errno));
    }
    close(file);
    const std::string name = path + ".lock";
    const int lock = open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) {
        return fail(ErrorCode::host, name + ": cannot be opened: " + std::strerror(errno));
    }
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        char holder[16] = {};
        const bool is_told = pread(lock, holder, sizeof holder - 1, 0) > 0;
        close(lock);
        return fail(ErrorCode::host,
                    path + ": in use by another server" +
                        (is_told ? std::string(" (process ") + holder + ")" : std::string()) +
                        "; stop it first, or name another database by --store");
    }
    const std::string self = std::to_string(getpid());
    if (ftruncate(lock, 0) != 0 || pwrite(lock, self.data(), self.size(), 0) < 0) {
        close(lock);
        return fail(ErrorCode::host, name + ": cannot be written: " + std::strerror(errno));
    }
    return SqliteFile(path, lock);
}

SqliteFile::SqliteFile(SqliteFile&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

SqliteFile::~SqliteFile() {
    if (lock_ >= 0) close(lock_);
}

Result<std::unique_ptr<SqlConnection>> connect_sqlite(const std::string& path, SqlAccess access) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database db(handle);
    if (code != SQLITE_OK) {
        return fail(ErrorCode::host, path + ": cannot be opened: " + sqlite3_errstr(code));
    }
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, busy_wait_ms);
    auto connection = std::make_unique<SqliteConnection>(std::move(db), path);
    const char* mode =
        access == SqlAccess::read ? "PRAGMA query_only = ON" : "PRAGMA journal_mode = WAL";
    for (const char* text : {settings, mode}) {
        if (auto done = connection->run(text); !done) {
            return fail(ErrorCode::host, done.error().message);
        }
    }
    return std::unique_ptr<SqlConnection>(std::move(connection));
}

}  // namespace arena::serve
