// Tags of solutions: facts of polygon.codeforces.com; `rejected` means any failure, and Codeforces
// takes a presentation error for a wrong answer.
#include "core/problem/polygon_assets.hpp"

#include <algorithm>
#include <map>

#include "core/problem/foreign_checker.hpp"
#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

const std::map<std::string, std::string>& language_codes() {
    static const std::map<std::string, std::string> codes{
        {"english", "en"},     {"russian", "ru"},  {"indonesian", "id"}, {"ukrainian", "uk"},
        {"german", "de"},      {"french", "fr"},   {"spanish", "es"},    {"polish", "pl"},
        {"vietnamese", "vi"},  {"chinese", "zh"},  {"japanese", "ja"},   {"kazakh", "kk"},
        {"azerbaijani", "az"}, {"persian", "fa"},  {"portuguese", "pt"}, {"italian", "it"},
        {"romanian", "ro"},    {"uzbek", "uz"},    {"arabic", "ar"},     {"turkish", "tr"},
        {"hungarian", "hu"},   {"georgian", "ka"}, {"armenian", "hy"},   {"korean", "ko"}};
    return codes;
}

Result<void> read_checker(const PackageFolder& folder, const ImportOptions& options,
                          const XmlNode& root, Blueprint& out) {
    const XmlNode* checker = root.at({"assets", "checker"});
    const XmlNode* interactor = root.at({"assets", "interactor"});
    const auto checker_source = checker == nullptr ? std::nullopt : polygon_source(*checker);
    if (interactor != nullptr) {
        const auto source = polygon_source(*interactor);
        if (!source) return polygon_fault(*interactor, "the interactor has no source");
        out.interactive = true;
        if (checker_source && folder.has_file(*checker_source)) {
            out.understood.emplace_back("interactor, and a checker after it");
            return use_interactor_and_checker(folder, *source, *checker_source, options.testlib,
                                              out);
        }
        if (checker != nullptr) {
            out.changes.push_back({"checker " + checker->attribute("name"),
                                   "it judges what the interactor wrote, and its source is not in "
                                   "the package: the interactor alone decides here"});
        }
        AdaptedChecker how;
        how.interacts = true;
        return use_adapted_checker(folder, {*source}, how, options.testlib, out);
    }
    if (checker == nullptr) return polygon_fault(root, "it has no checker");
    const std::string name = checker->attribute("name");
    if (apply_testlib_standard(name, out)) return {};
    if (checker->attribute("type") != "testlib") {
        return fail(ErrorCode::unsupported,
                    "problem.xml line " + std::to_string(checker->line) + ": a checker of type '" +
                        shown(checker->attribute("type")) + "' (only testlib is read)");
    }
    if (!checker_source) return polygon_fault(*checker, "the checker has no source");
    AdaptedChecker how;
    how.partial = out.scoring ? PartialPoints::points : PartialPoints::none;
    out.understood.push_back("checker " + *checker_source + " (testlib), behind an adapter");
    return use_adapted_checker(folder, {*checker_source}, how, options.testlib, out);
}

Result<void> read_validators(const PackageFolder& folder, const ImportOptions& options,
                             const XmlNode& root, Blueprint& out) {
    const XmlNode* list = root.at({"assets", "validators"});
    if (list == nullptr) return {};
    for (const XmlNode* node : list->all("validator")) {
        const auto source = polygon_source(*node);
        if (!source) continue;
        if (!folder.has_file(*source)) {
            out.ignored.push_back({"validator " + *source, "its source is not in the package"});
            continue;
        }
        auto program = program_with_headers(folder, *source, options.testlib);
        if (!program) return tl::unexpected<Error>(program.error());
        // testlib says good with 0; the format wants 42.
        program->files.push_back({"adapter.cpp", {"", adapter_source("validator_adapter")}, false});
        program->is_folder = true;
        out.input_validators.push_back(std::move(*program));
    }
    return {};
}

std::string directory_of(const std::string& tag) {
    if (tag == "main" || tag == "accepted") return "accepted";
    if (tag == "wrong-answer" || tag == "presentation-error") return "wrong_answer";
    if (tag == "time-limit-exceeded") return "time_limit_exceeded";
    if (tag == "rejected" || tag == "failed") return "rejected";
    return "mixed";
}

