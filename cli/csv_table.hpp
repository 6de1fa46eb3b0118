// A small table from a CSV file with a header line (RFC 4180: quotes, any line end).
//
// For lists of players and games that fit in memory; nothing is guessed: a column that a command
// needs must be there by name, and every refusal names file and line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace arena::cli {

inline constexpr std::size_t csv_bytes_max = 1u << 30;

/// The whole file. Errors: not_found, unreadable (a folder, larger than `bytes_max`).
Result<std::string> read_text_file(const std::string& path, std::size_t bytes_max = csv_bytes_max);

class CsvTable {
public:
    struct Row {
        int line;
        std::vector<std::string> cells;
    };

    /// Errors: as read_text_file; unreadable, "FILE:3: 4 cells where the header has 5".
    static Result<CsvTable> read(const std::string& path);

    /// The place of the first of `names` in the header.
    std::optional<std::size_t> column(std::initializer_list<std::string_view> names) const;

    const std::vector<Row>& rows() const { return rows_; }

    /// A finite number within [least, most]; error: unreadable, with file, line and column.
    Result<double> number(const Row& row, std::size_t column, double least, double most) const;

    tl::unexpected<Error> wrong(const Row& row, const std::string& what) const;
    tl::unexpected<Error> lacks(const std::string& what) const;

private:
    std::string path_;
    std::vector<std::string> header_;
    std::vector<Row> rows_;
};

}  // namespace arena::cli
