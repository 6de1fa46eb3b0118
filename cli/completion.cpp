// See completion.hpp. Each shell gets the simplest script that its own manual describes: bash a
// function over compgen (bash(1), Programmable Completion), zsh _arguments (zshcompsys(1)), fish
// one `complete` line a flag.
#include "cli/completion.hpp"

#include <vector>

#include "cli/command_table.hpp"
#include "core/assert.hpp"

namespace arena::cli {
namespace {

std::vector<Flag> flags_of(const CommandSpec& spec) {
    std::vector<Flag> flags = spec.flags;
    flags.insert(flags.end(), common_flags().begin(), common_flags().end());
    return flags;
}

std::string joined(const std::vector<std::string_view>& words) {
    std::string out;
    for (const std::string_view word : words) out += (out.empty() ? "" : " ") + std::string(word);
    return out;
}

std::string command_names(std::string_view parent) {
    std::vector<std::string_view> names;
    for (const CommandSpec* spec : children_of(parent)) names.push_back(own_name(*spec));
    return joined(names);
}

std::string flag_names(const std::vector<Flag>& flags) {
    std::vector<std::string_view> names;
    for (const Flag& flag : flags) names.push_back(flag.name);
    return joined(names);
}

/// Arguments of bash's compgen for a value; empty when nothing can be offered.
std::string compgen_arguments(ValueKind kind, const std::vector<std::string_view>& choices,
                              std::string_view languages) {
    switch (kind) {
        case ValueKind::none:
        case ValueKind::text: return "";
        case ValueKind::file: return "-f";
        case ValueKind::folder: return "-d";
        case ValueKind::choice: return "-W '" + joined(choices) + "'";
        case ValueKind::language: return "-W '" + std::string(languages) + "'";
    }
    return "";
}

std::string bash_script(std::string_view languages) {
    std::string values;
    std::string words;
    for (const CommandSpec& spec : command_table()) {
        const std::string name(spec.name);
        for (const Flag& flag : flags_of(spec)) {
            if (flag.kind == ValueKind::none) continue;
            values += "        '" + name + ":" + std::string(flag.name) + "'";
            if (flag.letter != 0) values += "|'" + name + ":-" + flag.letter + "'";
            const std::string offer = compgen_arguments(flag.kind, flag.choices, languages);
            values += ") offer=(" + (offer.empty() ? "-W ''" : offer) + ") ;;\n";
        }
        const std::string offer = compgen_arguments(spec.word_kind, spec.word_choices, languages);
        const std::string within = command_names(spec.name);
        words += "        '" + name + "') flags='" + flag_names(flags_of(spec)) + "'\n";
        words += "            offer=(" +
                 (!within.empty() ? "-W '" + within + "'"
                  : offer.empty() ? "-W ''"
                                  : offer) +
                 ") ;;\n";
    }
    std::string out = "# bash completion for arena; made by: arena completion bash\n_arena() {\n";
    out += "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n";
    out += "    local command= word flags= offer=()\n";
    out += "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n";
    out += "        case $command/$word in\n";
    for (const CommandSpec& spec : command_table()) {
        out += "            '" + std::string(parent_name(spec)) + "/" +
               std::string(own_name(spec)) + "') command='" + std::string(spec.name) + "' ;;\n";
    }
    out += "        esac\n    done\n";
    out += "    case $command:$previous in\n" + values + "    esac\n";
    out += "    if ((${#offer[@]} == 0)); then\n        case $command in\n";
    out += "        '') flags='" + flag_names(common_flags()) + "'\n";
    out += "            offer=(-W '" + command_names("") + "') ;;\n" + words + "        esac\n";
    out += "        [[ $current == -* ]] && offer=(-W \"$flags\")\n    fi\n";
    out += "    mapfile -t COMPREPLY < <(compgen \"${offer[@]}\" -- \"$current\")\n}\n";
    out += "complete -o filenames -F _arena arena\n";
    return out;
}

/// Text inside zsh's '...[...]' : quotes, brackets and colons are escaped.
std::string zsh_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\'') {
            out += "'\\''";
            continue;
        }
        if (c == '[' || c == ']' || c == ':') out += '\\';
        out += c;
    }
    return out;
}

std::string zsh_action(ValueKind kind, const std::vector<std::string_view>& choices,
                       std::string_view languages) {
    switch (kind) {
        case ValueKind::none:
        case ValueKind::text: return " ";
        case ValueKind::file: return "_files";
        case ValueKind::folder: return "_files -/";
        case ValueKind::choice: return "(" + joined(choices) + ")";
        case ValueKind::language: return "(" + std::string(languages) + ")";
    }
    return " ";
}

std::string zsh_flag(const Flag& flag, std::string_view languages) {
    std::string tail = "[" + zsh_text(flag.about) + "]";
    if (flag.kind != ValueKind::none) {
        tail +=
            ":" + zsh_text(flag.value_name) + ":" + zsh_action(flag.kind, flag.choices, languages);
    }
    const std::string repeat = flag.repeatable ? "*" : "";
    const std::string line = " \\\n            '" + repeat;
    std::string out = line + std::string(flag.name) + tail + "'";
    if (flag.letter != 0) out += line + "-" + flag.letter + tail + "'";
    return out;
}

