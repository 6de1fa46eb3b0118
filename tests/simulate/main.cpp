// arena_simulate: plays seeded random matches and checks the rules of play after every event.
//
// One seed is one match, whatever the number of threads. A broken rule is printed with the command
// that plays that match alone again, and the exit status is 1.
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/simulate/rules.hpp"

namespace {

using namespace arena;
using Clock = std::chrono::steady_clock;

constexpr const char* help =
    "usage: scripts/simulate [--mode MODE] [--seed N] [--matches N] [--threads N]\n"
    "\n"
    "Plays random matches and checks the rules of play after every event.\n"
    "\n"
    "  --mode MODE    blitz, codegolf, battleRoyale, sabotage, fastest or reverse; else all\n"
    "  --seed N       the first match's seed (1); the next ones follow\n"
    "  --matches N    how many of each mode (100000)\n"
    "  --threads N    how many at a time (as many as there are cores)\n"
    "\n"
    "Every 16th match is watched as text too, by several viewers, and read back from its journal;\n"
    "every 2nd is played again with another judge, every 3rd is rejudged.\n"
    "Exit status: 0; 1: a rule is broken; 2: wrong usage.\n";

constexpr std::uint64_t thorough_every = 16, any_judge_every = 2, rejudge_every = 3;

struct Options {
    std::vector<match::Mode> modes{match::all_modes.begin(), match::all_modes.end()};
    std::uint64_t seed = 1, matches = 100'000;
    unsigned threads = std::max(1U, std::thread::hardware_concurrency());
};

struct Tally {
    std::atomic<std::uint64_t> next{0}, played{0}, events{0};
    std::atomic<bool> broken{false};
    std::mutex mutex;
};

/// The rule that this match breaks; empty: none.
std::string play(match::Mode mode, std::uint64_t seed, Tally& tally) {
    simulate::World world(mode, seed);
    simulate::Rules rules(world, seed % thorough_every == 0);
    try {
        world.play(rules);
        rules.finished();
        if (seed % any_judge_every == 0) simulate::check_any_judge(world, seed);
        tally.events += world.log.size();
        if (seed % rejudge_every == 0) simulate::check_rejudge(world, rules, seed);
    } catch (const simulate::Fault& fault) {
        return fault.rule + " (event " + std::to_string(world.log.size() + 1) + ")";
    }
    return "";
}

void work(match::Mode mode, const Options& options, Tally& tally) {
    while (!tally.broken) {
        const std::uint64_t index = tally.next++;
        if (index >= options.matches) return;
        const std::uint64_t seed = options.seed + index;
        const std::string rule = play(mode, seed, tally);
        ++tally.played;
        if (rule.empty()) continue;
        const std::lock_guard lock(tally.mutex);
        tally.broken = true;
        const std::string name(match::name(mode));
        std::fprintf(stderr,
                     "%s%s: seed %llu: %s\n  scripts/simulate --mode %s --seed %llu --matches 1\n",
                     isatty(STDERR_FILENO) != 0 ? "\r\033[K" : "", name.c_str(),
                     static_cast<unsigned long long>(seed), rule.c_str(), name.c_str(),
                     static_cast<unsigned long long>(seed));
    }
}

/// False: a rule was broken.
bool simulate_mode(match::Mode mode, const Options& options) {
    Tally tally;
    const std::string name(match::name(mode));
    const auto start = Clock::now();
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < options.threads; ++i)
        threads.emplace_back([&] { work(mode, options, tally); });
    const bool terminal = isatty(STDERR_FILENO) != 0;
    while (terminal && !tally.broken && tally.played < options.matches) {
        std::fprintf(stderr, "\r%-13s %llu of %llu matches\033[K", name.c_str(),
                     static_cast<unsigned long long>(tally.played),
                     static_cast<unsigned long long>(options.matches));
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    for (std::thread& thread : threads) thread.join();
    if (terminal) std::fprintf(stderr, "\r\033[K");
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    if (tally.broken) return false;
    std::printf("%-13s %8llu matches  %10llu events  %8.1f s  %9.0f a minute\n", name.c_str(),
                static_cast<unsigned long long>(tally.played),
                static_cast<unsigned long long>(tally.events), seconds,
                static_cast<double>(tally.played) / seconds * 60);
    std::fflush(stdout);
    return true;
}

[[noreturn]] void misused(const std::string& what) {
    std::fprintf(stderr, "simulate: %s\n", what.c_str());
    std::exit(2);
}

std::uint64_t number(const char* option, const char* text) {
    char* end = nullptr;
    const unsigned long long value = std::strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0')
        misused(std::string(option) + ": '" + text + "' is not a number");
    return value;
}

Options read_options(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        if (option == "--help" || option == "-h") {
            std::fputs(help, stdout);
            std::exit(0);
        }
        if (i + 1 == argc) misused("'" + option + "': see scripts/simulate --help");
        const char* value = argv[++i];
        if (option == "--mode") {
            const auto mode = match::parse_mode(value);
            if (!mode) misused(std::string("there is no mode '") + value + "'; see --help");
            options.modes = {*mode};
        } else if (option == "--seed") {
            options.seed = number("--seed", value);
        } else if (option == "--matches") {
            options.matches = number("--matches", value);
        } else if (option == "--threads") {
            options.threads = static_cast<unsigned>(number("--threads", value));
            if (options.threads < 1 || options.threads > 256) misused("--threads takes 1 to 256");
        } else {
            misused("'" + option + "' is unknown; see --help");
        }
    }
    return options;
}

}  // namespace

int main(int argc, char** argv) {
    const Options options = read_options(argc, argv);
    for (const match::Mode mode : options.modes)
        if (!simulate_mode(mode, options)) return 1;
    return 0;
}
