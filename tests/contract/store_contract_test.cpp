// The store's contract on SQLite (a file) and on a real PostgreSQL server.
#include "tests/contract/store_contract.hpp"

#include "serve/store/store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/postgres_server.hpp"
#include "tests/support/temporary_folder.hpp"

namespace arena::testing {
namespace {

DatabaseMaker sqlite_in(const TemporaryFolder& folder) {
    return [&folder, number = 0]() mutable {
        return "sqlite:" + folder.path(std::to_string(++number) + ".db");
    };
}

void check_all(const DatabaseMaker& make) {
    SECTION("accounts") {
        check_accounts(make);
    }
    SECTION("refresh tokens") {
        check_refresh_tokens(make);
    }
    SECTION("matches") {
        check_matches(make);
    }
    SECTION("journal") {
        check_journal(make);
    }
    SECTION("submissions") {
        check_submissions(make);
    }
    SECTION("ratings") {
        check_ratings(make);
    }
    SECTION("corrected results") {
        check_corrections(make);
    }
    SECTION("group commit") {
        check_group_commit(make);
    }
    SECTION("opening") {
        check_opening(make);
    }
}

}  // namespace

TEST_CASE("store contract: SQLite") {
    const TemporaryFolder folder;
    check_all(sqlite_in(folder));
}

TEST_CASE("store contract: PostgreSQL") {
    PostgresServer* server = shared_postgres();
    if (server == nullptr) return;
    check_all([server] { return server->make_database(); });
}

}  // namespace arena::testing
