// Figures of `arena_bench problem`: verifying a package cold and warm, importing a zip, and the
// memory of a test of a gigabyte. arena itself runs as a child of its own (`--arena`), so that its
// peak of memory is its own, too.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "cli/host_session.hpp"
#include "cli/program.hpp"
#include "judge/verify/verify.hpp"
#include "tests/bench/counting_runner.hpp"
#include "tests/bench/figures.hpp"
#include "tests/support/source_tree.hpp"

namespace arena::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* peak_file_variable = "ARENA_BENCH_PEAK_FILE";

int run_arena(std::vector<std::string> args) {
    args.insert(args.begin(), {"/proc/self/exe", "--arena"});
    return spawn_and_wait(args);
}

/// Peak MiB of arena itself, without the programs that it runs; nullopt when the call failed.
std::optional<double> peak_mib(const TempFolder& folder, const std::vector<std::string>& args) {
    const std::string file = folder / "peak";
    ::setenv(peak_file_variable, file.c_str(), 1);
    const int status = run_arena(args);
    ::unsetenv(peak_file_variable);
    if (status != 0) return std::nullopt;
    return std::atof(read_file(file).c_str()) / 1024;
}

struct VerifyTimes {
    double wall_s = 0, work_s = 0;
    std::size_t runs = 0;
};

std::optional<VerifyTimes> verify_once(const std::vector<problem::Package>& packages,
                                       const std::string& cache, int lanes) {
    std::unique_ptr<cli::HostSession> session;
    std::vector<std::unique_ptr<CountingRunner>> counting;
    std::atomic<std::int64_t> cpu_ns = 0;
    VerifyOptions options;
    options.compile.cache_directory = cache;
    options.cache_directory = cache;
    options.lanes = [&]() -> Result<std::vector<Runner*>> {
        if (!session) {
            auto opened = cli::HostSession::open({}, lanes);
            if (!opened) return tl::unexpected<Error>(opened.error());
            session = *std::move(opened);
            for (Runner* lane : session->lanes())
                counting.push_back(std::make_unique<CountingRunner>(*lane, cpu_ns));
        }
        std::vector<Runner*> counted;
        for (const auto& lane : counting) counted.push_back(lane.get());
        return counted;
    };
    VerifyTimes out;
    bool good = true;
    out.wall_s = seconds([&] {
        for (const problem::Package& package : packages) {
            auto verified = verify(package, options);
            good = good && verified.has_value();
            if (!verified) continue;
            out.runs += verified->runs;
        }
        session.reset();
    });
    out.work_s = static_cast<double>(cpu_ns.load()) / 1e9;
    return good && out.runs > 0 ? std::optional(out) : std::nullopt;
}

