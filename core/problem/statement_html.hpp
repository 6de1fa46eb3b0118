// Statements as HTML: Markdown or the usual LaTeX subset, one self-contained page.
//
// Markdown: headings, paragraphs, lists, tables, fenced and inline code, emphasis, images, links.
// LaTeX: \section, \textbf, \emph, \texttt, itemize, enumerate, tabular, verbatim, quotes,
// \includegraphics, \illustration, \href, \newcommand without arguments, Polygon's headings.
// Both: $math$ and $$math$$ stay as text in a marked span, with the commonest symbols as letters,
// so that a page is readable without any script. Raw HTML is shown, not obeyed; a link is made only
// for http and https.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace arena::problem {

struct StatementSample {
    std::string input, answer;
    std::string interaction;  ///< instead of both, when not empty
};

struct StatementPage {
    std::string title, language;
    std::string text;  ///< the source
    bool is_latex = false;
    std::vector<std::string> facts;  ///< "Time limit: 1 s"
    std::vector<StatementSample> samples;
    /// The bytes of an image of the statement; empty when there is none. May be empty.
    std::function<std::string(const std::string& name)> image;
    /// Told every command of LaTeX ("\draw") that is left out or shown as text. May be empty.
    std::function<void(const std::string& command)> unknown;
    std::map<std::string, std::string> constants;  ///< for \constant
};

/// Something that a page leaves out.
struct StatementFault {
    int line = 1;  ///< of the source
    std::string message;
};

/// Images that are missing, names in {{}} that nobody gave a value, commands that are not known;
/// each once, by its first line. REQUIRES: `page.text` with its constants filled in.
std::vector<StatementFault> statement_faults(const StatementPage& page);

/// Cost: one pass over the text.
std::string statement_html(const StatementPage& page);

/// The body alone.
std::string markdown_html(const std::string& text, const StatementPage& page);
std::string latex_html(const std::string& text, const StatementPage& page);

// What both converters share.
std::string html_escaped(std::string_view text);
std::string math_html(std::string_view math, const StatementPage& page);
std::string image_html(const StatementPage& page, const std::string& name,
                       const std::string& about);

}  // namespace arena::problem
