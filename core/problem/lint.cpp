#include "core/problem/lint.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "core/assert.hpp"
#include "core/problem/package_folder.hpp"
#include "core/problem/submission.hpp"
#include "core/problem/text.hpp"
#include "core/scoring/group_fault.hpp"

namespace arena::problem {

namespace {

namespace fs = std::filesystem;

const LintRule& rule(const std::string& id) {
    for (const LintRule& one : lint_rules()) {
        if (id == one.id) return one;
    }
    ARENA_ASSERT(false);
}

/// What one pass over an input file finds.
struct InputFacts {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    std::uint64_t bytes = 0;
    bool carriage_return = false;
    bool byte_order_mark = false;
    bool ends_with_newline = true;
};

InputFacts look_at(const std::string& path) {
    InputFacts facts;
    std::ifstream in(path, std::ios::binary);
    std::vector<char> block(std::size_t{1} << 16);
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        const auto got = static_cast<std::size_t>(in.gcount());
        for (std::size_t i = 0; i < got; ++i) {
            facts.hash = (facts.hash ^ static_cast<unsigned char>(block[i])) * 0x100000001b3ULL;
            facts.carriage_return = facts.carriage_return || block[i] == '\r';
        }
        if (facts.bytes == 0) {
            facts.byte_order_mark =
                starts_with(std::string_view(block.data(), got), "\xEF\xBB\xBF");
        }
        if (got > 0) facts.ends_with_newline = block[got - 1] == '\n';
        facts.bytes += got;
    }
    return facts;
}

class Linter {
public:
    explicit Linter(const Package& package) : package_(package) {}

    std::vector<LintFinding> run() {
        look_at_manifest();
        look_at_statements();
        look_at_tests();
        look_at_programs();
        look_at_scores();
        for (const std::string& note : package_.notes) {
            const bool glob = ends_with(note, matches_nothing);
            const bool stray = ends_with(note, in_no_folder);
            add(glob ? "unmatched-glob" : stray ? "stray-submission" : "reader-note", "", note);
        }
        return std::move(out_);
    }

private:
    void add(const char* id, const std::string& file, const std::string& message) {
        out_.push_back({&rule(id), file, 0, message});
    }
    std::string below(const std::string& path) const {
        return starts_with(path, package_.path + "/") ? path.substr(package_.path.size() + 1)
                                                      : path;
    }
    void look_at_manifest();
    void look_at_statements();
    void look_at_tests();
    void look_at_programs();
    void look_at_scores();
    bool has_directory(const std::string& directory) const;

    const Package& package_;
    std::vector<LintFinding> out_;
};

void Linter::look_at_manifest() {
    const char* file = "problem.yaml";
    if (package_.format == Format::plain) return;
    if (package_.names.empty()) add("no-name", file, "the problem has no name");
    if (package_.format == Format::kattis_2025_09 && package_.uuid.empty()) {
        add("no-uuid", file, "the problem has no uuid: any version 4 UUID will do");
    }
    if (!package_.time_limit.limit_s) {
        add("time-limit-computed", file,
            "no time limit is stated: it depends on the machine that computes it");
    }
}

void Linter::look_at_statements() {
    if (package_.format == Format::plain) return;
    auto folder = PackageFolder::open(package_.path);
    if (!folder) return;
    std::set<std::string> languages;
    for (const char* directory : {"statement", "problem_statement"}) {
        auto entries = folder->list(directory);
        if (!entries) continue;
        for (const PackageFolder::Entry& entry : *entries) {
            if (!starts_with(entry.name, "problem.")) continue;
            const std::string rest = entry.name.substr(8);
            const std::size_t dot = rest.find('.');
            languages.insert(dot == std::string::npos ? "en" : rest.substr(0, dot));
        }
    }
    if (languages.empty()) {
        add("no-statement", "statement", "there is no statement: add statement/problem.en.md");
        return;
    }
    for (const std::string& language : languages) {
        if (package_.names.empty() || package_.names.count(language) != 0) continue;
        add("name-of-statement", "problem.yaml",
            "there is a statement in '" + language + "' but no name in that language");
    }
    for (const auto& [language, title] : package_.names) {
        if (languages.count(language) != 0) continue;
        add("name-of-statement", "problem.yaml",
            "there is a name in '" + language + "' but no statement in that language");
    }
}

void Linter::look_at_tests() {
    std::map<std::pair<std::uint64_t, std::uint64_t>, const Case*> seen;
    std::size_t samples = 0;
    for (const Case& test : package_.cases) {
        if (test.is_static) continue;
        samples += test.is_sample ? 1 : 0;
        const InputFacts facts = look_at(test.input_path);
        const std::string file = below(test.input_path);
        if (facts.carriage_return) {
            add("carriage-return", file, "the input has CR line ends, which programs trip over");
        }
        if (facts.byte_order_mark) {
            add("byte-order-mark", file,
                "the input begins with a byte-order mark, which programs trip over");
        }
        if (facts.bytes > 0 && !facts.ends_with_newline) {
            add("no-final-newline", file, "the last line of the input has no line end");
        }
        if (facts.bytes == 0 && !package_.interactive) {
            add("empty-input", file, "the input is empty");
        }
        const auto [found, fresh] = seen.try_emplace({facts.hash, facts.bytes}, &test);
        const bool same_args = found->second->program_args == test.program_args;
        const bool both_secret = !found->second->is_sample && !test.is_sample;
        if (!fresh && same_args && both_secret && found->second->group == test.group) {
            add("duplicate-input", file, "the same input as " + found->second->name);
        }
    }
    if (samples == package_.cases.size()) {
        add("no-secret-tests", "data/secret", "there are no secret tests");
    }
    if (samples == 0 && package_.format != Format::plain) {
        add("no-samples", "data/sample", "there are no samples");
    }
}

bool Linter::has_directory(const std::string& directory) const {
    return std::any_of(
        package_.submissions.begin(), package_.submissions.end(),
        [&](const Submission& submission) { return submission.directory == directory; });
}

void Linter::look_at_programs() {
    if (package_.format == Format::plain) return;
    if (package_.input_validators.empty()) {
        add("no-input-validator", "input_validators",
            "no program checks the inputs: a wrong test would go unnoticed");
    }
    if (!has_directory("accepted")) {
        add("no-accepted", "submissions", "there is no accepted submission");
    }
    const bool any_other = std::any_of(
        package_.submissions.begin(), package_.submissions.end(),
        [](const Submission& submission) { return submission.directory != "accepted"; });
    if (!any_other) {
        add("no-rejected", "submissions", "there is no submission that must be rejected");
    }
    for (const Submission& submission : package_.submissions) {
        if (!submission.expectations.empty()) continue;
        add("nothing-expected", below(submission.program.path),
            "nothing is expected of this submission");
    }
}

void Linter::look_at_scores() {
    const std::string fault = scoring::fault_of_full_score(package_);
    if (!fault.empty()) return add("score-bounds", "", fault);
    if (!package_.scoring || package_.grading != GradingRules::test_groups) return;
    for (std::size_t i = 0; i < package_.groups.size(); ++i) {
        const Group& secret = package_.groups[i];
        if (secret.name != "secret" || secret.groups.empty() || !secret.max_score) continue;
        double sum = 0;
        for (std::size_t inner : secret.groups) {
            sum += package_.groups[inner].max_score.value_or(0);
        }
        if (secret.scoring != GroupScoring::sum || std::abs(sum - *secret.max_score) < 1e-6) return;
        add("score-sum", "data/secret/test_group.yaml",
            "the groups give " + std::to_string(sum) + " points together, not " +
                std::to_string(*secret.max_score));
    }
}

}  // namespace

