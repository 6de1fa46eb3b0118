// `arena problem show` and `arena problem statement`: a package for people.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "cli/commands.hpp"
#include "cli/output_file.hpp"
#include "cli/package_inputs.hpp"
#include "cli/printable.hpp"
#include "cli/problem_args.hpp"
#include "cli/report.hpp"
#include "core/problem/constants.hpp"
#include "core/problem/package_folder.hpp"
#include "core/problem/statement_html.hpp"
#include "core/problem/text.hpp"

namespace arena::cli {
namespace {

namespace fs = std::filesystem;
using problem::Package;

constexpr std::size_t statement_bytes_max = std::size_t{4} << 20;
constexpr std::size_t image_bytes_max = std::size_t{16} << 20;

struct Statement {
    std::string language, directory, file, text;
    bool is_latex = false;
};

Result<Statement> find_statement(const Package& package, const std::string& wanted) {
    auto folder = problem::PackageFolder::open(package.path);
    if (!folder) return tl::unexpected<Error>(folder.error());
    for (const char* directory : {"statement", "problem_statement"}) {
        auto entries = folder->list(directory);
        if (!entries) return tl::unexpected<Error>(entries.error());
        for (const auto& entry : *entries) {
            const bool latex = problem::ends_with(entry.name, ".tex");
            if (!problem::starts_with(entry.name, "problem.") ||
                (!latex && !problem::ends_with(entry.name, ".md"))) {
                continue;
            }
            const std::string rest = entry.name.substr(8);
            const std::size_t dot = rest.find('.');
            const std::string language = dot == std::string::npos ? "en" : rest.substr(0, dot);
            if (!wanted.empty() && language != wanted) continue;
            auto text = folder->read(entry.relative, statement_bytes_max);
            if (!text) return tl::unexpected<Error>(text.error());
            if (!latex) *text = problem::substitute_constants(*text, package.constants);
            return Statement{language, directory, entry.relative, std::move(*text), latex};
        }
    }
    return fail(ErrorCode::not_found,
                "problem '" + package.short_name + "' has no statement in Markdown or LaTeX" +
                    (wanted.empty() ? "" : " in language '" + printable(wanted) + "'"));
}

std::string title_of(const Package& package, const std::string& language) {
    const auto own = package.names.find(language);
    if (own != package.names.end()) return own->second;
    return package.names.empty() ? package.short_name : package.names.begin()->second;
}

std::vector<std::string> facts_of(const Package& package) {
    std::vector<std::string> out;
    if (package.time_limit.limit_s) {
        out.push_back("time limit " +
                      seconds_text(static_cast<std::int64_t>(*package.time_limit.limit_s * 1e9)));
    }
    if (package.memory_bytes) out.push_back("memory limit " + memory_text(*package.memory_bytes));
    std::string kind = package.scoring ? "scoring" : "pass-fail";
    if (package.interactive) kind += ", interactive";
    if (package.multi_pass) kind += ", multi-pass";
    if (package.submit_answer) kind += ", submit-answer";
    out.push_back(kind);
    return out;
}

std::string size_of(const std::string& path) {
    std::error_code code;
    const auto bytes = path.empty() ? 0 : fs::file_size(path, code);
    return memory_text(code ? 0 : static_cast<std::int64_t>(bytes));
}

std::string group_rows(const Package& package) {
    std::string out;
    for (const problem::Group& group : package.groups) {
        if (group.cases.empty() && group.groups.empty()) continue;
        out += "  " + pad_right(group.name.empty() ? "data" : printable(group.name), 28) +
               pad_left(std::to_string(group.cases.size()), 5) + " tests";
        if (package.scoring && group.max_score) {
            out += "  at most " + score_text(*group.max_score);
        }
        out += "\n";
    }
    return out;
}

std::string test_rows(const Package& package) {
    std::string out;
    for (const problem::Case& test : package.cases) {
        out += "  " + pad_right(printable(test.name), 40) + pad_left(size_of(test.input_path), 10) +
               pad_left(size_of(test.answer_path), 10) + "\n";
    }
    return out;
}

std::string show_text(const Package& package, const Screen& screen, bool verbose) {
    std::string out = paint(screen, Ink::strong, printable(title_of(package, "en"))) + "  " +
                      printable(package.short_name) + ", " +
                      std::string(problem::name(package.format)) + "\n";
    for (const std::string& fact : facts_of(package)) out += "  " + fact + "\n";
    out += "\n" + paint(screen, Ink::strong, "groups") + "\n" + group_rows(package);
    if (verbose) {
        out += "\n" + paint(screen, Ink::strong, "tests") + "                                  " +
               "     input    answer\n" + test_rows(package);
    }
    out += "\n" + paint(screen, Ink::strong, "programs") + "\n";
    for (const problem::Program& program : package.input_validators) {
        out += "  input validator  " + printable(program.name) + "\n";
    }
    if (package.output_validator) {
        out += "  output validator " + printable(package.output_validator->name) + "\n";
    }
    if (package.static_validator) {
        out += "  static validator " + printable(package.static_validator->name) + "\n";
    }
    if (package.grader) out += "  grader " + printable(package.grader->name) + "\n";
    for (const problem::Submission& submission : package.submissions) {
        out += "  " + printable(submission.directory + "/" + submission.program.name) + "\n";
    }
    for (const std::string& note : package.notes) {
        out += paint(screen, Ink::faint, "  note: " + printable(note)) + "\n";
    }
    return out;
}

std::string sample_file(const std::string& path) {
    constexpr std::size_t sample_bytes_max = 64 * 1024;
    std::ifstream in(path, std::ios::binary);
    std::string text(sample_bytes_max, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

std::vector<problem::StatementSample> samples_of(const Package& package) {
    std::vector<problem::StatementSample> out;
    for (const problem::Case& test : package.cases) {
        if (!test.is_sample || test.is_static) continue;
        problem::StatementSample sample;
        const std::string stem = test.input_path.substr(0, test.input_path.size() - 3);
        const auto shown = [&stem](const char* tail, const std::string& usual) {
            std::error_code code;
            return sample_file(fs::exists(stem + tail, code) ? stem + tail : usual);
        };
        sample.interaction = shown(".interaction", "");
        sample.input = shown(".in.statement", test.input_path);
        sample.answer =
            shown(".ans.statement", shown(".out", "").empty() ? test.answer_path : stem + ".out");
        out.push_back(std::move(sample));
    }
    return out;
}

// LaTeX may leave the ending out.
std::string image_bytes(const problem::PackageFolder& folder, const std::string& directory,
                        const std::string& name) {
    if (name.find("..") != std::string::npos) return "";
    for (const char* ending : {"", ".png", ".jpg", ".jpeg", ".svg", ".gif"}) {
        const std::string relative = directory + "/" + name + ending;
        if (!folder.has_file(relative)) continue;
        auto bytes = folder.read(relative, image_bytes_max);
        return bytes ? *std::move(bytes) : std::string();
    }
    return "";
}

Result<void> write_page(const std::string& html, const std::string& output) {
    if (output.empty()) return write_all(STDOUT_FILENO, html);
    auto file = OutputFile::open(output);
    if (!file) return tl::unexpected<Error>(file.error());
    auto written = file->write(html);
    return written ? file->commit() : written;
}

}  // namespace

Result<ExitStatus> problem_show_command(const ProblemShowArgs& args) {
    auto package = problem::read_package(args.package);
    if (!package) return tl::unexpected<Error>(package.error());
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    std::string out = show_text(*package, screen, args.common.verbose);
    if (!args.common.quiet) {
        const auto statement = find_statement(*package, "");
        if (statement) {
            out += "\n" + paint(screen, Ink::strong, "statement") + "\n" +
                   printable(statement->text, Lines::keep);
            if (out.back() != '\n') out += "\n";
        }
    }
    auto written = write_all(STDOUT_FILENO, out);
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

Result<ExitStatus> problem_statement_command(const ProblemStatementArgs& args) {
    auto package = problem::read_package(args.package);
    if (!package) return tl::unexpected<Error>(package.error());
    auto kept = refuse_overwriting({{"--output", args.output}}, package_inputs(*package));
    if (!kept) return tl::unexpected<Error>(kept.error());
    auto statement = find_statement(*package, args.language);
    if (!statement) return tl::unexpected<Error>(statement.error());
    auto folder = problem::PackageFolder::open(package->path);
    if (!folder) return tl::unexpected<Error>(folder.error());
    problem::StatementPage page;
    page.title = title_of(*package, statement->language);
    page.language = statement->language;
    page.text = std::move(statement->text);
    page.is_latex = statement->is_latex;
    page.constants = package->constants;
    page.facts = facts_of(*package);
    page.samples = samples_of(*package);
    page.image = [&](const std::string& name) {
        return image_bytes(*folder, statement->directory, name);
    };
    const auto faults = problem::statement_faults(page);
    for (const problem::StatementFault& fault : faults) {
        (void)write_all(STDERR_FILENO, "warning: " + printable(statement->file) + " line " +
                                           std::to_string(fault.line) + ": " +
                                           printable(fault.message) + "\n");
    }
    auto written = write_page(problem::statement_html(page), args.output);
    if (!written) return tl::unexpected<Error>(written.error());
    return args.strict && !faults.empty() ? ExitStatus::not_so : ExitStatus::ok;
}

}  // namespace arena::cli
