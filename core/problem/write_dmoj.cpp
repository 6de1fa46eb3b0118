// DMOJ: init.yml with the tests beside it. Limits live on DMOJ's site and are told as dropped.
//
// Source: DMOJ/docs problem_format. A group is a batch; a minimum is what a batch scores; a sum
// becomes one case a share.
#include <algorithm>
#include <map>

#include "core/problem/export_package.hpp"
#include "core/problem/yaml_text.hpp"

namespace arena::problem {

namespace {

class DmojWriter {
public:
    DmojWriter(const Blueprint& blueprint, const std::string& destination)
        : blueprint_(blueprint), destination_(destination) {}

    Result<ExportReport> write();

private:
    void drop(const std::string& what, const std::string& why) {
        report_.dropped.push_back({what, why});
    }
    void write_checker();
    void write_group(const BlueprintGroup& group);
    std::string test_text(const BlueprintTest& test, const std::string& stem);

    const Blueprint& blueprint_;
    const std::string& destination_;
    ExportReport report_;
    Result<void> result_;
    std::string yaml_;
    std::map<std::string, int> batches_;
    int number_ = 0;
};

std::string DmojWriter::test_text(const BlueprintTest& test, const std::string& stem) {
    for (const auto& [content, tail] :
         {std::pair{&test.input, ".in"}, std::pair{&test.answer, ".out"}}) {
        if (*content && result_) {
            result_ = write_file(destination_, {stem + tail, **content, false}, {});
        }
    }
    return "{in: " + yaml_scalar(stem + ".in") + ", out: " + yaml_scalar(stem + ".out");
}

void DmojWriter::write_checker() {
    const auto& flags = blueprint_.validator_args;
    if (blueprint_.output_validator) {
        drop("output validator", "DMOJ has another protocol: write a bridged checker");
        return;
    }
    const auto tolerance = std::find_if(flags.begin(), flags.end(), [](const std::string& flag) {
        return flag.rfind("float_", 0) == 0;
    });
    if (tolerance == flags.end() || tolerance + 1 == flags.end()) {
        if (flags.empty()) {
            drop("upper and lower case as equal", "DMOJ's standard checker tells them apart");
        }
        return;
    }
    double value = std::atof((tolerance + 1)->c_str());
    int digits = 0;
    while (value < 0.999 && digits < 18) {
        value *= 10;
        ++digits;
    }
    yaml_ += "checker: {name: floats, args: {precision: " + std::to_string(digits) + "}}\n";
    if (value > 1.001 || value < 0.999) {
        drop("tolerance " + *(tolerance + 1), "DMOJ has powers of ten only");
    }
}

void DmojWriter::write_group(const BlueprintGroup& group) {
    const double all = group.max_score.value_or(100);
    if (group.scoring == GroupScoring::sum || group.name.empty()) {
        const double share =
            all / static_cast<double>(std::max<std::size_t>(group.tests.size(), 1));
        for (const BlueprintTest& test : group.tests) {
            const std::string stem = (group.name.empty() ? "" : group.name + "-") + test.name;
            yaml_ += "- " + test_text(test, stem) +
                     ", points: " + yaml_number(blueprint_.scoring ? share : 1) + "}\n";
        }
        return;
    }
    yaml_ += "- batched:\n";
    for (const BlueprintTest& test : group.tests) {
        yaml_ += "  - " + test_text(test, group.name + "-" + test.name) + "}\n";
    }
    yaml_ += "  points: " + yaml_number(blueprint_.scoring ? all : 1) + "\n";
    std::vector<std::string> needs;
    for (const std::string& name : group.require_pass) {
        const auto found = batches_.find(name);
        if (found != batches_.end()) needs.push_back(std::to_string(found->second));
    }
    if (!needs.empty()) {
        std::string list;
        for (const std::string& need : needs) list += (list.empty() ? "" : ", ") + need;
        yaml_ += "  dependencies: [" + list + "]\n";
    }
    batches_[group.name] = ++number_;
}

Result<ExportReport> DmojWriter::write() {
    write_checker();
    yaml_ += "test_cases:\n";
    for (const BlueprintTest& test : blueprint_.samples) {
        yaml_ += "- " + test_text(test, "sample-" + test.name) + ", points: 0}\n";
    }
    for (const BlueprintGroup& group : blueprint_.groups) write_group(group);
    if (result_) result_ = write_file(destination_, {"init.yml", {"", yaml_}, false}, {});
    if (!result_) return tl::unexpected<Error>(result_.error());
    drop("limits, statement, submissions", "DMOJ keeps them on its site");
    if (blueprint_.interactive || blueprint_.multi_pass) {
        drop("interaction", "DMOJ has another protocol: write a bridged interactor");
    }
    return report_;
}

}  // namespace

Result<ExportReport> write_dmoj(const Blueprint& blueprint, const std::string& destination) {
    return DmojWriter(blueprint, destination).write();
}

}  // namespace arena::problem
