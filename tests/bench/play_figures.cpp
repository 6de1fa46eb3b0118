// Start, submissions and runs of a running server, as a client sees them; memory at rest; and what
// a crash costs.
#include <unistd.h>

#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/bench/serve_scene.hpp"

namespace arena::bench {
namespace {

using nlohmann::json;

constexpr int submissions = 300, matches = submissions / 2;
constexpr int live_matches = 1000;

double ms_since(std::int64_t begin_ns) {
    return static_cast<double>(monotonic_ns() - begin_ns) / 1e6;
}

/// Milliseconds from request to answer, or a huge value if the answer is not 3.
double run_ms(HttpWire& http, const char* language, const std::string& source) {
    const std::string body = R"({"language":")" + std::string(language) +
                             R"(","input":"1 2\n","code":)" + json_text(source) + "}";
    const std::int64_t begin_ns = monotonic_ns();
    const HttpAnswer answer = http.ask("POST", "/run", body);
    const double took_ms = ms_since(begin_ns);
    if (string_after(answer.body, "output") == "3\\n") return took_ms;
    std::fprintf(stderr, "bench: POST /run: %d %s\n", answer.status, answer.body.c_str());
    return 1e9;
}

std::vector<double> runs_ms(HttpWire& http, int count, const char* language,
                            const std::function<std::string(int)>& source) {
    std::vector<double> out;
    for (int i = 0; i < count; ++i) out.push_back(run_ms(http, language, source(i)));
    return out;
}

/// New sources with <bits/stdc++.h>, each beside plain g++ on the same source, without a sandbox.
Figure big_header_figure(HttpWire& http) {
    TempFolder folder;
    std::vector<double> ours_ms, bare_ms;
    for (int i = 0; i < 8; ++i) {
        ours_ms.push_back(run_ms(http, "cpp20", cpp_sum_source(i)));
        write_file(folder / "main.cpp", cpp_sum_source(i));
        const std::int64_t begin_ns = monotonic_ns();
        (void)spawn_and_wait(
            {"g++", "-std=gnu++20", "-O2", "-static", "-o", folder / "main", folder / "main.cpp"});
        bare_ms.push_back(ms_since(begin_ns));
    }
    char bare[64];
    std::snprintf(bare, sizeof bare, "plain g++ alone in this run: %.0f ms",
                  percentile(bare_ms, 0.5));
    return at_most("POST /run a+b, bits/stdc++.h, new source, p50", percentile(ours_ms, 0.5), "ms",
                   bare, 400);
}

/// Of a server whose caches are empty: a solution with <iostream>, from start to AC.
double first_verdict_s(const ServeProcess& server, HttpWire& http, std::int64_t begin_ns) {
    const std::string source =
        "#include <iostream>\n#include <string>\nint main() { std::string n; long long a, b; "
        "std::cin >> n >> a >> b; std::cout << \"Hello, \" << n << \"!\\nGames played: \" << a + b "
        "<< \"\\n\"; }\n";
    const std::string body = R"({"problemId":")" + std::string(load_problem) +
                             R"(","language":"cpp20","code":)" + json_text(source) + "}";
    const HttpAnswer sent = http.ask("POST", "/api/submissions", body, server.token(0));
    const std::string path = "/api/submissions/" + std::string(string_after(sent.body, "id"));
    for (;;) {
        const double took_s = ms_since(begin_ns) / 1e3;
        const HttpAnswer seen = http.ask("GET", path, "", server.token(0));
        if (string_after(seen.body, "state") == "judged" &&
            string_after(seen.body, "verdict") == "AC")
            return took_s;
        if (took_s > 60) return 1e9;
        ::usleep(2000);
    }
}

double metric_ms(HttpWire& http, const std::string& name) {
    const std::string text = http.ask("GET", "/metrics").body;
    const std::size_t at = text.find("\n" + name + " ");
    return at == std::string::npos ? 1e9 : std::atof(text.c_str() + at + name.size() + 2) * 1e3;
}

/// Each submission is another player's, one after another; a source that fails its first test.
class Submissions {
public:
    explicit Submissions(ServeProcess& server)
        : server_(server),
          matches_(server.make_matches(matches, 2, load_problem)),
          crowd_(server.port(), [this](int, std::string_view text, std::int64_t read_ns) {
              if (is_event(text, "match:state")) ++states_;
              if (number_after(text, "ack") == 2) submission_ = string_after(text, "submission");
              if (is_event(text, "match:verdict") && text.find(submission_) != text.npos)
                  verdict_ns_ = read_ns;
          }) {
        for (int i = 0; i < submissions; ++i) {
            connect(crowd_, server, i);
            crowd_.send(i, join_message(matches_[static_cast<std::size_t>(i / 2)], false));
        }
        crowd_.run_until([&] { return states_ >= submissions; }, 30);
    }

