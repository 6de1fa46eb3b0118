// From words to the arguments of `arena problem ...`.
#include "cli/problem_args.hpp"

#include "cli/value_reader.hpp"

namespace arena::cli {
namespace {

void want_words(ValueReader& reader, const CommandLine& line, std::size_t least, std::size_t most,
                const std::string& usage) {
    if (line.words.size() < least || line.words.size() > most) {
        reader.refuse("the arguments are: arena problem " + usage);
    }
}

std::string word(const CommandLine& line, std::size_t index) {
    return index < line.words.size() ? line.words[index] : "";
}

// "2/3"
Result<std::pair<int, int>> read_partition(std::string_view flag, std::string_view text) {
    const std::size_t slash = text.find('/');
    const auto parts =
        read_count(flag, slash == std::string_view::npos ? text : text.substr(slash + 1), 1, 1000);
    if (!parts || slash == std::string_view::npos) {
        return fail(ErrorCode::usage,
                    std::string(flag) + " must be like 1/3, not '" + std::string(text) + "'");
    }
    const auto part = read_count(flag, text.substr(0, slash), 1, *parts);
    if (!part) return tl::unexpected<Error>(part.error());
    return std::pair{*part, *parts};
}

}  // namespace

Result<ProblemVerifyArgs> read_problem_verify_args(const CommandLine& line) {
    ValueReader reader(line);
    ProblemVerifyArgs args;
    args.common = read_common(reader, line);
    args.packages = line.words;
    if (args.packages.empty()) args.packages = {"."};
    reader.take("--jobs", args.jobs, as_count(1, 4096));
    args.strict = line.has("--strict");
    std::pair<int, int> partition{1, 1};
    reader.take("--partition", partition, read_partition);
    args.part = partition.first;
    args.parts = partition.second;
    reader.take("--format", args.format,
                as_choice<Format>({{"table", Format::table},
                                   {"json", Format::json},
                                   {"junit", Format::junit},
                                   {"github", Format::github},
                                   {"sarif", Format::sarif}}));
    reader.take("--output", args.output, as_text);
    args.sandbox = read_sandbox(reader, line);
    args.cache = read_cache(reader, line);
    return reader.finish(std::move(args));
}

Result<ProblemImportArgs> read_problem_import_args(const CommandLine& line) {
    ValueReader reader(line);
    ProblemImportArgs args;
    args.common = read_common(reader, line);
    want_words(reader, line, 1, 2, "import SOURCE [DEST]");
    args.source = word(line, 0);
    args.destination = word(line, 1);
    reader.take("--testlib", args.testlib, as_text);
    args.accept_changes = line.has("--accept-changes");
    args.sandbox = read_sandbox(reader, line);
    args.cache = read_cache(reader, line);
    return reader.finish(std::move(args));
}

}  // namespace arena::cli
