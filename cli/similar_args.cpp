// From words to the arguments of `arena similar ...`.
#include "cli/similar_args.hpp"

#include <charconv>

#include "cli/similar_layout.hpp"
#include "cli/value_reader.hpp"
#include "judge/language.hpp"

namespace arena::cli {
namespace {

constexpr int count_most = 1'000'000'000;
constexpr int jobs_most = 256;

Result<double> read_share(std::string_view flag, std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool read = error == std::errc() && end == text.data() + text.size();
    if (!read || !(value >= 0 && value <= 1)) {
        return fail(ErrorCode::usage, std::string(flag) + " is a number from 0 to 1, not '" +
                                          std::string(text.substr(0, 40)) + "'");
    }
    return value;
}

/// By the names that `arena judge --language` takes, or a syntax's own.
Result<const similarity::Syntax*> read_syntax(std::string_view, std::string_view text) {
    if (const auto* syntax = similarity::find_syntax(text)) return syntax;
    const auto language = LanguageTable::built_in().by_name(std::string(text));
    if (!language) return tl::unexpected<Error>(language.error());
    if (const auto* syntax = similarity::find_syntax((*language)->id)) return syntax;
    return fail(ErrorCode::unsupported, "similar has no lexer for " + (*language)->name +
                                            " (--language plain compares any text)");
}

std::vector<std::string> all_of(const CommandLine& line, std::string_view flag) {
    const auto found = line.values.find(flag);
    return found == line.values.end() ? std::vector<std::string>{} : found->second;
}

SimilarArgs read(ValueReader& reader, const CommandLine& line) {
    SimilarArgs args;
    args.common = read_common(reader, line);
    args.paths = line.words;
    args.templates = all_of(line, "--template");
    reader.take("--language", args.syntax, read_syntax);
    reader.take("--by", args.by, as_text);
    if (const auto layout = Layout::read(args.by); !layout) reader.refuse(layout.error().message);
    reader.take("--min-score", args.min_score, read_share);
    reader.take("--cluster-score", args.cluster_score, read_share);
    reader.take("--top", args.top, as_count(1, count_most));
    reader.take("--jobs", args.jobs, as_count(1, jobs_most));
    reader.take("--format", args.format,
                as_choice<SimilarFormat>({{"table", SimilarFormat::table},
                                          {"json", SimilarFormat::json},
                                          {"csv", SimilarFormat::csv},
                                          {"html", SimilarFormat::html}}));
    reader.take("--output", args.output, as_text);
    reader.take("--scores", args.scores, as_text);
    return args;
}

}  // namespace

Result<SimilarArgs> read_similar_args(const CommandLine& line) {
    ValueReader reader(line);
    SimilarArgs args = read(reader, line);
    if (args.paths.empty()) {
        reader.refuse("similar needs FILES or folders to compare (arena similar submissions/)");
    }
    return reader.finish(std::move(args));
}

Result<SimilarArgs> read_similar_view_args(const CommandLine& line) {
    ValueReader reader(line);
    SimilarArgs args = read(reader, line);
    if (args.paths.size() < 2) {
        reader.refuse("the arguments are: arena similar view A B (and others to weigh by)");
    }
    return reader.finish(std::move(args));
}

Result<SimilarArgs> read_similar_evaluate_args(const CommandLine& line) {
    ValueReader reader(line);
    SimilarArgs args = read(reader, line);
    if (args.paths.size() != 1) {
        reader.refuse("the argument is: arena similar evaluate LABELS (a CSV file, or its folder)");
    }
    return reader.finish(std::move(args));
}

}  // namespace arena::cli
