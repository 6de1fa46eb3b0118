// A languages/*.json file becomes a Language, or one line that says which line is wrong and why.
//
// nlohmann/json tells the line of a syntax error but keeps no positions of values; the line of a
// wrong key is found by looking for its quoted name, which is exact as long as keys do not repeat
// (and a repeated key is refused by the first pass).
#include "judge/language_reader.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "core/limits.hpp"
#include "judge/placeholders.hpp"

namespace arena {
namespace {

using nlohmann::json;

const std::set<std::string> compile_placeholders{"sources", "main", "main_stem", "exe",
                                                 "class",   "out",  "work",      "box"};
const std::set<std::string> run_placeholders{
    "main",     "main_stem", "exe",     "class",           "work",
    "box",      "memory_mb", "heap_mb", "thread_stack_mb", "thread_stack_kb",
    "stack_mb",
};
constexpr std::array<const char*, 8> shells{"sh",  "bash", "dash", "zsh",
                                            "ksh", "csh",  "fish", "env"};

std::size_t line_of_key(const std::string& text, const std::string& key) {
    const std::string quoted = '"' + key + '"';
    std::size_t at = text.find(quoted);
    while (at != std::string::npos) {
        const std::size_t next = text.find_first_not_of(" \t\r\n", at + quoted.size());
        if (next != std::string::npos && text[next] == ':') break;
        at = text.find(quoted, at + 1);
    }
    const auto end = at == std::string::npos ? text.begin() : text.begin() + static_cast<long>(at);
    return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

/// Reads the keys of one JSON object; the first thing wrong is kept, later reads do nothing.
class ObjectReader {
public:
    ObjectReader(const LanguageFile& file, const json& object) : file_(file), object_(object) {}

    void text(const char* key, std::string& into) {
        read(key, "a string", &json::is_string,
             [&](const json& v) { into = v.get<std::string>(); });
    }
    void flag(const char* key, bool& into) {
        read(key, "true or false", &json::is_boolean, [&](const json& v) { into = v.get<bool>(); });
    }
    template <class Number>
    void number(const char* key, Number& into, double least, double most) {
        read(key, "a number", &json::is_number, [&](const json& v) {
            const double value = v.get<double>();
            if (!(value >= least && value <= most)) {
                refuse(key, "is out of range");
            } else {
                into = static_cast<Number>(value);
            }
        });
    }
    void words(const char* key, std::vector<std::string>& into) {
        read(key, "a list of strings", &json::is_array, [&](const json& v) {
            into.clear();
            for (const json& word : v) {
                if (!word.is_string()) return refuse(key, "must be a list of strings");
                into.push_back(word.get<std::string>());
                if (into.back().find('\0') != std::string::npos) {
                    return refuse(key, "holds a NUL character");
                }
            }
        });
    }
    /// Texts by file name; a text is a string or a list of lines.
    void texts(const char* key, std::map<std::string, std::string>& into) {
        read(key, "an object of texts", &json::is_object, [&](const json& v) {
            for (const auto& [name, value] : v.items()) {
                std::string& text = into[name];
                if (value.is_string()) {
                    text = value.get<std::string>();
                    continue;
                }
                if (!value.is_array()) return refuse(key, "must hold strings or lists of lines");
                for (const json& line : value) {
                    if (!line.is_string())
                        return refuse(key, "must hold strings or lists of lines");
                    text += line.get<std::string>() + '\n';
                }
            }
        });
    }
    void object(const char* key, const std::function<void(const json&)>& take) {
        read(key, "an object", &json::is_object, take);
    }

    void refuse(const std::string& key, const std::string& what) {
        if (error_.empty()) {
            error_ = file_.name + " line " + std::to_string(line_of_key(file_.text, key)) + ": '" +
                     key + "' " + what;
        }
    }
    void require(const char* key, bool present) {
        if (!present && error_.empty()) error_ = file_.name + " line 1: '" + key + "' is missing";
    }
    void adopt(const std::string& error) {
        if (error_.empty()) error_ = error;
    }

    /// After all reads: refuses keys that nobody asked for. Returns the first thing wrong, or "".
    std::string finish() {
        for (const auto& item : object_.items()) {
            const std::string& key = item.key();
            if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
            const auto near = nearest_names(key, known_, 1);
            if (error_.empty()) {
                error_ = file_.name + " line " + std::to_string(line_of_key(file_.text, key)) +
                         ": unknown key '" + key + "'" +
                         (near.empty() ? "" : " (did you mean '" + near.front() + "'?)");
            }
        }
        return error_;
    }

private:
    void read(const char* key, const char* kind, bool (json::*is)() const noexcept,
              const std::function<void(const json&)>& take) {
        known_.emplace_back(key);
        const auto found = object_.find(key);
        if (found == object_.end() || !error_.empty()) return;
        if (!((*found).*is)()) return refuse(key, std::string("must be ") + kind);
        take(*found);
    }

    const LanguageFile& file_;
    const json& object_;
    std::vector<std::string> known_;
    std::string error_;
};

void check_words(ObjectReader& reader, const char* key, const std::vector<std::string>& words,
                 const std::set<std::string>& allowed) {
    for (const std::string& word : words) {
        for (const std::string& name : placeholders_in(word)) {
            if (!allowed.contains(name)) {
                return reader.refuse(key, "has an unknown placeholder '{" + name + "}'");
            }
            if (name == "sources" && word != "{sources}") {
                return reader.refuse(key, "has '{sources}' inside a longer word");
            }
        }
    }
}

void check_program(ObjectReader& reader, const char* key, const std::vector<std::string>& argv) {
    if (argv.empty()) return;
    if (argv[0].empty()) return reader.refuse(key, "has an empty program name");
    const std::string base = argv[0].substr(argv[0].rfind('/') + 1);
    if (std::find(shells.begin(), shells.end(), base) != shells.end()) {
        reader.refuse(key, "starts a shell ('" + base + "'); name the program itself");
    }
}

void check_env(ObjectReader& reader, const char* key, const std::vector<std::string>& env) {
    for (const std::string& entry : env) {
        const std::size_t equals = entry.find('=');
        if (equals == 0 || equals == std::string::npos) {
            return reader.refuse(key, "has an entry that is not NAME=value: '" + entry + "'");
        }
    }
}

Prepared read_prepared(const LanguageFile& file, const json& object, std::string& error) {
    Prepared prepared;
    ObjectReader reader(file, object);
    std::string into = "box";
    reader.texts("files", prepared.files);
    reader.words("compile", prepared.compile);
    reader.words("compile_env", prepared.compile_env);
    reader.text("result", prepared.result);
    reader.texts("stubs", prepared.stubs);
    reader.text("into", into);
    reader.text("when_included", prepared.when_included);
    reader.words("arguments", prepared.arguments);
    reader.require("prepared.compile", !prepared.compile.empty());
    reader.require("prepared.result", !prepared.result.empty());
    if (into != "box" && into != "work") reader.refuse("into", "must be 'box' or 'work'");
    prepared.into_box = into == "box";
    check_program(reader, "compile", prepared.compile);
    check_words(reader, "compile", prepared.compile, compile_placeholders);
    check_words(reader, "arguments", prepared.arguments, compile_placeholders);
    check_env(reader, "compile_env", prepared.compile_env);
    error = reader.finish();
    return prepared;
}

void check_language(ObjectReader& reader, const Language& language) {
    reader.require("id", !language.id.empty());
    reader.require("name", !language.name.empty());
    reader.require("run", !language.run.empty());
    reader.require("extensions", !language.extensions.empty());
    reader.require("source_name", !language.source_name.empty());
    for (const std::string& extension : language.extensions) {
        if (extension.size() < 2 || extension[0] != '.') {
            reader.refuse("extensions", "has '" + extension + "', which does not begin with '.'");
        }
    }
    for (const char c : language.id) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
        if (!plain) reader.refuse("id", "may hold only a-z, 0-9, '-' and '.'");
    }
    if (language.source_name.find('/') != std::string::npos) {
        reader.refuse("source_name", "must be a file name without '/'");
    }
    if (!language.class_rule.empty() && language.class_rule != "java" &&
        language.class_rule != "kotlin") {
        reader.refuse("class_rule", "must be 'java' or 'kotlin'");
    }
    if (!language.compile.empty() && !language.run_sources) {
        reader.require("artifact", !language.artifact.empty());
    }
    check_program(reader, "compile", language.compile);
    check_program(reader, "run", language.run);
    check_program(reader, "version", language.version);
    check_words(reader, "compile", language.compile, compile_placeholders);
    check_words(reader, "compile_env", language.compile_env, compile_placeholders);
    check_words(reader, "run", language.run, run_placeholders);
    check_words(reader, "run_env", language.run_env, run_placeholders);
    check_env(reader, "compile_env", language.compile_env);
    check_env(reader, "run_env", language.run_env);
}

/// nlohmann's messages begin with "[json.exception.parse_error.101] "; people need what follows.
std::string syntax_message(const std::string& what) {
    const std::size_t bracket = what.find("] ");
    std::string text = bracket == std::string::npos ? what : what.substr(bracket + 2);
    constexpr std::string_view opening = "parse error at ";
    if (text.starts_with(opening)) text = text.substr(opening.size());
    return text;
}

/// The file as one JSON object in which no key is given twice.
Result<json> parse_object(const LanguageFile& file) {
    json object;
    std::string repeated;
    std::vector<std::set<std::string>> seen;
    try {
        object = json::parse(file.text, [&](int, json::parse_event_t event, json& parsed) {
            if (event == json::parse_event_t::object_start) seen.emplace_back();
            if (event == json::parse_event_t::object_end) seen.pop_back();
            if (event == json::parse_event_t::key) {
                const auto key = parsed.get<std::string>();
                if (!seen.back().insert(key).second && repeated.empty()) repeated = key;
            }
            return true;
        });
    } catch (const json::exception& error) {
        return fail(ErrorCode::usage, file.name + " " + syntax_message(error.what()));
    }
    if (!object.is_object()) return fail(ErrorCode::usage, file.name + " line 1: not an object");
    if (!repeated.empty()) {
        return fail(ErrorCode::usage, file.name + " line " +
                                          std::to_string(line_of_key(file.text, repeated)) +
                                          ": key '" + repeated + "' is given twice");
    }
    return object;
}

}  // namespace

Result<Language> LanguageReader::read(const LanguageFile& file) {
    const auto object = parse_object(file);
    if (!object) return tl::unexpected<Error>(object.error());

    Language language;
    ObjectReader reader(file, *object);
    double compile_memory_mb = 0;
    double overhead_mb = 0;
    reader.text("id", language.id);
    reader.text("name", language.name);
    reader.words("aliases", language.aliases);
    reader.words("extensions", language.extensions);
    reader.number("rank", language.rank, 0, 1000);
    reader.words("compile", language.compile);
    reader.flag("run_sources", language.run_sources);
    reader.text("artifact", language.artifact);
    reader.words("run", language.run);
    reader.words("compile_env", language.compile_env);
    reader.words("run_env", language.run_env);
    reader.words("version", language.version);
    reader.words("run_version", language.run_version);
    reader.texts("files", language.files);
    reader.text("source_name", language.source_name);
    reader.text("class_rule", language.class_rule);
    reader.number("time_factor", language.time_factor, 0.01, 1000);
    reader.number("compile_memory_mb", compile_memory_mb, 0, 1 << 20);
    reader.number("overhead_mb", overhead_mb, 0, 1 << 20);
    reader.number("processes", language.processes, 0, 100000);
    reader.words("memory_messages", language.memory_messages);
    reader.words("needs", language.needs);
    reader.words("identity_files", language.identity_files);
    reader.text("version_least", language.version_least);
    reader.words("packages", language.packages);
    reader.object("prepared", [&](const json& value) {
        std::string error;
        language.prepared = read_prepared(file, value, error);
        reader.adopt(error);
    });
    language.compile_memory_bytes = static_cast<std::int64_t>(compile_memory_mb) * mib;
    language.overhead_bytes = static_cast<std::int64_t>(overhead_mb) * mib;
    if (language.compile.empty()) language.run_sources = true;
    check_language(reader, language);
    const std::string error = reader.finish();
    if (!error.empty()) return fail(ErrorCode::usage, error);
    return language;
}

Result<LanguageTable> LanguageReader::table(const std::vector<LanguageFile>& files) {
    LanguageTable table;
    for (const LanguageFile& file : files) {
        auto language = read(file);
        if (!language) return tl::unexpected<Error>(language.error());
        std::erase_if(table.languages_, [&](const Language& l) { return l.id == language->id; });
        table.languages_.push_back(std::move(*language));
    }
    std::sort(table.languages_.begin(), table.languages_.end(),
              [](const Language& a, const Language& b) {
                  return std::tie(a.rank, a.id) < std::tie(b.rank, b.id);
              });
    return table;
}

}  // namespace arena
