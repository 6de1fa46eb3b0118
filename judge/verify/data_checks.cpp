#include "judge/verify/data_checks.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "judge/case_run.hpp"
#include "judge/checker_external.hpp"
#include "judge/content_hash.hpp"
#include "judge/verdict_of.hpp"

namespace arena {
namespace {

using problem::Case;
using problem::ValidationFile;

/// What one job found.
struct Found {
    bool good = true;
    bool fault = false;
    bool broke = false;  ///< a validator of the package ended as none may
    std::string detail;
    std::int64_t cpu_ns = 0;
    std::size_t runs = 0;
};

std::string read_bytes(const std::string& path, std::size_t bytes_max) {
    std::ifstream in(path, std::ios::binary);
    std::string text(bytes_max, '\0');
    in.read(text.data(), static_cast<std::streamsize>(bytes_max));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

Found failed(Found found, const std::string& why) {
    found.good = false;
    found.fault = true;
    found.detail = why;
    return found;
}

/// `cat` of one file, as if it were a submission.
Artifact printer_of(BoxFile file, const std::string& key) {
    file.name = "output";
    Artifact out;
    out.key = "printer:" + key;
    out.run_argv = {"cat", "{box}/output"};
    out.box = std::make_shared<Box>(Box{out.key, {std::move(file)}});
    return out;
}

// Lives as long as its jobs, each of which holds it.
class DataJobs : public std::enable_shared_from_this<DataJobs> {
public:
    DataJobs(const DataChecking& checking, std::vector<DataCheck>& checks)
        : checking_(checking), checks_(checks) {}

    std::vector<Job> all() {
        const problem::Package& package = *checking_.package;
        for (std::size_t i = 0; i < package.input_validators.size(); ++i) input_validator(i);
        invalid_inputs();
        const bool plays = package.interactive || package.multi_pass;
        if (!plays) {
            answers();
            outputs("valid outputs", checking_.data.valid_output, true);
            outputs("invalid outputs", checking_.data.invalid_output, false);
        }
        if (checking_.output_validator != nullptr) hostile_outputs();
        return std::move(jobs_);
    }

private:
    std::size_t row(const std::string& name) {
        DataCheck check;
        check.name = name;
        checks_.push_back(std::move(check));
        return checks_.size() - 1;
    }

    void skip(const std::string& name, const std::string& why) {
        DataCheck& check = checks_[row(name)];
        check.status = CheckStatus::skipped;
        check.detail = why;
    }

    void add(std::size_t check, std::function<Found(Runner&)> look) {
        std::vector<DataCheck>* checks = &checks_;
        jobs_.push_back([self = shared_from_this(), checks, check,
                         look = std::move(look)](Runner& runner) {
            auto found = std::make_shared<Found>(look(runner));
            return std::function<void()>([checks, check, found] {
                DataCheck& into = (*checks)[check];
                into.runs += found->runs;
                into.cpu_ns += found->cpu_ns;
                if (found->good) return;
                const CheckStatus status = found->fault ? CheckStatus::fault : CheckStatus::failed;
                // Jobs end in any order: the name that sorts first is told.
                const bool first = into.status == CheckStatus::passed ||
                                   (into.status == status && found->detail < into.detail);
                if (first || status == CheckStatus::fault) into.detail = found->detail;
                if (into.status != CheckStatus::fault) into.status = status;
            });
        });
    }

    void input_validator(std::size_t index);
    void invalid_inputs();
    void answers();
    void outputs(const std::string& name, const std::vector<ValidationFile>& files, bool good);
    void hostile_outputs();
    Found as_finding(Found found) const;
    Found validate_input(Runner& runner, std::size_t index, const Case& test) const;
    Found judge_output(Runner& runner, const Case& test, const Artifact& printer,
                       const std::vector<Verdict>& wanted) const;

    const DataChecking& checking_;
    std::vector<DataCheck>& checks_;
    std::vector<Job> jobs_;
};

Found DataJobs::validate_input(Runner& runner, std::size_t index, const Case& test) const {
    const Artifact& validator = checking_.input_validators[index];
    RunRequest request;
    request.box = validator.box;
    request.limits = checking_.validator_limits;
    std::vector<std::string> args;
    const auto& all = test.input_validator_args;
    const auto own = all.find(checking_.package->input_validators[index].name);
    const auto any = all.find("");
    if (own != all.end()) {
        args = own->second;
    } else if (any != all.end()) {
        args = any->second;
    }
    // As the format has it: the case's own arguments and files are part of its input.
    args.insert(args.end(), test.program_args.begin(), test.program_args.end());
    request.argv = run_argv(validator, request.limits, args, request.env);
    request.input = InputFile{test.input_path};
    Found out;
    out.runs = 1;
    auto files = case_files(test);
    if (!files) return failed(std::move(out), test.name + ": " + files.error().message);
    request.work_files = std::move(*files);
    auto report = runner.run(request);
    if (!report) return failed(std::move(out), test.name + ": " + report.error().message);
    out.cpu_ns = report->cpu_ns;
    const bool exited = report->ending == Ending::exited;
    out.good = exited && report->exit_code == exit_accepted;
    out.broke = !exited;
    if (!out.good) {
        const std::string& said =
            report->error_output.empty() ? report->output : report->error_output;
        out.detail = test.name + ": " + ending_text(*report, request.limits);
        if (!said.empty())
            out.detail += ": " + said.substr(0, std::min(said.find('\n'), said.size()));
    }
    return out;
}

void DataJobs::input_validator(std::size_t index) {
    const problem::Package& package = *checking_.package;
    const std::string name = "input validator " + package.input_validators[index].name;
    if (!checking_.can_run[index]) {
        return skip(name, "no language that is run here");
    }
    const std::size_t check = row(name);
    for (const Case& test : package.cases) {
        if (test.is_static) continue;
        add(check,
            [this, index, &test](Runner& runner) { return validate_input(runner, index, test); });
    }
    for (const auto* files : {&checking_.data.valid_output, &checking_.data.invalid_output}) {
        for (const ValidationFile& file : *files) {
            add(check, [this, index, &file](Runner& runner) {
                return validate_input(runner, index, file.test);
            });
        }
    }
}

void DataJobs::invalid_inputs() {
    if (checking_.data.invalid_input.empty()) return;
    const bool any = std::find(checking_.can_run.begin(), checking_.can_run.end(), true) !=
                     checking_.can_run.end();
    if (!any) return skip("invalid inputs", "no input validator that is run here");
    const std::size_t check = row("invalid inputs");
    for (const ValidationFile& file : checking_.data.invalid_input) {
        add(check, [this, &file](Runner& runner) {
            Found out;
            out.good = false;
            out.detail = file.name + ": no input validator refuses it";
            for (std::size_t i = 0; i < checking_.input_validators.size() && !out.good; ++i) {
                if (!checking_.can_run[i]) continue;
                const Found one = validate_input(runner, i, file.test);
                out.runs += 1;
                out.cpu_ns += one.cpu_ns;
                if (one.fault || one.broke) return one;
                out.good = !one.good;
            }
            return out;
        });
    }
}

Found DataJobs::judge_output(Runner& runner, const Case& test, const Artifact& printer,
                             const std::vector<Verdict>& wanted) const {
    CaseSetting setting;
    setting.package = checking_.package;
    setting.program = &printer;
    setting.validator = checking_.output_validator;
    setting.validator_limits = checking_.validator_limits;
    setting.limits.time_limit_ns = setting.limits.run.cpu_ns;
    setting.limits.run.wall_ns = 2 * setting.limits.run.cpu_ns;
    Found out;
    out.runs = setting.validator == nullptr ? 1 : 2;
    auto attempt = run_case(runner, setting, test);
    if (!attempt) return failed(std::move(out), test.name + ": " + attempt.error().message);
    out.cpu_ns = attempt->cpu_ns;
    const Verdict verdict = attempt->finding.verdict;
    out.good = std::find(wanted.begin(), wanted.end(), verdict) != wanted.end();
    out.fault = verdict == Verdict::JE;
    out.broke = out.fault && !attempt->machine_failed;
    if (!out.good) {
        out.detail = test.name + ": it gets " + std::string(name(verdict));
        if (!attempt->finding.reason.empty()) out.detail += " (" + attempt->finding.reason + ")";
    }
    return out;
}

void DataJobs::answers() {
    if (checking_.output_validator == nullptr) return;
    const std::size_t check = row("answers through the output validator");
    for (const Case& test : checking_.package->cases) {
        if (test.answer_path.empty()) continue;
        add(check, [this, &test](Runner& runner) {
            const Artifact printer =
                printer_of({"", test.answer_path, "", false}, test.answer_path);
            return judge_output(runner, test, printer, {Verdict::AC});
        });
    }
}

void DataJobs::outputs(const std::string& name, const std::vector<ValidationFile>& files,
                       bool good) {
    if (files.empty()) return;
    const std::size_t check = row(name);
    for (const ValidationFile& file : files) {
        add(check, [this, &file, good](Runner& runner) {
            const Artifact printer =
                printer_of({"", file.output_path, "", false}, file.output_path);
            Found found =
                judge_output(runner, file.test, printer, {good ? Verdict::AC : Verdict::WA});
            return good ? found : as_finding(std::move(found));
        });
    }
}

// An output validator that breaks on what a submission may print does not do what it is there for:
// that is something found about the package, no failure of the judge.
Found DataJobs::as_finding(Found found) const {
    if (!found.broke) return found;
    found.fault = false;
    found.detail = checking_.package->output_validator->name + " breaks on it: " + found.detail;
    return found;
}

std::string binary_bytes() {
    std::string out;
    for (int i = 0; i < 4096; ++i) out += static_cast<char>((i * 37 + i / 256) % 256);
    return out;
}

/// The first half of the words; empty when there are fewer than two.
std::string truncated(const std::string& answer) {
    const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < answer.size(); ++i) {
        if (!blank(answer[i]) && (i + 1 == answer.size() || blank(answer[i + 1]))) {
            ends.push_back(i + 1);
        }
    }
    return ends.size() < 2 ? "" : answer.substr(0, ends[ends.size() / 2 - 1]) + "\n";
}

/// Outputs that no validator may accept or stumble over, made from the right answer. An output
/// that would be as right as the answer is left out.
std::vector<std::pair<std::string, std::string>> hostile_outputs_of(const std::string& answer) {
    std::vector<std::pair<std::string, std::string>> out;
    const bool blank = answer.find_first_not_of(" \n\r\t") == std::string::npos;
    if (!blank) out.emplace_back("empty", "");
    out.emplace_back("huge", std::string(hostile_huge_bytes, '7') + "\n");
    out.emplace_back("many lines", [] {
        std::string text;
        while (text.size() < hostile_huge_bytes / 4) text += "-1 x\n";
        return text;
    }());
    out.emplace_back("binary", binary_bytes());
    return out;
}

void DataJobs::hostile_outputs() {
    std::vector<const Case*> cases;
    for (const Case& test : checking_.package->cases) {
        if (!test.is_static) cases.push_back(&test);
    }
    const auto size = [](const Case* test) {
        std::error_code code;
        return std::filesystem::file_size(test->input_path, code);
    };
    std::stable_sort(cases.begin(), cases.end(),
                     [&](const Case* a, const Case* b) { return size(a) < size(b); });
    cases.resize(std::min(cases.size(), hostile_cases_max));
    const std::size_t check = row("hostile outputs");
    for (const Case* test : cases) {
        constexpr std::size_t answer_bytes_max = std::size_t{1} << 20;
        const std::string answer =
            test->answer_path.empty() ? "" : read_bytes(test->answer_path, answer_bytes_max);
        auto kinds = hostile_outputs_of(answer);
        const bool plays = checking_.package->interactive || checking_.package->multi_pass;
        if (!plays && answer.size() < answer_bytes_max) {
            kinds.emplace_back("extra words", answer + "\n13 13 unwanted\n");
            const std::string half = truncated(answer);
            if (!half.empty()) kinds.emplace_back("truncated", half);
        }
        for (auto& [kind, bytes] : kinds) {
            add(check, [this, test, kind = kind, bytes = std::move(bytes)](Runner& runner) {
                const Artifact printer = printer_of({"", "", bytes, false}, sha256_hex(bytes));
                Found found = judge_output(runner, *test, printer,
                                           {Verdict::WA, Verdict::RTE, Verdict::TLE, Verdict::OLE});
                if (!found.good) found.detail = kind + " output, " + found.detail;
                return as_finding(std::move(found));
            });
        }
    }
}

}  // namespace

std::vector<Job> data_jobs(const DataChecking& checking, std::vector<DataCheck>& checks) {
    return std::make_shared<DataJobs>(checking, checks)->all();
}

}  // namespace arena
