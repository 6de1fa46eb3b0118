// The LaTeX that statements are written in, to HTML. A command that is not known is told and left
// out, and its arguments are shown.
#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "core/problem/statement_html.hpp"
#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

constexpr int nesting_max = 32;
constexpr std::size_t macro_bytes_max = std::size_t{1} << 20;

class Latex {
public:
    /// What \newcommand said, of the whole text.
    struct Macros {
        std::map<std::string, std::string> bodies;
        std::size_t bytes = 0;  ///< put in so far: macros of macros can be a bomb
    };

    Latex(std::string_view text, const StatementPage& page, int depth,
          std::shared_ptr<Macros> macros)
        : text_(text), page_(page), depth_(depth), macros_(std::move(macros)) {}

    std::string html() {
        while (at_ < text_.size()) step();
        return std::move(out_);
    }

private:
    void step();
    void command();
    void define();
    void known(const std::string& name);
    void link(bool named);
    void tabular(std::string_view inner);
    void tell(const std::string& command) const {
        if (page_.unknown) page_.unknown(command);
    }
    void environment(const std::string& name);
    std::string argument();
    void skip_option();
    std::string nested(std::string_view inner) const {
        return depth_ >= nesting_max ? html_escaped(inner)
                                     : Latex(inner, page_, depth_ + 1, macros_).html();
    }

    std::string_view text_;
    const StatementPage& page_;
    int depth_;
    std::shared_ptr<Macros> macros_;  ///< of the whole text
    std::size_t at_ = 0;
    std::string out_;
};

