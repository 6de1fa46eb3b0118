// The LaTeX that statements are written in, to HTML. A command that is not known is left out and
// its arguments are shown.
#include <algorithm>
#include <map>

#include "core/problem/statement_html.hpp"
#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

constexpr int nesting_max = 32;

class Latex {
public:
    Latex(std::string_view text, const StatementPage& page, int depth)
        : text_(text), page_(page), depth_(depth) {}

    std::string html() {
        while (at_ < text_.size()) step();
        return std::move(out_);
    }

private:
    void step();
    void command();
    void environment(const std::string& name);
    std::string argument();
    void skip_option();
    std::string nested(std::string_view inner) const {
        return depth_ >= nesting_max ? html_escaped(inner) : Latex(inner, page_, depth_ + 1).html();
    }

    std::string_view text_;
    const StatementPage& page_;
    int depth_;
    std::size_t at_ = 0;
    std::string out_;
};

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
        out_ += "<p>" + math_html(inner) + "</p>";
    } else {
        out_ += nested(inner);
    }
}

void Latex::command() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && ((text_[end] | 32) >= 'a' && (text_[end] | 32) <= 'z')) ++end;
    if (end == at_ + 1) {
        const std::string_view sign = text_.substr(end, 1);
        out_ += sign == "\\" ? "<br>" : html_escaped(sign);
        at_ = std::min(end + 1, text_.size());
        return;
    }
    const std::string name(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end;
    if (at_ < text_.size() && text_[at_] == '*') ++at_;
    static const std::map<std::string, std::string> tags{
        {"textbf", "strong"}, {"emph", "em"},       {"textit", "em"},      {"texttt", "code"},
        {"section", "h2"},    {"subsection", "h3"}, {"problemname", "h1"}, {"underline", "u"},
        {"t", "code"},        {"bf", "strong"},     {"it", "em"},          {"tt", "code"}};
    if (name == "begin") return environment(argument());
    if (name == "item") {
        // The first item of a list closes nothing that is open; browsers take an empty close.
        skip_option();
        out_ += "<li>";
        return;
    }
    skip_option();
    if (name == "includegraphics") {
        out_ += image_html(page_, argument(), "");
    } else if (name == "ldots" || name == "dots") {
        out_ += "…";
    } else if (const auto found = tags.find(name); found != tags.end()) {
        const std::string inner = nested(argument());
        if (!inner.empty()) out_ += "<" + found->second + ">" + inner + "</" + found->second + ">";
    } else if (name == "label" || name == "vspace" || name == "hspace" || name == "illustration") {
        argument();
    } else {
        out_ += nested(argument());
    }
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
        out_ += math_html(text_.substr(begin, end - begin));
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
    std::string out = Latex(text, page, 0).html();
    // The mark that closes a list's last item stands before the first one, too: HTML drops it.
    std::size_t at = 0;
    while ((at = out.find("<li></li>", at)) != std::string::npos) out.erase(at, 9);
    return "<p>" + out;
}

}  // namespace arena::problem
