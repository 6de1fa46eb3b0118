#include "serve/store/migrate.hpp"

#include "serve/store/row_readers.hpp"

namespace arena::serve {
namespace {

Result<void> run_file(SqlConnection& sql, const Migration& migration, std::int64_t number) {
    for (const std::string& statement : statements_of(migration.text)) {
        if (auto ran = sql.execute(statement); !ran) {
            return fail(ErrorCode::host,
                        "migration " + migration.name + " failed: " + ran.error().message);
        }
    }
    return done(sql.execute("INSERT INTO schema_versions (number, name) VALUES ($1, $2)",
                            {number, migration.name}));
}

Result<void> run_missing(SqlConnection& sql, const std::vector<Migration>& migrations) {
    auto made = sql.execute(
        "CREATE TABLE IF NOT EXISTS schema_versions (number BIGINT PRIMARY KEY, name TEXT NOT "
        "NULL)");
    if (!made) return tl::unexpected(made.error());
    auto found = first_row(sql.execute("SELECT COALESCE(MAX(number), 0) FROM schema_versions"),
                           first_integer);
    if (!found) return tl::unexpected(found.error());
    const auto current = found->value_or(0);
    const auto newest = static_cast<std::int64_t>(migrations.size());
    if (current > newest) {
        return fail(ErrorCode::host, "the database's schema has version " +
                                         std::to_string(current) + ", this arena knows " +
                                         std::to_string(newest) + ": use a newer arena");
    }
    for (std::int64_t number = current + 1; number <= newest; ++number) {
        const Migration& migration = migrations[static_cast<std::size_t>(number - 1)];
        if (auto ran = run_file(sql, migration, number); !ran) return ran;
    }
    return {};
}

}  // namespace

std::vector<std::string> statements_of(std::string_view text) {
    std::vector<std::string> statements;
    std::string statement;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1);
        const std::string_view line = text.substr(0, end + 1);
        text.remove_prefix(end + 1);
        if (line.starts_with("--")) continue;
        if (statement.empty() && line == "\n") continue;
        statement += line;
        if (line.ends_with(";\n") || (text.empty() && line.ends_with(';'))) {
            statements.push_back(std::move(statement));
            statement.clear();
        }
    }
    if (!statement.empty()) statements.push_back(std::move(statement));
    return statements;
}

Result<void> migrate(SqlConnection& sql, const std::vector<Migration>& migrations) {
    if (auto begun = sql.begin(SqlAccess::schema); !begun) return begun;
    auto ran = run_missing(sql, migrations);
    if (!ran) {
        sql.rollback();
        return ran;
    }
    return sql.commit();
}

}  // namespace arena::serve
