// See problem_shelf.hpp.
#include "serve/room/problem_shelf.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <tuple>

#include "core/problem/package.hpp"
#include "core/random.hpp"
#include "core/utf8.hpp"
#include "judge/content_hash.hpp"
#include "judge/language.hpp"
#include "serve/log.hpp"

namespace arena::serve {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t sample_bytes_max = 64 * 1024;
constexpr std::size_t statement_bytes_max = 256 * 1024;
constexpr std::size_t reference_bytes_max = 64 * 1024;
constexpr double difficulty_default = 1500;

std::string read_text(const std::string& path, std::size_t bytes_max) {
    std::ifstream file(path, std::ios::binary);
    std::string text(bytes_max, '\0');
    file.read(text.data(), static_cast<std::streamsize>(bytes_max));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
    text.shrink_to_fit();  // it is kept as long as the server lives
    return text;
}

/// "difficulty:1400" among the keywords of problem.yaml; the reader of packages has no use for it.
double difficulty_of(const std::string& package_path) {
    const std::string yaml = read_text(package_path + "/problem.yaml", statement_bytes_max);
    const std::string key = "difficulty:";
    const std::size_t at = yaml.find(key);
    if (at == std::string::npos) return difficulty_default;
    int value = 0;
    const char* const begin = yaml.data() + at + key.size();
    const auto [end, error] = std::from_chars(begin, yaml.data() + yaml.size(), value);
    return error == std::errc() && value > 0 && value < 5000 ? value : difficulty_default;
}

void read_statement(const std::string& package_path, ShelfProblem& problem) {
    for (const char* folder : {"statement", "problem_statement"}) {
        for (const auto& [file, format] :
             {std::pair{"problem.en.md", "markdown"}, std::pair{"problem.md", "markdown"},
              std::pair{"problem.en.tex", "latex"}, std::pair{"problem.tex", "latex"}}) {
            const std::string path = package_path + "/" + folder + "/" + file;
            std::error_code ignored;
            if (!fs::is_regular_file(path, ignored)) continue;
            problem.statement = read_text(path, statement_bytes_max);
            problem.statement_format = format;
            return;
        }
    }
}

std::string kind_of(const problem::Package& package) {
    if (package.interactive) return "interactive";
    if (package.multi_pass) return "multi-pass";
    return package.scoring ? "scoring" : "pass-fail";
}

/// Changes whenever a file of the package does: names, sizes and times of all of them.
std::string version_of(const std::string& package_path) {
    std::vector<std::string> lines;
    std::error_code error;
    for (fs::recursive_directory_iterator it(package_path, error), end; it != end && !error;
         it.increment(error)) {
        std::error_code ignored;
        if (!it->is_regular_file(ignored)) continue;
        lines.push_back(it->path().string() + " " + std::to_string(it->file_size(ignored)) + " " +
                        std::to_string(it->last_write_time(ignored).time_since_epoch().count()));
    }
    std::sort(lines.begin(), lines.end());
    ContentHash hash;
    for (const std::string& line : lines) hash.add(line);
    return hash.hex();
}

void read_references(const problem::Package& package, ShelfProblem& problem) {
    for (const problem::Submission& submission : package.submissions) {
        if (submission.directory != "accepted" || submission.program.files.size() != 1) continue;
        const std::string& path = submission.program.files.front();
        const std::string extension = fs::path(path).extension().string();
        const char* const language = extension == ".py"     ? "python3"
                                     : extension == ".cpp"  ? "cpp17"
                                     : extension == ".java" ? "java"
                                                            : nullptr;
        if (language == nullptr || problem.references.contains(language)) continue;
        std::string source = read_text(path, reference_bytes_max + 1);
        if (source.size() <= reference_bytes_max && is_utf8(source))
            problem.references[language] = std::move(source);
    }
}

Result<ShelfProblem> read_problem(const std::string& path) {
    auto package = problem::read_package(path);
    if (!package) return tl::unexpected<Error>(package.error());
    ShelfProblem problem;
    problem.id = package->short_name;
    problem.path = fs::absolute(path).string();
    problem.title = package->names.empty() ? problem.id : package->names.begin()->second;
    if (const auto english = package->names.find("en"); english != package->names.end())
        problem.title = english->second;
    problem.version = version_of(path);
    problem.kind = kind_of(*package);
    problem.difficulty = difficulty_of(path);
    problem.time_limit_s = package->time_limit.limit_s.value_or(0);
    problem.memory_bytes = package->memory_bytes.value_or(0);
    read_statement(path, problem);
    read_references(*package, problem);
    for (const problem::Case& test : package->cases) {
        if (!test.is_sample || test.is_static) continue;
        problem.samples.push_back({read_text(test.input_path, sample_bytes_max),
                                   test.answer_path.empty()
                                       ? std::string()
                                       : read_text(test.answer_path, sample_bytes_max)});
    }
    return problem;
}

bool is_package(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_regular_file(folder / "problem.yaml", ignored);
}

}  // namespace

