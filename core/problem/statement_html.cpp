#include "core/problem/statement_html.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

constexpr const char* style =
    "body{max-width:44em;margin:2em auto;padding:0 1em;font:16px/1.5 Georgia,serif;color:#222}"
    "h1,h2,h3{font-family:sans-serif;line-height:1.2}pre,code{font-family:monospace}"
    "pre{background:#f5f5f2;padding:.6em;overflow-x:auto}.facts{color:#666;font-family:sans-serif}"
    ".math{font-style:italic;white-space:nowrap}table{border-collapse:collapse}"
    "td,th{border:1px solid #ccc;padding:.3em .6em;vertical-align:top}img{max-width:100%}";

std::string base64(const std::string& bytes) {
    constexpr const char* letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned block = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            block =
                block << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0);
        }
        for (std::size_t j = 0; j < 4; ++j) {
            out += i + j > bytes.size() ? '=' : letters[block >> (18 - 6 * j) & 63];
        }
    }
    return out;
}

const std::map<std::string, std::string>& math_symbols() {
    static const std::map<std::string, std::string> symbols{
        {"le", "≤"},          {"leq", "≤"},      {"ge", "≥"},          {"geq", "≥"},
        {"ne", "≠"},          {"neq", "≠"},      {"cdot", "·"},        {"times", "×"},
        {"dots", "…"},        {"ldots", "…"},    {"cdots", "…"},       {"infty", "∞"},
        {"in", "∈"},          {"pm", "±"},       {"to", "→"},          {"rightarrow", "→"},
        {"sum", "∑"},         {"prod", "∏"},     {"sqrt", "√"},        {"alpha", "α"},
        {"beta", "β"},        {"gamma", "γ"},    {"delta", "δ"},       {"epsilon", "ε"},
        {"lambda", "λ"},      {"mu", "μ"},       {"pi", "π"},          {"sigma", "σ"},
        {"theta", "θ"},       {"omega", "ω"},    {"oplus", "⊕"},       {"cup", "∪"},
        {"cap", "∩"},         {"subset", "⊂"},   {"forall", "∀"},      {"exists", "∃"},
        {"lfloor", "⌊"},      {"rfloor", "⌋"},   {"lceil", "⌈"},       {"rceil", "⌉"},
        {"min", "min"},       {"max", "max"},    {"log", "log"},       {"gcd", "gcd"},
        {"bmod", "mod"},      {"quad", " "},     {"left", ""},         {"right", ""},
        {"text", ""},         {"mathrm", ""},    {"mathit", ""},       {"mathbf", ""},
        {"operatorname", ""}, {"mathtt", ""},    {"texttt", ""},       {"mathcal", ""},
        {"mathbb", ""},       {"textbf", ""},    {"big", ""},          {"Big", ""},
        {"bigl", ""},         {"bigr", ""},      {"displaystyle", ""}, {"limits", ""},
        {"dfrac", ""},        {"frac", ""},      {"binom", ""},        {"overline", ""},
        {"mid", "|"},         {"vert", "|"},     {"lvert", "|"},       {"rvert", "|"},
        {"ll", "≪"},          {"gg", "≫"},       {"approx", "≈"},      {"equiv", "≡"},
        {"notin", "∉"},       {"subseteq", "⊆"}, {"setminus", "∖"},    {"emptyset", "∅"},
        {"land", "∧"},        {"lor", "∨"},      {"neg", "¬"},         {"leftarrow", "←"},
        {"Rightarrow", "⇒"},  {"mapsto", "↦"},   {"rho", "ρ"},         {"phi", "φ"},
        {"tau", "τ"},         {"eta", "η"},      {"Delta", "Δ"},       {"Sigma", "Σ"},
        {"Omega", "Ω"},       {"ell", "ℓ"},      {"vdots", "⋮"},       {"ddots", "⋱"},
        {"prime", "′"},       {"circ", "∘"},     {"star", "⋆"},        {"div", "÷"},
        {"mod", "mod"},       {"pmod", "mod "},  {"sin", "sin"},       {"cos", "cos"},
        {"tan", "tan"},       {"ln", "ln"},      {"lg", "lg"},         {"exp", "exp"},
        {"lcm", "lcm"},       {"qquad", "  "},   {"label", ""},        {"colon", ":"}};
    return symbols;
}

