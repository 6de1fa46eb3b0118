// A Polygon full package: problem.xml, tests/, solutions/, statement-sections/.
//
// Enough for Codeforces' importers and for arena's own reader. Sections of LaTeX are taken as the
// legend; Markdown is dropped, and so is an output validator, whose protocol is not testlib's,
// unless it is a testlib program that an import put behind an adapter.
#include <algorithm>
#include <cmath>
#include <set>

#include "core/problem/export_package.hpp"
#include "core/problem/foreign_checker.hpp"
#include "core/problem/polygon_assets.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_node.hpp"
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
    void change(const std::string& what, const std::string& why) {
        report_.changes.push_back({what, why});
    }
    void add_test(const BlueprintTest& test, const std::string& attributes);
    std::string groups_text();
    std::string solutions_text();
    std::string put_testlib_program(const std::vector<NamedFile>& files);
    std::string checker_text();
    std::string validators_text();
    std::string names_text();
    void write_statements();
    void note_lost();

    const Blueprint& blueprint_;
    const std::string& destination_;
    ExportReport report_;
    Result<void> result_;
    std::string tests_;
    std::size_t count_ = 0;
    std::set<std::string> written_;  ///< below files/
    bool interactor_ = false;
};

void PolygonWriter::add_test(const BlueprintTest& test, const std::string& attributes) {
    std::string number = std::to_string(++count_);
    if (number.size() < 3) number.insert(0, 3 - number.size(), '0');
    if (test.input) put({"tests/" + number, *test.input, false});
    if (test.answer) put({"tests/" + number + ".a", *test.answer, false});
    tests_ += "<test method=\"manual\"" + attributes + "/>\n";
    if (!test.program_args.empty()) change("arguments of " + test.name, "Polygon has none");
    if (!test.files.empty()) change("files of " + test.name, "Polygon has none");
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

bool same_set(std::vector<Verdict> left, std::vector<Verdict> right) {
    std::sort(left.begin(), left.end());
    std::sort(right.begin(), right.end());
    return left == right;
}

// The tag that promises the same; empty when there is none.
std::string tag_of(const BlueprintSubmission& submission) {
    const Expectation* rule = verdict_rule(submission);
    if (rule == nullptr || !rule->overall.empty()) return "";
    for (const char* tag :
         {"accepted", "wrong-answer", "time-limit-exceeded", "time-limit-exceeded-or-accepted",
          "time-limit-exceeded-or-memory-limit-exceeded", "memory-limit-exceeded", "rejected"}) {
        const Expectation meant = polygon_expectations(tag).front();
        if (same_set(meant.permitted, rule->permitted) &&
            same_set(meant.required, rule->required)) {
            return tag;
        }
    }
    return "";
}

// Polygon's name for the compiler, which its importers want to see.
std::string type_of(const std::string& file) {
    for (const auto& [tail, type] :
         {std::pair{".cpp", "cpp.g++17"}, std::pair{".cc", "cpp.g++17"}, std::pair{".c", "c.gcc"},
          std::pair{".py", "python.3"}, std::pair{".java", "java11"}, std::pair{".kt", "kotlin"},
          std::pair{".go", "go"}, std::pair{".rs", "rust"}, std::pair{".pas", "pas.fpc"}}) {
        if (ends_with(file, tail)) return std::string(" type=\"") + type + "\"";
    }
    return "";
}

std::string PolygonWriter::solutions_text() {
    std::string out = "<solutions>\n";
    bool scores = false;
    bool main = std::any_of(blueprint_.submissions.begin(), blueprint_.submissions.end(),
                            [](const BlueprintSubmission& one) { return one.is_main; });
    for (const BlueprintSubmission& submission : blueprint_.submissions) {
        if (submission.program.files.size() != 1) {
            drop("submission " + submission.program.name, "Polygon's solutions are single files");
            continue;
        }
        std::string tag = submission.is_main ? "main" : tag_of(submission);
        if (tag.empty()) {
            tag = submission.directory == "accepted" ? "accepted" : "rejected";
            drop("what is expected of " + submission.program.name,
                 "no tag of Polygon says it; '" + tag + "' is written");
        }
        if (tag == "accepted" && !main) {
            tag = "main";
            main = true;
        }
        scores = scores || expects_score(submission);
        const std::string path =
            "solutions/" + submission.directory + "-" + submission.program.files.front().name;
        put({path, submission.program.files.front().content, false});
        out += "<solution tag=\"" + tag + "\"><source path=\"" + xml(path) + "\"" + type_of(path) +
               "/></solution>\n";
    }
    if (scores) drop("expected scores of submissions", "a tag of Polygon says verdicts only");
    return out + "</solutions>\n";
}

// The files of a program of testlib below files/, once each; the path of the first.
std::string PolygonWriter::put_testlib_program(const std::vector<NamedFile>& files) {
    for (const NamedFile& file : files) {
        if (written_.insert(file.name).second) put({"files/" + file.name, file.content, false});
    }
    return "files/" + files.front().name;
}

std::string PolygonWriter::checker_text() {
    std::string name;
    if (const auto original = original_checker(blueprint_);
        original && original->protocol == CheckerProtocol::testlib) {
        const std::string path = put_testlib_program(original->files);
        const std::string source = "<source path=\"" + xml(path) + "\"" + type_of(path) + "/>";
        if (!original->interacts) {
            return "<checker name=\"" + xml(original->files.front().name) + "\" type=\"testlib\">" +
                   source + "</checker>\n";
        }
        interactor_ = true;
        return "<interactor>" + source + "</interactor>\n";
    }
    if (const auto* args = standard_checker_args(blueprint_); args != nullptr && !args->empty()) {
        name = polygon_standard_checker(*args);
        if (name.empty()) {
            change("checker " + args->front(),
                   "Polygon's nearest, by words of each line, is written");
            name = "std::lcmp.cpp";
        }
    } else if (blueprint_.interactive || blueprint_.multi_pass) {
        name = "std::wcmp.cpp";  // told by whoever asks for the checker
    } else if (blueprint_.output_validator) {
        change("output validator", "it does not speak testlib's protocol");
    } else {
        name = polygon_checker_name(blueprint_.validator_args);
        if (name.empty() && blueprint_.validator_args.empty()) {
            drop("upper and lower case as equal", "std::wcmp.cpp tells them apart");
        } else if (name.empty()) {
            change("the default validator's flags", "no standard checker of testlib does the same");
        }
    }
    if (name.empty()) name = "std::wcmp.cpp";
    return "<checker name=\"" + name + "\" type=\"testlib\"/>\n";
}

std::string PolygonWriter::validators_text() {
    std::string out;
    for (const BlueprintProgram& program : blueprint_.input_validators) {
        const auto files = original_input_validator(program);
        if (files.empty()) {
            drop("input validator " + program.name, "it does not speak testlib's protocol");
            continue;
        }
        const std::string path = put_testlib_program(files);
        out += "<validator><source path=\"" + xml(path) + "\"" + type_of(path) + "/></validator>\n";
    }
    return out.empty() ? "" : "<validators>\n" + out + "</validators>\n";
}

std::string PolygonWriter::names_text() {
    std::string out;
    for (const auto& [code, title] : blueprint_.titles) {
        const std::string language = polygon_language_name(code);
        if (language.empty()) {
            drop("name in '" + code + "'", "Polygon has no name for that language");
            continue;
        }
        out += "<name language=\"" + language + "\" value=\"" + xml(title) + "\"/>";
    }
    return out;
}

void PolygonWriter::write_statements() {
    const std::string head = "statement/problem.";
    for (const NamedFile& file : blueprint_.extra_files) {
        if (!starts_with(file.name, head)) continue;
        const std::string code = file.name.substr(head.size(), file.name.rfind('.') - head.size());
        const std::string language = polygon_language_name(code);
        if (ends_with(file.name, ".tex") && !language.empty()) {
            put({"statement-sections/" + language + "/legend.tex", file.content, false});
        } else {
            drop(file.name, "Polygon's statements are LaTeX in its own languages");
        }
    }
}

// What is no test, no program and no statement.
void PolygonWriter::note_lost() {
    note_lost_attribution(blueprint_, "Polygon", report_);
    note_lost_limits(blueprint_, "Polygon", report_);
    KeptParts kept;
    kept.titles = kept.time_limit = kept.memory_limit = true;
    kept.statement = kept.submissions = kept.input_validators = true;
    note_lost_parts(blueprint_, "Polygon", kept, report_);
    note_lost_aggregation(blueprint_, "Polygon", report_);
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
    if (!blueprint_.memory_bytes) drop("default memory limit", "256 MiB is written");
    const std::string checker = checker_text();
    note_validator_args(blueprint_, "Polygon", report_);
    if ((blueprint_.interactive && !interactor_) || blueprint_.multi_pass) {
        change("interaction", "an interactor of testlib would be needed");
    }
    if (blueprint_.submit_answer) change("submit-answer", "Polygon's solutions are programs");
    const double ms = blueprint_.time_limit.limit_s.value_or(2) * 1000;
    const std::string text =
        "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"no\"?>\n<problem revision=\"1\" "
        "short-name=\"" +
        xml(blueprint_.short_name) + "\">\n<names>" + names_text() +
        "</names>\n<judging input-file=\"\" output-file=\"\" run-count=\"1\">\n<testset "
        "name=\"tests\">\n<time-limit>" +
        yaml_number(ms) + "</time-limit>\n<memory-limit>" +
        std::to_string(blueprint_.memory_bytes.value_or(256 * mib)) +
        "</memory-limit>\n<test-count>" + std::to_string(count_) +
        "</test-count>\n<input-path-pattern>tests/%03d</input-path-pattern>\n"
        "<answer-path-pattern>tests/%03d.a</answer-path-pattern>\n<tests>\n" +
        tests_ + "</tests>\n" + groups_text() + "</testset>\n</judging>\n<assets>\n" + checker +
        validators_text() + solutions_text() + "</assets>\n</problem>\n";
    put({"problem.xml", {"", text}, false});
    write_statements();
    note_lost();
    if (!result_) return tl::unexpected<Error>(result_.error());
    return report_;
}

}  // namespace

