// CLI11 splits the words into flags, values and arguments, after the table of commands; what it
// does not know is named here with the nearest spelling. Values are left as text: args.cpp reads
// them, so a bad value exits 2 like every usage error.
#include "cli/parse.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace arena::cli {
namespace {

/// The flags of one (sub)command, with the place where CLI11 leaves their values.
struct Bound {
    const CommandSpec* spec = nullptr;  ///< null: bare `arena`
    CLI::App* app = nullptr;
    std::map<std::string, std::vector<std::string>, std::less<>> values;
    std::map<std::string, CLI::Option*, std::less<>> options;
    std::vector<std::string> words;
};

void bind_flag(Bound& bound, const Flag& flag) {
    const std::string name(flag.name);
    const std::string names =
        (flag.letter != 0 ? std::string("-") + flag.letter + "," : std::string()) + name;
    if (flag.kind == ValueKind::none) {
        bound.options[name] = bound.app->add_flag(names)->disable_flag_override();
        return;
    }
    CLI::Option* option = bound.app->add_option(names, bound.values[name]);
    option->expected(1)->allow_extra_args(false)->multi_option_policy(
        CLI::MultiOptionPolicy::TakeAll);
    bound.options[name] = option;
}

void bind_flags(Bound& bound) {
    bound.app->set_help_flag();  // --help is ours
    if (bound.spec != nullptr) {
        for (const Flag& flag : bound.spec->flags) bind_flag(bound, flag);
    }
    for (const Flag& flag : common_flags()) bind_flag(bound, flag);
    if (bound.spec == nullptr) return;
    if (bound.spec->words_end_flags) {
        bound.app->prefix_command();
    } else {
        bound.app->allow_extras();
        if (!bound.spec->word_name.empty()) {
            bound.app->add_option("words", bound.words)->expected(0, 1 << 20);
        }
    }
}

std::vector<std::string_view> flag_names(const CommandSpec* spec) {
    std::vector<std::string_view> names;
    if (spec != nullptr) {
        for (const Flag& flag : spec->flags) names.push_back(flag.name);
    }
    for (const Flag& flag : common_flags()) names.push_back(flag.name);
    return names;
}

tl::unexpected<Error> unknown_flag(const CommandSpec* spec, std::string_view word) {
    const std::string command = spec == nullptr ? "arena" : "arena " + std::string(spec->name);
    const std::string_view flag = word.substr(0, word.find('='));
    const std::string near = nearest_name(flag, flag_names(spec));
    const std::string mend = near.empty() ? "see " + command + " --help" : "did you mean " + near;
    return fail(ErrorCode::usage, command + " has no flag '" + std::string(flag) + "' (" + mend +
                                      (near.empty() ? ")" : "?)"));
}

tl::unexpected<Error> unknown_command(std::string_view word) {
    std::vector<std::string_view> names;
    for (const CommandSpec* spec : children_of("")) names.push_back(spec->name);
    const std::string near = nearest_name(word, names);
    return fail(ErrorCode::usage,
                "no command '" + std::string(word) + "' (" +
                    (near.empty() ? "see arena --help)" : "did you mean " + near + "?)"));
}

bool looks_like_flag(std::string_view word) {
    return word.size() > 1 && word.front() == '-';
}

/// What CLI11 left over: a program's words after `arena run SOLUTION`, or spellings not known.
Result<void> sort_remaining(Bound& bound) {
    const std::vector<std::string> remaining = bound.app->remaining();
    if (bound.spec != nullptr && bound.spec->words_end_flags) {
        bound.words = remaining;
        if (bound.words.empty() || !looks_like_flag(bound.words.front())) return {};
        return unknown_flag(bound.spec, bound.words.front());
    }
    for (const std::string& word : remaining) {
        if (looks_like_flag(word)) return unknown_flag(bound.spec, word);
        if (bound.spec == nullptr) return unknown_command(word);
        bound.words.push_back(word);
    }
    return {};
}

/// The only errors left to CLI11 are of shape: a flag without its value, a switch with one.
tl::unexpected<Error> shape_error(const std::vector<std::string>& words,
                                  const CLI::ParseError& error) {
    std::vector<Flag> flags = common_flags();
    for (const CommandSpec& spec : command_table()) {
        flags.insert(flags.end(), spec.flags.begin(), spec.flags.end());
    }
    for (const std::string& word : words) {
        const std::string_view flag = std::string_view(word).substr(0, word.find('='));
        const bool is_switch = std::any_of(flags.begin(), flags.end(), [flag](const Flag& known) {
            return known.name == flag && known.kind == ValueKind::none;
        });
        if (is_switch && word != flag) {
            return fail(ErrorCode::usage, std::string(flag) + " takes no value");
        }
    }
    const std::string text = error.what();
    const std::string name = text.substr(0, text.find(':'));
    if (name.rfind("-", 0) == 0) return fail(ErrorCode::usage, name + " needs a value");
    if (!words.empty() && looks_like_flag(words.back())) {
        return fail(ErrorCode::usage, words.back() + " needs a value");
    }
    return fail(ErrorCode::usage, "cannot read the command line: " + text);
}

/// A flag that means one thing was given two: the last one would win in silence.
Result<void> refuse_two_values(const Bound& bound, const CommandLine& line) {
    std::vector<Flag> flags = common_flags();
    if (bound.spec != nullptr) {
        flags.insert(flags.end(), bound.spec->flags.begin(), bound.spec->flags.end());
    }
    for (const Flag& flag : flags) {
        const auto given = line.values.find(flag.name);
        if (flag.repeatable || given == line.values.end()) continue;
        for (const std::string& value : given->second) {
            if (value == given->second.front()) continue;
            return fail(ErrorCode::usage, std::string(flag.name) + " is given twice, as '" +
                                              given->second.front() + "' and as '" + value +
                                              "': keep one");
        }
    }
    return {};
}

/// Where a command is added: within its parent, which stands before it in the table.
CLI::App& roof_of(CLI::App& top, const CommandSpec& spec) {
    const std::string parent(parent_name(spec));
    return parent.empty() ? top : *top.get_subcommand(parent);
}

Result<CommandLine> parse_words(const std::vector<std::string>& words) {
    CLI::App app;
    app.require_subcommand(0, 1);
    app.allow_extras();
    Bound top;
    top.app = &app;
    bind_flags(top);
    std::vector<Bound> commands(command_table().size());
    for (std::size_t i = 0; i < commands.size(); ++i) {
        commands[i].spec = &command_table()[i];
        commands[i].app = roof_of(app, *commands[i].spec)
                              .add_subcommand(std::string(own_name(*commands[i].spec)));
        bind_flags(commands[i]);
    }
    try {
        std::vector<std::string> reversed(words.rbegin(), words.rend());
        app.parse(reversed);
    } catch (const CLI::ParseError& error) {
        return shape_error(words, error);
    }

    CommandLine line;
    std::vector<Bound*> used{&top};
    for (Bound& bound : commands) {
        if (bound.app->parsed()) {
            used.push_back(&bound);
            line.command = bound.spec;
        }
    }
    for (Bound* bound : used) {
        auto sorted = sort_remaining(*bound);
        if (!sorted) return tl::unexpected<Error>(sorted.error());
        for (const auto& [name, option] : bound->options) {
            if (option->count() == 0) continue;
            auto& values = line.values[name];
            const auto& given = bound->values[name];
            values.insert(values.end(), given.begin(), given.end());
            if (given.empty()) values.emplace_back();
        }
        line.words.insert(line.words.end(), bound->words.begin(), bound->words.end());
        const auto single = refuse_two_values(*bound, line);
        if (!single) return tl::unexpected<Error>(single.error());
    }
    return line;
}

}  // namespace

Result<CommandLine> parse_command_line(const std::vector<std::string>& words) {
    // CLI11 hands what follows "--" to the command's parent, so what follows is taken by hand.
    const auto dashes = std::find(words.begin(), words.end(), "--");
    auto line = parse_words({words.begin(), dashes});
    if (!line || dashes == words.end()) return line;
    if (line->command == nullptr) return parse_words(words);
    // Behind SOLUTION even "--" is the program's.
    const bool of_program = line->command->words_end_flags && !line->words.empty();
    line->words.insert(line->words.end(), of_program ? dashes : dashes + 1, words.end());
    return line;
}

}  // namespace arena::cli