bool is_letter(char c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

const std::map<std::string, std::string>& letters() {
    static const std::map<std::string, std::string> all{{"ldots", "…"},
                                                        {"dots", "…"},
                                                        {"textbackslash", "\\"},
                                                        {"ss", "ß"},
                                                        {"o", "ø"},
                                                        {"O", "Ø"},
                                                        {"aa", "å"},
                                                        {"AA", "Å"},
                                                        {"ae", "æ"},
                                                        {"l", "ł"},
                                                        {"quad", " "},
                                                        {"qquad", "  "},
                                                        {"le", "≤"},
                                                        {"ge", "≥"},
                                                        {"LaTeX", "LaTeX"},
                                                        {"textasciitilde", "~"},
                                                        {"times", "×"},
                                                        {"cdot", "·"},
                                                        {"textasciicircum", "^"}};
    return all;
}

const std::set<std::string>& plain_environments() {
    static const std::set<std::string> all{
        "center",   "figure", "wrapfigure", "quote",      "quotation", "document", "example",
        "minipage", "table",  "flushleft",  "flushright", "Input",     "Output",   "description"};
    return all;
}

void Latex::skip_option() {
    if (at_ >= text_.size() || text_[at_] != '[') return;
    const std::size_t close = text_.find(']', at_);
    at_ = close == std::string_view::npos ? text_.size() : close + 1;
}

std::string Latex::argument() {
    if (at_ >= text_.size() || text_[at_] != '{') return "";
    int depth = 0;
    const std::size_t begin = at_ + 1;
    for (; at_ < text_.size(); ++at_) {
        if (text_[at_] == '\\') {
            ++at_;
            continue;
        }
        depth += text_[at_] == '{' ? 1 : text_[at_] == '}' ? -1 : 0;
        if (depth == 0) break;
    }
    at_ = std::min(at_, text_.size());
    const std::string inner(text_.substr(begin, at_ > begin ? at_ - begin : 0));
    if (at_ < text_.size()) ++at_;
    return inner;
}

void Latex::environment(const std::string& name) {
    const std::string end_mark = "\\end{" + name + "}";
    // The end that belongs to this begin, not to one of the same name inside.
    const std::string begin_mark = "\\begin{" + name + "}";
    std::size_t end = at_;
    for (int open = 1; open > 0 && end != std::string_view::npos;) {
        const std::size_t next_end = text_.find(end_mark, end);
        const std::size_t next_begin = text_.find(begin_mark, end);
        if (next_end == std::string_view::npos) {
            end = next_end;
        } else if (next_begin < next_end) {
            ++open;
            end = next_begin + begin_mark.size();
        } else if (--open > 0) {
            end = next_end + end_mark.size();
        } else {
            end = next_end;
        }
    }
    const std::size_t stop = std::min(end, text_.size());
    const std::string_view inner = text_.substr(at_, stop - at_);
    at_ = end == std::string_view::npos ? text_.size() : stop + end_mark.size();
    if (name == "itemize" || name == "enumerate") {
        out_ += name == "itemize" ? "<ul>" : "<ol>";
        out_ += nested(inner);
        out_ += name == "itemize" ? "</li></ul>" : "</li></ol>";
    } else if (name == "verbatim" || name == "lstlisting") {
        out_ += "<pre>" + html_escaped(inner) + "</pre>";
    } else if (name == "equation" || name == "align" || name == "equation*" || name == "align*") {
        out_ += "<p>" + math_html(inner, page_) + "</p>";
    } else if (name == "tabular") {
        // Its first argument says how columns are set.
        Latex head(inner, page_, depth_, macros_);
        head.skip_option();
        head.argument();
        tabular(inner.substr(head.at_));
    } else if (name == "problem") {
        Latex head(inner, page_, depth_, macros_);
        while (head.at_ < inner.size() && inner[head.at_] == '{') head.argument();
        out_ += nested(inner.substr(head.at_));
    } else if (plain_environments().count(name) == 0) {
        tell("\\begin{" + name + "}");
        if (name == "tikzpicture") {
            out_ += "<em>[" + name + "]</em>";
        } else {
            out_ += nested(inner);
        }
    } else {
        out_ += nested(inner);
    }
}

void Latex::command() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    if (end == at_ + 1) {
        const std::string_view sign = text_.substr(end, 1);
        if (sign == "(" || sign == "[") {
            const std::string_view close = sign == "(" ? "\\)" : "\\]";
            const std::size_t stop = std::min(text_.find(close, end), text_.size());
            out_ += math_html(text_.substr(end + 1, stop - std::min(end + 1, stop)), page_);
            at_ = std::min(stop + 2, text_.size());
            return;
        }
        out_ += sign == "\\" ? "<br>" : html_escaped(sign);
        at_ = std::min(end + 1, text_.size());
        return;
    }
    const std::string name(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end;
    if (at_ < text_.size() && text_[at_] == '*') ++at_;
    if (name == "begin") return environment(argument());
    if (name == "item") {
        // The first item of a list closes nothing that is open; browsers take an empty close.
        skip_option();
        out_ += "<li>";
        return;
    }
    if (name == "newcommand" || name == "renewcommand") return define();
    if (const auto own = macros_->bodies.find(name); own != macros_->bodies.end()) {
        if (text_.substr(at_, 2) == "{}") at_ += 2;
        macros_->bytes += own->second.size() + 1;
        if (macros_->bytes <= macro_bytes_max) out_ += nested(std::string(own->second));
        return;
    }
    skip_option();
    known(name);
}

// Macros without arguments are what statements have for their limits.
void Latex::define() {
    std::string name = argument();
    if (name.empty() && text_.substr(at_, 1) == "\\") {
        std::size_t end = at_ + 1;
        while (end < text_.size() && is_letter(text_[end])) ++end;
        name = std::string(text_.substr(at_, end - at_));
        at_ = end;
    }
    const bool takes_arguments = text_.substr(at_, 1) == "[";
    skip_option();
    const std::string body = argument();
    if (name.size() < 2 || takes_arguments) return;
    macros_->bodies[name.substr(1)] = body;
}

void Latex::known(const std::string& name) {
    static const std::map<std::string, std::string> tags{
        {"textbf", "strong"}, {"emph", "em"},          {"textit", "em"},
        {"texttt", "code"},   {"section", "h2"},       {"subsection", "h3"},
        {"underline", "u"},   {"t", "code"},           {"bf", "strong"},
        {"it", "em"},         {"tt", "code"},          {"textsuperscript", "sup"},
        {"caption", "em"},    {"textsubscript", "sub"}};
    // Polygon's olymp.sty.
    static const std::map<std::string, std::string> headings{
        {"InputFile", "Input"}, {"OutputFile", "Output"},       {"Note", "Note"},
        {"Scoring", "Scoring"}, {"Interaction", "Interaction"}, {"Notes", "Notes"}};
    static const std::map<std::string, int> left_out{
        // with so many arguments
        {"label", 1},           {"vspace", 1},    {"hspace", 1},        {"usepackage", 1},
        {"noindent", 0},        {"centering", 0}, {"small", 0},         {"large", 0},
        {"footnotesize", 0},    {"smallskip", 0}, {"medskip", 0},       {"bigskip", 0},
        {"newpage", 0},         {"clearpage", 0}, {"displaystyle", 0},  {"hline", 0},
        {"exmpfile", 2},        {"exmp", 2},      {"Example", 0},       {"Examples", 0},
        {"problemyamlname", 0}, {"end", 1},       {"documentclass", 1}, {"def", 0},
        {"protect", 0},         {"hfill", 0},     {"vfill", 0},         {"sloppy", 0}};
    static const std::set<std::string> shown{"text",     "textrm", "textsf",
                                             "mbox",     "textsc", "textnormal",
                                             "footnote", "title",  "nolinkurl"};
    if (const auto tag = tags.find(name); tag != tags.end()) {
        const std::string inner = nested(argument());
        if (!inner.empty()) out_ += "<" + tag->second + ">" + inner + "</" + tag->second + ">";
    } else if (const auto heading = headings.find(name); heading != headings.end()) {
        out_ += "<h2>" + heading->second + "</h2>";
    } else if (const auto left = left_out.find(name); left != left_out.end()) {
        for (int i = 0; i < left->second; ++i) argument();
    } else if (name == "includegraphics") {
        out_ += image_html(page_, argument(), "");
    } else if (name == "illustration") {
        argument();  // its width
        const std::string file = argument();
        out_ += "<figure>" + image_html(page_, file, "") + "<figcaption>" + nested(argument()) +
                "</figcaption></figure>";
    } else if (name == "href" || name == "url") {
        link(name == "href");
    } else if (name == "problemname" || name == "problemtitle") {
        const std::string title = nested(argument());
        // The page begins with it already.
        if (title != html_escaped(page_.title) && !title.empty()) out_ += "<h1>" + title + "</h1>";
    } else if (name == "constant") {
        const std::string constant = argument();
        const auto value = page_.constants.find(constant);
        if (value == page_.constants.end()) tell("\\constant{" + constant + "}");
        out_ += html_escaped(value == page_.constants.end() ? constant : value->second);
    } else if (name == "newline" || name == "linebreak" || name == "par") {
        out_ += name == "par" ? "\n<p>" : "<br>";
    } else if (const auto sign = letters().find(name); sign != letters().end()) {
        out_ += sign->second;
    } else {
        if (shown.count(name) == 0) tell("\\" + name);
        out_ += nested(argument());
    }
}

void Latex::link(bool named) {
    const std::string target = argument();
    const std::string about = named ? nested(argument()) : html_escaped(target);
    const bool web = starts_with(target, "https://") || starts_with(target, "http://");
    out_ += web ? "<a href=\"" + html_escaped(target) + "\">" + about + "</a>" : about;
}

// Rows end in \\ and cells in &; lines between them are the table's own here.
void Latex::tabular(std::string_view inner) {
    out_ += "<table>\n";
    while (!trimmed(inner).empty()) {
        const std::size_t end = std::min(inner.find("\\\\"), inner.size());
        std::string_view row = trimmed(inner.substr(0, end));
        inner.remove_prefix(std::min(end + 2, inner.size()));
        while (starts_with(row, "\\hline")) row = trimmed(row.substr(6));
        if (row.empty()) continue;
        out_ += "<tr>";
        while (true) {
            std::size_t cell = row.find('&');
            while (cell != std::string_view::npos && cell > 0 && row[cell - 1] == '\\') {
                cell = row.find('&', cell + 1);
            }
            const std::size_t stop = std::min(cell, row.size());
            out_ += "<td>" + nested(trimmed(row.substr(0, stop))) + "</td>";
            if (stop == row.size()) break;
            row.remove_prefix(stop + 1);
        }
        out_ += "</tr>\n";
    }
    out_ += "</table>\n";
}

void Latex::step() {
    const char c = text_[at_];
    if (c == '\\') return command();
    if (c == '%') {
        at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (c == '$') {
        const bool display = text_.substr(at_, 2) == "$$";
        const std::string_view mark = display ? "$$" : "$";
        const std::size_t begin = at_ + mark.size();
        const std::size_t end = std::min(text_.find(mark, begin), text_.size());
        out_ += math_html(text_.substr(begin, end - begin), page_);
        at_ = std::min(end + mark.size(), text_.size());
    } else if (c == '~') {
        out_ += "&nbsp;";
        ++at_;
    } else if (text_.substr(at_, 2) == "``" || text_.substr(at_, 2) == "''") {
        out_ += c == '`' ? "“" : "”";
        at_ += 2;
    } else if (text_.substr(at_, 3) == "---" || text_.substr(at_, 2) == "--") {
        const bool long_one = text_.substr(at_, 3) == "---";
        out_ += long_one ? "—" : "–";
        at_ += long_one ? 3 : 2;
    } else if (text_.substr(at_, 2) == "\n\n") {
        out_ += "\n<p>";
        at_ += 2;
    } else {
        if (c != '{' && c != '}') out_ += html_escaped(text_.substr(at_, 1));
        ++at_;
    }
}

}  // namespace

std::string latex_html(const std::string& text, const StatementPage& page) {
    std::string out = Latex(text, page, 0, std::make_shared<Latex::Macros>()).html();
    // The mark that closes a list's last item stands before the first one, too: HTML drops it.
    std::size_t at = 0;
    while ((at = out.find("<li></li>", at)) != std::string::npos) out.erase(at, 9);
    return "<p>" + out;
}

}  // namespace arena::problem
