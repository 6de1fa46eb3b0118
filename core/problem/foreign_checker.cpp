#include "core/problem/foreign_checker.hpp"

#include <algorithm>
#include <map>

#include "core/problem/text.hpp"
#include "core/problem/yaml_text.hpp"

namespace arena::problem {

namespace {

constexpr std::size_t source_bytes_max = std::size_t{1} << 20;

std::string last_part(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
}

bool is_header(const std::string& name) {
    return ends_with(name, ".h") || ends_with(name, ".hpp");
}

bool is_cpp(const std::string& name) {
    for (const char* tail : {".cpp", ".cc", ".cxx", ".c++", ".C"}) {
        if (ends_with(name, tail)) return true;
    }
    return false;
}

bool holds_file(const BlueprintProgram& program, const std::string& name) {
    return std::any_of(program.files.begin(), program.files.end(),
                       [&name](const NamedFile& file) { return file.name == name; });
}

std::string adapter_text(const AdaptedChecker& how, const std::string& then) {
    std::string out = "#define ADAPT_PROTOCOL " + std::to_string(static_cast<int>(how.protocol)) +
                      "\n#define ADAPT_SCORES " + std::to_string(static_cast<int>(how.partial)) +
                      "\n#define ADAPT_INTERACTS " + (how.interacts ? "1" : "0") + "\n";
    if (!how.order.empty()) out += "#define ADAPT_ORDER \"" + how.order + "\"\n";
    if (!then.empty()) out += "#define ADAPT_THEN \"" + then + "\"\n";
    return out + adapter_source("adapter");
}

std::string c_build_script(const BlueprintProgram& program) {
    std::string objects;
    std::string out = "#!/bin/sh\nset -e\n";
    for (const NamedFile& file : program.files) {
        const bool is_c = ends_with(file.name, ".c");
        if (!is_c && !is_cpp(file.name)) continue;
        out += (is_c ? "gcc -O2" : "g++ -O2 -std=gnu++17") + std::string(" -c -o '") + file.name +
               ".o' '" + file.name + "'\n";
        objects += " '" + file.name + ".o'";
    }
    return out + "g++ -o run" + objects + " -lm\n";
}

// How the default validator says what a standard checker of testlib does; nullptr when it cannot.
// testlib widens every tolerance by 1e-15.
const std::vector<std::string>* default_flags(const std::string& name) {
    static const std::map<std::string, std::vector<std::string>> same{
        {"wcmp", {"case_sensitive"}},
        {"ncmp", {"case_sensitive"}},
        {"icmp", {"case_sensitive"}},
        {"hcmp", {"case_sensitive"}},
        {"caseicmp", {"case_sensitive"}},
        {"casencmp", {"case_sensitive"}},
        {"casewcmp", {"case_sensitive"}},
        {"yesno", {}},
        {"nyesno", {}},
        {"rcmp", {"float_absolute_tolerance", "1.500000001e-6"}},
        {"acmp", {"float_absolute_tolerance", "1.500000001e-6"}},
        {"rncmp", {"float_absolute_tolerance", "1.50000000001e-5"}},
        {"dcmp", {"float_tolerance", "1.000000001e-6"}},
        {"rcmp4", {"float_tolerance", "1.00000000001e-4"}},
        {"rcmp6", {"float_tolerance", "1.000000001e-6"}},
        {"rcmp9", {"float_tolerance", "1.000001e-9"}},
    };
    const auto found = same.find(name);
    return found == same.end() ? nullptr : &found->second;
}

}  // namespace

bool apply_testlib_standard(const std::string& full_name, Blueprint& blueprint) {
    if (!starts_with(full_name, "std::")) return false;
    const std::string name = full_name.substr(5, full_name.find('.') - 5);
    if (const auto* flags = default_flags(name)) {
        blueprint.validator_args = *flags;
        std::string words;
        for (const std::string& flag : *flags) words += " " + flag;
        blueprint.understood.push_back("checker " + full_name + ": the default output validator" +
                                       (words.empty() ? "" : " with" + words));
        return true;
    }
    static const std::map<std::string, const char*> own{
        {"lcmp", "lines"}, {"fcmp", "exact_lines"}, {"uncmp", "sorted_words"}};
    const auto found = own.find(name);
    if (found == own.end()) return false;
    use_standard_checker({found->second}, blueprint);
    blueprint.understood.push_back("checker " + full_name + ": arena's standard checker, '" +
                                   found->second + "'");
    return true;
}

void use_standard_checker(std::vector<std::string> args, Blueprint& blueprint) {
    BlueprintProgram program{"output_validator", {}, true};
    program.files.push_back(
        {"standard_checker.cpp", {"", adapter_source("standard_checker")}, false});
    blueprint.output_validator = std::move(program);
    blueprint.validator_args = std::move(args);
}

Result<BlueprintProgram> program_with_headers(const PackageFolder& folder,
                                              const std::string& source,
                                              const std::string& testlib) {
    if (!folder.has_file(source)) {
        return fail(ErrorCode::not_found, "the program " + shown(source) +
                                              " is named by the package but not in it: add it");
    }
    BlueprintProgram program{last_part(source), {}, false};
    program.files.push_back({last_part(source), {folder.absolute(source), ""}, false});
    auto text = folder.read_head(source, source_bytes_max);
    if (!text) return tl::unexpected<Error>(text.error());
    auto beside = folder.list(folder_of(source));
    if (!beside) return tl::unexpected<Error>(beside.error());
    for (const PackageFolder::Entry& entry : *beside) {
        const bool included = text->find(entry.name) != std::string::npos;
        if (entry.is_directory || !is_header(entry.name) || !included) continue;
        program.files.push_back({entry.name, {folder.absolute(entry.relative), ""}, false});
    }
    if (text->find("testlib.h") != std::string::npos && !holds_file(program, "testlib.h")) {
        if (testlib.empty()) {
            return fail(ErrorCode::not_found, shown(source) +
                                                  " includes testlib.h, which is not in the "
                                                  "package: give one with --testlib PATH");
        }
        program.files.push_back({"testlib.h", {testlib, ""}, false});
    }
    program.is_folder = program.files.size() > 1;
    if (program.is_folder) program.name = program.name.substr(0, program.name.rfind('.'));
    return program;
}

Result<void> use_adapted_checker(const PackageFolder& folder,
                                 const std::vector<std::string>& sources, const AdaptedChecker& how,
                                 const std::string& testlib, Blueprint& blueprint) {
    BlueprintProgram all{"output_validator", {}, true};
    for (const std::string& source : sources) {
        if (!is_cpp(source) && !is_header(source) && !ends_with(source, ".c")) {
            return fail(ErrorCode::unsupported,
                        "the checker " + shown(source) +
                            " is not C++: only C++ checkers can be adapted; write an output "
                            "validator for it");
        }
        auto program = program_with_headers(folder, source, testlib);
        if (!program) return tl::unexpected<Error>(program.error());
        for (NamedFile& file : program->files) {
            if (!holds_file(all, file.name)) all.files.push_back(std::move(file));
        }
    }
    all.files.push_back({"adapter.cpp", {"", adapter_text(how, "")}, false});
    const bool any_c = std::any_of(all.files.begin(), all.files.end(), [](const NamedFile& file) {
        return ends_with(file.name, ".c");
    });
    // C is not always C++: it is compiled as what it is, and linked with the adapter.
    if (any_c) all.files.push_back({"build", {"", c_build_script(all)}, true});
    blueprint.validator_gives_scores = how.partial != PartialPoints::none;
    blueprint.output_validator = std::move(all);
    return {};
}

void tell_points(Blueprint& blueprint) {
    for (BlueprintGroup& group : blueprint.groups) {
        const bool flat = group.name.empty();
        const auto& whole = flat ? blueprint.max_score : group.max_score;
        const auto count = static_cast<double>(std::max<std::size_t>(group.tests.size(), 1));
        const bool shared = (flat ? blueprint.aggregation : group.scoring) == GroupScoring::sum;
        if (!blueprint.scoring || !whole) continue;
        auto& args = flat ? blueprint.validator_args : group.validator_args;
        args.insert(args.end(), {"points", yaml_number(*whole / (shared ? count : 1))});
    }
}

Result<void> use_interactor_and_checker(const PackageFolder& folder, const std::string& interactor,
                                        const std::string& checker, const std::string& testlib,
                                        Blueprint& blueprint) {
    BlueprintProgram all{"output_validator", {}, true};
    for (const auto& [source, kept_as] :
         {std::pair{interactor, "interactor.cc"}, std::pair{checker, "checker.cc"}}) {
        auto program = program_with_headers(folder, source, testlib);
        if (!program) return tl::unexpected<Error>(program.error());
        program->files.front().name = kept_as;
        for (NamedFile& file : program->files) {
            if (!holds_file(all, file.name)) all.files.push_back(std::move(file));
        }
    }
    AdaptedChecker how;
    how.interacts = true;
    all.files.push_back({"adapter.cc", {"", adapter_text(how, "checker")}, false});
    all.files.push_back({"build",
                         {"",
                          "#!/bin/sh\nset -e\n"
                          "g++ -O2 -std=gnu++17 -o checker checker.cc\n"
                          "g++ -O2 -std=gnu++17 -o run interactor.cc adapter.cc\n"},
                         true});
    blueprint.output_validator = std::move(all);
    return {};
}

}  // namespace arena::problem
