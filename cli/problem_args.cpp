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

}  // namespace

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
