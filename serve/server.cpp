// Wiring, start and stop. The order of the members is the order of making; the other way round they
// end. See app.hpp.
//
// Start: store, secrets, problems, workers, live matches restored; then connections are taken.
// Stop (SIGTERM): no new match or submission, clients are told to come back; who connects is told
// 503 and who waits for an answer gets it, /run included, for up to drain_ms_max; what was accepted
// is made durable, workers finish what they do.
#include "serve/server.hpp"

#include <sys/resource.h>
#include <time.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "serve/api/dispatch.hpp"
#include "serve/app.hpp"
#include "serve/auth/auth.hpp"
#include "serve/auth/setup_token.hpp"
#include "serve/bus/local_bus.hpp"
#include "serve/http/answer_text.hpp"
#include "serve/http/server.hpp"
#include "serve/ids.hpp"
#include "serve/judging/judge_pool.hpp"
#include "serve/log.hpp"
#include "serve/metrics.hpp"
#include "serve/reactor_asio.hpp"
#include "serve/room/crowd.hpp"
#include "serve/room/lobby.hpp"
#include "serve/room/problem_shelf.hpp"
#include "serve/room/rooms.hpp"
#include "serve/store/store_url.hpp"
#include "serve/supervisor/supervised_workers.hpp"
#include "serve/supervisor/supervisor.hpp"
#include "serve/unjudged.hpp"
#include "serve/ws/envelope.hpp"

namespace arena::serve {
namespace {

constexpr int exit_failed = 3;
constexpr std::int64_t lag_probe_ms = 1000;
constexpr std::int64_t drop_expired_ms = 3'600'000;
constexpr std::int64_t drift_probe_ms = 60'000;
constexpr std::int64_t drain_notice_ms = 100;  // for the notice to arrive before the close
constexpr std::int64_t drain_ms_max = 20'000;
constexpr std::int64_t drain_look_ms = 10;
constexpr std::int64_t last_answers_ms_max = 1000;  // of what waits for no worker
constexpr std::int64_t goodbye_ms_max = 300;        // for clients to read the last answer
constexpr rlim_t descriptors_wanted = 4096;

std::int64_t wall_clock_ms() {
    timespec time{};
    ::clock_gettime(CLOCK_REALTIME, &time);
    return static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

std::int64_t monotonic_ms() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

/// Every connection is a descriptor, and the usual soft limit is 1024.
void allow_descriptors(Log& log) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max < descriptors_wanted)
        log.warn("few connections can be held", {{"openFiles", std::to_string(limit.rlim_max)}});
}

class Running {
public:
    Running(const ServeSettings& settings, const ServerInput& input)
        : settings_(settings), input_(input), reactor_(make_asio_reactor(context_)) {}

    int run() {
        const auto opened = open();
        if (!opened) {
            log_.error("the server cannot start", {{"why", opened.error().message}});
            return exit_unopened();
        }
        signals_.async_wait([this](const boost::system::error_code& error, int) {
            if (!error) drain();
        });
        rooms_->restore([this](const Result<std::size_t>& restored) {
            if (restored) return recall_ended_tokens(*restored);
            log_.error("live matches cannot be restored", {{"why", restored.error().message}});
            exit_ = exit_unopened();
            context_.stop();
        });
        context_.run();
        close();
        return exit_;
    }

private:
    /// A store that is away at the first start is a mistake to be told; later it is an outage, and
    /// who played comes back when it does.
    int exit_unopened() const { return input_.restarts > 0 ? restart_exit_status : exit_failed; }

