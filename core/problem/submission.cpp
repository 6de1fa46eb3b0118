// submissions/: folders, what they promise, and DOMjudge's tags.
//
// Legacy and 2025-09 differ: a legacy time_limit_exceeded may also answer wrongly, a legacy
// run_time_error may do anything besides crashing. `@EXPECTED_RESULTS@: A, B` in a comment names
// the verdicts that the whole submission may get; it is ignored in the four standard folders
// (DOMjudge issue 1861) and honoured in any other, as is `@EXPECTED_SCORE@: n`.
#include "core/problem/submission.hpp"

#include <algorithm>

#include "core/problem/program.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_node.hpp"

namespace arena::problem {

namespace {

using Entry = PackageFolder::Entry;
using Verdicts = std::vector<Verdict>;

constexpr std::size_t tag_bytes_max = std::size_t{1} << 20;

const Verdicts crashes{Verdict::RTE, Verdict::MLE, Verdict::OLE};

Verdicts with_crashes(Verdicts verdicts) {
    verdicts.insert(verdicts.end(), crashes.begin(), crashes.end());
    return verdicts;
}

bool is_legacy(Format format) {
    return format == Format::legacy || format == Format::legacy_icpc;
}

bool is_standard(const std::string& directory) {
    return directory == "accepted" || directory == "wrong_answer" ||
           directory == "time_limit_exceeded" || directory == "run_time_error";
}

// The rest of the line after every `tag` in `source`, without what closes a comment.
std::vector<std::string> tag_values(const std::string& source, const std::string& tag) {
    std::vector<std::string> out;
    for (std::size_t at = source.find(tag); at != std::string::npos; at = source.find(tag, at)) {
        at += tag.size();
        const std::size_t end = source.find('\n', at);
        std::string_view value = std::string_view(source).substr(
            at, end == std::string::npos ? std::string::npos : end - at);
        for (const char* close : {"*/", "-->", "*)", "-}", "#}"}) {
            value = value.substr(0, value.find(close));
        }
        out.emplace_back(trimmed(value));
    }
    return out;
}

std::vector<std::string> split_commas(const std::string& text) {
    std::vector<std::string> out;
    std::size_t at = 0;
    while (at <= text.size()) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        const std::string_view part = trimmed(std::string_view(text).substr(at, end - at));
        if (!part.empty()) out.emplace_back(part);
        at = end + 1;
    }
    return out;
}

// Tags in any file of the submission.
Result<void> read_tags(const PackageFolder& folder, const Entry& entry, Submission& submission,
                       Package& package) {
    std::vector<Entry> files{entry};
    if (entry.is_directory) {
        auto below = folder.list_files_below(entry.relative);
        if (!below) return tl::unexpected<Error>(below.error());
        files = std::move(*below);
    }
    std::optional<Expectation> found;
    for (const Entry& file : files) {
        auto source = folder.read_head(file.relative, tag_bytes_max);
        if (!source) return tl::unexpected<Error>(source.error());
        auto tagged = tagged_expectation(*source, file.relative, package.notes);
        if (!tagged) return tl::unexpected<Error>(tagged.error());
        if (!*tagged) continue;
        if (found) {
            return fail(ErrorCode::invalid_package,
                        file.relative +
                            ": a second file of this submission has a tag "
                            "@EXPECTED_...@: keep one");
        }
        found = std::move(*tagged);
    }
    if (!found) return {};
    const bool verdict_said = !found->overall.empty();
    if (verdict_said) submission.expectations.clear();
    submission.expectations.push_back(std::move(*found));
    return {};
}

Result<void> read_directory(const PackageFolder& folder, const Entry& directory, Package& package) {
    auto entries = folder.list(directory.relative);
    if (!entries) return tl::unexpected<Error>(entries.error());
    auto promised = directory_expectation(directory.name, package.format);
    if (package.grader && directory.name == "accepted") {
        // A grader of the package's own may accept what fails some tests.
        promised->permitted.clear();
        promised->overall = {Verdict::AC};
    }
    bool anything_promised = promised.has_value();
    for (const Entry& entry : *entries) {
        if (is_left_over(entry.name)) {
            package.notes.push_back("ignored " + entry.relative + ": not a submission");
            continue;
        }
        auto program = read_program(folder, entry);
        if (!program) return tl::unexpected<Error>(program.error());
        if (program->files.empty()) {
            package.notes.push_back("ignored " + entry.relative + ": an empty folder");
            continue;
        }
        Submission submission;
        submission.program = std::move(*program);
        submission.directory = directory.name;
        if (promised) submission.expectations.push_back(*promised);
        if (!is_standard(directory.name)) {
            auto tagged = read_tags(folder, entry, submission, package);
            if (!tagged) return tagged;
            anything_promised = anything_promised || !submission.expectations.empty();
        }
        package.submissions.push_back(std::move(submission));
    }
    if (!anything_promised && !folder.has_file("submissions/submissions.yaml")) {
        package.notes.push_back(directory.relative + ": no verdict is expected of what lies there");
    }
    return {};
}

// Before 2025-09 only the two folders of the text bear on the time limit.
void use_for_time_limit_by_directory(Submission& submission) {
    submission.use_for_time_limit_lower = submission.directory == "accepted";
    submission.use_for_time_limit_upper = submission.directory == "time_limit_exceeded";
}

}  // namespace