// The argument of ^ or _: one letter or a group in braces. Moves `at` behind it.
std::string script_argument(std::string_view math, std::size_t& at) {
    if (at < math.size() && math[at] == '{') {
        int depth = 0;
        const std::size_t begin = at + 1;
        for (; at < math.size(); ++at) {
            depth += math[at] == '{' ? 1 : math[at] == '}' ? -1 : 0;
            if (depth == 0) break;
        }
        const std::string_view inner = math.substr(begin, at > begin ? at - begin : 0);
        if (at < math.size()) ++at;
        return std::string(inner);
    }
    if (at >= math.size()) return "";
    return std::string(1, math[at++]);
}

constexpr int math_depth_max = 16;

std::string math_text(std::string_view math, const StatementPage& page, int depth) {
    std::string out;
    if (depth > math_depth_max) return html_escaped(math);
    for (std::size_t at = 0; at < math.size();) {
        const char c = math[at];
        if (c == '\\') {
            std::size_t end = at + 1;
            while (end < math.size() && ((math[end] | 32) >= 'a' && (math[end] | 32) <= 'z')) ++end;
            if (end == at + 1) {
                const char next = end < math.size() ? math[end] : ' ';
                out += next == ',' || next == ';' || next == '!' || next == ' '
                           ? " "
                           : html_escaped(std::string(1, next));
                at = end + 1;
                continue;
            }
            const std::string name(math.substr(at + 1, end - at - 1));
            const auto found = math_symbols().find(name);
            const bool known = found != math_symbols().end();
            if (!known && page.unknown) page.unknown("\\" + name);
            out += known ? found->second : html_escaped(name);
            at = end;
        } else if (c == '^' || c == '_') {
            ++at;
            const std::string tag = c == '^' ? "sup" : "sub";
            out += "<" + tag + ">" + math_text(script_argument(math, at), page, depth + 1) + "</" +
                   tag + ">";
        } else {
            if (c != '{' && c != '}') out += html_escaped(math.substr(at, 1));
            ++at;
        }
    }
    return out;
}

std::string samples_html(const std::vector<StatementSample>& samples, std::size_t begin,
                         std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) {
        const StatementSample& one = samples[i];
        out += "<h3>Sample " + std::to_string(i + 1) + "</h3>\n";
        if (!one.interaction.empty()) {
            out += "<pre>" + html_escaped(one.interaction) + "</pre>\n";
            continue;
        }
        out += "<table><tr><th>Input</th><th>Output</th></tr><tr><td><pre>" +
               html_escaped(one.input) + "</pre></td><td><pre>" + html_escaped(one.answer) +
               "</pre></td></tr></table>\n";
    }
    return out;
}

}  // namespace

std::string html_escaped(std::string_view text) {
    std::string out;
    for (char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c; break;
        }
    }
    return out;
}

std::string math_html(std::string_view math, const StatementPage& page) {
    return "<span class=\"math\">" + math_text(trimmed(math), page, 0) + "</span>";
}

std::string image_html(const StatementPage& page, const std::string& name,
                       const std::string& about) {
    const std::string bytes = page.image ? page.image(name) : "";
    if (bytes.empty()) return "<em>[" + html_escaped(about.empty() ? name : about) + "]</em>";
    std::string kind = "image/png";
    if (ends_with(name, ".jpg") || ends_with(name, ".jpeg")) kind = "image/jpeg";
    if (ends_with(name, ".svg")) kind = "image/svg+xml";
    if (ends_with(name, ".gif")) kind = "image/gif";
    return "<img alt=\"" + html_escaped(about) + "\" src=\"data:" + kind + ";base64," +
           base64(bytes) + "\">";
}

