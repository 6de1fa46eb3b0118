// JUnit XML: a suite is a submission, a testcase a test of the problem; read by every CI service.
//
// A failure is an unexpected verdict, an error is ours (JE), skipped is what was not run. Without
// compiling there is one testcase, "compile". When a submission gets what --expect asked for, none
// of its tests fails; when it fares better than expected, a testcase "verdict" fails. The counts in
// the attributes are those of the children.
#include <algorithm>

#include "cli/printable.hpp"
#include "cli/report.hpp"

namespace arena::cli {
namespace {

std::string xml_seconds(std::int64_t ns) {
    const std::string text = seconds_text(ns);
    return text.substr(0, text.find(' '));
}

struct Suite {
    std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
    std::string body;

    void add(const std::string& suite_name, const std::string& name, std::int64_t wall_ns,
             const std::string& child) {
        ++tests;
        body += "    <testcase classname=\"" + markup_text(suite_name, Lines::keep) + "\" name=\"" +
                markup_text(name, Lines::keep) + "\" time=\"" + xml_seconds(wall_ns) + "\"";
        body += child.empty() ? "/>\n" : ">\n" + child + "    </testcase>\n";
    }

    std::string fault(const char* element, Verdict verdict, const std::string& message,
                      const std::string& detail) {
        ++(std::string_view(element) == "error" ? errors : failures);
        std::string out = std::string("      <") + element + " type=\"" +
                          std::string(name(verdict)) + "\" message=\"" +
                          markup_text(message, Lines::keep) + "\"";
        if (detail.empty()) return out + "/>\n";
        return out + ">" + markup_text(detail, Lines::keep) + "</" + element + ">\n";
    }
};

std::string message_of(Verdict verdict, const std::string& reason) {
    return std::string(description(verdict)) + (reason.empty() ? "" : ": " + reason);
}

void add_case(Suite& suite, const JudgingReport& report, const JudgedSolution& solution,
              const CaseResult& result) {
    const std::string& suite_name = solution.judgement.solution;
    if (!counts(result)) {
        ++suite.skipped;
        suite.add(suite_name, result.name, 0, "      <skipped/>\n");
        return;
    }
    const Verdict verdict = *result.verdict;
    const bool expected =
        std::find(report.expected.begin(), report.expected.end(), verdict) != report.expected.end();
    std::string child;
    if (verdict == Verdict::JE) {
        child = suite.fault("error", verdict, message_of(verdict, short_reason(result)),
                            result.error_output);
    } else if (verdict != Verdict::AC && !solution.as_expected && !expected) {
        std::string detail = result.judge_message;
        if (!result.error_output.empty()) detail += "\nstderr:\n" + result.error_output;
        child = suite.fault("failure", verdict, message_of(verdict, short_reason(result)), detail);
    }
    suite.add(suite_name, result.name, result.wall_ns, child);
}

Suite suite_of(const JudgingReport& report, const JudgedSolution& solution) {
    const Judgement& judgement = solution.judgement;
    Suite suite;
    if (judgement.verdict == Verdict::CE) {
        std::string child;
        if (!solution.as_expected) {
            child = suite.fault("failure", Verdict::CE, message_of(Verdict::CE, ""),
                                judgement.compile_message);
        }
        suite.add(judgement.solution, "compile", judgement.compile_wall_ns, child);
        return suite;
    }
    for (const CaseResult& result : judgement.cases) add_case(suite, report, solution, result);
    const bool silent = suite.failures + suite.errors == 0;
    if (silent && judgement.verdict == Verdict::JE) {
        suite.add(
            judgement.solution, "verdict", 0,
            suite.fault("error", Verdict::JE, message_of(Verdict::JE, judgement.message), ""));
    } else if (silent && !solution.as_expected) {
        std::string wanted;
        for (const Verdict verdict : report.expected) {
            wanted += (wanted.empty() ? "" : " or ") + std::string(name(verdict));
        }
        const std::string message =
            "expected " + wanted + ", got " + std::string(name(judgement.verdict));
        suite.add(judgement.solution, "verdict", 0,
                  suite.fault("failure", judgement.verdict, message, ""));
    }
    return suite;
}

std::string counts_attributes(const Suite& suite, std::int64_t wall_ns) {
    return " tests=\"" + std::to_string(suite.tests) + "\" failures=\"" +
           std::to_string(suite.failures) + "\" errors=\"" + std::to_string(suite.errors) +
           "\" skipped=\"" + std::to_string(suite.skipped) + "\" time=\"" + xml_seconds(wall_ns) +
           "\"";
}

}  // namespace

std::string junit_report(const JudgingReport& report) {
    Suite all;
    std::int64_t wall_ns = 0;
    for (const JudgedSolution& solution : report.solutions) {
        const Suite suite = suite_of(report, solution);
        const Judgement& judgement = solution.judgement;
        all.tests += suite.tests;
        all.failures += suite.failures;
        all.errors += suite.errors;
        all.skipped += suite.skipped;
        wall_ns += judgement.wall_total_ns;
        all.body += "  <testsuite name=\"" + markup_text(judgement.solution, Lines::keep) + "\"" +
                    counts_attributes(suite, judgement.wall_total_ns) + ">\n";
        all.body += "    <properties>\n      <property name=\"verdict\" value=\"" +
                    std::string(name(judgement.verdict)) + "\"/>\n    </properties>\n";
        all.body += suite.body + "  </testsuite>\n";
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"arena\"" +
           counts_attributes(all, wall_ns) + ">\n" + all.body + "</testsuites>\n";
}

}  // namespace arena::cli