std::string polygon_standard_checker(const std::vector<std::string>& args) {
    if (args == std::vector<std::string>{"lines"}) return "std::lcmp.cpp";
    if (args == std::vector<std::string>{"exact_lines"}) return "std::fcmp.cpp";
    if (args == std::vector<std::string>{"sorted_words"}) return "std::uncmp.cpp";
    return "";
}

std::string polygon_checker_name(const std::vector<std::string>& flags) {
    using Flags = std::vector<std::string>;
    if (flags == Flags{"case_sensitive"}) return "std::wcmp.cpp";
    const auto tolerance =
        flags.size() == 2 && flags[0] == "float_tolerance" ? parse_decimal(flags[1]) : std::nullopt;
    // testlib's own slack of 1e-15 aside.
    for (const auto& [value, name] :
         {std::pair{1e-4, "std::rcmp4.cpp"}, std::pair{1e-6, "std::rcmp6.cpp"},
          std::pair{1e-9, "std::rcmp9.cpp"}}) {
        if (tolerance && std::fabs(*tolerance - value) <= 1.001e-15) return name;
    }
    return "";
}

Result<ExportReport> write_polygon(const Blueprint& blueprint, const std::string& destination) {
    return PolygonWriter(blueprint, destination).write();
}

}  // namespace arena::problem
