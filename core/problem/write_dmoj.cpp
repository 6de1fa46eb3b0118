// DMOJ: init.yml with the tests beside it. Limits live on DMOJ's site and are told as dropped.
//
// Source: DMOJ/docs problem_format. A group is a batch; a minimum is what a batch scores; a sum
// becomes one case a share.
#include <algorithm>
#include <map>

#include "core/problem/export_package.hpp"
#include "core/problem/foreign_checker.hpp"
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
    void change(const std::string& what, const std::string& why) {
        report_.changes.push_back({what, why});
    }
    bool write_bridged();
    bool write_standard_checker();
    void write_floats(const std::string& tolerance, const std::string& mode);
    void write_checker();
    std::string needs_text(const BlueprintGroup& group);
    void write_group(const BlueprintGroup& group);
    std::string test_text(const BlueprintTest& test, const std::string& stem);

    const Blueprint& blueprint_;
    const std::string& destination_;
    ExportReport report_;
    Result<void> result_;
    std::string yaml_;
    std::map<std::string, int> batches_;
    int number_ = 0;
    bool bridged_interactor_ = false;
};

std::string DmojWriter::test_text(const BlueprintTest& test, const std::string& stem) {
    if (!test.program_args.empty() || !test.files.empty()) {
        change("arguments and files of " + stem, "DMOJ's tests are input and output");
    }
    for (const auto& [content, tail] :
         {std::pair{&test.input, ".in"}, std::pair{&test.answer, ".out"}}) {
        if (*content && result_) {
            result_ = write_file(destination_, {stem + tail, **content, false}, {});
        }
    }
    return "{in: " + yaml_scalar(stem + ".in") + ", out: " + yaml_scalar(stem + ".out");
}

const char* type_name(CheckerProtocol protocol) {
    switch (protocol) {
        case CheckerProtocol::dmoj: return "default";
        case CheckerProtocol::testlib: return "testlib";
        case CheckerProtocol::coci: return "coci";
        case CheckerProtocol::peg: return "peg";
        case CheckerProtocol::cms:
        case CheckerProtocol::sinolpack:
        case CheckerProtocol::lemon:
        case CheckerProtocol::hustoj:
        case CheckerProtocol::syzoj:
        case CheckerProtocol::qduoj:
        case CheckerProtocol::sinolpack_interactor: break;
    }
    return nullptr;
}

// A checker or interactor that an import adapted goes back as what it was.
bool DmojWriter::write_bridged() {
    const auto original = original_checker(blueprint_);
    const char* type = original ? type_name(original->protocol) : nullptr;
    if (type == nullptr) return false;
    std::vector<std::string> names;
    for (const NamedFile& file : original->files) {
        names.push_back(file.name);
        if (result_) result_ = write_file(destination_, file, {});
    }
    const bool is_c =
        names.front().size() > 2 && names.front().substr(names.front().size() - 2) == ".c";
    const std::string args = "{files: " + yaml_list(names) + ", lang: " + (is_c ? "C" : "CPP17") +
                             ", type: " + type + "}";
    yaml_ += original->interacts ? "interactive: " + args + "\n"
                                 : "checker: {name: bridged, args: " + args + "}\n";
    bridged_interactor_ = original->interacts;
    return true;
}

bool DmojWriter::write_standard_checker() {
    const auto* args = standard_checker_args(blueprint_);
    if (args == nullptr || args->empty()) return false;
    static const std::map<std::string, std::string> names{
        {"filled_lines", ""},          {"identical", "identical"}, {"easy", "easy"},
        {"sorted_words", "unordered"}, {"sorted_lines", "sorted"}, {"right_trimmed", "rstripped"},
        {"line_count", "linecount"}};
    const auto found = names.find(args->front());
    if (found != names.end()) {
        if (!found->second.empty()) yaml_ += "checker: " + found->second + "\n";
        return true;
    }
    if (args->front() == "line_floats" && args->size() >= 2) {
        write_floats((*args)[1], args->size() > 2 ? (*args)[2] : "default");
        return true;
    }
    change("checker " + args->front(), "DMOJ has none like it; its standard checker is written");
    return true;
}

void DmojWriter::write_floats(const std::string& tolerance, const std::string& mode) {
    double value = std::atof(tolerance.c_str());
    int digits = 0;
    while (value > 0 && value < 0.999 && digits < 18) {
        value *= 10;
        ++digits;
    }
    yaml_ += "checker: {name: floats, args: {precision: " + std::to_string(digits) +
             (mode == "default" ? "" : ", error_mode: " + mode) + "}}\n";
    if (value > 1.001 || value < 0.999) {
        change("tolerance " + tolerance, "DMOJ has powers of ten only");
    }
}

