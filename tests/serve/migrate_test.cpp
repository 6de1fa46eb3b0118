#include "serve/store/migrate.hpp"

#include "serve/store/sqlite_connection.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

namespace arena::serve {

TEST_CASE("migrate: a statement ends with ';' at the end of a line") {
    const auto statements = statements_of(
        "-- a note; with a semicolon\n\nCREATE TABLE a (\n    b TEXT DEFAULT ';' NOT NULL\n);\n"
        "CREATE TABLE c (d TEXT);\n\nDROP TABLE e;");
    REQUIRE(statements.size() == 3);
    CHECK(statements[0] == "CREATE TABLE a (\n    b TEXT DEFAULT ';' NOT NULL\n);\n");
    CHECK(statements[1] == "CREATE TABLE c (d TEXT);\n");
    CHECK(statements[2] == "DROP TABLE e;");
    CHECK(statements_of("").empty());
}

TEST_CASE("migrate: each file once, all or none, never back") {
    const testing::TemporaryFolder folder;
    const auto file = SqliteFile::claim(folder.path("db"));
    REQUIRE_OK(file);
    auto sql = connect_sqlite(file->path(), SqlAccess::schema);
    REQUIRE_OK(sql);
    const std::vector<Migration> first{{"0001_a.sql", "CREATE TABLE a (x TEXT);\n"}};
    auto two = first;
    two.push_back({"0002_b.sql", "CREATE TABLE b (x TEXT);\nINSERT INTO b VALUES ('1');\n"});
    auto broken = two;
    broken.push_back({"0003_c.sql", "CREATE TABLE c (x TEXT);\nCREATE TABLE a (x TEXT);\n"});
    const auto migrated = [&](const std::vector<Migration>& migrations) {
        return migrate(**sql, migrations);
    };
    CHECK(migrated(first));
    CHECK(migrated(two));
    CHECK(migrated(two));
    const auto failed = migrated(broken);
    REQUIRE_FALSE(failed);
    CHECK_THAT(failed.error().message, Catch::Matchers::ContainsSubstring("0003_c.sql"));
    CHECK(migrated(two));  // nothing of 0003 was kept
    const auto older = migrated(first);
    REQUIRE_FALSE(older);
    CHECK(older.error().message ==
          "the database's schema has version 2, this arena knows 1: use a newer arena");
    REQUIRE((*sql)->begin(SqlAccess::read));
    CHECK((*sql)->execute("SELECT x FROM b")->size() == 1);
    CHECK_FALSE((*sql)->execute("SELECT x FROM c"));
    CHECK((*sql)->fault() == SqlFault::refused);
    (*sql)->rollback();
}

}  // namespace arena::serve
