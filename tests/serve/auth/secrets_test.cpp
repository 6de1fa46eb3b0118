#include "serve/auth/secrets.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <map>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

namespace arena::serve {
namespace {

Environment environment_of(std::map<std::string, std::string> values) {
    return [values = std::move(values)](const std::string& name) -> std::optional<std::string> {
        const auto found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    };
}

unsigned mode_of(const std::string& path) {
    struct stat status {};
    REQUIRE(stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}

}  // namespace

TEST_CASE("secrets: made once, for their owner only, and found again") {
    const testing::TemporaryFolder folder;
    const auto made = load_secrets(folder.path("data"), environment_of({}));
    REQUIRE_OK(made);
    REQUIRE(made->jwt_keys.size() == 1);
    CHECK(made->jwt_keys[0].secret.size() == 43);
    CHECK(made->jwt_keys[0].id.size() == 8);
    CHECK(made->refresh_secret.size() == 43);
    CHECK(made->refresh_secret != made->jwt_keys[0].secret);
    CHECK(mode_of(folder.path("data/secrets")) == 0700);
    CHECK(mode_of(folder.path("data/secrets/jwt")) == 0600);
    CHECK(mode_of(folder.path("data/secrets/refresh")) == 0600);
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path("data/secrets"))) {
        files += entry.is_regular_file() ? 1 : 0;
    }
    CHECK(files == 2);  // no draft is left
    const auto again = load_secrets(folder.path("data"), environment_of({}));
    REQUIRE_OK(again);
    CHECK(again->jwt_keys[0].secret == made->jwt_keys[0].secret);
    CHECK(again->jwt_keys[0].id == made->jwt_keys[0].id);
    CHECK(again->refresh_secret == made->refresh_secret);

    chmod(folder.path("data/secrets/jwt").c_str(), 0640);
    const auto open = load_secrets(folder.path("data"), environment_of({}));
    REQUIRE_FALSE(open);
    CHECK(open.error().code == ErrorCode::unreadable);
    CHECK_THAT(open.error().message, Catch::Matchers::ContainsSubstring("chmod 600"));
}

TEST_CASE("secrets: read from named files, the first key signing") {
    const testing::TemporaryFolder folder;
    const std::string one(32, '1'), two(40, '2');
    const auto jwt = folder.write("jwt", one + "\n\n" + two + "\r\n");
    const auto refresh = folder.write("refresh", two);
    const auto environment =
        environment_of({{"ARENA_JWT_SECRET_FILE", jwt}, {"ARENA_REFRESH_SECRET_FILE", refresh}});
    const auto loaded = load_secrets(folder.path("data"), environment);
    REQUIRE_OK(loaded);
    REQUIRE(loaded->jwt_keys.size() == 2);
    CHECK(loaded->jwt_keys[0].secret == one);
    CHECK(loaded->jwt_keys[1].secret == two);
    CHECK(loaded->jwt_keys[0].id != loaded->jwt_keys[1].id);
    CHECK(loaded->refresh_secret == two);
    CHECK_FALSE(std::filesystem::exists(folder.path("data")));

    folder.write("jwt", "too short\n");
    CHECK(load_secrets(folder.path("data"), environment).error().code == ErrorCode::usage);
    folder.write("jwt", "\n");
    CHECK(load_secrets(folder.path("data"), environment).error().code == ErrorCode::usage);
    std::filesystem::remove(jwt);
    const auto missing = load_secrets(folder.path("data"), environment);
    CHECK(missing.error().code == ErrorCode::not_found);
    CHECK_THAT(missing.error().message,
               Catch::Matchers::ContainsSubstring("ARENA_JWT_SECRET_FILE"));
    CHECK(load_secrets(folder.write("file", "x"), environment_of({})).error().code ==
          ErrorCode::host);
}

}  // namespace arena::serve
