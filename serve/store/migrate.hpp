// Brings a database's schema to this program's: the numbered files of serve/store/migrations, each
// once and in order, all in one transaction that other servers wait for.
//
// A schema newer than the program's is refused, not touched: an older program does not know what it
// would break.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace arena::serve {

class SqlConnection;

struct Migration {
    std::string name;  ///< 0001_first.sql: the number counts from 1
    std::string text;
};

/// Made from the files by scripts/cmake/embed.cmake, in their order.
const std::vector<Migration>& built_in_migrations();

/// The statements of a file: each ends with ';' at the end of a line.
std::vector<std::string> statements_of(std::string_view text);

/// Errors: host (the schema is newer; the database refuses).
Result<void> migrate(SqlConnection& sql,
                     const std::vector<Migration>& migrations = built_in_migrations());

}  // namespace arena::serve
