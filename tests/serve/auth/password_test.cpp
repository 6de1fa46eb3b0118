#include "serve/auth/password.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "serve/auth/hashing_pool.hpp"
#include "tests/support/catch.hpp"

namespace arena::serve {

TEST_CASE("password: hashes of other programs are verified") {
    // yescrypt: the reference implementation's TESTS-OK. bcrypt: Openwall's crypt_blowfish.
    struct Row {
        const char *password, *hash;
        bool is_outdated;
    };
    const Row rows[] = {
        {"pleaseletmein",
         "$y$jD5.7$LdJMENpBABJJ3hIHjB1Bi.$HboGM6qPrsK.StKYGt6KErmUYtioHreJd98oIugoNB6", false},
        {"U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", true},
        {"U*U", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", true},
        {"U*U", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", true},
    };
    for (const Row& row : rows) {
        INFO(row.hash);
        CHECK(check_password(row.password, row.hash).is_right);
        CHECK(check_password(row.password, row.hash).is_outdated == row.is_outdated);
        CHECK_FALSE(check_password(std::string(row.password) + "x", row.hash).is_right);
        CHECK_FALSE(check_password(std::string(row.password) + '\0', row.hash).is_right);
        CHECK_FALSE(check_password("", row.hash).is_right);
        std::string changed = row.hash;
        changed.back() = changed.back() == 'W' ? 'X' : 'W';
        CHECK_FALSE(check_password(row.password, changed).is_right);
    }
}

TEST_CASE("password: what bcrypt cannot read whole is not hashed anew") {
    // libxcrypt's crypt(), of 72 times x; bcrypt reads no more of a longer one
    const std::string hash = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.D7RDOYXakZhsFmh/LdqQNx0kQ424AFS";
    const std::string read(72, 'x');
    CHECK(check_password(read, hash).is_outdated);
    CHECK(check_password(read + "REALTAIL", hash).is_right);
    CHECK_FALSE(check_password(read + "REALTAIL", hash).is_outdated);
}

TEST_CASE("password: weak, broken and missing hashes are never right") {
    for (const char* hash :
         {"", "*", "*0", "*1", "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
          "CC4rMpbg9AMZ.", "$1$dXc3I7Rw$ctlgjDdWJLMT.qwHsWhXR1", "$y$", "$y$j9T$", "$2b$05$CC"}) {
        INFO(hash);
        CHECK_FALSE(check_password("U*U*U*U*", hash).is_right);
        CHECK_FALSE(check_password("", hash).is_right);
    }
}

TEST_CASE("password: a new hash is a yescrypt with a salt of its own") {
    const std::string password = "correct horse bättery";
    const auto one = hash_password(password);
    const auto other = hash_password(password);
    REQUIRE_OK(one);
    REQUIRE_OK(other);
    CHECK(one->starts_with("$y$"));
    CHECK(*one != *other);
    CHECK(check_password(password, *one).is_right);
    CHECK_FALSE(check_password(password, *one).is_outdated);
    CHECK_FALSE(hash_password("short77"));
    CHECK_FALSE(hash_password(std::string(password_bytes_max + 1, 'x')));
    CHECK_FALSE(hash_password(std::string("nul\0inside", 10)));
    const std::string longest(password_bytes_max, 'x');
    const auto of_longest = hash_password(longest);
    REQUIRE_OK(of_longest);
    CHECK(check_password(longest, *of_longest).is_right);
    CHECK_FALSE(check_password(longest.substr(1), *of_longest).is_right);
}

TEST_CASE("password: the pool answers from its own threads and refuses beyond its limit") {
    HashingPool pool({.threads = 1, .waiting_max = 2});
    std::mutex mutex;
    std::condition_variable changed;
    bool is_entered = false, may_leave = false;
    int answers = 0;
    std::string hash;
    const auto answered = [&] {
        const std::lock_guard lock(mutex);
        ++answers;
        changed.notify_all();
    };
    REQUIRE(pool.hash("long enough", [&](Result<std::string> made) {
        std::unique_lock lock(mutex);
        hash = made.value_or("");
        is_entered = true;
        ++answers;
        changed.notify_all();
        changed.wait(lock, [&] { return may_leave; });
    }));
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return is_entered; });
    }
    // The only thread is held: two may wait, the third is told to come back.
    PasswordCheck check;
    const auto first = pool.check("long enough", hash, [&](PasswordCheck found) {
        check = found;
        answered();
    });
    const auto second = pool.check("wrong", hash, [&](PasswordCheck) { answered(); });
    const auto third = pool.check("wrong", hash, [&](PasswordCheck) { answered(); });
    CHECK(first);
    CHECK(second);
    REQUIRE_FALSE(third);
    CHECK(third.error().code == ErrorCode::host);
    CHECK(pool.waiting() == 2);
    std::unique_lock lock(mutex);
    may_leave = true;
    changed.notify_all();
    changed.wait(lock, [&] { return answers == 3; });
    CHECK(check.is_right);
}

}  // namespace arena::serve
