// 5,000 players in 2,500 live matches: ticks, chat, and 50 submissions a second, for a minute or
// for five.
#include <cstdio>

#include "tests/bench/serve_scene.hpp"

namespace arena::bench {
namespace {

constexpr int players = 5000, matches = players / 2;
constexpr long first_submit_id = 2;  // joining is 1
constexpr double chats_per_second = 500, submissions_per_second = 50;

class Crowd {
public:
    explicit Crowd(ServeProcess& server)
        : server_(server),
          matches_(server.make_matches(matches, 2, load_problem)),
          crowd_(server.port(), [this](int, std::string_view text, std::int64_t read_ns) {
              on_text(text, read_ns);
          }) {}

    bool join() {
        for (int i = 0; i < players; ++i) {
            connect(crowd_, server_, i);
            crowd_.send(i, join_message(match_of(i), true));
            if (i % 64 == 63) crowd_.poll(5);
        }
        return crowd_.run_until([&] { return states_ >= players; }, 60);
    }

    void play(double seconds) {
        const std::int64_t begin_ns = monotonic_ns();
        ticks_us_.clear();
        double elapsed = 0;
        for (long chats = 0, submits = 0; elapsed < seconds;
             elapsed = static_cast<double>(monotonic_ns() - begin_ns) / 1e9) {
            // a step of 7 and 11 visits everybody: both are prime to the number of players
            for (; static_cast<double>(chats) < elapsed * chats_per_second; ++chats) {
                const int who = static_cast<int>(chats * 7 % players);
                crowd_.send(who, say_message(match_of(who)));
            }
            for (; static_cast<double>(submits) < elapsed * submissions_per_second; ++submits) {
                const int who = static_cast<int>(submits * 11 % players);
                crowd_.send(
                    who, submit_message(match_of(who), wrong_source(), first_submit_id + submits));
                ++submitted_;
            }
            crowd_.poll(2);
        }
        crowd_.run_until([&] { return verdicts_ >= submitted_; }, 10);
    }

    std::vector<double> ticks_us_, chats_us_;
    std::size_t states_ = 0, submitted_ = 0, accepted_ = 0, verdicts_ = 0, refused_ = 0;
    std::size_t lost() const { return crowd_.lost(); }

private:
    const std::string& match_of(int player) const {
        return matches_[static_cast<std::size_t>(player / 2)];
    }

    void on_text(std::string_view text, std::int64_t read_ns) {
        if (is_event(text, "match:tick")) {
            ticks_us_.push_back(tick_age_us(text, read_ns));
        } else if (is_event(text, "match:chat")) {
            chats_us_.push_back(chat_age_us(text, read_ns));
        } else if (is_event(text, "match:verdict")) {
            ++told_;
            verdicts_ = told_ / 2;  // both players are told
        } else if (is_event(text, "match:state")) {
            ++states_;
        } else if (number_after(text, "ack") >= first_submit_id) {
            ++(text.find("\"error\"") == text.npos ? accepted_ : refused_);
        }
    }

    ServeProcess& server_;
    const std::vector<std::string> matches_;
    ClientCrowd crowd_;
    std::size_t told_ = 0;
};

std::string in_words(const char* format, double one, double two, double three) {
    char text[160];
    std::snprintf(text, sizeof text, format, one, two, three);
    return text;
}

}  // namespace

std::vector<Figure> crowd_figures(double seconds) {
    std::vector<Figure> out;
    ServeProcess server(players);
    if (!allow_descriptors(players + 100) || !server.start()) return out;
    server.rest();
    Crowd load(server);
    if (!load.join()) {
        std::fprintf(stderr, "bench: only %zu of %d players joined\n", load.states_, players);
        return out;
    }
    const double cpu_before = server.cpu_us();
    load.play(seconds);
    const double cores = (server.cpu_us() - cpu_before) / seconds / 1e6;
    std::vector<double> all = load.ticks_us_;
    all.insert(all.end(), load.chats_us_.begin(), load.chats_us_.end());
    const std::string name =
        "5,000 players, 2,500 matches, " + std::to_string(static_cast<int>(seconds)) + " s: ";
    out.push_back(
        at_most(name + "disconnects", static_cast<double>(load.lost()), "",
                in_words("the issue's own bound; %.0f submissions, %.0f verdicts, %.0f "
                         "refused",
                         static_cast<double>(load.submitted_), static_cast<double>(load.verdicts_),
                         static_cast<double>(load.refused_)),
                0));
    out.push_back(
        at_most(name + "fan-out p99", percentile(all, 0.99) / 1e3, "ms",
                in_words("the issue's own bound; ticks %.1f, chat with commit %.1f ms; %.2f cores",
                         percentile(load.ticks_us_, 0.99) / 1e3,
                         percentile(load.chats_us_, 0.99) / 1e3, cores),
                25));
    return out;
}

}  // namespace arena::bench
