#include "judge/answer_submission.hpp"

#include <algorithm>
#include <set>

#include "judge/batch.hpp"

namespace arena {
namespace {

std::string base_name(const std::string& name) {
    return name.substr(name.rfind('/') + 1);
}

const SourceFile* named(const std::vector<SourceFile>& answers, const std::string& stem) {
    for (const char* extension : {".out", ".ans", ".txt", ""}) {
        const auto found =
            std::find_if(answers.begin(), answers.end(),
                         [&](const SourceFile& answer) { return answer.name == stem + extension; });
        if (found != answers.end()) return &*found;
    }
    return nullptr;
}

}  // namespace

const SourceFile* answer_to(const problem::Package& package, const problem::Case& test,
                            const std::vector<SourceFile>& answers) {
    if (const SourceFile* found = named(answers, test.name)) return found;
    const std::string below = test.name.substr(test.name.find('/') + 1);
    const std::string base = base_name(test.name);
    const auto same = [&](const auto& part) {
        return std::count_if(package.cases.begin(), package.cases.end(),
                             [&](const problem::Case& other) { return part(other); });
    };
    const auto secret =
        same([](const problem::Case& other) { return !other.is_sample && !other.is_static; });
    const auto below_count = same([&](const problem::Case& other) {
        return other.name.substr(other.name.find('/') + 1) == below;
    });
    const auto base_count =
        same([&](const problem::Case& other) { return base_name(other.name) == base; });
    const SourceFile* found = below_count == 1 ? named(answers, below) : nullptr;
    if (found == nullptr && base_count == 1) found = named(answers, base);
    if (found == nullptr && answers.size() == 1 && secret == 1 && !test.is_sample) {
        found = &answers.front();
    }
    return found;
}

std::vector<std::string> answers_to_nothing(const problem::Package& package,
                                            const std::vector<SourceFile>& answers) {
    std::set<const SourceFile*> used;
    for (const problem::Case& test : package.cases) {
        if (!test.is_static) used.insert(answer_to(package, test, answers));
    }
    std::vector<std::string> out;
    for (const SourceFile& answer : answers) {
        if (used.count(&answer) == 0) out.push_back(answer.name);
    }
    return out;
}

Result<PassOutcome> answer_pass(Runner& runner, const CaseSetting& setting,
                                const problem::Case& test, const Pass& pass) {
    PassOutcome outcome;
    const SourceFile* answer = answer_to(*setting.package, test, *setting.answers);
    if (answer == nullptr) {
        outcome.finding = {Verdict::WA,
                           "no answer to this test: add " + base_name(test.name) + ".out"};
        return outcome;
    }
    outcome.program.output = answer->content;
    auto checked = check_batch_output(runner, setting, test, pass, outcome);
    if (!checked) return tl::unexpected<Error>(checked.error());
    return outcome;
}

}  // namespace arena