std::vector<Verdict> verdicts_named(const std::string& word) {
    const auto verdict = parse_verdict(word);
    if (!verdict) return {};
    return *verdict == Verdict::RTE ? crashes : Verdicts{*verdict};
}

std::optional<Expectation> directory_expectation(const std::string& directory, Format format) {
    const bool legacy = is_legacy(format);
    Expectation out;
    out.source = "submissions/" + directory;
    if (directory == "accepted") {
        out.permitted = {Verdict::AC};
    } else if (directory == "rejected") {
        out.required = with_crashes({Verdict::WA, Verdict::TLE});
    } else if (directory == "wrong_answer") {
        out.permitted = {Verdict::AC, Verdict::WA};
        out.required = {Verdict::WA};
    } else if (directory == "time_limit_exceeded") {
        out.permitted = {Verdict::AC, Verdict::TLE};
        if (legacy) out.permitted.push_back(Verdict::WA);
        out.required = {Verdict::TLE};
    } else if (directory == "run_time_error") {
        if (!legacy) out.permitted = with_crashes({Verdict::AC});
        out.required = crashes;
    } else if (directory == "brute_force") {
        out.permitted = with_crashes({Verdict::AC, Verdict::TLE});
        out.required = with_crashes({Verdict::TLE});
    } else if (directory == "partially_accepted") {
        // 2025-09 has no such folder and gives a score where legacy says accepted.
        if (format != Format::kattis_2025_09) out.overall = {Verdict::AC};
        out.less_than_full_score = true;
    } else if (const auto verdict = parse_verdict(directory)) {
        out.overall = {*verdict};
    } else {
        return std::nullopt;
    }
    return out;
}

bool asks_same_verdicts(const Expectation& left, const Expectation& right) {
    const auto sorted = [](Verdicts verdicts) {
        std::sort(verdicts.begin(), verdicts.end());
        verdicts.erase(std::unique(verdicts.begin(), verdicts.end()), verdicts.end());
        return verdicts;
    };
    const Verdicts any = sorted(with_crashes({Verdict::AC, Verdict::WA, Verdict::TLE}));
    const auto permitted = [&](const Expectation& rule) {
        Verdicts out = sorted(rule.permitted);
        return out == any ? Verdicts() : out;
    };
    return permitted(left) == permitted(right) && sorted(left.required) == sorted(right.required) &&
           sorted(left.overall) == sorted(right.overall);
}

Result<std::optional<Expectation>> tagged_expectation(const std::string& source,
                                                      const std::string& label,
                                                      std::vector<std::string>& notes) {
    const auto results = tag_values(source, "@EXPECTED_RESULTS@:");
    const auto scores = tag_values(source, "@EXPECTED_SCORE@:");
    if (results.size() > 1 || scores.size() > 1) {
        return fail(ErrorCode::invalid_package, label + ": the tag @EXPECTED_" +
                                                    (results.size() > 1 ? "RESULTS@" : "SCORE@") +
                                                    " is given twice: keep one");
    }
    if (results.empty() && scores.empty()) return std::optional<Expectation>();
    Expectation out;
    out.source = label;
    for (const std::string& word :
         results.empty() ? std::vector<std::string>() : split_commas(results.front())) {
        const auto verdicts = verdicts_named(word);
        out.overall.insert(out.overall.end(), verdicts.begin(), verdicts.end());
        if (!verdicts.empty()) continue;
        notes.push_back(label + ": @EXPECTED_RESULTS@ names '" + shown(word) +
                        "', which expects nothing of a verdict");
        return std::optional<Expectation>();
    }
    if (!scores.empty()) {
        const auto score = parse_decimal(scores.front());
        if (!score) {
            return fail(ErrorCode::invalid_package, label +
                                                        ": @EXPECTED_SCORE@ must be a number, "
                                                        "not '" +
                                                        shown(scores.front()) + "'");
        }
        out.score_min = out.score_max = *score;
    }
    return std::optional<Expectation>(std::move(out));
}

void use_for_time_limit_by_rule(const Expectation& expectation, Submission& submission) {
    const auto& permitted = expectation.permitted;
    if (expectation.required == Verdicts{Verdict::TLE}) submission.use_for_time_limit_upper = true;
    if (!permitted.empty() &&
        std::find(permitted.begin(), permitted.end(), Verdict::TLE) == permitted.end()) {
        submission.use_for_time_limit_lower = true;
    }
}

Result<void> read_submissions(const PackageFolder& folder, Package& package) {
    auto directories = folder.list("submissions");
    if (!directories) return tl::unexpected<Error>(directories.error());
    for (const Entry& directory : *directories) {
        if (directory.is_directory) {
            auto read = read_directory(folder, directory, package);
            if (!read) return read;
        } else if (directory.name != "submissions.yaml" && !is_left_over(directory.name)) {
            package.notes.push_back("ignored " + directory.relative + std::string(in_no_folder));
        }
    }
    apply_submissions_json(folder, package);
    if (is_legacy(package.format)) {
        for (Submission& submission : package.submissions) {
            use_for_time_limit_by_directory(submission);
        }
        return {};
    }
    return apply_submissions_yaml(folder, package);
}

}  // namespace arena::problem
