// See similar_input.hpp. The order of the arguments and of a folder's entries does not count: the
// corpus sorts, and a file that is named twice is one file.
#include "cli/similar_input.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>
#include <set>
#include <thread>

#include "cli/csv_table.hpp"
#include "cli/output_file.hpp"
#include "cli/similar_layout.hpp"
#include "cli/terminal.hpp"

namespace arena::cli {
namespace {

namespace fs = std::filesystem;
using similarity::Syntax;

constexpr std::size_t binary_probe_bytes = 8000;  ///< a NUL among the first is no source's
constexpr std::size_t files_max = 1'000'000;

struct Candidate {
    std::string path, shown;
    Place place;
    const Syntax* syntax;
    bool named;  ///< on the command line, so that a fault of it is an error
    bool opened = true;
    Result<std::vector<similarity::Token>> tokens;
    std::string text;
};

class Finder {
public:
    Finder(const SimilarArgs& args, Layout layout) : args_(args), layout_(std::move(layout)) {}

    Result<void> add(const std::string& path) {
        std::error_code code;
        const auto status = fs::status(path, code);
        if (!fs::exists(status)) {
            return fail(ErrorCode::not_found, "no file or folder '" + path + "'");
        }
        if (fs::is_directory(status)) return add_folder(path);
        const Syntax* syntax = args_.syntax;
        if (syntax == nullptr) syntax = similarity::syntax_for_file(path);
        if (syntax == nullptr) syntax = similarity::find_syntax("plain");
        const std::string clean = fs::path(path).lexically_normal().string();
        take(path, clean, clean, "", syntax, true);
        return {};
    }

    std::vector<Candidate> candidates;
    std::vector<std::string> left_out;

private:
    Result<void> add_folder(const std::string& folder) {
        std::error_code code;
        fs::recursive_directory_iterator entry(folder, code);
        if (code) {
            return fail(ErrorCode::unreadable,
                        "cannot read the folder '" + folder + "': " + code.message());
        }
        std::string root = fs::path(folder).lexically_normal().string();
        if (root == ".") root.clear();
        if (!root.empty() && root.back() != '/') root += '/';
        const fs::recursive_directory_iterator end;
        for (; entry != end; entry.increment(code)) {
            const std::string name = entry->path().filename().string();
            if (name.front() == '.') {
                if (entry->is_directory(code)) entry.disable_recursion_pending();
                continue;
            }
            if (!entry->is_regular_file(code)) continue;
            const Syntax* syntax = similarity::syntax_for_file(name);
            if (syntax == nullptr || (args_.syntax != nullptr && args_.syntax != syntax)) continue;
            const std::string inner = entry->path().lexically_relative(folder).string();
            take(entry->path().string(), root + inner, inner, root, syntax, false);
            if (candidates.size() > files_max) {
                return fail(ErrorCode::usage, "more than 1,000,000 files in '" + folder + "'");
            }
        }
        if (code) {
            return fail(ErrorCode::unreadable,
                        "cannot read a folder in '" + folder + "': " + code.message());
        }
        return {};
    }

    /// `inner`: what the layout is asked about; `root`: what stands before it, to tell folders
    /// apart.
    void take(const std::string& path, const std::string& shown, const std::string& inner,
              const std::string& root, const Syntax* syntax, bool named) {
        std::error_code code;
        const fs::path whole = fs::canonical(path, code);
        if (!seen_.insert(code ? path : whole.string()).second) return;
        // A named file's folder is its submission; only its name is left to stand for itself.
        const bool folder_of_file = named && args_.by == "folder";
        std::string parent = folder_of_file ? fs::path(inner).parent_path().string() : "";
        auto place = parent.empty() ? layout_.place(inner) : Place{parent, "", ""};
        if (!place) {
            left_out.push_back(shown + ": does not fit --by");
            return;
        }
        place->submission = root + place->submission;
        candidates.push_back({path, shown, *std::move(place), syntax, named, true, {}, ""});
    }

