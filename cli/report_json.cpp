// JSON for machines: one document (json), or a line a case and then a line a solution (jsonl).
//
// Wire: schema "arena.judgement", version 1, described field by field in arena-judge(1). Fields are
// only ever added within a version. Every field is always there; what is not known is null. Text is
// made valid UTF-8, numbers are seconds and bytes. Lines of cases come as tests finish: in the
// package's order with --jobs 1, else sort by "index".
#include <nlohmann/json.hpp>

#include "cli/report.hpp"
#include "core/json_text.hpp"
#include "core/limits.hpp"

namespace arena::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema_version = 1;

double seconds(std::int64_t ns) {
    return static_cast<double>(ns) / static_cast<double>(s_in_ns);
}

template <class Value>
Json or_null(const std::optional<Value>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json verdict_or_null(const std::optional<Verdict>& verdict) {
    return verdict ? Json(name(*verdict)) : Json(nullptr);
}

Json difference_json(const std::optional<Difference>& difference) {
    if (!difference) return nullptr;
    return {{"line", difference->line},         {"column", difference->column},
            {"expected", difference->expected}, {"found", difference->found},
            {"context", difference->context},   {"reason", difference->reason}};
}

Json case_json(const CaseResult& result) {
    const bool counted = counts(result);
    return {{"index", result.case_index},
            {"name", result.name},
            {"verdict", counted ? verdict_or_null(result.verdict) : Json(nullptr)},
            {"score", or_null(result.score)},
            {"cpu_s", seconds(result.cpu_ns)},
            {"wall_s", seconds(result.wall_ns)},
            {"memory_bytes", result.memory_bytes},
            {"passes", result.passes},
            {"runs", result.runs},
            {"cpu_min_s", seconds(result.cpu_min_ns)},
            {"unstable", result.unstable},
            {"reason", result.reason},
            {"judge_message", result.judge_message},
            {"team_message", result.team_message},
            {"stderr", result.error_output},
            {"output", result.output_head},
            {"transcript", result.transcript},
            {"difference", difference_json(result.difference)}};
}

Json tests_json(const Judgement& judgement) {
    const CaseCount count = count_cases(judgement);
    Json verdicts = Json::object();
    for (const Verdict verdict : all_verdicts) verdicts[std::string(name(verdict))] = 0;
    verdicts["AC"] = count.accepted;
    for (const auto& [verdict, number] : count.rejected) {
        verdicts[std::string(name(verdict))] = number;
    }
    return {{"total", count.total}, {"run", count.run}, {"verdicts", verdicts}};
}

/// Where the whole has no score, its groups have none.
Json groups_json(const scoring::Grade& grade) {
    const bool is_scored = grade.score.has_value() || grade.max_score.has_value();
    Json list = Json::array();
    for (const auto& group : grade.groups) {
        list.push_back({{"name", group.name},
                        {"verdict", verdict_or_null(group.verdict)},
                        {"score", is_scored ? Json(group.score) : Json(nullptr)},
                        {"max_score", is_scored ? Json(group.max_score) : Json(nullptr)}});
    }
    return list;
}

/// Everything about one solution except its cases.
Json judgement_json(const JudgedSolution& solution) {
    const Judgement& judgement = solution.judgement;
    const CaseResult* decided = deciding_case(judgement);
    return {{"verdict", name(judgement.verdict)},
            {"as_expected", solution.as_expected},
            {"solution", judgement.solution},
            {"problem", judgement.problem},
            {"language", {{"id", judgement.language_id}, {"name", judgement.language_name}}},
            {"score", or_null(judgement.grade.score)},
            {"max_score", or_null(judgement.grade.max_score)},
            {"unstable", judgement.unstable},
            {"message", judgement.message},
            {"decided_by", decided == nullptr ? Json(nullptr) : Json(decided->name)},
            {"tests", tests_json(judgement)},
            {"cpu_max_s", seconds(judgement.cpu_max_ns)},
            {"memory_max_bytes", judgement.memory_max_bytes},
            {"wall_total_s", seconds(judgement.wall_total_ns)},
            {"limits",
             {{"time_s", seconds(judgement.time_limit_ns)},
              {"time_source", judgement.time_limit_source},
              {"memory_bytes", judgement.memory_limit_bytes}}},
            {"compile",
             {{"ok", judgement.verdict != Verdict::CE},
              {"cached", judgement.compile_cached},
              {"cpu_s", seconds(judgement.compile_cpu_ns)},
              {"wall_s", seconds(judgement.compile_wall_ns)},
              {"message", judgement.compile_message}}},
            {"sandbox",
             {{"tier", judgement.isolation.tier},
              {"cgroup", judgement.isolation.cgroup},
              {"fresh", judgement.isolation.fresh},
              {"missing", judgement.isolation.missing}}},
            {"groups", groups_json(judgement.grade)}};
}

Json with_cases(const JudgedSolution& solution) {
    Json document = judgement_json(solution);
    document["cases"] = Json::array();
    for (const CaseResult& result : solution.judgement.cases) {
        document["cases"].push_back(case_json(result));
    }
    return document;
}

Json header(const JudgingReport& report) {
    Json expected = Json::array();
    for (const Verdict verdict : report.expected) expected.push_back(name(verdict));
    return {{"schema", "arena.judgement"}, {"version", schema_version}, {"expected", expected}};
}

std::string dumped(const Json& json, int indent) {
    // Bytes that are not UTF-8 become U+FFFD, wherever they come from.
    return json_text(json, indent) + "\n";
}

}  // namespace

std::string json_report(const JudgingReport& report) {
    Json document = header(report);
    if (report.solutions.size() == 1) {
        document.update(with_cases(report.solutions.front()));
        return dumped(document, 2);
    }
    document["verdict"] = name(overall_verdict(report));
    bool as_expected = true;
    Json judgements = Json::array();
    for (const JudgedSolution& solution : report.solutions) {
        as_expected = as_expected && solution.as_expected;
        judgements.push_back(with_cases(solution));
    }
    document["as_expected"] = as_expected;
    document["judgements"] = std::move(judgements);
    return dumped(document, 2);
}

std::string jsonl_case(const std::string& solution, const CaseResult& result) {
    Json line{{"type", "case"}, {"solution", solution}};
    line.update(case_json(result));
    line["verdict"] = verdict_or_null(result.verdict);  // whether it counts is not known yet
    return dumped(line, -1);
}

std::string jsonl_summary(const JudgingReport& report, const JudgedSolution& solution) {
    Json line{{"type", "judgement"}};
    line.update(header(report));
    line.update(judgement_json(solution));
    return dumped(line, -1);
}

}  // namespace arena::cli