Result<ProblemShelf> ProblemShelf::open(const std::vector<std::string>& folders, Log& log) {
    ProblemShelf shelf;
    std::vector<fs::path> packages;
    for (const std::string& folder : folders) {
        std::error_code error;
        if (!fs::is_directory(folder, error))
            return fail(ErrorCode::not_found, "no problem folder '" + folder + "' (--problems)");
        if (is_package(folder)) {
            packages.emplace_back(folder);
            continue;
        }
        const std::size_t before = packages.size();
        for (fs::directory_iterator it(folder, error), end; it != end && !error;
             it.increment(error))
            if (is_package(it->path())) packages.push_back(it->path());
        if (packages.size() == before)
            log.warn("no problem is in this folder",
                     {{"folder", folder},
                      {"why", error ? error.message() : "no folder with a problem.yaml lies in it"},
                      {"mend", "--problems takes a package, or a folder of packages"}});
    }
    std::sort(packages.begin(), packages.end());
    for (const fs::path& path : packages) {
        auto problem = read_problem(path.string());
        if (!problem) {
            log.warn("a problem is left out",
                     {{"problem", path.string()}, {"why", problem.error().message}});
        } else if (shelf.find(problem->id) != nullptr) {
            log.warn("a problem is left out",
                     {{"problem", path.string()}, {"why", "another has its name"}});
        } else {
            shelf.problems_.push_back(*std::move(problem));
        }
    }
    std::sort(shelf.problems_.begin(), shelf.problems_.end(),
              [](const ShelfProblem& a, const ShelfProblem& b) {
                  return std::tie(a.difficulty, a.id) < std::tie(b.difficulty, b.id);
              });
    return shelf;
}

const ShelfProblem* ProblemShelf::find(const std::string& id) const {
    const auto found = std::find_if(problems_.begin(), problems_.end(),
                                    [&](const ShelfProblem& problem) { return problem.id == id; });
    return found == problems_.end() ? nullptr : &*found;
}

std::vector<const ShelfProblem*> ProblemShelf::choose(std::size_t count, double rating,
                                                      const std::set<std::string>& seen,
                                                      std::uint64_t seed,
                                                      bool (*fits)(const ShelfProblem&)) const {
    std::vector<const ShelfProblem*> candidates;
    for (const ShelfProblem& problem : problems_)
        if (fits(problem)) candidates.push_back(&problem);
    Random random(seed);
    random.shuffle(candidates);
    std::stable_sort(candidates.begin(), candidates.end(),
                     [&](const ShelfProblem* a, const ShelfProblem* b) {
                         const bool a_seen = seen.contains(a->id), b_seen = seen.contains(b->id);
                         if (a_seen != b_seen) return b_seen;
                         return std::abs(a->difficulty - rating) < std::abs(b->difficulty - rating);
                     });
    if (candidates.size() > count) candidates.resize(count);
    return candidates;
}

}  // namespace arena::serve
