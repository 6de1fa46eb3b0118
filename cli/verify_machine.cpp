// Verification for machines: JSON, JUnit, GitHub's annotations, SARIF.
#include <filesystem>

#include <nlohmann/json.hpp>

#include "cli/printable.hpp"
#include "cli/report.hpp"
#include "cli/verify_report.hpp"
#include "core/json_text.hpp"

namespace arena::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
    return json_text(json, 2) + "\n";
}

std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) out += (out.empty() ? "" : "; ") + line;
    return out;
}

double seconds(std::int64_t ns) {
    return static_cast<double>(ns) / 1e9;
}

Json lint_json(const Verification& one) {
    Json out = Json::array();
    for (const problem::LintFinding& finding : one.lint) {
        out.push_back({{"rule", finding.rule->id},
                       {"severity", problem::name(finding.rule->severity)},
                       {"file", printable(finding.file)},
                       {"line", finding.line},
                       {"message", printable(finding.message)}});
    }
    return out;
}

Json submissions_json(const Verification& one) {
    Json out = Json::array();
    for (const SubmissionCheck& check : one.submissions) {
        Json row{{"path", printable(check.path)},
                 {"status", name(check.status)},
                 {"language", check.language_name},
                 {"verdict", name(check.verdict)},
                 {"slowest_s", seconds(check.slowest_ns)},
                 {"memory_bytes", check.memory_max_bytes},
                 {"runs", check.runs},
                 {"cached", check.cached},
                 {"faults", Json::array()}};
        if (check.score) row["score"] = *check.score;
        for (const std::string& fault : check.faults) row["faults"].push_back(printable(fault));
        out.push_back(std::move(row));
    }
    return out;
}

Json package_json(const Verification& one, bool strict) {
    Json data = Json::array();
    for (const DataCheck& check : one.data) {
        data.push_back({{"name", printable(check.name)},
                        {"status", name(check.status)},
                        {"detail", printable(check.detail)},
                        {"runs", check.runs},
                        {"cached", check.cached}});
    }
    Json margins = Json::array();
    for (const LimitMargin& margin : one.margins) {
        margins.push_back({{"path", printable(margin.path)},
                           {"bound", margin.is_upper ? "upper" : "lower"},
                           {"time_s", seconds(margin.time_ns)},
                           {"asked", margin.asked},
                           {"found", margin.found},
                           {"status", name(margin.status)}});
    }
    return {{"problem", printable(one.problem)},
            {"path", printable(one.path)},
            {"ok", !verification_fails(one, strict)},
            {"tests", one.tests},
            {"time_limit_s", seconds(one.time_limit_ns)},
            {"time_limit_source", printable(one.time_limit_source)},
            {"lint", lint_json(one)},
            {"data", data},
            {"submissions", submissions_json(one)},
            {"margins", margins},
            {"runs", one.runs},
            {"runs_cached", one.runs_cached},
            {"cpu_s", seconds(one.cpu_ns)},
            {"wall_s", seconds(one.wall_ns)}};
}

/// One suite's children, counted as they are added.
struct Suite {
    std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
    std::string body;

    void add(const std::string& suite, const std::string& what, CheckStatus status, bool fails,
             const std::string& detail, std::int64_t ns) {
        ++tests;
        const std::string head = "    <testcase classname=\"" + markup_text(suite) + "\" name=\"" +
                                 markup_text(what) + "\" time=\"" + std::to_string(seconds(ns)) +
                                 "\"";
        const char* element = nullptr;
        if (status == CheckStatus::skipped && !fails) {
            element = "skipped";
            ++skipped;
        } else if (status == CheckStatus::fault) {
            element = "error";
            ++errors;
        } else if (fails) {
            element = "failure";
            ++failures;
        }
        if (element == nullptr) {
            body += head + "/>\n";
            return;
        }
        body += head + "><" + element + " message=\"" + markup_text(detail) + "\"/></testcase>\n";
    }
};

Suite suite_of(const Verification& one, bool strict) {
    Suite suite;
    const std::string& who = one.problem;
    for (const problem::LintFinding& finding : one.lint) {
        if (!lint_fails(finding, strict)) continue;
        suite.add(who, std::string("lint ") + finding.rule->id + " " + finding.file,
                  CheckStatus::failed, true, finding.message, 0);
    }
    for (const DataCheck& check : one.data) {
        suite.add(who, check.name, check.status, status_fails(check.status, strict), check.detail,
                  check.cpu_ns);
    }
    for (const SubmissionCheck& check : one.submissions) {
        suite.add(who, check.path, check.status, submission_fails(check, strict),
                  joined(check.faults), check.cpu_ns);
    }
    for (const LimitMargin& margin : one.margins) {
        if (!status_fails(margin.status, strict)) continue;
        suite.add(who, "time limit: " + margin.path, margin.status, true, margin_text(margin),
                  margin.time_ns);
    }
    return suite;
}

/// Annotations are shown beside files of the repository, which is where CI jobs stand.
std::string from_here(const std::string& path) {
    std::error_code code;
    const std::filesystem::path near = std::filesystem::proximate(path, code);
    const bool below = !code && !near.empty() && *near.begin() != "..";
    return below ? near.string() : path;
}

