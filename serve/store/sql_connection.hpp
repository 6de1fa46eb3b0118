// One connection to a SQL database, as thin as both databases allow: a transaction, a statement
// with $1..$n, rows. What SQLite and PostgreSQL do differently stays behind it; every query above
// it is one text for both.
//
// Text must be UTF-8 without NUL (PostgreSQL stores nothing else), so execute() refuses other text
// for both alike. Statements are prepared once for each text and connection: pass few, fixed texts.
//
// After a failure the transaction is dead: only rollback() may follow. fault() then says of which
// kind the first failure was, for the writer that has to decide whether trying again makes sense.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/error.hpp"

namespace arena::serve {

/// A parameter. Borrowed: the text must live until execute() returns.
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string_view>;

enum class SqlAccess {
    read,    ///< one snapshot, no writes
    write,   ///< sees nobody else's half-done work; may end in SqlFault::conflict
    schema,  ///< a write that no other process of this kind does at the same time
};

enum class SqlFault {
    none,
    refused,   ///< the statement is at fault: a constraint, a type, text that is no UTF-8
    conflict,  ///< another writer was first: the same work may succeed when run again
    lost,      ///< the connection broke: a new one may be there at once
    host,      ///< disk full, file gone, server away: only time helps
};

/// The rows of a result. A cell is read as what the column is; NULL reads as 0 or "".
class SqlRows {
public:
    using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;

    SqlRows(std::size_t columns, std::vector<Cell> cells, std::int64_t changed)
        : columns_(columns), cells_(std::move(cells)), changed_(changed) {}

    std::size_t size() const { return columns_ == 0 ? 0 : cells_.size() / columns_; }
    bool empty() const { return cells_.empty(); }
    /// Rows that an INSERT, UPDATE or DELETE touched.
    std::int64_t changed() const { return changed_; }

    bool is_null(std::size_t row, std::size_t column) const;
    std::int64_t integer(std::size_t row, std::size_t column) const;
    double real(std::size_t row, std::size_t column) const;
    std::string text(std::size_t row, std::size_t column) const;

private:
    const Cell& cell(std::size_t row, std::size_t column) const;

    std::size_t columns_;
    std::vector<Cell> cells_;
    std::int64_t changed_;
};

/// Strand: one thread at a time.
class SqlConnection {
public:
    SqlConnection() = default;
    SqlConnection(const SqlConnection&) = delete;
    SqlConnection& operator=(const SqlConnection&) = delete;
    virtual ~SqlConnection() = default;

    /// Connects again when the connection was lost. Errors: host.
    Result<void> begin(SqlAccess access);
    /// When it returns without error, what was written survives a crash. Errors: host, internal.
    Result<void> commit();
    void rollback();

    /// Errors: host (the environment), usage (text that cannot be stored), internal (the rest).
    Result<SqlRows> execute(std::string_view sql, std::span<const SqlValue> values = {});
    Result<SqlRows> execute(std::string_view sql, std::initializer_list<SqlValue> values) {
        return execute(sql, std::span(values.begin(), values.size()));
    }

    /// The first failure since begin().
    SqlFault fault() const { return fault_; }

protected:
    struct Failure {
        SqlFault fault;
        std::string message;
    };
    template <class T>
    using Outcome = tl::expected<T, Failure>;

    virtual Outcome<void> do_begin(SqlAccess access) = 0;
    virtual Outcome<void> do_commit() = 0;
    virtual void do_rollback() = 0;
    virtual Outcome<SqlRows> do_execute(std::string_view sql, std::span<const SqlValue> values) = 0;

private:
    Error note(Failure failure);

    SqlFault fault_ = SqlFault::none;
};

}  // namespace arena::serve