    const SimilarArgs& args_;
    Layout layout_;
    std::set<std::string> seen_;
};

/// The report must not take the place of what it is about.
Result<void> keep_sources(const SimilarArgs& args, const std::vector<Candidate>& candidates) {
    if (args.output.empty()) return {};
    std::vector<NamedPath> sources;
    for (const std::string& path : args.templates) sources.push_back({"--template", path});
    for (const Candidate& one : candidates) sources.push_back({"the source", one.path});
    return refuse_overwriting({{"--output", args.output}}, sources);
}

Result<similarity::Fingerprint> given_code(const SimilarArgs& args) {
    std::vector<similarity::Gram> longs, shorts;
    for (const std::string& path : args.templates) {
        const auto text = read_text_file(path, similarity::source_bytes_max);
        if (!text) return tl::unexpected<Error>(text.error());
        const Syntax* syntax = args.syntax;
        if (syntax == nullptr) syntax = similarity::syntax_for_file(path);
        if (syntax == nullptr) syntax = similarity::find_syntax("plain");
        const auto tokens = tokens_of(*text, *syntax);
        if (!tokens) return fail(tokens.error().code, path + ": " + tokens.error().message);
        const auto print = similarity::fingerprint({*tokens});
        longs.insert(longs.end(), print.long_grams.begin(), print.long_grams.end());
        // Given code may be long while a submission is short: its short runs count all the same.
        const auto runs = similarity::run_hashes(*tokens, similarity::short_run_tokens);
        for (const std::uint64_t hash : runs) shorts.push_back({hash, 1});
    }
    const auto by_hash = [](const similarity::Gram& a, const similarity::Gram& b) {
        return a.hash < b.hash;
    };
    std::sort(longs.begin(), longs.end(), by_hash);
    std::sort(shorts.begin(), shorts.end(), by_hash);
    return similarity::Fingerprint{std::move(shorts), std::move(longs), 0};
}

/// Candidates of one place are one submission; what has no tokens of its own is left out.
Result<SimilarInput> gathered(std::vector<Candidate> candidates, std::vector<std::string> left_out,
                              similarity::Fingerprint given) {
    using Key = std::pair<std::string, std::string>;
    std::map<Key, std::vector<Candidate*>> groups;
    for (Candidate& one : candidates) {
        if (one.tokens) {
            groups[{one.place.problem, one.place.submission}].push_back(&one);
        } else if (one.named || !one.opened) {
            return fail(one.tokens.error().code, one.shown + ": " + one.tokens.error().message);
        } else {
            left_out.push_back(one.shown + ": " + one.tokens.error().message);
        }
    }
    std::vector<similarity::Submission> submissions;
    std::vector<std::vector<SubmittedFile>> sources;
    for (auto& [key, files] : groups) {
        std::sort(files.begin(), files.end(),
                  [](const Candidate* a, const Candidate* b) { return a->shown < b->shown; });
        std::vector<std::vector<similarity::Token>> tokens;
        for (const Candidate* file : files) tokens.push_back(*file->tokens);
        auto print = similarity::fingerprint(tokens);
        const bool empty = print.tokens == 0;
        similarity::remove_given(print, given);
        if (print.long_grams.empty()) {
            left_out.push_back(key.second +
                               (empty ? ": holds no code" : ": nothing but the template"));
            continue;
        }
        submissions.push_back({key.second, key.first, files.front()->place.user, std::move(print)});
        sources.emplace_back();
        for (Candidate* file : files) {
            sources.back().push_back(
                {file->shown, std::move(file->text), *std::move(file->tokens)});
        }
    }
    if (submissions.size() < 2) {
        const std::string why = left_out.empty() ? ""
                                                 : "; left out: " + left_out.front() +
                                                       (left_out.size() > 1 ? ", ..." : "");
        return fail(ErrorCode::usage, submissions.empty()
                                          ? "no source files to compare" + why
                                          : "only one submission, '" + submissions.front().name +
                                                "': two or more are needed to compare" + why);
    }
    std::sort(left_out.begin(), left_out.end());
    // The map's order is the corpus's: by problem, then by name.
    return SimilarInput{similarity::Corpus(std::move(submissions)), std::move(sources),
                        std::move(given), std::move(left_out)};
}

}  // namespace

Result<std::vector<similarity::Token>> tokens_of(const std::string& text, const Syntax& syntax) {
    if (text.size() > similarity::source_bytes_max) {
        return fail(ErrorCode::unreadable, "larger than 16 MiB");
    }
    if (text.substr(0, binary_probe_bytes).find('\0') != std::string::npos) {
        return fail(ErrorCode::unreadable, "binary, no source text");
    }
    return similarity::tokenize(text, syntax);
}

Result<SimilarInput> read_similar_input(const SimilarArgs& args) {
    auto layout = Layout::read(args.by);
    if (!layout) return tl::unexpected<Error>(layout.error());
    auto given = given_code(args);
    if (!given) return tl::unexpected<Error>(given.error());
    Finder finder(args, *std::move(layout));
    for (const std::string& path : args.paths) {
        if (auto done = finder.add(path); !done) return tl::unexpected<Error>(done.error());
    }
    if (auto done = keep_sources(args, finder.candidates); !done) {
        return tl::unexpected<Error>(done.error());
    }
    spread(finder.candidates.size(), args, "reading", [&](std::size_t i) {
        Candidate& one = finder.candidates[i];
        auto text = read_text_file(one.path, similarity::source_bytes_max);
        if (!text) {
            one.opened = access(one.path.c_str(), R_OK) == 0;
            one.tokens = tl::unexpected<Error>(text.error());
            return;
        }
        one.text = *std::move(text);
        one.tokens = tokens_of(one.text, *one.syntax);
    });
    return gathered(std::move(finder.candidates), std::move(finder.left_out), *std::move(given));
}

std::vector<similarity::PairScore> similar_pairs(const similarity::Corpus& corpus, double least,
                                                 const SimilarArgs& args) {
    std::vector<std::vector<similarity::PairScore>> rows(corpus.size());
    spread(corpus.size(), args, "comparing",
           [&](std::size_t i) { rows[i] = corpus.row(i, least); });
    std::vector<similarity::PairScore> pairs;
    for (const auto& row : rows) pairs.insert(pairs.end(), row.begin(), row.end());
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const auto& x, const auto& y) { return x.score > y.score; });
    return pairs;
}

void spread(std::size_t count, const SimilarArgs& args, const std::string& doing,
            const std::function<void(std::size_t)>& work) {
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    const auto jobs = std::min<std::size_t>(
        static_cast<std::size_t>(args.jobs.value_or(static_cast<int>(cores))), count);
    ProgressLine progress(screen_of(STDERR_FILENO, args.common.color));
    std::atomic<std::size_t> next{0};
    const auto loop = [&](bool tells) {
        for (std::size_t i = next++; i < count; i = next++) {
            work(i);
            if (!tells || args.common.quiet) continue;
            progress.update(doing + " " + std::to_string(i + 1) + " of " + std::to_string(count));
        }
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < jobs; ++i) threads.emplace_back(loop, false);
    loop(true);
    for (std::thread& one : threads) one.join();
}

Result<void> put_similar_report(const std::string& output, const std::string& text,
                                std::string_view flag) {
    if (output.empty()) return write_all(STDOUT_FILENO, text);
    auto file = OutputFile::open(output, flag);
    if (!file) return tl::unexpected<Error>(file.error());
    if (auto done = file->write(text); !done) return done;
    return file->commit();
}

}  // namespace arena::cli