void DmojWriter::write_checker() {
    if (write_bridged() || write_standard_checker()) return;
    if (blueprint_.interactive || blueprint_.multi_pass) return;
    if (blueprint_.output_validator) {
        change("output validator", "DMOJ has another protocol: write a bridged checker");
        return;
    }
    const auto& flags = blueprint_.validator_args;
    const auto tolerance = std::find_if(flags.begin(), flags.end(), [](const std::string& flag) {
        return flag.rfind("float_", 0) == 0;
    });
    if (tolerance != flags.end() && tolerance + 1 != flags.end()) {
        write_floats(*(tolerance + 1), *tolerance == "float_absolute_tolerance"   ? "absolute"
                                       : *tolerance == "float_relative_tolerance" ? "relative"
                                                                                  : "default");
    } else if (std::find(flags.begin(), flags.end(), "space_change_sensitive") != flags.end()) {
        change("every blank counts", "DMOJ's standard checker takes any number of them");
    } else if (flags.empty()) {
        drop("upper and lower case as equal", "DMOJ's standard checker tells them apart");
    }
    drop("words on any line", "DMOJ's checkers look at each line by itself");
}

std::string DmojWriter::needs_text(const BlueprintGroup& group) {
    std::string list;
    for (const std::string& name : group.require_pass) {
        const auto found = batches_.find(name);
        if (found == batches_.end()) {
            drop("group " + group.name + " requires " + name, "DMOJ's batches require batches");
            continue;
        }
        list += (list.empty() ? "" : ", ") + std::to_string(found->second);
    }
    return list.empty() ? "" : "  dependencies: [" + list + "]\n";
}

void DmojWriter::write_group(const BlueprintGroup& group) {
    const double all = group.max_score.value_or(blueprint_.max_score.value_or(100));
    const bool flat = group.name.empty();
    if ((flat ? blueprint_.aggregation : group.scoring) == GroupScoring::sum ||
        !blueprint_.scoring) {
        const double share =
            all / static_cast<double>(std::max<std::size_t>(group.tests.size(), 1));
        if (!group.require_pass.empty()) {
            drop("what group " + group.name + " requires", "only batches of DMOJ require others");
        }
        for (const BlueprintTest& test : group.tests) {
            const std::string stem = (flat ? "" : group.name + "-") + test.name;
            yaml_ += "- " + test_text(test, stem) +
                     ", points: " + yaml_number(blueprint_.scoring ? share : 1) + "}\n";
        }
        return;
    }
    yaml_ += "- batched:\n";
    for (const BlueprintTest& test : group.tests) {
        yaml_ += "  - " + test_text(test, (flat ? "" : group.name + "-") + test.name) + "}\n";
    }
    yaml_ += "  points: " + yaml_number(all) + "\n" + needs_text(group);
    batches_[group.name] = ++number_;
}

Result<ExportReport> DmojWriter::write() {
    write_checker();
    note_validator_args(blueprint_, "DMOJ", report_);
    yaml_ += "test_cases:\n";
    const bool only_samples = test_count(blueprint_) == blueprint_.samples.size();
    for (const BlueprintGroup& group : blueprint_.groups) write_group(group);
    if (only_samples) {
        // An init.yml without a case is one that DMOJ does not load.
        drop("samples", "there are no other tests: each is judged, for a point");
        for (const BlueprintTest& test : blueprint_.samples) {
            yaml_ += "- " + test_text(test, "sample-" + test.name) + ", points: 1}\n";
        }
    } else if (!blueprint_.samples.empty()) {
        // A case of 0 points would be a gate for all that follow.
        drop("samples", "DMOJ shows them in the statement and does not judge them");
    }
    if (result_) result_ = write_file(destination_, {"init.yml", {"", yaml_}, false}, {});
    if (!result_) return tl::unexpected<Error>(result_.error());
    const std::string system = "DMOJ's init.yml";
    note_lost_parts(blueprint_, system, KeptParts(), report_);
    note_lost_attribution(blueprint_, system, report_);
    note_lost_limits(blueprint_, system, report_);
    note_lost_aggregation(blueprint_, "DMOJ", report_);
    if (!blueprint_.scoring) drop("pass-fail", "each test is worth a point");
    if (blueprint_.interactive && !bridged_interactor_) {
        change("interaction", "DMOJ has another protocol: write a bridged interactor");
    }
    if (blueprint_.multi_pass) change("multi-pass", "DMOJ runs a program once a test");
    if (blueprint_.submit_answer) change("submit-answer", "DMOJ takes the output of a program");
    return report_;
}

}  // namespace

Result<ExportReport> write_dmoj(const Blueprint& blueprint, const std::string& destination) {
    return DmojWriter(blueprint, destination).write();
}

}  // namespace arena::problem
