// See serve_scene.hpp.
#include "tests/bench/serve_scene.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace arena::bench {
namespace {

constexpr std::string_view chat_mark = "sent ";  // then the clock in ns
constexpr std::size_t chat_bytes = 64;

}  // namespace

std::string json_text(std::string_view text) {
    return nlohmann::json(text).dump();
}

std::string wrong_source() {
    return "#include <cstdio>\nint main() { std::puts(\"no\"); }\n";
}

std::string python_sum_source(int number) {
    return "a, b = map(int, input().split())\nprint(a + b)  # " + std::to_string(number) + "\n";
}

std::string cpp_sum_source(int number) {
    return "#include <bits/stdc++.h>\nusing namespace std;\nint main() { int a, b; cin >> a >> b; "
           "cout << a + b << endl; }  // " +
           std::to_string(number) + "\n";
}

int connect(ClientCrowd& crowd, const ServeProcess& server, int player) {
    return crowd.connect("/ws", "Sec-WebSocket-Protocol: arena.v1\r\nAuthorization: Bearer " +
                                    server.token(player) + "\r\n");
}

std::string join_message(std::string_view match, bool ticks, std::int64_t since) {
    std::string text = R"({"id":1,"event":"match:join","data":{"match":")" + std::string(match) +
                       R"(","ticks":)" + (ticks ? "true" : "false");
    if (since >= 0) text += ",\"since\":" + std::to_string(since);
    return text + "}}";
}

std::string say_message(std::string_view match) {
    std::string said = std::string(chat_mark) + std::to_string(monotonic_ns()) + " ";
    said.resize(chat_bytes, '.');
    return R"({"event":"match:say","data":{"match":")" + std::string(match) + R"(","text":")" +
           said + R"("}})";
}

std::string submit_message(std::string_view match, std::string_view source, long id) {
    return R"({"id":)" + std::to_string(id) + R"(,"event":"match:submit","data":{"match":")" +
           std::string(match) + R"(","problemId":")" + load_problem +
           R"(","language":"cpp20","code":)" + json_text(source) + "}}";
}

bool is_event(std::string_view text, std::string_view name) {
    constexpr std::string_view opening = "{\"event\":\"";
    return text.starts_with(opening) && text.substr(opening.size()).starts_with(name);
}

double chat_age_us(std::string_view text, std::int64_t read_ns) {
    const std::size_t at = text.find(chat_mark);
    if (at == std::string_view::npos) return -1;
    std::int64_t sent_ns = 0;
    for (std::size_t i = at + chat_mark.size(); i < text.size() && text[i] >= '0' && text[i] <= '9';
         ++i)
        sent_ns = sent_ns * 10 + (text[i] - '0');
    return static_cast<double>(read_ns - sent_ns) / 1e3;
}

double tick_age_us(std::string_view text, std::int64_t read_ns) {
    const std::int64_t sent_ns = number_after(text, "t");
    return sent_ns < 0 ? -1 : static_cast<double>(read_ns - sent_ns) / 1e3;
}

Figure at_most(std::string what, double value, std::string unit, std::string against,
               double target) {
    return {std::move(what), value, std::move(unit), std::move(against), target, true, ""};
}

Figure at_least(std::string what, double value, std::string unit, std::string against,
                double target) {
    return {std::move(what), value, std::move(unit), std::move(against), target, false, ""};
}

double percentile(std::vector<double> values, double share) {
    const auto count = static_cast<double>(values.size());
    const auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(share * count))) - 1;
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

std::vector<Figure> serve_figures(const std::string& part, bool full) {
    struct Part {
        const char* name;
        std::function<std::vector<Figure>()> measure;
    };
    const Part parts[] = {{"queue", judging_figures},  // first: it forks, threads come later
                          {"sockets", socket_figures},
                          {"play", play_figures},
                          {"recovery", recovery_figures},
                          {"crowd", [full] { return crowd_figures(full ? 300 : 60); }}};
    std::vector<Figure> all;
    for (const Part& one : parts) {
        if (!part.empty() && part != one.name) continue;
        std::fprintf(stderr, "bench: serve, part %s ...\n", one.name);
        for (Figure& figure : one.measure()) all.push_back(std::move(figure));
    }
    return all;
}

}  // namespace arena::bench
