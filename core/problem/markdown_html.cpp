// The Markdown that statements are written in, to HTML: blocks line by line, then what is inside.
#include <algorithm>

#include "core/problem/statement_html.hpp"
#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

class Markdown {
public:
    Markdown(const std::string& text, const StatementPage& page) : page_(page) {
        std::string_view rest = text;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            std::string_view line = rest.substr(0, end);
            if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
            lines_.push_back(line);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }

    std::string html() {
        while (at_ < lines_.size()) block();
        return std::move(out_);
    }

private:
    void block();
    void fence();
    void list(bool ordered);
    void table();
    void paragraph();
    std::string inside(std::string_view text) const;
    bool span(std::string_view text, std::size_t& at, std::string& out) const;
    bool link(std::string_view text, std::size_t& at, std::string& out) const;

    const StatementPage& page_;
    std::vector<std::string_view> lines_;
    std::size_t at_ = 0;
    std::string out_;
};

std::size_t heading_level(std::string_view line) {
    const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
    return level >= 1 && level <= 6 && level < line.size() && line[level] == ' ' ? level : 0;
}

/// Length of a list mark with its blank; 0 when the line is no item.
std::size_t item_mark(std::string_view line, bool ordered) {
    if (!ordered) {
        return line.size() > 1 && (line[0] == '-' || line[0] == '*') && line[1] == ' ' ? 2 : 0;
    }
    std::size_t digits = 0;
    while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
    return digits > 0 && digits + 1 < line.size() && line[digits] == '.' && line[digits + 1] == ' '
               ? digits + 2
               : 0;
}

bool starts_block(std::string_view line) {
    return trimmed(line).empty() || heading_level(line) > 0 || starts_with(line, "```") ||
           item_mark(line, false) > 0 || item_mark(line, true) > 0 || starts_with(line, "|");
}

void Markdown::block() {
    const std::string_view line = lines_[at_];
    if (trimmed(line).empty()) {
        ++at_;
    } else if (const std::size_t level = heading_level(line)) {
        const std::string tag = "h" + std::to_string(std::min<std::size_t>(level, 4));
        out_ += "<" + tag + ">" + inside(trimmed(line.substr(level))) + "</" + tag + ">\n";
        ++at_;
    } else if (starts_with(line, "```")) {
        fence();
    } else if (item_mark(line, false) > 0) {
        list(false);
    } else if (item_mark(line, true) > 0) {
        list(true);
    } else if (starts_with(line, "|")) {
        table();
    } else {
        paragraph();
    }
}

void Markdown::fence() {
    out_ += "<pre>";
    for (++at_; at_ < lines_.size() && !starts_with(lines_[at_], "```"); ++at_) {
        out_ += html_escaped(lines_[at_]) + "\n";
    }
    ++at_;
    out_ += "</pre>\n";
}

void Markdown::list(bool ordered) {
    out_ += ordered ? "<ol>\n" : "<ul>\n";
    while (at_ < lines_.size() && item_mark(lines_[at_], ordered) > 0) {
        std::string text(lines_[at_].substr(item_mark(lines_[at_], ordered)));
        // Lines that go on with the item.
        for (++at_; at_ < lines_.size() && !starts_block(lines_[at_]); ++at_) {
            text += "\n" + std::string(trimmed(lines_[at_]));
        }
        out_ += "<li>" + inside(text) + "</li>\n";
    }
    out_ += ordered ? "</ol>\n" : "</ul>\n";
}

void Markdown::table() {
    out_ += "<table>\n";
    bool head = true;
    for (; at_ < lines_.size() && starts_with(lines_[at_], "|"); ++at_) {
        std::string_view row = trimmed(lines_[at_]);
        if (row.find_first_not_of("|-: ") == std::string_view::npos) {
            head = false;
            continue;
        }
        row.remove_prefix(1);
        if (!row.empty() && row.back() == '|') row.remove_suffix(1);
        out_ += "<tr>";
        while (true) {
            const std::size_t end = std::min(row.find('|'), row.size());
            const char* tag = head ? "th" : "td";
            out_ += "<" + std::string(tag) + ">" + inside(trimmed(row.substr(0, end))) + "</" +
                    tag + ">";
            if (end == row.size()) break;
            row.remove_prefix(end + 1);
        }
        out_ += "</tr>\n";
    }
    out_ += "</table>\n";
}

void Markdown::paragraph() {
    std::string text;
    for (; at_ < lines_.size() && (text.empty() || !starts_block(lines_[at_])); ++at_) {
        text += (text.empty() ? "" : "\n") + std::string(lines_[at_]);
    }
    out_ += "<p>" + inside(text) + "</p>\n";
}

bool Markdown::link(std::string_view text, std::size_t& at, std::string& out) const {
    const bool image = text[at] == '!';
    const std::size_t open = at + (image ? 1 : 0);
    if (open >= text.size() || text[open] != '[') return false;
    const std::size_t close = text.find("](", open);
    const std::size_t end = close == std::string_view::npos ? close : text.find(')', close);
    if (end == std::string_view::npos) return false;
    const std::string about(text.substr(open + 1, close - open - 1));
    const std::string target(text.substr(close + 2, end - close - 2));
    at = end + 1;
    // Pandoc's attributes, as problemtools takes them: ![x](a.png){width=50%}
    if (image && text.substr(at, 1) == "{") {
        const std::size_t close_brace = text.find('}', at);
        const bool plain = text.substr(at, 2) != "{{" && close_brace != std::string_view::npos;
        if (plain) at = close_brace + 1;
    }
    if (image) {
        out += image_html(page_, target, about);
    } else if (starts_with(target, "https://") || starts_with(target, "http://")) {
        out += "<a href=\"" + html_escaped(target) + "\">" + html_escaped(about) + "</a>";
    } else {
        out += html_escaped(about);
    }
    return true;
}

bool Markdown::span(std::string_view text, std::size_t& at, std::string& out) const {
    struct Kind {
        const char* mark;
        const char* tag;
    };
    for (const Kind& kind : {Kind{"$$", "math"}, Kind{"$", "math"}, Kind{"`", "code"},
                             Kind{"**", "strong"}, Kind{"*", "em"}, Kind{"_", "em"}}) {
        const std::string_view mark = kind.mark;
        if (text.substr(at, mark.size()) != mark) continue;
        const bool word = at > 0 && (std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0);
        if (mark == "_" && word) return false;
        const std::size_t begin = at + mark.size();
        const std::size_t end = text.find(mark, begin);
        if (end == std::string_view::npos || end == begin) return false;
        const std::string_view inner = text.substr(begin, end - begin);
        at = end + mark.size();
        const std::string tag = kind.tag;
        if (tag == "math") {
            out += math_html(inner, page_);
        } else if (tag == "code") {
            out += "<code>" + html_escaped(inner) + "</code>";
        } else {
            out += "<" + tag + ">" + html_escaped(inner) + "</" + tag + ">";
        }
        return true;
    }
    return false;
}

std::string Markdown::inside(std::string_view text) const {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '\\' && at + 1 < text.size()) {
            out += html_escaped(text.substr(at + 1, 1));
            at += 2;
        } else if ((text[at] == '!' || text[at] == '[') && link(text, at, out)) {
            continue;
        } else if (span(text, at, out)) {
            continue;
        } else {
            out += html_escaped(text.substr(at++, 1));
        }
    }
    return out;
}

}  // namespace

std::string markdown_html(const std::string& text, const StatementPage& page) {
    return Markdown(text, page).html();
}

}  // namespace arena::problem