/// Text for GitHub's workflow commands.
std::string escaped(std::string_view text, bool property) {
    std::string out;
    for (const char c : printable(text)) {
        if (c == '%') {
            out += "%25";
        } else if (property && c == ':') {
            out += "%3A";
        } else if (property && c == ',') {
            out += "%2C";
        } else {
            out += c;
        }
    }
    return out;
}

std::string annotation(bool error, const std::string& file, int line, const std::string& title,
                       const std::string& message) {
    std::string out = error ? "::error " : "::warning ";
    if (!file.empty()) out += "file=" + escaped(file, true) + ",";
    if (line > 0) out += "line=" + std::to_string(line) + ",";
    return out + "title=" + escaped(title, true) + "::" + escaped(message, false) + "\n";
}

/// A run without a word would look like one that did not happen.
std::string summary_notice(const std::vector<Verification>& all, bool strict) {
    std::size_t failed = 0, tests = 0, runs = 0, cached = 0;
    for (const Verification& one : all) {
        failed += verification_fails(one, strict) ? 1 : 0;
        tests += one.tests;
        runs += one.runs;
        cached += one.runs_cached;
    }
    return "::notice title=arena problem verify::" + std::to_string(all.size()) +
           (all.size() == 1 ? " package, " : " packages, ") + std::to_string(failed) + " failed, " +
           std::to_string(tests) + " tests, " + std::to_string(runs) + " runs (" +
           std::to_string(cached) + " from the cache)\n";
}

}  // namespace

std::string verify_json(const std::vector<Verification>& all, bool strict) {
    Json packages = Json::array();
    for (const Verification& one : all) packages.push_back(package_json(one, strict));
    return dump({{"schema", "arena.verification"}, {"version", 1}, {"packages", packages}});
}

std::string verify_junit(const std::vector<Verification>& all, bool strict) {
    std::string body;
    Suite total;
    for (const Verification& one : all) {
        const Suite suite = suite_of(one, strict);
        total.tests += suite.tests;
        total.failures += suite.failures;
        total.errors += suite.errors;
        body += "  <testsuite name=\"" + markup_text(one.problem) + "\" tests=\"" +
                std::to_string(suite.tests) + "\" failures=\"" + std::to_string(suite.failures) +
                "\" errors=\"" + std::to_string(suite.errors) + "\" skipped=\"" +
                std::to_string(suite.skipped) + "\">\n" + suite.body + "  </testsuite>\n";
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"" +
           std::to_string(total.tests) + "\" failures=\"" + std::to_string(total.failures) +
           "\" errors=\"" + std::to_string(total.errors) + "\">\n" + body + "</testsuites>\n";
}

std::string verify_github(const std::vector<Verification>& all, bool strict) {
    std::string out;
    for (const Verification& one : all) {
        const std::string path = from_here(one.path);
        const auto place = [&path](const std::string& file) {
            return file.empty() ? path : path + "/" + file;
        };
        for (const problem::LintFinding& finding : one.lint) {
            if (finding.rule->severity == problem::Severity::note) continue;
            out += annotation(lint_fails(finding, strict), place(finding.file), finding.line,
                              finding.rule->id, finding.message);
        }
        for (const DataCheck& check : one.data) {
            if (check.status == CheckStatus::passed || check.status == CheckStatus::skipped)
                continue;
            out += annotation(status_fails(check.status, strict), place(""), 0, check.name,
                              check.detail);
        }
        for (const SubmissionCheck& check : one.submissions) {
            const bool fails = submission_fails(check, strict);
            const bool skipped = check.status == CheckStatus::skipped && !fails;
            if (check.status == CheckStatus::passed || skipped) continue;
            out += annotation(fails, place("submissions/" + check.path), 0, check.path,
                              joined(check.faults));
        }
        for (const LimitMargin& margin : one.margins) {
            if (margin.status == CheckStatus::passed) continue;
            out +=
                annotation(status_fails(margin.status, strict), place("submissions/" + margin.path),
                           0, "time limit: " + margin.path, margin_text(margin));
        }
    }
    return out + summary_notice(all, strict);
}

std::string verify_sarif(const std::vector<Verification>& all) {
    Json rules = Json::array();
    for (const problem::LintRule& rule : problem::lint_rules()) {
        rules.push_back({{"id", rule.id},
                         {"shortDescription", {{"text", rule.about}}},
                         {"defaultConfiguration", {{"level", problem::name(rule.severity)}}}});
    }
    Json results = Json::array();
    for (const Verification& one : all) {
        for (const problem::LintFinding& finding : one.lint) {
            const std::string file = finding.file.empty() ? "problem.yaml" : finding.file;
            Json place{
                {"artifactLocation", {{"uri", printable(from_here(one.path) + "/" + file)}}}};
            place["region"] = {{"startLine", finding.line > 0 ? finding.line : 1}};
            results.push_back({{"ruleId", finding.rule->id},
                               {"level", problem::name(finding.rule->severity)},
                               {"message", {{"text", printable(finding.message)}}},
                               {"locations", Json::array({{{"physicalLocation", place}}})}});
        }
    }
    const Json driver{{"name", "arena"}, {"rules", rules}};
    return dump({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({{{"tool", {{"driver", driver}}}, {"results", results}}})}});
}

}  // namespace arena::cli
