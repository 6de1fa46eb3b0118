// The judge around the sandbox: many small tests, compilation, and the whole process from a shell.
//
// Compared with the same compiler command and the same program started bare, in turns.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "core/problem/package.hpp"
#include "judge/judge.hpp"
#include "judge/sandbox/sandbox.hpp"
#include "tests/bench/figures.hpp"

namespace arena::bench {
namespace {

constexpr int rounds = 7;
constexpr const char* sum_source =
    "#include <cstdio>\nint main() { long a, b; return std::scanf(\"%ld %ld\", &a, &b) == 2 && "
    "std::printf(\"%ld\\n\", a + b) > 0 ? 0 : 1; }\n";
constexpr const char* big_source =
    "#include <bits/stdc++.h>\nusing namespace std;\nint main() { map<string, vector<int>> seen; "
    "string word; for (int i = 0; cin >> word; ++i) seen[word].push_back(i); for (auto& [w, at] : "
    "seen) cout << w << ' ' << at.size() << '\\n'; }\n";

/// A plain folder of `count` small tests of a + b, and a solution.
void make_problem(const TempFolder& folder, int count) {
    for (int i = 1; i <= count; ++i) {
        const std::string stem = folder / ("tests/" + std::to_string(i));
        write_file(stem + ".in", std::to_string(i) + " " + std::to_string(i * i) + "\n");
        write_file(stem + ".out", std::to_string(i + i * i) + "\n");
    }
    write_file(folder / "sum.cpp", sum_source);
}

/// The command that the language would run, for use outside the sandbox.
std::vector<std::string> bare_compile(const Language& language, const std::string& source,
                                      const std::string& program) {
    std::vector<std::string> argv;
    for (const std::string& word : language.compile) {
        if (word == "{sources}")
            argv.push_back(source);
        else if (word == "{out}/{exe}")
            argv.push_back(program);
        else
            argv.push_back(word);
    }
    return argv;
}

const Language& cpp() {
    return **LanguageTable::built_in().by_name("cpp20");
}

double bare_seconds(const TempFolder& folder, int count) {
    return seconds([&] {
        for (int i = 1; i <= count; ++i)
            spawn_and_wait({folder / "sum"}, folder / ("tests/" + std::to_string(i) + ".in"));
    });
}

Figure hundred_tests(sandbox::Sandbox& sandbox, const TempFolder& folder) {
    Figure figure{"judging 100 small tests, all but compiling", 0, "x", "", 1.2, true, ""};
    const auto package = problem::read_package(folder / "tests");
    const auto solution = read_solution(folder / "sum.cpp");
    if (!package || !solution) {
        figure.note = package ? solution.error().message : package.error().message;
        return figure;
    }
    std::vector<Runner*> lanes;
    for (int i = 0; i < sandbox.lanes(); ++i) lanes.push_back(&sandbox.lane(i));
    JudgeOptions options;
    options.time_limit_s = 1;
    const std::atomic<bool> stop{false};
    std::vector<double> ratios, ours_ms;
    for (int round = 0; round < rounds; ++round) {
        Judge judge(*package, lanes, options);
        const auto judged = judge.judge(*solution, {}, stop);
        if (!judged || judged->verdict != Verdict::AC) {
            figure.note = judged ? judged->message : judged.error().message;
            return figure;
        }
        const double wall =
            static_cast<double>(judged->wall_total_ns - judged->compile_wall_ns) / 1e9;
        const double bare = bare_seconds(folder, 100) / static_cast<double>(lanes.size());
        ratios.push_back(wall / bare);
        ours_ms.push_back(wall * 1e3);
    }
    figure.value = median(ratios);
    char with[96];
    std::snprintf(with, sizeof with, "bare time of the same runs / %zu cores (ours %.0f ms)",
                  lanes.size(), median(ours_ms));
    figure.compared_with = with;
    return figure;
}

std::vector<Figure> compiling(sandbox::Sandbox& sandbox, const TempFolder& folder) {
    Figure fresh{"compile of a bits/stdc++.h program", 0, "x", "", 0.6, true, ""};
    Figure cached{
        "the same program again, from the cache", 0, "ms", "nothing: it is a ceiling", 5, true, ""};
    CompileSettings settings;
    settings.cache_directory = folder / "cache";
    std::filesystem::create_directory(settings.cache_directory);
    std::filesystem::permissions(settings.cache_directory, std::filesystem::perms::owner_all);
    const std::string source = folder / "big.cpp";
    write_file(source, big_source);
    std::vector<double> ratios, bare_ms, cached_ms;
    for (int round = -1; round < rounds; ++round) {  // the first prepares the header
        const std::string text = big_source + std::string("// ") + std::to_string(round) + "\n";
        const auto once = [&] {
            return compile(sandbox.lane(0), cpp(), {SourceFile{"big.cpp", text}}, settings);
        };
        bool ok = true;
        const double ours = seconds([&] {
            const auto done = once();
            ok = done && done->ok;
        });
        const double again = seconds([&] { (void)once(); });
        const double bare =
            seconds([&] { spawn_and_wait(bare_compile(cpp(), source, folder / "big")); });
        if (!ok) {
            fresh.note = cached.note = "it does not compile here";
            return {fresh, cached};
        }
        if (round < 0) continue;
        ratios.push_back(ours / bare);
        bare_ms.push_back(bare * 1e3);
        cached_ms.push_back(again * 1e3);
    }
    fresh.value = median(ratios);
    cached.value = median(cached_ms);
    char with[96];
    std::snprintf(with, sizeof with, "plain g++ with the same flags, %.0f ms", median(bare_ms));
    fresh.compared_with = with;
    return {fresh, cached};
}

Figure whole_process(const TempFolder& folder) {
    Figure figure{"arena judge, cached, 10 tests, whole process", 0, "ms more", "", 60, true, ""};
    const std::string arena =
        std::filesystem::read_symlink("/proc/self/exe").parent_path() / "arena";
    const std::vector<std::string> command = {
        arena,   "judge",   folder / "sum.cpp", "-p", folder / "ten", "--time-limit", "1",
        "--all", "--cache", folder / "cache"};
    for (int i = 1; i <= 10; ++i)
        for (const char* kind : {".in", ".out"}) {
            const std::string name = std::to_string(i) + kind;
            write_file(folder / ("ten/" + name), read_file(folder / ("tests/" + name)));
        }
    if (spawn_and_wait(command) != 0) {
        figure.note = "arena judge does not accept the sum here";
        return figure;
    }
    std::vector<double> more, bare_ms;
    for (int round = 0; round < rounds * 3; ++round) {
        const double ours = seconds([&] { spawn_and_wait(command); });
        const double bare = bare_seconds(folder, 10);
        more.push_back((ours - bare) * 1e3);
        bare_ms.push_back(bare * 1e3);
    }
    figure.value = median(more);
    char with[96];
    std::snprintf(with, sizeof with, "the program's own 10 runs, %.1f ms", median(bare_ms));
    figure.compared_with = with;
    return figure;
}

}  // namespace

std::vector<Figure> judge_figures() {
    const TempFolder folder;
    sandbox::SandboxOptions options;
    options.lanes = std::min(2, static_cast<int>(std::thread::hardware_concurrency()));
    Result<sandbox::Sandbox> opened = sandbox::Sandbox::open(options);
    if (!opened) {
        Figure none;
        none.what = "the judge";
        none.note = opened.error().message;
        return {none};
    }
    make_problem(folder, 100);
    if (spawn_and_wait(bare_compile(cpp(), folder / "sum.cpp", folder / "sum")) != 0) {
        Figure none;
        none.what = "the judge";
        none.note = "the C++ compiler does not work bare";
        return {none};
    }
    std::vector<Figure> figures;
    figures.push_back(hundred_tests(*opened, folder));
    for (Figure& figure : compiling(*opened, folder)) figures.push_back(std::move(figure));
    figures.push_back(whole_process(folder));
    return figures;
}

}  // namespace arena::bench
