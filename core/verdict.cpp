// Names of verdicts: ours, and those that Kattis and DOMjudge packages use.
#include "core/verdict.hpp"

#include <string>

namespace arena {

std::string_view name(Verdict verdict) {
    switch (verdict) {
        case Verdict::AC: return "AC";
        case Verdict::WA: return "WA";
        case Verdict::TLE: return "TLE";
        case Verdict::MLE: return "MLE";
        case Verdict::OLE: return "OLE";
        case Verdict::RTE: return "RTE";
        case Verdict::CE: return "CE";
        case Verdict::JE: return "JE";
    }
    return "JE";
}

std::string_view description(Verdict verdict) {
    switch (verdict) {
        case Verdict::AC: return "accepted";
        case Verdict::WA: return "wrong answer";
        case Verdict::TLE: return "time limit exceeded";
        case Verdict::MLE: return "memory limit exceeded";
        case Verdict::OLE: return "output limit exceeded";
        case Verdict::RTE: return "run-time error";
        case Verdict::CE: return "compile error";
        case Verdict::JE: return "judge error";
    }
    return "judge error";
}

namespace {

// Upper case letters and digits only, so that TIME_LIMIT-EXCEEDED and "time limit exceeded" meet.
std::string squeeze(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (c >= 'a' && c <= 'z') out.push_back(static_cast<char>(c - 'a' + 'A'));
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) out.push_back(c);
    }
    return out;
}

struct Spelling {
    std::string_view squeezed;
    Verdict verdict;
};

// Kattis directory names, DOMjudge's @EXPECTED_RESULTS@ names and its internal ones.
constexpr Spelling spellings[] = {
    {"ACCEPTED", Verdict::AC},
    {"CORRECT", Verdict::AC},
    {"OK", Verdict::AC},
    {"WRONGANSWER", Verdict::WA},
    {"NOOUTPUT", Verdict::WA},
    {"PRESENTATIONERROR", Verdict::WA},
    {"TIMELIMITEXCEEDED", Verdict::TLE},
    {"TIMELIMIT", Verdict::TLE},
    {"MEMORYLIMITEXCEEDED", Verdict::MLE},
    {"MEMORYLIMIT", Verdict::MLE},
    {"OUTPUTLIMITEXCEEDED", Verdict::OLE},
    {"OUTPUTLIMIT", Verdict::OLE},
    {"RUNTIMEERROR", Verdict::RTE},
    {"RUNERROR", Verdict::RTE},
    {"RE", Verdict::RTE},
    {"COMPILERERROR", Verdict::CE},
    {"COMPILEERROR", Verdict::CE},
    {"COMPILATIONERROR", Verdict::CE},
    {"JUDGEERROR", Verdict::JE},
};

}  // namespace

std::optional<Verdict> parse_verdict(std::string_view text) {
    const std::string key = squeeze(text);
    for (Verdict verdict : all_verdicts) {
        if (key == name(verdict)) return verdict;
    }
    for (const Spelling& spelling : spellings) {
        if (key == spelling.squeezed) return spelling.verdict;
    }
    return std::nullopt;
}

}  // namespace arena