Result<void> read_solutions(const PackageFolder& folder, const ImportOptions& options,
                            const XmlNode& root, Blueprint& out) {
    const XmlNode* list = root.at({"assets", "solutions"});
    if (list == nullptr) return {};
    for (const XmlNode* node : list->all("solution")) {
        const auto source = polygon_source(*node);
        const std::string tag = node->attribute("tag");
        if (!source || !folder.has_file(*source)) {
            out.ignored.push_back({"solution " + source.value_or("?") + " (" + tag + ")",
                                   "its source is not in the package"});
            continue;
        }
        if (tag == "do-not-run") {
            out.ignored.push_back({"solution " + *source, "its tag is do-not-run"});
            continue;
        }
        BlueprintSubmission submission;
        auto program = program_with_headers(folder, *source, options.testlib);
        if (!program) return tl::unexpected<Error>(program.error());
        submission.program = std::move(*program);
        submission.expectations = polygon_expectations(tag);
        if (submission.expectations.empty()) {
            return polygon_fault(*node, "unknown solution tag '" + shown(tag) + "'");
        }
        submission.directory = directory_of(tag);
        submission.is_main = tag == "main";
        out.submissions.push_back(std::move(submission));
    }
    return {};
}

// The sections that Polygon keeps make a statement with headings; its own problem.tex needs
// Polygon's style files.
void read_statements(const PackageFolder& folder, Blueprint& out) {
    auto languages = folder.list("statement-sections");
    if (!languages) return;
    for (const PackageFolder::Entry& language : *languages) {
        std::string text;
        for (const auto& [file, heading] :
             {std::pair{"legend", ""}, std::pair{"input", "Input"}, std::pair{"output", "Output"},
              std::pair{"interaction", "Interaction"}, std::pair{"scoring", "Scoring"},
              std::pair{"notes", "Notes"}}) {
            auto section = folder.read(language.relative + "/" + file + ".tex", xml_bytes_max);
            if (!section || trimmed(*section).empty()) continue;
            if (*heading != '\0') text += "\\section*{" + std::string(heading) + "}\n";
            text += std::string(trimmed(*section)) + "\n\n";
        }
        if (text.empty()) continue;
        out.extra_files.push_back(
            {"statement/problem." + polygon_language(language.name) + ".tex", {"", text}, false});
        auto files = folder.list(language.relative);
        for (const PackageFolder::Entry& file :
             files ? *files : std::vector<PackageFolder::Entry>()) {
            const bool picture = ends_with(file.name, ".png") || ends_with(file.name, ".jpg") ||
                                 ends_with(file.name, ".svg");
            if (!picture) continue;
            out.extra_files.push_back(
                {"statement/" + file.name, {folder.absolute(file.relative), ""}, false});
        }
    }
}

}  // namespace

tl::unexpected<Error> polygon_fault(const XmlNode& node, const std::string& why) {
    return fail(ErrorCode::invalid_package,
                "problem.xml line " + std::to_string(node.line) + ": " + why);
}

std::vector<Expectation> polygon_expectations(const std::string& tag) {
    using V = Verdict;
    const auto rule = [&tag](std::vector<V> permitted, std::vector<V> required) {
        Expectation out;
        out.permitted = std::move(permitted);
        out.required = std::move(required);
        out.source = "tag " + tag;
        return std::vector<Expectation>{out};
    };
    const std::vector<V> crash{V::RTE, V::MLE, V::OLE};
    if (tag == "main" || tag == "accepted") return rule({V::AC}, {});
    if (tag == "wrong-answer" || tag == "presentation-error") return rule({V::AC, V::WA}, {V::WA});
    if (tag == "time-limit-exceeded") return rule({V::AC, V::TLE}, {V::TLE});
    if (tag == "time-limit-exceeded-or-accepted") return rule({V::AC, V::TLE}, {});
    if (tag == "time-limit-exceeded-or-memory-limit-exceeded") {
        return rule({V::AC, V::TLE, V::MLE, V::RTE, V::OLE}, {V::TLE, V::MLE, V::RTE, V::OLE});
    }
    if (tag == "memory-limit-exceeded") return rule({V::AC, V::MLE, V::RTE, V::OLE}, crash);
    if (tag == "rejected" || tag == "failed") {
        return rule({}, {V::WA, V::TLE, V::RTE, V::MLE, V::OLE});
    }
    return {};
}

std::string polygon_language(const std::string& polygon) {
    const auto found = language_codes().find(polygon);
    return found == language_codes().end() ? "en" : found->second;
}

std::string polygon_language_name(const std::string& code) {
    for (const auto& [name, known] : language_codes()) {
        if (known == code) return name;
    }
    return "";
}

std::optional<std::string> polygon_source(const XmlNode& node) {
    const XmlNode* source = node.child("source");
    if (source == nullptr || source->attribute("path").empty()) return std::nullopt;
    return source->attribute("path");
}

Result<void> read_polygon_assets(const PackageFolder& folder, const ImportOptions& options,
                                 const XmlNode& root, Blueprint& out) {
    for (const auto& read : {read_checker, read_validators, read_solutions}) {
        auto done = read(folder, options, root, out);
        if (!done) return done;
    }
    read_statements(folder, out);
    return {};
}

}  // namespace arena::problem