namespace {

// problemtools: {{nextsample}} and {{remainingsamples}} say where samples stand.
std::string with_samples(std::string body, const std::vector<StatementSample>& samples) {
    std::size_t next = 0;
    const std::string one = "{{nextsample}}";
    const std::string rest = "{{remainingsamples}}";
    for (std::size_t at = 0; (at = body.find("{{", at)) != std::string::npos; ++at) {
        const bool all = body.compare(at, rest.size(), rest) == 0;
        if (!all && body.compare(at, one.size(), one) != 0) continue;
        const std::size_t end = all ? samples.size() : std::min(next + 1, samples.size());
        const std::string html = samples_html(samples, next, end);
        body.replace(at, all ? rest.size() : one.size(), html);
        at += html.size();
        if (at > 0) --at;
        next = end;
    }
    return body + samples_html(samples, next, samples.size());
}

int line_of(const std::string& text, std::size_t at) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(at, text.size()));
    return 1 + static_cast<int>(std::count(text.begin(), end, '\n'));
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// "{{name}}" and "{{name.spelling}}" that are no constants of the package.
void add_unfilled(const std::string& text, std::vector<StatementFault>& out) {
    std::set<std::string> seen;
    for (std::size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at + 2)) {
        const std::size_t end = text.find("}}", at);
        if (end == std::string::npos) return;
        const std::string name = text.substr(at + 2, end - at - 2);
        const bool plain = !name.empty() && is_letter(name[0]) &&
                           std::all_of(name.begin(), name.end(), [](char c) {
                               return is_letter(c) || (c >= '0' && c <= '9') || c == '.';
                           });
        const bool ours = name == "nextsample" || name == "remainingsamples";
        if (!plain || ours || !seen.insert(name).second) continue;
        out.push_back({line_of(text, at), "'{{" + name + "}}' is no constant of problem.yaml"});
    }
}

}  // namespace

std::vector<StatementFault> statement_faults(const StatementPage& page) {
    std::vector<StatementFault> out;
    std::set<std::string> seen;
    const auto add = [&](const std::string& needle, const std::string& message) {
        if (!seen.insert(message).second) return;
        std::size_t at = page.text.find(needle);
        // "\\le" is not told by the line of "\\leq".
        while (needle[0] == '\\' && at != std::string::npos &&
               at + needle.size() < page.text.size() && is_letter(page.text[at + needle.size()])) {
            at = page.text.find(needle, at + 1);
        }
        out.push_back({at == std::string::npos ? 1 : line_of(page.text, at), message});
    };
    StatementPage watched = page;
    watched.image = [&](const std::string& name) {
        std::string bytes = page.image ? page.image(name) : "";
        if (bytes.empty()) add(name, "the image '" + shown(name) + "' is missing");
        return bytes;
    };
    watched.unknown = [&](const std::string& command) {
        add(command, "the command " + shown(command) + " is not known here");
    };
    (void)(page.is_latex ? latex_html(page.text, watched) : markdown_html(page.text, watched));
    if (!page.is_latex) add_unfilled(page.text, out);
    std::stable_sort(out.begin(), out.end(), [](const StatementFault& a, const StatementFault& b) {
        return a.line < b.line;
    });
    return out;
}

std::string statement_html(const StatementPage& page) {
    std::string facts;
    for (const std::string& fact : page.facts) {
        facts += (facts.empty() ? "" : " · ") + html_escaped(fact);
    }
    return "<!doctype html>\n<html lang=\"" + html_escaped(page.language) +
           "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
           "content=\"width=device-width\"><title>" +
           html_escaped(page.title) + "</title><style>" + style + "</style></head><body>\n<h1>" +
           html_escaped(page.title) + "</h1>\n<p class=\"facts\">" + facts + "</p>\n" +
           with_samples(
               page.is_latex ? latex_html(page.text, page) : markdown_html(page.text, page),
               page.samples) +
           "</body></html>\n";
}

}  // namespace arena::problem