    /// Milliseconds from sending to the verdict, without compiler and program.
    std::vector<double> own_ms(HttpWire& http) {
        std::vector<double> out;
        for (int i = 0; i < submissions; ++i) {
            verdict_ns_ = 0;
            const std::int64_t begin_ns = monotonic_ns();
            crowd_.send(i,
                        submit_message(matches_[static_cast<std::size_t>(i / 2)], wrong_source()));
            if (!crowd_.run_until([&] { return verdict_ns_ > 0; }, 20)) {
                out.push_back(1e9);
                continue;
            }
            const HttpAnswer shown =
                http.ask("GET", "/api/submissions/" + submission_, "", server_.token(i));
            const json judgement = json::parse(shown.body).at("judgement");
            const json& compile = judgement.at("compile");
            double others_ns = compile.at("cached") ? 0 : compile.at("wall_ns").get<double>();
            for (const json& test : judgement.at("tests"))
                others_ns += test.at("cpu_ns").get<double>();
            out.push_back((static_cast<double>(verdict_ns_ - begin_ns) - others_ns) / 1e6);
            crowd_.run_for(0.01);  // idle again
        }
        return out;
    }

private:
    ServeProcess& server_;
    const std::vector<std::string> matches_;
    ClientCrowd crowd_;
    std::size_t states_ = 0;
    std::string submission_;
    std::int64_t verdict_ns_ = 0;
};

}  // namespace

std::vector<Figure> play_figures() {
    std::vector<Figure> out;
    ServeProcess server(submissions, ServeProcess::Cache::empty);
    const std::int64_t begin_ns = monotonic_ns();
    if (!server.start()) return out;
    HttpWire http(server.port());
    const double verdict_s = first_verdict_s(server, http, begin_ns);
    out.push_back(at_most("start to ready", server.ready_s(), "s", "the issue's own bound", 1));
    out.push_back(at_most("start to first verdict, C++, caches empty", verdict_s, "s",
                          "the issue's own bound", 2));
    (void)run_ms(http, "cpp20", cpp_sum_source(-1));  // <bits/stdc++.h> is prepared by now
    (void)run_ms(http, "cpp20", cpp_sum_source(-2));
    server.rest();
    out.push_back(at_most("resident at rest: all processes, sandbox slots too", server.tree_mib(),
                          "MiB", "the seeds' services: some 512 MiB", 60));
    Submissions load(server);
    const std::vector<double> own_ms = load.own_ms(http);
    out.push_back(at_most("submission received to worker has it, commit included, p50",
                          metric_ms(http, "judge_dispatch_p50_seconds"), "ms",
                          "BullMQ, nothing durable: 0.79 ms", 2));
    out.push_back(at_most("submission received to worker has it, commit included, p99",
                          metric_ms(http, "judge_dispatch_p99_seconds"), "ms",
                          "BullMQ, nothing durable: 4.3 ms", 5));
    out.push_back(at_most("submission to verdict, all but compiler and program, p50",
                          percentile(own_ms, 0.5), "ms", "the seeds' budget: 62 ms", 5));
    out.push_back(at_most("submission to verdict, all but compiler and program, p99",
                          percentile(own_ms, 0.99), "ms", "the seeds' budget: 62 ms", 20));
    out.push_back(at_most("POST /run a+b, Python, new source, p50",
                          percentile(runs_ms(http, 40, "python3", python_sum_source), 0.5), "ms",
                          "without a sandbox: 23 ms", 25));
    out.push_back(big_header_figure(http));
    const auto same = [](int) { return cpp_sum_source(0); };
    out.push_back(at_most("POST /run, the same C++ source again, p50",
                          percentile(runs_ms(http, 40, "cpp20", same), 0.5), "ms",
                          "without a cache: 1,113 ms", 15));
    return out;
}

std::vector<Figure> recovery_figures() {
    std::vector<Figure> out;
    ServeProcess server(live_matches * 2);
    if (!allow_descriptors(live_matches * 2 + 100) || !server.start()) return out;
    const auto ids = server.make_matches(live_matches, 2, load_problem);
    std::vector<std::int64_t> seen(live_matches * 2, -1);
    const auto play = [&](bool resumes, const std::function<void()>& while_playing) {
        std::set<int> here;
        ClientCrowd crowd(server.port(), [&](int client, std::string_view text, std::int64_t) {
            const std::int64_t seq = number_after(text, "seq");
            std::int64_t& last = seen[static_cast<std::size_t>(client)];
            if (number_after(text, "ack") == 1 && text.find("\"error\"") == text.npos && resumes)
                here.insert(client);
            if (is_event(text, "match:state") && !resumes) here.insert(client);
            if (is_event(text, "match:state") && resumes) here.erase(client);  // not a resume
            if (text.starts_with("{\"event\"") && seq > 0) last = seq;
        });
        for (int i = 0; i < live_matches * 2; ++i) {
            connect(crowd, server, i);
            const std::int64_t since = resumes ? seen[static_cast<std::size_t>(i)] : -1;
            crowd.send(i, join_message(ids[static_cast<std::size_t>(i / 2)], false, since));
            if (i % 64 == 63) crowd.poll(5);
        }
        crowd.run_until([&] { return here.size() == std::size_t{live_matches * 2}; }, 30);
        crowd.run_for(0.3);  // what follows the acks
        while_playing();
        return static_cast<double>(here.size());
    };
    (void)play(false, [&] { server.kill_all(); });
    if (!server.start()) return out;
    const std::int64_t begin_ns = monotonic_ns();
    const double resumed = play(true, [] {});
    char within[64];
    std::snprintf(within, sizeof within, "impossible there; all back after %.1f s",
                  ms_since(begin_ns) / 1e3);
    out.push_back(at_most("kill -9 with 1,000 live matches: start to ready", server.ready_s(), "s",
                          "impossible there", 2));
    out.push_back(at_least("players of 2,000 who resumed by seq", resumed, "", within, 2000));
    return out;
}

}  // namespace arena::bench
