// Three passes: paths, characters, bound. Each is linear.
#include "judge/compile_message.hpp"

#include <algorithm>
#include <array>

#include "core/utf8.hpp"

namespace arena {
namespace {

/// Top-level folders whose paths tell of the host or the sandbox.
constexpr std::array<std::string_view, 22> roots{
    "usr", "bin",  "sbin", "lib", "lib32", "lib64", "etc", "home",  "root", "tmp",  "var",
    "opt", "proc", "dev",  "sys", "run",   "srv",   "mnt", "media", "box",  "work", "w"};

bool ends_path(char c) {
    return static_cast<unsigned char>(c) <= ' ' ||
           std::string_view("'\"`:;,()[]<>|").find(c) != std::string_view::npos;
}

/// True where an absolute path could begin: not in the middle of a word or of another path.
bool may_begin_path(std::string_view text, std::size_t at) {
    if (at == 0) return true;
    const char before = text[at - 1];
    return ends_path(before) || before == '=' || static_cast<unsigned char>(before) >= 0x80;
}

// g++, rustc and others quote the source behind a bar: "   12 | code", "      |   ^".
bool is_quotation(std::string_view line) {
    const std::size_t bar = line.find_first_not_of(" 0123456789");
    return bar != std::string_view::npos && bar > 0 && line[bar] == '|';
}

std::string without_host_paths_in(std::string_view text) {
    std::string cleaned;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] != '/' || !may_begin_path(text, at)) {
            cleaned += text[at++];
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && !ends_path(text[end])) ++end;
        const std::string_view path = text.substr(at, end - at);
        const std::size_t second = path.find('/', 1);
        bool known = false;
        for (const std::string_view root : roots) {
            known =
                known || (second != std::string_view::npos && path.substr(1, second - 1) == root);
        }
        if (!known) {
            cleaned += path;
        } else {
            const std::size_t last = path.find_last_not_of('/');
            const std::string_view trimmed = path.substr(0, last + 1);
            cleaned += trimmed.substr(trimmed.rfind('/') + 1);
        }
        at = end;
    }
    return cleaned;
}

std::string without_host_paths(std::string_view text) {
    std::string cleaned;
    while (!text.empty()) {
        const std::size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
        const std::string_view line = text.substr(0, length);
        cleaned += is_quotation(line) ? std::string(line) : without_host_paths_in(line);
        text.remove_prefix(length);
    }
    return cleaned;
}

// Where a compiler tells a place: "NAME:3:5", "NAME(3,5)", "NAME, line 3", "NAME line 3". At the
// end of a line it is a word of the message ("should be declared in a file named Main.java").
bool tells_place(std::string_view line, std::size_t at, std::size_t length) {
    constexpr std::string_view before = " '\"(/:[", behind = ":(\", ";
    const std::size_t end = at + length;
    return (at == 0 || before.find(line[at - 1]) != std::string_view::npos) && end < line.size() &&
           behind.find(line[end]) != std::string_view::npos;
}

void append_visible(std::string& into, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    into += "\\x";
    into += digits[byte >> 4];
    into += digits[byte & 15];
}

/// C1 controls (U+0080..U+009F) move cursors on some terminals, as C0 does on all.
bool is_c1_control(std::string_view character) {
    return character.size() == 2 && character[0] == '\xC2' &&
           static_cast<unsigned char>(character[1]) < 0xA0;
}

std::string printable(std::string_view text) {
    std::string cleaned;
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        const std::string_view character = text.substr(0, length == 0 ? 1 : length);
        text.remove_prefix(character.size());
        const char c = character[0];
        if (length == 0) {
            cleaned += "\xEF\xBF\xBD";
        } else if (is_c1_control(character)) {
            append_visible(cleaned, character[1]);
        } else if (length > 1 || c == '\n' || c == '\t' || (c >= ' ' && c != 127)) {
            cleaned += character;
        } else if (!(c == '\r' && text.starts_with('\n'))) {
            append_visible(cleaned, c);
        }
    }
    return cleaned;
}

}  // namespace

std::string clean_compile_message(std::string_view text, std::int64_t bytes_max) {
    std::string cleaned = printable(without_host_paths(text));
    while (!cleaned.empty() && (cleaned.back() == '\n' || cleaned.back() == ' '))
        cleaned.pop_back();
    const auto bound = static_cast<std::size_t>(bytes_max);
    if (cleaned.size() <= bound) return cleaned;
    std::size_t keep = cleaned.rfind('\n', bound);
    if (keep == std::string::npos || keep < bound / 2) {
        keep = bound;
        while (keep > 0 && (static_cast<unsigned char>(cleaned[keep]) & 0xC0) == 0x80) --keep;
    }
    const std::size_t cut = cleaned.size() - keep;
    cleaned.resize(keep);
    return cleaned + "\n... (" + std::to_string(cut) + " more bytes)";
}

std::string with_own_name(std::string_view message, const std::string& used,
                          const std::string& own) {
    std::string out;
    if (used == own || used.empty()) return std::string(message);
    while (!message.empty()) {
        std::string_view line =
            message.substr(0, std::min(message.find('\n'), message.size() - 1) + 1);
        message.remove_prefix(line.size());
        const bool indented = line.starts_with(' ') || line.starts_with('\t');
        const bool told = !indented || line.find("--> ") != std::string_view::npos ||
                          line.find("File \"") != std::string_view::npos ||
                          line.find(" from ") != std::string_view::npos;
        std::size_t from = 0;
        for (std::size_t at = 0; told && (at = line.find(used, at)) != std::string_view::npos;) {
            if (tells_place(line, at, used.size())) {
                out += line.substr(from, at - from);
                out += own;
                from = at + used.size();
            }
            at += used.size();
        }
        out += line.substr(from);
    }
    return out;
}

std::string telling_line(std::string_view compiler_text) {
    constexpr std::size_t shown_bytes_max = 300;
    std::string_view text = compiler_text, first, telling;
    while (!text.empty() && telling.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (first.empty()) first = line;
        const bool quoted = line.starts_with(' ') || line.starts_with('\t');
        if (!quoted && line.find("rror") != std::string_view::npos) telling = line;
    }
    return std::string((telling.empty() ? first : telling).substr(0, shown_bytes_max));
}

}  // namespace arena
