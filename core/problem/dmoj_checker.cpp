#include "core/problem/dmoj_checker.hpp"

#include <algorithm>
#include <map>

#include "core/problem/foreign_checker.hpp"
#include "core/problem/shell_words.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_map.hpp"
#include "core/problem/yaml_text.hpp"

namespace arena::problem {

namespace {

std::string last_part(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

/// The types of dmoj/contrib and how their checkers are called.
Result<CheckerProtocol> protocol_of(const std::string& type, const YamlNode& place) {
    if (type == "default") return CheckerProtocol::dmoj;
    if (type == "testlib") return CheckerProtocol::testlib;
    if (type == "coci") return CheckerProtocol::coci;
    if (type == "peg") return CheckerProtocol::peg;
    return fail(ErrorCode::unsupported, place.place() + ": a bridged program of type '" +
                                            shown(type) +
                                            "' (read here: default, testlib, coci and peg)");
}

PartialPoints partial_of(CheckerProtocol protocol) {
    switch (protocol) {
        case CheckerProtocol::dmoj: return PartialPoints::none;
        case CheckerProtocol::testlib: return PartialPoints::points;
        case CheckerProtocol::coci:
        case CheckerProtocol::peg:
        case CheckerProtocol::cms:
        case CheckerProtocol::sinolpack:
        case CheckerProtocol::lemon:
        case CheckerProtocol::hustoj:
        case CheckerProtocol::syzoj:
        case CheckerProtocol::qduoj:
        case CheckerProtocol::sinolpack_interactor: return PartialPoints::share;
    }
    return PartialPoints::none;
}

/// "{input} {output} {answer}" as "ioa"; empty for anything else.
std::string order_of(const std::string& format) {
    static const std::map<std::string, char> letters{
        {"{input}", 'i'},      {"{output}", 'o'},      {"{answer}", 'a'},
        {"{input_file}", 'i'}, {"{output_file}", 'o'}, {"{answer_file}", 'a'}};
    std::string out;
    for (const std::string& word : shell_words(format).value_or(std::vector<std::string>())) {
        const auto letter = letters.find(word);
        if (letter == letters.end()) return "";
        out += letter->second;
    }
    return out;
}

struct Bridged {
    std::vector<std::string> files;
    AdaptedChecker how;
    std::string type = "default";
};

Result<Bridged> read_bridged(const YamlNode& node, const char* what, const char* order_key) {
    Bridged out;
    std::optional<std::vector<std::string>> files;
    std::string order;
    YamlMap map(node, what);
    map.strings("files", files);
    map.string("type", out.type);
    map.string(order_key, order);
    map.skip({"lang", "feedback", "flags", "cached", "time_limit", "memory_limit",
              "compiler_time_limit", "preprocessing_time"});
    auto read = map.finish_strict();
    if (!read) return tl::unexpected<Error>(read.error());
    if (!files || files->empty()) return node.error(std::string(what) + " names no files");
    out.files = std::move(*files);
    auto protocol = protocol_of(out.type, node);
    if (!protocol) return tl::unexpected<Error>(protocol.error());
    out.how.protocol = *protocol;
    out.how.partial = partial_of(*protocol);
    if (order.empty()) return out;
    out.how.order = order_of(order);
    if (!out.how.order.empty()) return out;
    return fail(ErrorCode::unsupported, node.place() + ": " + order_key + " '" + shown(order) +
                                            "' (read here: {input}, {output} and {answer})");
}

class CheckerReader {
public:
    CheckerReader(const YamlNode& place, const YamlNode* args, Blueprint& out)
        : place_(place), args_(args), out_(out) {}

    Result<void> read(const std::string& name);

private:
    const YamlNode* find(const char* key) const {
        const YamlNode* node = args_ == nullptr ? nullptr : args_->find(key);
        return node == nullptr || node->is_null() ? nullptr : node;
    }
    std::string word(const char* key, const char* usual) const {
        const YamlNode* node = find(key);
        return node == nullptr ? std::string(usual) : node->text;
    }
    Result<std::vector<std::string>> floats(const std::string& name) const;
    Result<std::vector<std::string>> line_points() const;
    Result<std::vector<std::string>> standard(const std::string& name);

    const YamlNode& place_;
    const YamlNode* args_;
    Blueprint& out_;
};

Result<std::vector<std::string>> CheckerReader::floats(const std::string& name) const {
    const auto digits = parse_decimal(word("precision", "6"));
    if (!digits || *digits < 0 || *digits > 30) return place_.error("a strange precision");
    const std::string mode = name == "floatsabs"   ? "absolute"
                             : name == "floatsrel" ? "relative"
                                                   : word("error_mode", "default");
    if (mode != "default" && mode != "absolute" && mode != "relative") {
        return place_.error("error_mode must be default, absolute or relative, not '" +
                            shown(mode) + "'");
    }
    return std::vector<std::string>{"line_floats", "1e-" + yaml_number(*digits), mode};
}

Result<std::vector<std::string>> CheckerReader::line_points() const {
    std::vector<std::string> out{"line_points",
                                 word("filler_lines_required", "true") == "false" ? "free" : "all"};
    const YamlNode* weights = find("point_distribution");
    auto words = weights == nullptr
                     ? Result<std::vector<std::string>>(std::vector<std::string>{"1"})
                     : weights->as_strings();
    if (!words) return words;
    out.insert(out.end(), words->begin(), words->end());
    return out;
}

Result<std::vector<std::string>> CheckerReader::standard(const std::string& name) {
    using Words = std::vector<std::string>;
    if (name == "standard") return Words{"filled_lines"};
    if (name == "easy" || name == "identical") return Words{name};
    if (name == "unordered") return Words{"sorted_words"};
    if (name == "rstripped") {
        return find("filter_new_line") == nullptr ? Words{"right_trimmed"}
                                                  : Words{"right_trimmed", "filled"};
    }
    if (name == "sorted") {
        const std::string by = word("split_on", "lines");
        if (by == "whitespace") return Words{"sorted_words"};
        if (by == "lines") return Words{"sorted_lines"};
        return place_.error("split_on must be lines or whitespace, not '" + shown(by) + "'");
    }
    if (name == "floats" || name == "floatsabs" || name == "floatsrel") return floats(name);
    if (name == "linecount" || name == "linematches") {
        if (const YamlNode* match = find("match")) {
            return fail(ErrorCode::unsupported, match->place() +
                                                    ": a `match` of one's own is Python: write "
                                                    "an output validator");
        }
        out_.validator_gives_scores = true;
        return name == "linecount" ? Result<Words>(Words{"line_count"}) : line_points();
    }
    return fail(ErrorCode::unsupported,
                place_.place() + ": checker '" + shown(name) +
                    "' is no standard checker of DMOJ that is known here; write it as an output "
                    "validator");
}

Result<void> CheckerReader::read(const std::string& name) {
    auto args = standard(name);
    if (!args) return tl::unexpected<Error>(args.error());
    std::string words;
    for (const std::string& word : *args) words += " " + word;
    out_.understood.push_back("checker " + name + ": arena's standard checker," + words);
    use_standard_checker(*std::move(args), out_);
    return {};
}

}  // namespace

Result<void> read_dmoj_checker(const YamlNode* node, const PackageFolder& folder,
                               const ImportOptions& options, Blueprint& out) {
    if (node == nullptr) {
        use_standard_checker({"filled_lines"}, out);
        out.understood.emplace_back("checker standard: arena's standard checker, filled_lines");
        return {};
    }
    if (node->kind == YamlNode::Kind::scalar) {
        return CheckerReader(*node, nullptr, out).read(node->text);
    }
    const YamlNode* name = node->find("name");
    const YamlNode* args = node->find("args");
    if (name == nullptr) return node->error("the checker has no name");
    if (name->text != "bridged") return CheckerReader(*name, args, out).read(name->text);
    if (args == nullptr) return name->error("checker 'bridged' needs args");
    auto bridged = read_bridged(*args, "checker 'bridged'", "args");
    if (!bridged) return tl::unexpected<Error>(bridged.error());
    out.understood.push_back("checker " + bridged->files.front() + " (bridged, " + bridged->type +
                             "), behind an adapter");
    return use_adapted_checker(folder, bridged->files, bridged->how, options.testlib, out);
}

Result<void> read_dmoj_interactive(const YamlNode& node, const PackageFolder& folder,
                                   const ImportOptions& options, Blueprint& out) {
    auto bridged = read_bridged(node, "interactive", "args_format_string");
    if (!bridged) return tl::unexpected<Error>(bridged.error());
    bridged->how.interacts = true;
    // The default type hands over no file to write the conversation's outcome to.
    const bool plain = bridged->type == "default" || bridged->type == "peg";
    if (bridged->how.order.empty() && plain) bridged->how.order = "ia";
    out.interactive = true;
    out.understood.push_back("interactor " + bridged->files.front() + " (" + bridged->type +
                             "), behind an adapter");
    return use_adapted_checker(folder, bridged->files, bridged->how, options.testlib, out);
}

Result<void> read_dmoj_signature_grader(const YamlNode& node, const PackageFolder& folder,
                                        Blueprint& out) {
    std::string entry;
    std::string header;
    YamlMap map(node, "signature_grader");
    map.string("entry", entry);
    map.string("header", header);
    map.skip({"allow_main"});
    auto read = map.finish_strict();
    if (!read) return read;
    for (const std::string& file : {entry, header}) {
        if (file.empty()) return node.error("signature_grader names no entry or no header");
        if (!folder.has_file(file)) {
            return fail(ErrorCode::not_found, node.place() + ": " + shown(file) +
                                                  " is named by the package but not in it: add it");
        }
    }
    const bool is_c = ends_with(entry, ".c");
    for (const char* language : {"cpp", "c"}) {
        if (std::string(language) == "c" && !is_c) continue;
        const std::string below = std::string("include/") + language + "/";
        std::string name = last_part(entry);
        if (is_c && std::string(language) == "cpp") name += "pp";  // one language a program
        out.extra_files.push_back({below + name, {folder.absolute(entry), ""}, false});
        out.extra_files.push_back(
            {below + last_part(header), {folder.absolute(header), ""}, false});
    }
    out.understood.push_back("signature_grader " + entry + ", compiled with every submission");
    out.changes.push_back(
        {"signature_grader", "DMOJ puts #include \"" + last_part(header) +
                                 "\" and a renamed main before a submission; here it must include "
                                 "the header itself and have no main"});
    return {};
}

}  // namespace arena::problem