Figure failed(const std::string& what, const std::string& why) {
    Figure out;
    out.what = what;
    out.note = why;
    return out;
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

void verify_figures(std::vector<Figure>& out) {
    const std::string cold_name = "cold verify: wall / (compile and CPU time / cores)";
    const std::string warm_name = "warm verify of an unchanged package";
    TempFolder folder;
    std::vector<problem::Package> packages;
    // Default compare, an output validator, a scoring problem.
    for (const char* name : {"snailtrail", "splitthebill", "threeguilds"}) {
        auto package = problem::read_package(testing::source_path("problems/") + name);
        if (package) packages.push_back(*std::move(package));
    }
    const int lanes = cli::usable_core_count();
    fs::create_directory(folder / "cache");
    const auto cold = verify_once(packages, folder / "cache", lanes);
    if (!cold) return out.push_back(failed(cold_name, "verify failed"));
    const double ideal_s = cold->work_s / lanes;
    out.push_back({cold_name, cold->wall_s / ideal_s, "x",
                   number(ideal_s) + " s = " + number(cold->work_s) + " s of work on " +
                       std::to_string(lanes) + " cores, " + std::to_string(cold->runs) + " runs",
                   1.25, true, ""});
    std::vector<double> warm;
    for (int i = 0; i < 5; ++i) {
        const double took = seconds([&] {
            (void)run_arena({"problem", "verify", packages.front().path, "--cache",
                             folder / "cache", "--quiet"});
        });
        if (i > 0) warm.push_back(took);  // the first run is another binary's cold one
    }
    out.push_back({warm_name, median(warm), "s", number(cold->wall_s) + " s cold (3 packages)", 0.5,
                   true, ""});
}

/// A test of random digits: what packs to a little under half.
void write_digits(const std::string& path, std::size_t bytes, std::mt19937_64& random) {
    std::string text;
    while (text.size() < bytes) text += std::to_string(random()) + "\n";
    write_file(path, text);
}

void import_figure(std::vector<Figure>& out) {
    const std::string name = "import of a zip of 50 MB with 500 tests";
    TempFolder folder;
    std::mt19937_64 random(1);
    for (int i = 1; i <= 500; ++i) {
        write_digits(folder / ("big/" + std::to_string(i) + ".in"), 210'000, random);
        write_file(folder / ("big/" + std::to_string(i) + ".out"), std::to_string(i) + "\n");
    }
    const std::string zip = folder / "big.zip";
    if (spawn_and_wait({"bsdtar", "-a", "-cf", zip, "-C", folder.path, "big"}) != 0) {
        return out.push_back(failed(name, "no bsdtar: install libarchive-tools"));
    }
    std::vector<double> ours;
    std::vector<double> theirs;
    bool good = true;
    for (int i = 0; i < 5; ++i) {
        const std::string plain = folder / ("plain" + std::to_string(i));
        const std::string package = folder / ("package" + std::to_string(i));
        fs::create_directory(plain);
        theirs.push_back(seconds([&] {
            good = spawn_and_wait({"bsdtar", "-xf", zip, "-C", plain}) == 0;
        }));
        ours.push_back(seconds([&] {
            good = run_arena({"problem", "import", zip, package}) == 0 && good;
        }));
        if (!good) return out.push_back(failed(name, "the import failed"));
        fs::remove_all(plain);
        fs::remove_all(package);
    }
    const double megabytes = static_cast<double>(fs::file_size(zip)) / 1e6;
    out.push_back({name, median(ours) / median(theirs), "x",
                   "bsdtar -x: " + number(median(theirs)) + " s for " + number(megabytes) + " MB",
                   2, true, ""});
}

/// 1 GiB of `block`, which has a length of 1 MiB.
void write_gigabyte(const std::string& path, const std::string& block) {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream file(path, std::ios::binary);
    for (int i = 0; i < 1024; ++i) file << block;
}

/// A package with an answer of 1 GiB, by lines or as one word, and a solution that prints it.
void write_long_answer(const std::string& package, const std::string& block) {
    write_file(package + "/problem.yaml",
               "problem_format_version: 2025-09\nname: Long\nuuid: "
               "8ee7605a-1a9d-11ee-be56-0242ac120002\nlimits: {time_limit: 60}\n");
    write_file(package + "/data/secret/1.in", "1\n");
    write_gigabyte(package + "/data/secret/1.ans", block);
    write_file(package + "/submissions/accepted/long.cpp",
               "#include <cstdio>\n#include <cstring>\nstatic char b[1 << 20];\nint main() {\n"
               "std::memset(b, '7', sizeof b);\n"
               "if (" +
                   std::string(block.back() == '\n' ? "true" : "false") +
                   ") for (std::size_t i = 7; i < sizeof b; i += 8) b[i] = 10;\n"
                   "for (int i = 0; i < 1024; ++i) fwrite(b, 1, sizeof b, stdout); }\n");
}

void memory_figures(std::vector<Figure>& out) {
    TempFolder folder;
    const std::string word(std::size_t{1} << 20, '7');
    write_gigabyte(folder / "plain/1.in", word);
    write_file(folder / "plain/1.out", "1073741824\n");
    write_file(
        folder / "count.cpp",
        "#include <cstdio>\nstatic char b[65536];\nint main() { size_t n = 0, k;\n"
        "while ((k = fread(b, 1, sizeof b, stdin)) > 0) n += k;\nprintf(\"%zu\\n\", n); }\n");
    const auto add = [&](const std::string& name, const std::vector<std::string>& args) {
        const auto peak = peak_mib(folder, args);
        if (!peak) return out.push_back(failed(name, "the call failed"));
        out.push_back({name, *peak, "MiB", "a test of 1024 MiB", 64, true, ""});
    };
    add("peak memory while importing a test of 1 GiB",
        {"problem", "import", folder / "plain", folder / "imported"});
    add("peak memory while judging a test of 1 GiB",
        {"judge", folder / "count.cpp", "-p", folder / "plain", "--no-cache"});
    fs::remove_all(folder / "plain");
    fs::remove_all(folder / "imported");
    std::string lines = word;
    for (std::size_t i = 7; i < lines.size(); i += 8) lines[i] = '\n';
    const std::string package = folder / "long";
    const std::string solution = package + "/submissions/accepted/long.cpp";
    for (const auto& [block, name] : {std::pair{lines, "lines"}, std::pair{word, "one word"}}) {
        write_long_answer(package, block);
        add(std::string("peak memory while judging an answer of 1 GiB, ") + name,
            {"judge", solution, "-p", package, "--no-cache"});
        if (block == word) continue;
        add("peak memory while verifying an answer of 1 GiB",
            {"problem", "verify", package, "--no-cache"});
        add("peak memory while importing an answer of 1 GiB",
            {"problem", "import", package, folder / "imported"});
    }
}

}  // namespace

int arena_child(int argc, char** argv) {
    const int status = cli::run_program(argc, argv);
    if (const char* file = std::getenv(peak_file_variable)) {
        // Not ru_maxrss, which remembers the process that this one was spawned from.
        std::ifstream facts("/proc/self/status");
        for (std::string line; std::getline(facts, line);) {
            if (line.rfind("VmHWM:", 0) == 0) std::ofstream(file) << line.substr(6) << "\n";
        }
    }
    return status;
}

std::vector<Figure> problem_figures() {
    std::vector<Figure> out;
    verify_figures(out);
    import_figure(out);
    memory_figures(out);
    return out;
}

}  // namespace arena::bench
