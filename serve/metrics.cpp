// See metrics.hpp. Names: those of the systems before us where they had one, else Prometheus'
// conventions (base units, _total for counters).
#include "serve/metrics.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <fstream>

#include "core/match/mode.hpp"
#include "serve/http/server.hpp"
#include "serve/judging/judge_pool.hpp"
#include "serve/room/crowd.hpp"
#include "serve/room/lobby.hpp"
#include "serve/room/rooms.hpp"

namespace arena::serve {
namespace {

class Text {
public:
    void head(const char* name, const char* type, const char* help) {
        out += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
        name_ = name;
    }
    void value(double number, const std::string& labels = "") {
        char text[48];
        std::snprintf(text, sizeof text, "%.10g", number);
        out += name_ + (labels.empty() ? "" : "{" + labels + "}") + " " + text + "\n";
    }
    void gauge(const char* name, const char* help, double number) {
        head(name, "gauge", help);
        value(number);
    }
    void counter(const char* name, const char* help, double number) {
        head(name, "counter", help);
        value(number);
    }
    std::string out;

private:
    std::string name_;
};

std::string label(const char* key, std::string_view value) {
    return std::string(key) + "=\"" + std::string(value) + "\"";
}

double resident_bytes() {
    std::ifstream file("/proc/self/statm");
    double pages = 0, resident = 0;
    file >> pages >> resident;
    return resident * 4096;
}

void add_judge(Text& text, const JudgePoolStats& stats) {
    text.head("judge_queue_depth", "gauge", "jobs that wait, by class");
    for (const JobClass job_class : all_job_classes)
        text.value(
            static_cast<double>(stats.queue.classes[static_cast<std::size_t>(job_class)].waiting),
            label("class", name(job_class)));
    text.head("judge_queue_oldest_seconds", "gauge", "age of the job that waits longest");
    for (const JobClass job_class : all_job_classes)
        text.value(static_cast<double>(
                       stats.queue.classes[static_cast<std::size_t>(job_class)].oldest_age_ms) /
                       1000,
                   label("class", name(job_class)));
    text.gauge("judge_workers_alive", "worker processes", stats.workers_alive);
    text.gauge("judge_workers_busy", "of them, at work", stats.workers_busy);
    text.gauge("judge_breaker_state", "0 closed, 1 open, 2 half open",
               static_cast<double>(stats.breaker));
    text.counter("judge_jobs_total", "jobs done", static_cast<double>(stats.jobs_done));
    text.counter("judge_jobs_retried_total", "deliveries beyond the first",
                 static_cast<double>(stats.jobs_retried));
    text.counter("judge_jobs_dead_total", "dead letters", static_cast<double>(stats.jobs_dead));
    text.counter("judge_workers_lost_total", "workers that died",
                 static_cast<double>(stats.workers_lost));
    text.gauge("judge_execution_p50_seconds", "of a job at a worker, of the last 1024",
               static_cast<double>(stats.job_p50_us) / 1e6);
    text.gauge("judge_execution_p99_seconds", "of a job at a worker, of the last 1024",
               static_cast<double>(stats.job_p99_us) / 1e6);
    text.gauge("judge_wait_p99_seconds", "of a job in the queue, of the last 1024",
               static_cast<double>(stats.wait_p99_us) / 1e6);
}

}  // namespace

void Metrics::note_dispatch(std::int64_t dispatch_us) {
    dispatch_us_.add(dispatch_us);
}

void Metrics::note_lag(std::int64_t lag_us) {
    lag_us_ = lag_us;
    lag_us_max_ = std::max(lag_us_max_, lag_us);
}

void Metrics::note_match_ended(bool is_finished) {
    ++ended_;
    finished_ += is_finished ? 1 : 0;
}

std::string Metrics::text(App& app, const http::Server* server) const {
    Text text;
    const http::Counts counts = server ? server->counts() : http::Counts{};
    text.gauge("ws_connections_active", "open WebSocket connections",
               static_cast<double>(counts.websocket));
    text.gauge("http_connections_active", "open HTTP connections",
               static_cast<double>(counts.http));
    text.counter("http_requests_total", "requests read", static_cast<double>(counts.requests));
    text.counter("http_refused_total", "requests answered with 4xx or 5xx",
                 static_cast<double>(counts.refused));
    text.counter("http_connections_total", "connections accepted",
                 static_cast<double>(counts.accepted));
    text.gauge("users_connected", "accounts with an open connection",
               static_cast<double>(app.crowd.users()));
    text.gauge("matches_live", "matches that wait or are played",
               static_cast<double>(app.rooms->live()));
    text.counter("matches_ended_total", "since the start", static_cast<double>(ended_));
    text.gauge("match_completion_rate", "of them, the share that was finished and not aborted",
               ended_ == 0 ? 1 : static_cast<double>(finished_) / static_cast<double>(ended_));
    text.gauge("elo_calculation_drift",
               "largest distance of a rating from where its history ends, in points",
               rating_drift_);
    text.head("match_queue_depth", "gauge", "players who look for opponents, by mode");
    for (const match::Mode mode : match::all_modes)
        text.value(static_cast<double>(app.lobby->waiting(mode)), label("mode", match::name(mode)));
    add_judge(text, app.judge.stats());
    text.gauge("judge_dispatch_p50_seconds",
               "from a match's submission received to a worker that has it, of the last 1024",
               static_cast<double>(dispatch_us_.at(0.5)) / 1e6);
    text.gauge("judge_dispatch_p99_seconds",
               "from a match's submission received to a worker that has it, of the last 1024",
               static_cast<double>(dispatch_us_.at(0.99)) / 1e6);
    const Store::Health health = app.store.health();
    text.gauge("store_writable", "1 when writes are taken", health.writable ? 1 : 0);
    text.gauge("store_jobs_waiting", "jobs before the store", static_cast<double>(health.waiting));
    text.counter("store_commits_total", "transactions", static_cast<double>(health.commits));
    text.counter("store_jobs_total", "jobs in them", static_cast<double>(health.jobs));
    text.gauge("reactor_lag_seconds", "how late the last timer was",
               static_cast<double>(lag_us_) / 1e6);
    text.gauge("reactor_lag_max_seconds", "how late one ever was",
               static_cast<double>(lag_us_max_) / 1e6);
    text.gauge("process_resident_memory_bytes", "of the server process", resident_bytes());
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    text.counter("process_cpu_seconds_total", "of the server process",
                 seconds(usage.ru_utime) + seconds(usage.ru_stime));
    return text.out;
}

}  // namespace arena::serve
