#include "judge/verify/result_text.hpp"

#include <nlohmann/json.hpp>

#include "core/json_text.hpp"

namespace arena {
namespace {

using Json = nlohmann::json;

constexpr std::size_t message_bytes_max = 500;

std::string clean(const std::string& text) {
    return text.substr(0, message_bytes_max);
}

std::string dump(const Json& json) {
    return json_text(json);
}

template <class T>
Json optional_json(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

std::optional<double> optional_double(const Json& json) {
    return json.is_null() ? std::nullopt : std::optional<double>(json.get<double>());
}

Json case_json(const CaseResult& test) {
    return {test.name,
            static_cast<int>(test.state),
            test.verdict ? static_cast<int>(*test.verdict) : -1,
            optional_json(test.score),
            test.cpu_ns,
            test.wall_ns,
            test.memory_bytes,
            test.passes,
            test.runs,
            test.unstable,
            clean(test.reason),
            clean(test.judge_message)};
}

CaseResult read_case(const Json& json, std::size_t index) {
    CaseResult test;
    test.case_index = index;
    test.name = json.at(0).get<std::string>();
    test.state = static_cast<scoring::CaseState>(json.at(1).get<int>());
    const int verdict = json.at(2).get<int>();
    if (verdict >= 0) test.verdict = all_verdicts.at(static_cast<std::size_t>(verdict));
    test.score = optional_double(json.at(3));
    test.cpu_ns = json.at(4).get<std::int64_t>();
    test.wall_ns = json.at(5).get<std::int64_t>();
    test.memory_bytes = json.at(6).get<std::int64_t>();
    test.passes = json.at(7).get<int>();
    test.runs = json.at(8).get<int>();
    test.unstable = json.at(9).get<bool>();
    test.reason = json.at(10).get<std::string>();
    test.judge_message = json.at(11).get<std::string>();
    return test;
}

}  // namespace

std::string result_text(const SubmissionCheck& check, const scoring::Grade& grade) {
    Json cases = Json::array();
    for (const CaseResult& test : check.cases) cases.push_back(case_json(test));
    Json groups = Json::array();
    for (const scoring::GroupGrade& group : grade.groups) {
        groups.push_back({group.name, group.verdict ? static_cast<int>(*group.verdict) : -1,
                          group.score, group.max_score});
    }
    return dump({{"verdict", static_cast<int>(check.verdict)},
                 {"compile", clean(check.compile_message)},
                 {"cases", cases},
                 {"groups", groups},
                 {"score", optional_json(grade.score)},
                 {"max", optional_json(grade.max_score)},
                 {"runs", check.runs},
                 {"cpu", check.cpu_ns}});
}

bool read_result(const std::string& text, SubmissionCheck& check, scoring::Grade& grade) {
    try {
        const Json json = Json::parse(text);
        check.verdict = all_verdicts.at(json.at("verdict").get<std::size_t>());
        check.compile_message = json.at("compile").get<std::string>();
        for (const Json& test : json.at("cases")) {
            check.cases.push_back(read_case(test, check.cases.size()));
        }
        for (const Json& group : json.at("groups")) {
            scoring::GroupGrade read;
            read.name = group.at(0).get<std::string>();
            const int verdict = group.at(1).get<int>();
            if (verdict >= 0) read.verdict = all_verdicts.at(static_cast<std::size_t>(verdict));
            read.score = group.at(2).get<double>();
            read.max_score = group.at(3).get<double>();
            grade.groups.push_back(std::move(read));
        }
        grade.verdict = check.verdict;
        grade.score = check.score = optional_double(json.at("score"));
        grade.max_score = check.max_score = optional_double(json.at("max"));
        check.runs = json.at("runs").get<std::size_t>();
        check.cpu_ns = json.at("cpu").get<std::int64_t>();
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

std::string result_text(const std::vector<DataCheck>& checks) {
    Json out = Json::array();
    for (const DataCheck& check : checks) {
        out.push_back({check.name, static_cast<int>(check.status), clean(check.detail), check.runs,
                       check.cpu_ns});
    }
    return dump(out);
}

bool read_result(const std::string& text, std::vector<DataCheck>& checks) {
    try {
        const Json json = Json::parse(text);
        for (const Json& row : json) {
            DataCheck check;
            check.name = row.at(0).get<std::string>();
            const int status = row.at(1).get<int>();
            if (status < 0 || status > static_cast<int>(CheckStatus::skipped)) return false;
            check.status = static_cast<CheckStatus>(status);
            check.detail = row.at(2).get<std::string>();
            check.runs = row.at(3).get<std::size_t>();
            check.cpu_ns = row.at(4).get<std::int64_t>();
            check.cached = true;
            checks.push_back(std::move(check));
        }
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace arena
