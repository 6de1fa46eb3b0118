// GitHub Actions workflow commands: each line becomes an annotation on the solution's file.
//
// Escapes as the runner's toolkit does: "%", CR and LF in messages, also ":" and "," in properties.
// A step shows ten errors, so of one solution at most nine tests are told and then the summary.
#include <algorithm>
#include <charconv>

#include "cli/printable.hpp"
#include "cli/report.hpp"

namespace arena::cli {
namespace {

constexpr std::size_t annotations_max = 9;
constexpr std::size_t message_bytes_max = 4000;

std::string escaped(std::string_view text, bool property) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '%': out += "%25"; break;
            case '\r': out += "%0D"; break;
            case '\n': out += "%0A"; break;
            case ':': out += property ? "%3A" : ":"; break;
            case ',': out += property ? "%2C" : ","; break;
            default: out += c; break;
        }
    }
    return out;
}

std::string annotation(const char* level, const std::string& file, int line,
                       const std::string& title, const std::string& message) {
    return std::string("::") + level + " file=" + escaped(printable(file), true) +
           ",line=" + std::to_string(line) + ",title=" + escaped(printable(title), true) +
           "::" + escaped(printable(message, Lines::keep).substr(0, message_bytes_max), false) +
           "\n";
}

/// The first line number in compiler output of the shape "name:LINE:"; 1 when there is none.
int line_of(const std::string& compiler_text) {
    for (std::size_t colon = compiler_text.find(':'); colon != std::string::npos;
         colon = compiler_text.find(':', colon + 1)) {
        int line = 0;
        const char* start = compiler_text.data() + colon + 1;
        const char* end = compiler_text.data() + compiler_text.size();
        const auto read = std::from_chars(start, end, line);
        if (read.ec == std::errc() && line > 0 && read.ptr != end && *read.ptr == ':') return line;
    }
    return 1;
}

std::string wanted_text(const JudgingReport& report) {
    std::string wanted;
    for (const Verdict verdict : report.expected) {
        wanted += (wanted.empty() ? "" : " or ") + std::string(name(verdict));
    }
    return wanted;
}

std::string solution_annotations(const JudgingReport& report, const JudgedSolution& solution) {
    const Judgement& judgement = solution.judgement;
    const CaseCount count = count_cases(judgement);
    const std::string verdict(name(judgement.verdict));
    std::string summary = verdict + ": " + std::to_string(count.accepted) + " of " +
                          std::to_string(count.run) + " tests accepted";
    if (solution.as_expected) {
        return annotation("notice", judgement.solution, 1, verdict + " as expected", summary);
    }
    if (judgement.verdict == Verdict::CE) {
        return annotation("error", judgement.solution, line_of(judgement.compile_message),
                          "CE: does not compile", judgement.compile_message);
    }
    std::string out;
    std::size_t shown = 0;
    for (const CaseResult& result : judgement.cases) {
        if (!counts(result) || *result.verdict == Verdict::AC || shown == annotations_max) continue;
        ++shown;
        std::string message(description(*result.verdict));
        const std::string reason = short_reason(result);
        if (!reason.empty()) message += ": " + reason;
        out += annotation("error", judgement.solution, 1,
                          std::string(name(*result.verdict)) + " " + result.name, message);
    }
    if (!judgement.message.empty()) summary += "; " + judgement.message;
    return out + annotation("error", judgement.solution, 1,
                            verdict + ", expected " + wanted_text(report), summary);
}

}  // namespace

std::string github_report(const JudgingReport& report) {
    std::string out;
    for (const JudgedSolution& solution : report.solutions) {
        out += solution_annotations(report, solution);
        if (solution.judgement.unstable) {
            out += annotation("warning", solution.judgement.solution, 1, "unstable",
                              "repeated runs disagree, or are too close to the limit to tell");
        }
    }
    return out;
}

}  // namespace arena::cli
