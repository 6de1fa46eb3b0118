#include "core/scoring/expectation_check.hpp"

#include <algorithm>

#include "core/problem/glob.hpp"
#include "core/problem/yaml_text.hpp"

namespace arena::scoring {

namespace {

using problem::Expectation;

// Scores are sums of shares: what rounding explains is no difference.
constexpr double score_slack = 1e-6;

bool contains(const std::vector<Verdict>& verdicts, Verdict verdict) {
    return std::find(verdicts.begin(), verdicts.end(), verdict) != verdicts.end();
}

std::string list(const std::vector<Verdict>& verdicts) {
    std::string out;
    for (Verdict verdict : verdicts)
        out += (out.empty() ? "" : " or ") + std::string(name(verdict));
    return out;
}

bool covers(const Expectation& rule, const std::string& path) {
    return rule.cases.empty() || problem::glob_covers(rule.cases, path);
}

std::string where(const Expectation& rule) {
    return " (" + rule.source + (rule.cases.empty() ? "" : ", " + rule.cases) + ")";
}

class Check {
public:
    Check(const std::vector<CaseFact>& cases, const Grade& grade, const problem::Package& package)
        : cases_(cases), grade_(grade), package_(package) {}

    void rule(const Expectation& rule) {
        permitted(rule);
        required(rule);
        if (!rule.overall.empty() && !contains(rule.overall, grade_.verdict)) {
            say("the whole should get " + list(rule.overall) + ", not " +
                std::string(name(grade_.verdict)) + where(rule));
        }
        if (rule.score_min) scored(rule);
        if (rule.less_than_full_score && grade_.score && grade_.max_score &&
            *grade_.score >= *grade_.max_score - score_slack) {
            say("it should not get the full score" + where(rule));
        }
        if (!rule.message.empty()) message(rule);
    }

    std::vector<std::string> take() { return std::move(out_); }

private:
    void say(std::string text) { out_.push_back(std::move(text)); }

    void permitted(const Expectation& rule) {
        if (rule.permitted.empty()) return;
        for (const CaseFact& test : cases_) {
            if (!test.verdict || !covers(rule, test.name)) continue;
            if (contains(rule.permitted, *test.verdict)) continue;
            say(test.name + " gets " + std::string(name(*test.verdict)) + ", permitted is " +
                list(rule.permitted) + where(rule));
            return;
        }
    }

    void required(const Expectation& rule) {
        if (rule.required.empty()) return;
        for (const CaseFact& test : cases_) {
            if (test.verdict && covers(rule, test.name) && contains(rule.required, *test.verdict)) {
                return;
            }
        }
        say("no test gets " + list(rule.required) + where(rule));
    }

    void scored(const Expectation& rule) {
        if (rule.cases.empty()) {
            return score_of("it", grade_.score.value_or(0), rule);
        }
        for (std::size_t i = 0; i < package_.groups.size(); ++i) {
            if (i >= grade_.groups.size() || package_.groups[i].name.empty()) continue;
            if (!problem::glob_covers(rule.cases, package_.groups[i].name)) continue;
            score_of(package_.groups[i].name, grade_.groups[i].score, rule);
        }
    }

    void score_of(const std::string& what, double score, const Expectation& rule) {
        const double high = rule.score_max.value_or(*rule.score_min);
        if (score >= *rule.score_min - score_slack && score <= high + score_slack) return;
        std::string expected = problem::yaml_number(*rule.score_min);
        if (high != *rule.score_min) expected += " to " + problem::yaml_number(high);
        say(what + " scores " + problem::yaml_number(score) + ", expected " + expected +
            where(rule));
    }

    void message(const Expectation& rule) {
        for (const CaseFact& test : cases_) {
            if (test.judge_message.find(rule.message) != std::string::npos) return;
        }
        say("no judge message holds '" + rule.message + "'" + where(rule));
    }

    const std::vector<CaseFact>& cases_;
    const Grade& grade_;
    const problem::Package& package_;
    std::vector<std::string> out_;
};

}  // namespace

std::vector<std::string> broken_expectations(const problem::Submission& submission,
                                             const std::vector<CaseFact>& cases, const Grade& grade,
                                             const problem::Package& package) {
    Check check(cases, grade, package);
    for (const Expectation& rule : submission.expectations) check.rule(rule);
    return check.take();
}

}  // namespace arena::scoring