/// An array `commands` of the commands within `parent`.
std::string zsh_commands(std::string_view parent) {
    std::string out = "local -a commands=(\n";
    for (const CommandSpec* spec : children_of(parent)) {
        out += "        '" + std::string(own_name(*spec)) + ":" + zsh_text(spec->summary) + "'\n";
    }
    return out + "    )\n";
}

std::string zsh_arguments(const CommandSpec& spec, std::string_view languages) {
    std::string out = "_arguments";
    for (const Flag& flag : flags_of(spec)) out += zsh_flag(flag, languages);
    if (!spec.word_name.empty()) {
        out += " \\\n            '*:" + zsh_text(spec.word_name) + ":" +
               zsh_action(spec.word_kind, spec.word_choices, languages) + "'";
    }
    return out;
}

std::string zsh_script(std::string_view languages) {
    std::string out = "#compdef arena\n# zsh completion for arena; made by: arena completion zsh\n";
    out += "_arena() {\n    " + zsh_commands("") +
           "    if ((CURRENT == 2)); then\n        _describe 'command' commands\n";
    out += "        _arguments";
    for (const Flag& flag : common_flags()) out += zsh_flag(flag, languages);
    out += "\n        return\n    fi\n";
    out += "    shift words\n    ((CURRENT--))\n    case $words[1] in\n";
    for (const CommandSpec* spec : children_of("")) {
        const auto children = children_of(spec->name);
        out += "        " + std::string(spec->name) + ") ";
        if (!children.empty()) {
            out += zsh_commands(spec->name);
            out +=
                "        ((CURRENT == 2)) && _describe 'command' commands\n        case $words[2] "
                "in\n";
            for (const CommandSpec* child : children) {
                out += "        " + std::string(own_name(*child)) +
                       ") shift words; ((CURRENT--)); " + zsh_arguments(*child, languages) +
                       " ;;\n";
            }
            out += "        *) " + zsh_arguments(*spec, languages) + " ;;\n        esac ;;\n";
        } else {
            out += zsh_arguments(*spec, languages) + " ;;\n";
        }
    }
    out += "    esac\n}\n";
    out += "if [[ $funcstack[1] == _arena ]]; then\n    _arena \"$@\"\nelse\n";
    out += "    compdef _arena arena\nfi\n";
    return out;
}

std::string fish_quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

std::string fish_value(ValueKind kind, const std::vector<std::string_view>& choices,
                       std::string_view languages) {
    switch (kind) {
        case ValueKind::none: return "";
        case ValueKind::text: return " -x";
        case ValueKind::file: return " -r -F";
        case ValueKind::folder: return " -x -a '(__fish_complete_directories)'";
        case ValueKind::choice: return " -x -a " + fish_quoted(joined(choices));
        case ValueKind::language: return " -x -a " + fish_quoted(languages);
    }
    return "";
}

std::string fish_flag(const std::string& condition, const Flag& flag, std::string_view languages) {
    std::string out = "complete -c arena" + condition;
    if (flag.letter != 0) out += std::string(" -s ") + flag.letter;
    out += " -l " + std::string(flag.name.substr(2));
    out += fish_value(flag.kind, flag.choices, languages);
    return out + " -d " + fish_quoted(flag.about) + "\n";
}

std::string fish_script(std::string_view languages) {
    std::string out = "# fish completion for arena; made by: arena completion fish\n";
    out += "complete -c arena -f\n";
    for (const CommandSpec& spec : command_table()) {
        const std::string parent(parent_name(spec));
        const std::string condition = parent.empty()
                                          ? "__fish_use_subcommand"
                                          : "'__fish_seen_subcommand_from " + parent + "'";
        out += "complete -c arena -n " + condition + " -a " + std::string(own_name(spec)) + " -d " +
               fish_quoted(spec.summary) + "\n";
    }
    for (const Flag& flag : common_flags()) out += fish_flag("", flag, languages);
    for (const CommandSpec& spec : command_table()) {
        const std::string parent(parent_name(spec));
        const std::string condition =
            " -n '__fish_seen_subcommand_from " + std::string(own_name(spec)) +
            (parent.empty() ? "" : "; and __fish_seen_subcommand_from " + parent) + "'";
        if (spec.word_kind == ValueKind::file) {
            out += "complete -c arena" + condition + " -F\n";
        } else if (spec.word_kind == ValueKind::choice) {
            out += "complete -c arena" + condition + " -a " +
                   fish_quoted(joined(spec.word_choices)) + "\n";
        }
        for (const Flag& flag : spec.flags) out += fish_flag(condition, flag, languages);
    }
    return out;
}

}  // namespace

std::string completion_script(std::string_view shell, std::string_view languages) {
    if (shell == "bash") return bash_script(languages);
    if (shell == "zsh") return zsh_script(languages);
    ARENA_ASSERT(shell == "fish");
    return fish_script(languages);
}

}  // namespace arena::cli