std::string_view name(Severity severity) {
    switch (severity) {
        case Severity::error: return "error";
        case Severity::warning: return "warning";
        case Severity::note: return "note";
    }
    return "note";
}

const std::vector<LintRule>& lint_rules() {
    static const std::vector<LintRule> rules{
        {"unreadable", Severity::error, "The package cannot be read as its format asks."},
        {"no-name", Severity::warning, "The problem has a name."},
        {"no-uuid", Severity::warning, "The problem has a uuid (required by 2025-09)."},
        {"time-limit-computed", Severity::note, "The time limit is stated."},
        {"no-statement", Severity::warning, "There is a statement."},
        {"name-of-statement", Severity::warning, "Names and statements have the same languages."},
        {"carriage-return", Severity::warning, "Inputs have LF line ends."},
        {"byte-order-mark", Severity::warning, "Inputs begin without a byte-order mark."},
        {"no-final-newline", Severity::warning, "Inputs end with a line end."},
        {"empty-input", Severity::note, "Inputs are not empty."},
        {"duplicate-input", Severity::warning, "No two tests of a group are the same."},
        {"no-secret-tests", Severity::warning, "There are secret tests."},
        {"no-samples", Severity::note, "There are samples."},
        {"no-input-validator", Severity::warning, "A program checks the inputs."},
        {"no-accepted", Severity::warning, "There is an accepted submission."},
        {"no-rejected", Severity::warning, "There is a submission that must be rejected."},
        {"nothing-expected", Severity::warning, "Something is expected of every submission."},
        {"score-bounds", Severity::error, "Who passes all tests gets a score that is allowed."},
        {"score-sum", Severity::warning, "The points of the groups add up."},
        {"unmatched-glob", Severity::warning, "Every glob of submissions.yaml has a match."},
        {"stray-submission", Severity::warning, "Submissions lie in folders that say what of."},
        {"reader-note", Severity::note, "Nothing had to be decided or ignored while reading."},
    };
    return rules;
}

std::vector<LintFinding> lint(const Package& package) {
    return Linter(package).run();
}

LintFinding unreadable_finding(const Error& error) {
    LintFinding out{&rule("unreadable"), "", 0, error.message};
    // "data/x/test_group.yaml line 3: why"
    const std::size_t at = error.message.find(" line ");
    const std::size_t colon = error.message.find(':');
    if (at == std::string::npos || colon == std::string::npos || colon < at) return out;
    const std::string number = error.message.substr(at + 6, colon - at - 6);
    const bool digits =
        !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || number.size() > 7) return out;
    out.file = error.message.substr(0, at);
    out.line = std::stoi(number);
    return out;
}

}  // namespace arena::problem
