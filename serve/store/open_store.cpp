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

/// The writer comes first: who does not own the database changes nothing in it.
Result<std::unique_ptr<Store>> open_with(const SqlConnector& connect,
                                         const Store::Settings& settings) {
    auto writer = connect(SqlAccess::write);
    if (!writer) return tl::unexpected(writer.error());
    if (auto ready = migrate(**writer); !ready) return tl::unexpected(ready.error());
    return start_store(connect, settings, *std::move(writer));
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const std::string& url, const Settings& settings) {
    if (settings.readers < 1 || settings.queue_max < 1 || settings.group_max < 1) {
        return fail(ErrorCode::usage, "the store needs at least one reader and room for one job");
    }
    if (is_postgres(url)) {
        return open_with(
            [url](SqlAccess access) { return connect_postgres(url, access == SqlAccess::write); },
            settings);
    }
    const bool is_sqlite = url.starts_with("sqlite:");
    const std::string path = is_sqlite ? url.substr(7) : url;
    if (is_sqlite && path.empty()) {
        return fail(ErrorCode::usage, "'sqlite:' names no file: expected sqlite:FILE");
    }
    if (url.find("://") != std::string::npos || path.empty()) {
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
