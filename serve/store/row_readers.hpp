// How a query's rows become records: none or one, all of them, or only "it went well".
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "serve/store/sql_connection.hpp"

namespace arena::serve {

/// `read(rows, row)` makes a record of one row.
template <class Read>
auto first_row(Result<SqlRows> rows, Read read)
    -> Result<std::optional<decltype(read(*rows, std::size_t{}))>> {
    if (!rows) return tl::unexpected(std::move(rows.error()));
    if (rows->empty()) return std::nullopt;
    return read(*rows, std::size_t{0});
}

template <class Read>
auto all_rows(Result<SqlRows> rows, Read read)
    -> Result<std::vector<decltype(read(*rows, std::size_t{}))>> {
    if (!rows) return tl::unexpected(std::move(rows.error()));
    std::vector<decltype(read(*rows, std::size_t{}))> records;
    records.reserve(rows->size());
    for (std::size_t row = 0; row < rows->size(); ++row) records.push_back(read(*rows, row));
    return records;
}

inline Result<void> done(Result<SqlRows> rows) {
    if (!rows) return tl::unexpected(std::move(rows.error()));
    return {};
}

/// Did the statement touch a row?
inline Result<bool> touched(Result<SqlRows> rows) {
    if (!rows) return tl::unexpected(std::move(rows.error()));
    return rows->changed() > 0;
}

inline std::string first_text(const SqlRows& rows, std::size_t row) {
    return rows.text(row, 0);
}

inline std::int64_t first_integer(const SqlRows& rows, std::size_t row) {
    return rows.integer(row, 0);
}

/// NULL for the empty text: columns in which "none" must not count as a value.
inline SqlValue none_if_empty(std::string_view text) {
    return text.empty() ? SqlValue() : SqlValue(text);
}

}  // namespace arena::serve
