#include "core/problem/hydro_checker.hpp"

#include <map>

#include "core/problem/foreign_checker.hpp"
#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

constexpr std::size_t source_bytes_max = std::size_t{1} << 20;

const std::map<std::string, CheckerProtocol>& protocols() {
    static const std::map<std::string, CheckerProtocol> all{
        {"testlib", CheckerProtocol::testlib}, {"lemon", CheckerProtocol::lemon},
        {"hustoj", CheckerProtocol::hustoj},   {"syzoj", CheckerProtocol::syzoj},
        {"qduoj", CheckerProtocol::qduoj},
    };
    return all;
}

bool gives_parts(CheckerProtocol protocol) {
    return protocol != CheckerProtocol::hustoj && protocol != CheckerProtocol::qduoj;
}

// SYZOJ shows its checkers the submission's source, which an output validator never sees.
void note_code(const PackageFolder& folder, const std::string& source, Blueprint& out) {
    const auto text = folder.read_head(source, source_bytes_max);
    if (!text || text->find("\"code\"") == std::string::npos) return;
    out.changes.push_back(
        {"checker " + shown(source),
         "it reads the submission's source (the file code), which is empty here"});
}

Result<void> use_program(const std::string& source, const PackageFolder& folder,
                         const ImportOptions& options, HydroChecking& how, Blueprint& out) {
    const auto found = protocols().find(how.type);
    if (found == protocols().end()) {
        return fail(ErrorCode::unsupported,
                    how.config + ": checkers of type '" + shown(how.type) +
                        "' are not read (default, strict, testlib, lemon, hustoj, syzoj and qduoj "
                        "are)");
    }
    if (source.empty()) {
        return fail(ErrorCode::invalid_package,
                    how.config + ": checker_type " + shown(how.type) + " without a checker");
    }
    const std::string path = how.data.empty() ? source : how.data + "/" + source;
    AdaptedChecker adapted;
    adapted.protocol = found->second;
    if (gives_parts(found->second)) adapted.partial = PartialPoints::share;
    how.tells_points =
        found->second == CheckerProtocol::lemon || found->second == CheckerProtocol::syzoj;
    if (found->second == CheckerProtocol::syzoj) note_code(folder, path, out);
    out.understood.push_back("checker " + shown(source) + " (" + found->first +
                             "), behind an adapter");
    return use_adapted_checker(folder, {path}, adapted, options.testlib, out);
}

// {language: cpp, fileName: spj.cpp}
Result<void> use_special_judge(const YamlNode& node, const PackageFolder& folder,
                               const ImportOptions& options, HydroChecking& how, Blueprint& out) {
    const YamlNode* file = node.find("fileName");
    if (file == nullptr) return node.error("specialJudge has no fileName");
    how.type = "syzoj";
    return use_program(file->text, folder, options, how, out);
}

}  // namespace

Result<void> read_hydro_checker(YamlMap& map, const PackageFolder& folder,
                                const ImportOptions& options, HydroChecking& how, Blueprint& out) {
    if (const YamlNode* special = map.take("specialJudge")) {
        return use_special_judge(*special, folder, options, how, out);
    }
    const YamlNode* node = map.take("checker");
    std::string source = node == nullptr ? "" : node->text;
    if (node != nullptr && node->kind == YamlNode::Kind::map) {
        const YamlNode* file = node->find("file");
        source = file == nullptr ? "" : file->text;
    }
    if (how.type == "default" || (how.type == "strict" && source.empty())) {
        use_standard_checker({how.type == "strict" ? "identical" : "rstripped"}, out);
        out.understood.push_back("checker " + how.type + ": arena's standard checker, " +
                                 out.validator_args.front());
        return {};
    }
    if (how.type == "testlib" && apply_testlib_standard("std::" + source + ".cpp", out)) return {};
    return use_program(source, folder, options, how, out);
}

}  // namespace arena::problem
