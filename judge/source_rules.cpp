// Which names are refused, which file is the entry, and what a class rule adds; see the header.
#include "judge/source_rules.hpp"

#include <algorithm>
#include <set>

#include "core/utf8.hpp"
#include "judge/entry_class.hpp"
#include "judge/placeholders.hpp"
#include "judge/source_language.hpp"

namespace arena {
namespace {

constexpr std::size_t source_files_max = 256;
constexpr std::size_t name_bytes_max = 200;

std::string shown(const std::string& name) {
    std::string text;
    for (const char c : name.substr(0, 60)) text += c >= ' ' && c < 127 ? c : '?';
    return text;
}

bool is_allowed_source_name(const std::string& name) {
    if (!is_safe_relative_name(name) || name.size() > name_bytes_max) return false;
    if (name.find('\\') != std::string::npos) return false;
    for (std::size_t at = 0; at != std::string::npos;) {
        if (at < name.size() && (name[at] == '.' || name[at] == '-' || name[at] == '@'))
            return false;
        at = name.find('/', at);
        if (at != std::string::npos) ++at;
    }
    return true;
}

std::string stem(const std::string& name) {
    const std::string base = name.substr(name.rfind('/') + 1);
    const std::size_t dot = base.rfind('.');
    return dot == std::string::npos || dot == 0 ? base : base.substr(0, dot);
}

bool is_source(const Language& language, const std::string& name) {
    return std::any_of(language.extensions.begin(), language.extensions.end(),
                       [&](const std::string& e) { return name.ends_with(e); });
}

/// The file the program starts in, of several: "main.*" in any case, "__main__.*", else the first.
std::string entry_of(const std::vector<std::string>& sources) {
    for (const char* wanted : {"main", "__main__"}) {
        for (const std::string& name : sources) {
            std::string own = stem(name);
            if (own == "Main" || own == "MAIN") own = "main";
            if (own == wanted && name.find('/') == std::string::npos) return name;
        }
    }
    return sources.front();
}

Result<void> check_names(const std::vector<SourceFile>& files) {
    std::set<std::string> names;
    for (const SourceFile& file : files) {
        if (!is_allowed_source_name(file.name)) {
            return fail(ErrorCode::usage, "file name '" + shown(file.name) +
                                              "' is not allowed (relative, parts not starting with "
                                              "'.', '-' or '@', no control characters)");
        }
        if (!names.insert(file.name).second) {
            return fail(ErrorCode::usage, "file '" + shown(file.name) + "' is given twice");
        }
    }
    for (const std::string& name : names) {
        for (std::size_t at = name.find('/'); at != std::string::npos;
             at = name.find('/', at + 1)) {
            if (names.contains(name.substr(0, at))) {
                return fail(ErrorCode::usage,
                            "'" + shown(name.substr(0, at)) + "' is both a file and a folder");
            }
        }
    }
    return {};
}

/// Finds {class} and, when several files could hold the entry, the file.
void apply_class_rule(const Language& language, SourcePlan& plan) {
    std::string fallback;
    for (const std::string& name : plan.sources) {
        const auto file = std::find_if(plan.files.begin(), plan.files.end(),
                                       [&](const SourceFile& f) { return f.name == name; });
        std::string entry;
        bool has_main = false;
        if (language.class_rule == "java") {
            const JavaSource source = scan_java(file->content);
            entry = java_entry_class(source);
            has_main = !source.main_class.empty();
        } else {
            const KotlinSource source = scan_kotlin(file->content, stem(name));
            entry = source.entry_class;
            has_main = source.has_main;
        }
        if (fallback.empty()) fallback = entry;
        if (has_main && plan.class_name.empty()) {
            plan.class_name = entry;
            plan.main = name;
        }
    }
    if (plan.class_name.empty()) plan.class_name = fallback;
}

bool starts_in_a_file(const Language& language) {
    return std::any_of(language.run.begin(), language.run.end(), [](const std::string& word) {
        return word.find("{main") != std::string::npos;
    });
}

/// The file that a person means by `entry`: its name, or its name without the extension.
std::string named_entry(const std::vector<std::string>& sources, const std::string& entry) {
    for (const std::string& name : sources) {
        if (name == entry || name.substr(0, name.rfind('.')) == entry) return name;
    }
    return "";
}

Result<void> choose_entry(const Language& language, const std::string& entry, SourcePlan& plan) {
    plan.main = entry_of(plan.sources);
    const bool by_file = !entry.empty() && language.class_rule.empty();
    if (by_file && plan.sources.size() > 1 && starts_in_a_file(language)) {
        plan.main = named_entry(plan.sources, entry);
        if (plan.main.empty()) {
            return fail(ErrorCode::usage, "the entry point '" + shown(entry) + "' is none of the " +
                                              std::to_string(plan.sources.size()) + " sources");
        }
    }
    std::stable_partition(plan.sources.begin(), plan.sources.end(),
                          [&](const std::string& name) { return name == plan.main; });
    if (!language.class_rule.empty()) apply_class_rule(language, plan);
    if (!entry.empty() && !language.class_rule.empty()) plan.class_name = entry;
    return {};
}

}  // namespace

std::string source_size_fault(const std::vector<SourceFile>& sources, std::int64_t bytes_max) {
    const std::int64_t bytes = source_bytes(sources);
    if (bytes <= bytes_max) return "";
    const auto largest = std::max_element(sources.begin(), sources.end(),
                                          [](const SourceFile& a, const SourceFile& b) {
                                              return a.content.size() < b.content.size();
                                          });
    std::string what = "'" + shown(largest->name) + "' has ";
    if (sources.size() > 1) {
        what = "the " + std::to_string(sources.size()) + " sources (the largest is '" +
               shown(largest->name) + "') have ";
    }
    return what + std::to_string(bytes) + " bytes, over the source limit of " +
           std::to_string(bytes_max) + " bytes";
}

bool is_safe_relative_name(std::string_view name) {
    if (name.empty() || !is_utf8(name)) return false;
    for (const char c : name) {
        if (static_cast<unsigned char>(c) < ' ' || c == 127) return false;
    }
    std::size_t from = 0;
    while (true) {
        const std::size_t slash = std::min(name.find('/', from), name.size());
        const std::string_view part = name.substr(from, slash - from);
        if (part.empty() || part == "." || part == "..") return false;
        if (slash == name.size()) return true;
        from = slash + 1;
    }
}

bool includes_header(std::string_view text, std::string_view header) {
    std::size_t at = 0;
    while ((at = text.find(header, at)) != std::string_view::npos) {
        const std::size_t line = text.rfind('\n', at) + 1;  // npos + 1 == 0
        std::string before;
        for (const char c : text.substr(line, at - line)) {
            if (c != ' ' && c != '\t') before += c;
        }
        if (before.ends_with("#include<") || before.ends_with("#include\"")) return true;
        at += header.size();
    }
    return false;
}

Result<SourcePlan> plan_sources(const Language& language, const std::vector<SourceFile>& sources,
                                std::int64_t bytes_max, const std::string& entry) {
    if (sources.empty()) return fail(ErrorCode::usage, "there is no source file");
    if (sources.size() > source_files_max) {
        return fail(ErrorCode::usage, std::to_string(sources.size()) + " source files (at most " +
                                          std::to_string(source_files_max) + ")");
    }
    const std::string too_large = source_size_fault(sources, bytes_max);
    if (!too_large.empty()) return fail(ErrorCode::usage, too_large);

    SourcePlan plan;
    plan.files = sources;
    if (sources.size() == 1) {
        std::string class_stem;
        if (language.class_rule == "java")
            class_stem = java_file_stem(scan_java(sources[0].content));
        plan.files[0].name = fill_placeholders(language.source_name, {{"class", class_stem}});
        plan.sources = {plan.files[0].name};
    }
    auto names = check_names(plan.files);
    if (!names) return tl::unexpected<Error>(names.error());
    std::sort(plan.files.begin(), plan.files.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.name < b.name; });
    if (sources.size() > 1) {
        for (const SourceFile& file : plan.files) {
            if (is_source(language, file.name)) plan.sources.push_back(file.name);
        }
        if (plan.sources.empty()) {
            return fail(ErrorCode::usage, "none of the " + std::to_string(sources.size()) +
                                              " files ends in " + language.extensions.front() +
                                              ", which " + language.name + " expects");
        }
    }
    auto chosen = choose_entry(language, entry, plan);
    if (!chosen) return tl::unexpected<Error>(chosen.error());
    return plan;
}

}  // namespace arena
