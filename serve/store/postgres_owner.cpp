// See postgres_owner.hpp. Locks: https://www.postgresql.org/docs/15/functions-admin.html
#include "serve/store/postgres_owner.hpp"

#include <chrono>
#include <thread>

#include "serve/ids.hpp"

namespace arena::serve {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds first_wait = 3s, further_wait = 1s, pause = 50ms;

// Advisory locks are of one database; its schemas are told apart by the second key.
constexpr const char* take_lock =
    "SELECT pg_try_advisory_lock(1634887534, hashtext(COALESCE(current_schema(), '')))";
constexpr const char* give_lock_back =
    "SELECT pg_advisory_unlock(1634887534, hashtext(COALESCE(current_schema(), '')))";
const std::string the_lock =
    " locktype = 'advisory' AND objsubid = 2 AND granted AND classid::bigint = 1634887534"
    " AND objid::bigint = hashtext(COALESCE(current_schema(), ''))::bigint & 4294967295"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
const std::string backend_name = "(a.pid || ' ' || a.backend_start)";

bool is_taken(pqxx::nontransaction& session) {
    return session.exec(take_lock)[0][0].as<bool>();
}

std::string in_use(pqxx::nontransaction& session) {
    const auto holder = session.exec("SELECT pid FROM pg_locks WHERE" + the_lock);
    const std::string who =
        holder.empty() ? "" : " (process " + holder[0][0].as<std::string>() + " of the database)";
    return "in use by another server" + who +
           "; stop it first, or name another database by --store";
}

}  // namespace

PostgresOwner::PostgresOwner() : name_(random_token()) {}

void PostgresOwner::hold(pqxx::connection& connection) {
    if (is_held_) return;
    pqxx::nontransaction session(connection);
    const auto deadline = SteadyClock::now() + (is_signed_ ? further_wait : first_wait);
    while (!is_taken(session)) {
        if (SteadyClock::now() > deadline) throw NotOwner(in_use(session));
        if (!backend_.empty()) {
            session.exec(
                "SELECT pg_terminate_backend(a.pid) FROM pg_locks l"
                " JOIN pg_stat_activity a ON a.pid = l.pid WHERE" +
                the_lock + " AND " + backend_name + " = " + session.quote(backend_));
        }
        std::this_thread::sleep_for(pause);
    }
    if (is_signed_) check_signature(session);
    backend_ = session
                   .exec("SELECT " + backend_name +
                         " FROM pg_stat_activity a WHERE a.pid = pg_backend_pid()")[0][0]
                   .as<std::string>();
    is_held_ = true;
}

void PostgresOwner::check_signature(pqxx::nontransaction& session) {
    const auto last = session.exec("SELECT value FROM notes WHERE name = 'store_owner'");
    is_succeeded_ = is_succeeded_ || last.empty() || last[0][0].as<std::string>() != name_;
    if (!is_succeeded_) return;
    session.exec(give_lock_back);
    throw NotOwner(
        "another server took this database over while it was away from this one: stop one of the "
        "two, and start this one anew if it is to stay");
}

void PostgresOwner::sign(pqxx::connection& connection) {
    if (is_signed_) return;
    pqxx::nontransaction session(connection);
    session.exec("INSERT INTO notes (name, value) VALUES ('store_owner', " + session.quote(name_) +
                 ") ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    is_signed_ = true;
}

}  // namespace arena::serve