    Result<void> open() {
        allow_descriptors(log_);
        auto store = Store::open(settings_.store_url, Store::Settings{});
        if (!store) return tl::unexpected<Error>(store.error());
        store_ = *std::move(store);
        Auth::Settings auth_settings;
        auth_settings.data_folder = settings_.data_folder;
        auth_settings.access_ttl_s = settings_.access_ttl_s;
        auto auth = Auth::open(
            auth_settings, [this](std::function<void()> work) { reactor_->post(std::move(work)); },
            wall_clock_ms);
        if (!auth) return tl::unexpected<Error>(auth.error());
        auth_ = *std::move(auth);
        auto problems = ProblemShelf::open(settings_.problem_folders, log_);
        if (!problems) return tl::unexpected<Error>(problems.error());
        problems_ = *std::move(problems);
        bus_ = make_local_bus(monotonic_ms);
        workers_ = make_supervised_workers(*reactor_, input_, [this] {
            log_.error("the supervisor is gone");
            context_.stop();
        });
        judge_ = std::make_unique<JudgePool>(*reactor_, bus_->judge_queue(), *workers_,
                                             JudgePoolSettings{});
        app_.reset(new App{settings_, *reactor_, *store_, *bus_, *judge_, *auth_, problems_, crowd_,
                           metrics_, log_});
        rooms_ = std::make_unique<Rooms>(*app_);
        app_->rooms = rooms_.get();
        lobby_ = std::make_unique<Lobby>(*app_);
        app_->lobby = lobby_.get();
        judge_->on_status([this](const JudgeStatus& status) { tell_judge_status(status); });
        judge_->start();
        return {};
    }

    /// Tokens that a ban, a lower role or a logout ended stay ended, though the process that knew
    /// it is gone.
    void recall_ended_tokens(std::size_t restored) {
        struct Ended {
            std::vector<TokensEnd> users;
            std::vector<std::string> families;
        };
        auto ended = std::make_shared<Ended>();
        const std::int64_t since_ms = app_->now_ms() - settings_.access_ttl_s * 1000;
        app_->read(
            [ended, since_ms](Session& session) -> Result<void> {
                auto found = session.tokens_ended_since(since_ms);
                if (!found) return tl::unexpected<Error>(found.error());
                ended->users = *std::move(found);
                auto families = session.revoked_families();
                if (!families) return tl::unexpected<Error>(families.error());
                ended->families = *std::move(families);
                return {};
            },
            [this, ended, restored](const Result<void>& read) {
                if (!read)
                    log_.error("ended tokens cannot be read", {{"why", read.error().message}});
                for (const TokensEnd& end : ended->users) auth_->revoke(end.user_id, end.at_ms);
                for (const std::string& family : ended->families)
                    auth_->end_session(family, app_->now_ms());
                begin(restored);
            });
    }

    void begin(std::size_t restored) {
        rooms_->start();
        judge_unjudged(*app_);
        http::Limits limits;
        limits.source_targets = {"/run", "/api/execution/run", "/api/submissions"};
        http_ = http::serve_http(
            context_, input_.listen_fd, limits,
            [this](http::Request request, std::shared_ptr<http::Exchange> exchange) {
                api::dispatch(*app_, std::move(request), std::move(exchange));
            });
        app_->http_server = http_.get();
        probe_lag();
        drop_expired();
        probe_drift();
        log_.info("ready", {{"problems", std::to_string(problems_.all().size())},
                            {"matches", std::to_string(restored)},
                            {"restarts", std::to_string(input_.restarts)}});
        if (input_.ready) input_.ready();
        tell_first_admin();
    }

    void tell_first_admin() {
        auto offered = std::make_shared<bool>(false);
        const std::string token = random_token();
        app_->write(
            [offered, token](Session& session) -> Result<void> {
                auto kept = offer_setup(session, token);
                if (!kept) return tl::unexpected<Error>(kept.error());
                *offered = *kept;
                return {};
            },
            [offered, token](const Result<void>& written) {
                if (!written || !*offered) return;
                // for the person at the terminal; the log may go elsewhere
                std::printf(
                    "arena: no admin yet; make the first one, once, with\n"
                    "  arena client register NAME --setup-token %s\n",
                    token.c_str());
                std::fflush(stdout);
            });
    }

    void tell_judge_status(const JudgeStatus& status) {
        log_.info("judge", {{"breaker", std::string(name(status.breaker))},
                            {"workers", std::to_string(status.workers_alive)}});
        const nlohmann::json data{{"breaker", name(status.breaker)},
                                  {"workers", status.workers_alive}};
        crowd_.send_everyone(
            ws::text_frame(ws::event_envelope("judge:status", "", 0, json_text(data))));
    }

    void probe_lag() {
        const std::int64_t due_us = reactor_->now_us() + lag_probe_ms * 1000;
        reactor_->after(lag_probe_ms, [this, due_us] {
            metrics_.note_lag(reactor_->now_us() - due_us);
            tell_store_status();
            probe_lag();
        });
    }

