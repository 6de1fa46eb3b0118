#include "serve/store/postgres_connection.hpp"

#include <charconv>
#include <chrono>
#include <map>
#include <optional>
#include <pqxx/pqxx>
#include <thread>

#include "core/assert.hpp"
#include "serve/store/postgres_owner.hpp"
#include "serve/store/store_url.hpp"

// 7.10 wants another spelling of exec_prepared, which 6.4 does not have.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace arena::serve {
namespace {

using namespace std::chrono_literals;

// No wait of the database may be without end: a stuck one must become a fault that is told.
constexpr const char* connect_options = "connect_timeout=5&tcp_user_timeout=10000";
constexpr const char* session_settings =
    "SET statement_timeout = 30000; SET lock_timeout = 10000;"
    "SET client_min_messages = warning; SET client_encoding = 'UTF8';"
    // a host that is gone must not hold the database for the two hours of the usual settings
    "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";
// Acknowledged must mean durable, whatever the server's default; stricter settings stay.
constexpr const char* durable_commits =
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') = 'off'";
constexpr const char* schema_lock = "SELECT pg_advisory_xact_lock(4702103987)";  // any fixed number
constexpr auto settle_time = 2s;  // how long a commit without an answer is asked after
constexpr auto settle_pause = 100ms;

#if PQXX_VERSION_MAJOR >= 7
using Reader =
    pqxx::transaction<pqxx::isolation_level::repeatable_read, pqxx::write_policy::read_only>;
#else
using Reader = pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>;
#endif
using Writer = pqxx::transaction<pqxx::isolation_level::repeatable_read>;
using SchemaWriter = pqxx::transaction<pqxx::isolation_level::read_committed>;

std::string one_line(std::string_view text) {
    std::string line;
    for (const char letter : text) {
        const bool is_blank = letter == '\n' || letter == '\t' || letter == ' ';
        if (is_blank && (line.empty() || line.back() == ' ')) continue;
        line += is_blank ? ' ' : letter;
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

/// SQLSTATE classes: https://www.postgresql.org/docs/15/errcodes-appendix.html
SqlFault fault_of(std::string_view state) {
    const auto kind = state.substr(0, 2);
    if (kind == "08" || state.starts_with("57P0")) return SqlFault::lost;
    if (kind == "40") return SqlFault::conflict;
    const bool is_host = kind == "53" || kind == "57" || kind == "58" || kind == "XX" ||
                         state == "25006" || state == "55P03";
    return is_host ? SqlFault::host : SqlFault::refused;
}

std::string with_options(const std::string& url) {
    if (url.find("connect_timeout=") != std::string::npos) return url;
    return url + (url.find('?') == std::string::npos ? '?' : '&') + connect_options;
}

/// The values as C strings, which libpq wants; null stays null.
class Parameters {
public:
    explicit Parameters(std::span<const SqlValue> values) {
        texts_.reserve(values.size());
        for (const SqlValue& value : values) texts_.push_back(text_of(value));
    }

#if PQXX_VERSION_MAJOR >= 7
    pqxx::params list() const {
        pqxx::params list;
        for (const auto& text : texts_) {
            if (text) {
                list.append(pqxx::zview(*text));
            } else {
                list.append();
            }
        }
        return list;
    }
#else
    auto list() {
        for (const auto& text : texts_) pointers_.push_back(text ? text->c_str() : nullptr);
        return pqxx::prepare::make_dynamic_params(pointers_);
    }
#endif

private:
    template <class T>
    static std::string digits(T number) {
        char buffer[32];
        const auto [end, problem] = std::to_chars(buffer, buffer + sizeof buffer, number);
        ARENA_ASSERT(problem == std::errc());
        return {buffer, end};
    }

    static std::optional<std::string> text_of(const SqlValue& value) {
        if (const auto* integer = std::get_if<std::int64_t>(&value)) return digits(*integer);
        if (const auto* real = std::get_if<double>(&value)) return digits(*real);
        if (const auto* text = std::get_if<std::string_view>(&value)) return std::string(*text);
        return std::nullopt;
    }

    std::vector<std::optional<std::string>> texts_;
    std::vector<const char*> pointers_;
};

class PostgresConnection final : public SqlConnection {
public:
    PostgresConnection(const std::string& url, std::unique_ptr<PostgresOwner> owner)
        : url_(with_options(url)), owner_(std::move(owner)) {}

    Result<void> connect() {
        try {
            open();
            if (owner_) owner_->hold(*connection_);
            return {};
        } catch (const std::exception& problem) {
            return fail(ErrorCode::host, words_of(problem));
        }
    }

private:
    /// What the exception in flight means. REQUIRES: called from a catch block.
    Failure failure() const {
        try {
            throw;
        } catch (const pqxx::broken_connection& problem) {
            return told(SqlFault::lost, problem);
        } catch (const pqxx::in_doubt_error& problem) {
            return told(SqlFault::lost, problem);
        } catch (const pqxx::transaction_rollback& problem) {
            return told(SqlFault::conflict, problem);
        } catch (const pqxx::sql_error& problem) {
            return told(fault_of(problem.sqlstate()), problem);
        } catch (const std::exception& problem) {
            return told(SqlFault::refused, problem);
        }
    }

    Failure told(SqlFault fault, const std::exception& problem) const {
        const bool is_gone = !connection_ || !connection_->is_open();
        return {is_gone ? SqlFault::lost : fault, words_of(problem)};
    }

    /// libpq quotes a URL that it cannot read, password and all.
    std::string words_of(const std::exception& problem) const {
        return without_secret("postgres: " + one_line(problem.what()), url_);
    }

    void open() {
        drop();
        connection_ = std::make_unique<pqxx::connection>(url_);
#if PQXX_VERSION_MAJOR < 7
        connection_->inhibit_reactivation(true);  // a new one would lack the settings below
#endif
        pqxx::nontransaction session(*connection_);
        session.exec(session_settings);
        session.exec(durable_commits);
        const auto encoding = session.exec("SHOW server_encoding");
        if (encoding[0][0].as<std::string>() != "UTF8") {
            throw pqxx::failure("the database's encoding is " + encoding[0][0].as<std::string>() +
                                "; make one by createdb --encoding=UTF8");
        }
    }

    void drop() {
        transaction_.reset();
        names_.clear();
        connection_.reset();
        if (owner_) owner_->lost();
    }

    void start() {
        transaction_.reset();
        statements_ = 0;
        if (owner_) owner_->hold(*connection_);
        switch (access_) {
            case SqlAccess::read: transaction_ = std::make_unique<Reader>(*connection_); return;
            case SqlAccess::write:
                transaction_ = std::make_unique<Writer>(*connection_);
                number_ = transaction_->exec("SELECT txid_current()")[0][0].as<std::string>();
                return;
            case SqlAccess::schema:
                transaction_ = std::make_unique<SchemaWriter>(*connection_);
                number_ = transaction_->exec("SELECT txid_current()")[0][0].as<std::string>();
                transaction_->exec(schema_lock);
                return;
        }
    }

    Outcome<void> do_begin(SqlAccess access) override {
        access_ = access;
        try {
            if (connection_ && connection_->is_open()) {
                start();
                return {};
            }
        } catch (const NotOwner& problem) {
            return tl::unexpected(Failure{SqlFault::host, words_of(problem)});
        } catch (const std::exception&) {
            // The server restarted since the last transaction: what follows connects again.
        }
        try {
            open();
            start();
            return {};
        } catch (const std::exception&) {
            Failure found = failure();
            drop();
            found.fault = SqlFault::host;  // a new connection did not help
            return tl::unexpected(std::move(found));
        }
    }

    Outcome<SqlRows> do_execute(std::string_view sql, std::span<const SqlValue> values) override {
        try {
            return run(sql, values);
        } catch (const std::exception&) {
            Failure found = failure();
            const bool is_first_read = access_ == SqlAccess::read && statements_ == 0;
            if (found.fault != SqlFault::lost || !is_first_read) {
                return tl::unexpected(std::move(found));
            }
        }
        // The connection was idle when it broke: nothing was read yet, so a new one serves as well.
        if (auto begun = do_begin(access_); !begun) return tl::unexpected(begun.error());
        try {
            return run(sql, values);
        } catch (const std::exception&) {
            return tl::unexpected(failure());
        }
    }

    SqlRows run(std::string_view sql, std::span<const SqlValue> values) {
        ARENA_ASSERT(transaction_);
        Parameters parameters(values);
        const pqxx::result result = transaction_->exec_prepared(name_of(sql), parameters.list());
        ++statements_;
        std::vector<SqlRows::Cell> cells;
        cells.reserve(static_cast<std::size_t>(result.size()) *
                      static_cast<std::size_t>(result.columns()));
        for (const auto& row : result) {
            for (const auto& field : row) {
                if (field.is_null()) {
                    cells.emplace_back();
                } else {
                    cells.emplace_back(std::string(field.c_str(), field.size()));
                }
            }
        }
        return SqlRows(static_cast<std::size_t>(result.columns()), std::move(cells),
                       static_cast<std::int64_t>(result.affected_rows()));
    }

    const std::string& name_of(std::string_view sql) {
        const auto known = names_.find(sql);
        if (known != names_.end()) return known->second;
        const std::string name = "arena_" + std::to_string(names_.size());
        connection_->prepare(name, std::string(sql));
        return names_.emplace(sql, name).first->second;
    }

    Outcome<void> do_commit() override {
        try {
            transaction_->commit();
            transaction_.reset();
            if (owner_ && access_ == SqlAccess::schema) owner_->sign(*connection_);
            return {};
        } catch (const std::exception&) {
            Failure found = failure();
            if (found.fault != SqlFault::lost || access_ == SqlAccess::read) {
                return tl::unexpected(std::move(found));
            }
            return settle(found.message);
        }
    }

    void do_rollback() override {
        transaction_.reset();  // its destructor rolls back and swallows a lost connection
    }

    /// Was the transaction without an answer committed? Asks until the server knows.
    Outcome<void> settle(const std::string& lost) {
        const auto deadline = std::chrono::steady_clock::now() + settle_time;
        while (std::chrono::steady_clock::now() < deadline) {
            try {
                open();
                pqxx::nontransaction question(*connection_);
                const auto answer =
                    question.exec("SELECT COALESCE(txid_status(" + number_ + "), 'gone')");
                const auto status = answer[0][0].as<std::string>();
                if (status == "committed") return {};
                if (status == "aborted") return tl::unexpected(Failure{SqlFault::conflict, lost});
            } catch (const std::exception&) {
                drop();
            }
            std::this_thread::sleep_for(settle_pause);
        }
        return tl::unexpected(
            Failure{SqlFault::host, lost + " (whether the last writes were kept is not known)"});
    }

    std::string url_;
    std::unique_ptr<PostgresOwner> owner_;  ///< null: it only reads, or asks on the side
    SqlAccess access_ = SqlAccess::read;
    int statements_ = 0;                                     ///< that succeeded in this transaction
    std::string number_;                                     ///< txid of the transaction
    std::map<std::string, std::string, std::less<>> names_;  ///< of prepared statements, by text
    std::unique_ptr<pqxx::connection> connection_;
    std::unique_ptr<pqxx::transaction_base> transaction_;
};

}  // namespace

Result<std::unique_ptr<SqlConnection>> connect_postgres(const std::string& url, bool as_owner) {
    auto connection = std::make_unique<PostgresConnection>(
        url, as_owner ? std::make_unique<PostgresOwner>() : nullptr);
    if (auto connected = connection->connect(); !connected) {
        return tl::unexpected(connected.error());
    }
    return std::unique_ptr<SqlConnection>(std::move(connection));
}

}  // namespace arena::serve
