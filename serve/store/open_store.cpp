// Store::open: which database a URL names, and its schema.
#include "serve/store/migrate.hpp"
#include "serve/store/postgres_connection.hpp"
#include "serve/store/sqlite_connection.hpp"
#include "serve/store/store_threads.hpp"

namespace arena::serve {
namespace {

bool is_postgres(std::string_view url) {
    return url.starts_with("postgres://") || url.starts_with("postgresql://");
}

/// Brings the schema up to date over a connection of its own.
Result<void> prepare(const SqlConnector& connect) {
    auto connection = connect(SqlAccess::schema);
    if (!connection) return tl::unexpected(connection.error());
    return migrate(**connection);
}

Result<std::unique_ptr<Store>> open_with(const SqlConnector& connect,
                                         const Store::Settings& settings) {
    if (auto prepared = prepare(connect); !prepared) return tl::unexpected(prepared.error());
    return start_store(connect, settings);
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const std::string& url, const Settings& settings) {
    if (settings.readers < 1 || settings.queue_max < 1 || settings.group_max < 1) {
        return fail(ErrorCode::usage, "the store needs at least one reader and room for one job");
    }
    if (is_postgres(url)) {
        return open_with([url](SqlAccess) { return connect_postgres(url); }, settings);
    }
    const bool has_scheme = url.find("://") != std::string::npos;
    const std::string path = url.starts_with("sqlite:") ? url.substr(7) : url;
    if (has_scheme || path.empty()) {
        return fail(ErrorCode::usage, "'" + url.substr(0, url.find(':')) +
                                          "' is no store: expected sqlite:FILE or postgres://...");
    }
    auto file = SqliteFile::claim(path);
    if (!file) return tl::unexpected(file.error());
    // The connector owns the claim, and the store owns the connector.
    auto claim = std::make_shared<SqliteFile>(std::move(*file));
    return open_with([claim](SqlAccess access) { return connect_sqlite(claim->path(), access); },
                     settings);
}

}  // namespace arena::serve
