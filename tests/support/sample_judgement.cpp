#include "tests/support/sample_judgement.hpp"

#include <algorithm>

#include "core/limits.hpp"

namespace arena::samples {
namespace {

cli::JudgedSolution empty_solution(Verdict verdict) {
    cli::JudgedSolution solution;
    Judgement& judgement = solution.judgement;
    judgement.solution = "sol.cpp";
    judgement.language_id = "cpp20";
    judgement.language_name = "C++20";
    judgement.problem = "hello";
    judgement.verdict = verdict;
    judgement.grade.verdict = verdict;
    judgement.time_limit_ns = s_in_ns;
    judgement.time_limit_source = "problem.yaml";
    judgement.memory_limit_bytes = 256 * mib;
    judgement.isolation = {"default", "v1", {"pid", "ipc"}, {}};
    solution.as_expected = verdict == Verdict::AC;
    solution.again = "arena judge sol.cpp -p problems/hello";
    return solution;
}

CaseResult& add_case(Judgement& judgement, const std::string& name, Verdict verdict,
                     std::int64_t cpu_ns) {
    CaseResult result;
    result.case_index = judgement.cases.size();
    result.name = name;
    result.state = scoring::CaseState::counted;
    result.verdict = verdict;
    result.cpu_ns = result.cpu_min_ns = cpu_ns;
    result.wall_ns = cpu_ns + ms_in_ns;
    result.memory_bytes = 3 * mib + 400 * kib;
    ++judgement.cases_run;
    judgement.cpu_max_ns = std::max(judgement.cpu_max_ns, cpu_ns);
    judgement.memory_max_bytes = result.memory_bytes;
    judgement.cases.push_back(result);
    return judgement.cases.back();
}

}  // namespace

cli::JudgedSolution accepted(std::size_t count) {
    cli::JudgedSolution solution = empty_solution(Verdict::AC);
    for (std::size_t i = 1; i <= count; ++i) {
        const std::string number = std::to_string(i);
        add_case(solution.judgement, "secret/" + std::string(i < 10 ? "0" : "") + number,
                 Verdict::AC, static_cast<std::int64_t>(i) * 10 * ms_in_ns);
    }
    return solution;
}

cli::JudgedSolution wrong_answer() {
    cli::JudgedSolution solution = empty_solution(Verdict::WA);
    add_case(solution.judgement, "sample/1", Verdict::AC, 2 * ms_in_ns);
    CaseResult& wrong = add_case(solution.judgement, "secret/03-big", Verdict::WA, 112 * ms_in_ns);
    wrong.difference = Difference{3, 5, "42", "43", "1 2 43 5", "tokens differ"};
    solution.judgement.grade.deciding_case = 1;
    CaseResult not_run;
    not_run.case_index = 2;
    not_run.name = "secret/04";
    not_run.state = scoring::CaseState::not_run;
    solution.judgement.cases.push_back(not_run);
    return solution;
}

cli::JudgedSolution compile_error(const std::string& message) {
    cli::JudgedSolution solution = empty_solution(Verdict::CE);
    solution.judgement.compile_message = message;
    return solution;
}

cli::JudgedSolution with_hostile_text(const std::string& hostile) {
    cli::JudgedSolution solution = empty_solution(Verdict::WA);
    Judgement& judgement = solution.judgement;
    judgement.solution = "sol" + hostile + ".cpp";
    judgement.problem = hostile;
    judgement.message = hostile;
    CaseResult& result = add_case(judgement, "secret/" + hostile, Verdict::WA, ms_in_ns);
    result.reason = result.judge_message = result.team_message = hostile;
    result.error_output = result.output_head = result.transcript = hostile;
    CaseResult& other = add_case(judgement, "secret/2", Verdict::WA, ms_in_ns);
    other.difference = Difference{1, 1, hostile, hostile, hostile, hostile};
    return solution;
}

cli::JudgingReport report_of(cli::JudgedSolution solution, Verdict expected) {
    cli::JudgingReport report;
    report.expected = {expected};
    solution.as_expected = solution.judgement.verdict == expected;
    report.solutions.push_back(std::move(solution));
    return report;
}

}  // namespace arena::samples
