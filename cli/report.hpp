// Reports: from Judgement values to text, for people (table) and for machines (json, jsonl, junit,
// github). Pure functions; who calls them decides where the text goes.
//
// No byte of a program, validator or file name reaches a terminal, JSON or XML unescaped.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "core/judgement.hpp"

namespace arena::cli {

struct JudgedSolution {
    Judgement judgement;
    bool as_expected = false;
    std::string again;  ///< shell words that judge it again: "arena judge sol.cpp -p problems/x"
};

struct JudgingReport {
    std::vector<JudgedSolution> solutions;
    std::vector<Verdict> expected;  ///< what --expect asked for; {AC} without it
};

/// The worst verdict in Kattis' order (JE CE RTE MLE TLE OLE WA AC). REQUIRES: not empty.
Verdict overall_verdict(const JudgingReport& report);

/// Counted cases of one judgement by verdict, for summaries.
struct CaseCount {
    std::size_t total = 0, run = 0, accepted = 0;
    std::vector<std::pair<Verdict, std::size_t>> rejected;  ///< in verdict order, no zeros
};
CaseCount count_cases(const Judgement& judgement);

/// True for a case whose verdict is part of the result.
bool counts(const CaseResult& result);

/// The case that gave the rejection its verdict; null when nothing was rejected.
const CaseResult* deciding_case(const Judgement& judgement);

/// Why a case was rejected, in one printable line of at most about 100 columns; may be empty.
std::string short_reason(const CaseResult& result);

/// The same for the end of a row: without the place, tokens cut to 12 columns.
std::string row_reason(const CaseResult& result);

/// A shell word for --tests that matches exactly this case.
std::string case_glob(const std::string& case_name);

/// "0.112 s", "3.4 MiB", "256 MiB", and a score without needless zeros.
std::string seconds_text(std::int64_t ns);
std::string memory_text(std::int64_t bytes);
std::string score_text(double score);

/// The rest of a line that began with `head_columns` columns: parts two blanks apart, wrapped
/// before the screen's edge and indented below the first. Ends in a newline.
std::string parts_after(std::size_t head_columns, const std::vector<std::string>& parts,
                        const Screen& screen);

struct TableOptions {
    bool quiet = false;    ///< only summaries
    bool verbose = false;  ///< every row
    bool explain = false;  ///< failures in full
};
std::string table_report(const JudgedSolution& solution, const Screen& screen,
                         const TableOptions& options);
/// One line over several solutions; empty for one.
std::string table_overall(const JudgingReport& report, const Screen& screen);

/// The whole story of one rejected case, for --explain.
std::string explanation(const JudgedSolution& solution, const CaseResult& result,
                        const Screen& screen);

/// One document. Wire: schema "arena.judgement", version 1; fields in arena-judge(1).
std::string json_report(const JudgingReport& report);
/// One line for a case, as soon as it is done, and the summary line that ends a solution.
std::string jsonl_case(const std::string& solution, const CaseResult& result);
std::string jsonl_summary(const JudgingReport& report, const JudgedSolution& solution);

std::string junit_report(const JudgingReport& report);
std::string github_report(const JudgingReport& report);

}  // namespace arena::cli