    /// Clients are told that the store is away; what the library said of it is for the log.
    void tell_store_status() {
        const Store::Health health = store_->health();
        if (health.fault == store_fault_) return;
        store_fault_ = health.fault;
        if (health.writable) return log_.info("the store is back");
        log_.error("the store cannot be written", {{"why", health.fault}});
    }

    void probe_drift() {
        auto drift = std::make_shared<double>(0);
        app_->read(
            [drift](Session& session) -> Result<void> {
                const auto found = session.rating_drift();
                if (!found) return tl::unexpected<Error>(found.error());
                *drift = *found;
                return {};
            },
            [this, drift](const Result<void>& read) {
                if (read) metrics_.note_rating_drift(*drift);
                if (read && *drift > 1e-6)
                    log_.error("ratings are not what their history says",
                               {{"points", std::to_string(*drift)}});
            });
        reactor_->after(drift_probe_ms, [this] { probe_drift(); });
    }

    void drop_expired() {
        app_->write([now_ms = app_->now_ms()](
                        Session& session) { return session.drop_expired_refresh(now_ms); },
                    [](const Result<void>&) {});
        reactor_->after(drop_expired_ms, [this] { drop_expired(); });
    }

    void drain() {
        if (app_->draining) return;
        app_->draining = true;
        log_.info("stopping");
        if (http_) {
            http_->drain();
            crowd_.send_everyone(ws::text_frame(ws::event_envelope("server:restart", "", 0, "{}")));
            reactor_->after(drain_notice_ms, [this] { http_->close_sockets(); });
        }
        judge_->close([this] {
            const std::int64_t until_us = reactor_->now_us() + last_answers_ms_max * 1000;
            reactor_->after(drain_notice_ms * 2, [this, until_us] { await_answers(until_us); });
        });
        reactor_->after(drain_ms_max, [this] { say_goodbye(); });
    }

    void await_answers(std::int64_t until_us) {
        const bool waits = http_ && http_->unanswered() > 0 && reactor_->now_us() < until_us;
        if (!waits) return say_goodbye();
        reactor_->after(drain_look_ms, [this, until_us] { await_answers(until_us); });
    }

    /// Who still waits did so for a worker that never came.
    void say_goodbye() {
        if (!http_) return context_.stop();
        if (std::exchange(said_goodbye_, true)) return;
        http::Response response =
            http::refusal(503, "restarting", "the server restarts; try again");
        response.headers.emplace_back("Retry-After", "3");
        http_->answer_all(response);
        http_->stop();
        await_goodbyes(reactor_->now_us() + goodbye_ms_max * 1000);
    }

    void await_goodbyes(std::int64_t until_us) {
        if (http_->counts().http == 0 || reactor_->now_us() >= until_us) return context_.stop();
        reactor_->after(drain_look_ms, [this, until_us] { await_goodbyes(until_us); });
    }

    /// What the reactor was told is on its way to the store by now.
    void close() {
        store_->close();
        log_.info("stopped");
    }

    const ServeSettings& settings_;
    const ServerInput& input_;
    Log log_{Log::Level::info};
    boost::asio::io_context context_{1};
    std::unique_ptr<Reactor> reactor_;
    boost::asio::signal_set signals_{context_, SIGTERM, SIGINT};
    std::unique_ptr<Store> store_;
    std::unique_ptr<Auth> auth_;
    ProblemShelf problems_;
    std::unique_ptr<Bus> bus_;
    std::unique_ptr<WorkerSource> workers_;
    std::unique_ptr<JudgePool> judge_;
    Crowd crowd_;
    Metrics metrics_;
    std::unique_ptr<App> app_;
    std::unique_ptr<Rooms> rooms_;
    std::unique_ptr<Lobby> lobby_;
    std::unique_ptr<http::Server> http_;
    int exit_ = 0;
    std::string store_fault_;  ///< that was told; empty: none
    bool said_goodbye_ = false;
};

}  // namespace

int server_main(const ServeSettings& given, const ServerInput& input) {
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);  // a file size limit is a full disk: the store says so
    ServeSettings settings = given;
    if (settings.store_fd >= 0) {
        auto url = read_store_file(settings.store_fd);
        if (!url) {
            Log(Log::Level::info).error("the server cannot start", {{"why", url.error().message}});
            return exit_failed;
        }
        settings.store_url = *std::move(url);
    }
    Running running(settings, input);
    return running.run();
}

}  // namespace arena::serve
