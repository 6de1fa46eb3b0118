// A Polygon full package: problem.xml, tests/, solutions/, statement-sections/.
//
// Enough for Codeforces' importers and for arena's own reader. Sections of LaTeX are taken as the
// legend; Markdown is dropped, and so is an output validator, whose protocol is not testlib's.
#include <algorithm>

#include "core/problem/export_package.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_text.hpp"

namespace arena::problem {

namespace {

std::string xml(std::string_view text) {
    std::string out;
    for (char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c; break;
        }
    }
    return out;
}

class PolygonWriter {
public:
    PolygonWriter(const Blueprint& blueprint, const std::string& destination)
        : blueprint_(blueprint), destination_(destination) {}

    Result<ExportReport> write();

private:
    void put(const NamedFile& file) {
        if (result_) result_ = write_file(destination_, file, {});
    }
    void drop(const std::string& what, const std::string& why) {
        report_.dropped.push_back({what, why});
    }
    void add_test(const BlueprintTest& test, const std::string& attributes);
    std::string groups_text();
    std::string solutions_text();
    std::string checker_text();

    const Blueprint& blueprint_;
    const std::string& destination_;
    ExportReport report_;
    Result<void> result_;
    std::string tests_;
    std::size_t count_ = 0;
};

void PolygonWriter::add_test(const BlueprintTest& test, const std::string& attributes) {
    std::string number = std::to_string(++count_);
    if (number.size() < 3) number.insert(0, 3 - number.size(), '0');
    if (test.input) put({"tests/" + number, *test.input, false});
    if (test.answer) put({"tests/" + number + ".a", *test.answer, false});
    tests_ += "<test method=\"manual\"" + attributes + "/>\n";
    if (!test.program_args.empty()) drop("arguments of " + test.name, "Polygon has none");
}

std::string PolygonWriter::groups_text() {
    if (!blueprint_.scoring) return "";
    std::string out = "<groups>\n";
    if (!blueprint_.samples.empty()) {
        out += "<group name=\"0\" points=\"0\" points-policy=\"complete-group\"/>\n";
    }
    for (const BlueprintGroup& group : blueprint_.groups) {
        const std::string name = group.name.empty() ? "1" : group.name;
        const bool each = group.scoring == GroupScoring::sum;
        if (group.scoring == GroupScoring::min) {
            drop("minimum of group " + name, "Polygon has complete groups or each test");
        }
        out += "<group name=\"" + xml(name) + "\" points=\"" +
               yaml_number(group.max_score.value_or(100)) + "\" points-policy=\"" +
               (each ? "each-test" : "complete-group") + "\">";
        if (!group.require_pass.empty()) out += "<dependencies>";
        for (const std::string& need : group.require_pass) {
            out += "<dependency group=\"" + xml(need == "sample" ? "0" : need) + "\"/>";
        }
        out += std::string(group.require_pass.empty() ? "" : "</dependencies>") + "</group>\n";
    }
    return out + "</groups>\n";
}

std::string tag_of(const BlueprintSubmission& submission) {
    if (submission.is_main) return "main";
    if (submission.directory == "accepted") return "accepted";
    if (submission.directory == "wrong_answer") return "wrong-answer";
    if (submission.directory == "time_limit_exceeded") return "time-limit-exceeded";
    return "rejected";
}

std::string PolygonWriter::solutions_text() {
    std::string out = "<solutions>\n";
    bool main = std::any_of(blueprint_.submissions.begin(), blueprint_.submissions.end(),
                            [](const BlueprintSubmission& one) { return one.is_main; });
    for (const BlueprintSubmission& submission : blueprint_.submissions) {
        if (submission.program.files.size() != 1) {
            drop("submission " + submission.program.name, "Polygon's solutions are single files");
            continue;
        }
        std::string tag = tag_of(submission);
        if (tag == "accepted" && !main) {
            tag = "main";
            main = true;
        }
        const std::string path =
            "solutions/" + submission.directory + "-" + submission.program.files.front().name;
        put({path, submission.program.files.front().content, false});
        out += "<solution tag=\"" + tag + "\"><source path=\"" + xml(path) + "\"/></solution>\n";
    }
    return out + "</solutions>\n";
}

std::string PolygonWriter::checker_text() {
    std::string name = polygon_checker_name(blueprint_.validator_args);
    if (blueprint_.output_validator) {
        drop("output validator", "it does not speak testlib's protocol");
        name.clear();
    }
    if (name.empty()) {
        if (!blueprint_.output_validator) {
            drop("the default validator's flags", "no standard checker of testlib does the same");
        }
        name = "std::wcmp.cpp";
    }
    return "<checker name=\"" + name + "\" type=\"testlib\"/>\n";
}

Result<ExportReport> PolygonWriter::write() {
    for (const BlueprintTest& test : blueprint_.samples) {
        add_test(test, blueprint_.scoring ? " group=\"0\" points=\"0\" sample=\"true\""
                                          : " sample=\"true\"");
    }
    for (const BlueprintGroup& group : blueprint_.groups) {
        const double share = group.max_score.value_or(blueprint_.max_score.value_or(100)) /
                             static_cast<double>(std::max<std::size_t>(group.tests.size(), 1));
        const std::string name = group.name.empty() ? "1" : group.name;
        for (const BlueprintTest& test : group.tests) {
            add_test(test, blueprint_.scoring ? " group=\"" + xml(name) + "\" points=\"" +
                                                    yaml_number(share) + "\""
                                              : "");
        }
    }
    if (!blueprint_.time_limit.limit_s) drop("computed time limit", "2000 ms is written");
    if (blueprint_.interactive || blueprint_.multi_pass) {
        drop("interaction", "an interactor of testlib would be needed");
    }
    if (!blueprint_.input_validators.empty()) {
        drop("input validators", "they do not speak testlib's protocol");
    }
    std::string names;
    for (const auto& [language, title] : blueprint_.titles) {
        if (language == "en") names += "<name language=\"english\" value=\"" + xml(title) + "\"/>";
    }
    const double ms = blueprint_.time_limit.limit_s.value_or(2) * 1000;
    const std::string text =
        "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"no\"?>\n<problem revision=\"1\" "
        "short-name=\"" +
        xml(blueprint_.short_name) + "\">\n<names>" + names +
        "</names>\n<judging input-file=\"\" output-file=\"\" run-count=\"1\">\n<testset "
        "name=\"tests\">\n<time-limit>" +
        yaml_number(ms) + "</time-limit>\n<memory-limit>" +
        std::to_string(blueprint_.memory_bytes.value_or(256 * mib)) +
        "</memory-limit>\n<test-count>" + std::to_string(count_) +
        "</test-count>\n<input-path-pattern>tests/%03d</input-path-pattern>\n"
        "<answer-path-pattern>tests/%03d.a</answer-path-pattern>\n<tests>\n" +
        tests_ + "</tests>\n" + groups_text() + "</testset>\n</judging>\n<assets>\n" +
        checker_text() + solutions_text() + "</assets>\n</problem>\n";
    put({"problem.xml", {"", text}, false});
    for (const NamedFile& file : blueprint_.extra_files) {
        if (file.name == "statement/problem.en.tex") {
            put({"statement-sections/english/legend.tex", file.content, false});
        } else if (starts_with(file.name, "statement/problem.")) {
            drop(file.name, "only an English LaTeX statement is written");
        }
    }
    if (!result_) return tl::unexpected<Error>(result_.error());
    return report_;
}

}  // namespace

std::string polygon_checker_name(const std::vector<std::string>& flags) {
    using Flags = std::vector<std::string>;
    if (flags == Flags{"case_sensitive"}) return "std::wcmp.cpp";
    if (flags == Flags{"float_tolerance", "1e-4"}) return "std::rcmp4.cpp";
    if (flags == Flags{"float_tolerance", "1e-6"}) return "std::rcmp6.cpp";
    if (flags == Flags{"float_tolerance", "1e-9"}) return "std::rcmp9.cpp";
    return "";
}

Result<ExportReport> write_polygon(const Blueprint& blueprint, const std::string& destination) {
    return PolygonWriter(blueprint, destination).write();
}

}  // namespace arena::problem
