// See help.hpp. Two columns: how it is written, what it is for; a long name gets a line of its own.
#include "cli/help.hpp"

#include <algorithm>

#include "cli/printable.hpp"

namespace arena::cli {
namespace {

constexpr std::size_t page_columns = 79;
constexpr std::size_t about_column = 28;
constexpr std::size_t commands_column = 16;

std::string row(const Screen& screen, const std::string& name, std::string_view about,
                std::size_t column) {
    const std::size_t width = 2 + name.size();
    std::string out = "  " + paint(screen, Ink::good, name);
    if (width + 2 > column) {
        out += "\n" + std::string(column, ' ');
    } else {
        out += std::string(column - width, ' ');
    }
    return out + wrapped(about, column) + "\n";
}

std::string spelling(const Flag& flag) {
    std::string out = flag.letter != 0 ? std::string("-") + flag.letter + ", " : "    ";
    out += flag.name;
    if (flag.kind != ValueKind::none) out += " " + std::string(flag.value_name);
    return out;
}

std::string heading(const Screen& screen, std::string_view title) {
    return "\n" + paint(screen, Ink::strong, std::string(title) + ":") + "\n";
}

std::string flags_text(const Screen& screen, const std::vector<Flag>& flags) {
    std::vector<std::string_view> sections;
    for (const Flag& flag : flags) {
        if (std::find(sections.begin(), sections.end(), flag.section) == sections.end()) {
            sections.push_back(flag.section);
        }
    }
    std::string out;
    for (const std::string_view section : sections) {
        out += heading(screen, section);
        for (const Flag& flag : flags) {
            if (flag.section == section)
                out += row(screen, spelling(flag), flag.about, about_column);
        }
    }
    return out;
}

std::string examples_text(const Screen& screen, const std::vector<Example>& examples) {
    std::string out = heading(screen, "Examples");
    std::size_t widest = 0;
    for (const Example& example : examples) widest = std::max(widest, example.command.size());
    for (const Example& example : examples) {
        out += "  " + pad_right(example.command, widest + 2) +
               paint(screen, Ink::faint, "# " + std::string(example.about)) + "\n";
    }
    return out;
}

/// The commands within `parent`; nothing when it has none.
std::string commands_text(const Screen& screen, std::string_view parent) {
    const auto children = children_of(parent);
    if (children.empty()) return "";
    std::string out = heading(screen, "Commands");
    std::size_t column = commands_column;
    for (const CommandSpec* spec : children) column = std::max(column, own_name(*spec).size() + 4);
    for (const CommandSpec* spec : children) {
        out += row(screen, std::string(own_name(*spec)), spec->summary, column);
    }
    return out;
}

std::string top_help(const Screen& screen) {
    std::string out =
        "arena judges and compares programs, rates players, and hosts code battles.\n";
    out += heading(screen, "Usage");
    out += "  arena COMMAND [flags]\n";
    out += commands_text(screen, "");
    out += flags_text(screen, common_flags());
    out += examples_text(screen, {{"arena judge sol.cpp -p problems/hello", "a verdict"},
                                  {"arena run sol.py < input.txt", "just run it"},
                                  {"arena judge --help", "more about a command"}});
    out += heading(screen, "Exit status");
    out += "  0 accepted, or as expected    1 judged, and not so    2 usage or unreadable input\n";
    out += "  3 the judge or the machine failed                     130 interrupted\n";
    return out;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t indent) {
    std::string out;
    std::size_t column = indent;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        if (column > indent && column + 1 + word.size() > page_columns) {
            out += "\n" + std::string(indent, ' ');
            column = indent;
        }
        if (column > indent) {
            out += ' ';
            ++column;
        }
        out += word;
        column += word.size();
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

std::string help_text(const CommandSpec* command, const Screen& screen) {
    if (command == nullptr) return top_help(screen);
    const CommandSpec& spec = *command;
    std::string out = wrapped(spec.description, 0) + "\n";
    out += heading(screen, "Usage");
    for (const std::string_view usage : spec.usage) out += "  arena " + std::string(usage) + "\n";
    out += commands_text(screen, spec.name);
    out += flags_text(screen, spec.flags);
    out += flags_text(screen, common_flags());
    out += examples_text(screen, spec.examples);
    const std::string_view parent = parent_name(spec);
    out += "\nmore: man arena-" + std::string(parent.empty() ? spec.name : parent) + "\n";
    return out;
}

}  // namespace arena::cli
