// FakeRunner: a Runner without a sandbox. It remembers what it was asked and plays scripted parts.
//
// A script is told the request and says how the program ended; the fake then does what any Runner
// does around it: looks at the limits in the order of Ending, cuts the output, and hands back only
// the files that `collect` names. So a test says "used 1.2 s" and the ending follows.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "judge/runner.hpp"

namespace arena::testing {

class FakeRunner final : public Runner {
public:
    /// `report.files` are the files that the program left, named relative to {work}.
    using Script = std::function<RunReport(const RunRequest&)>;
    using PairScript = std::function<PairReport(const RunRequest&, const RunRequest&)>;

    /// Plays `script` for requests whose box key, or a word of whose argv, contains `word`. The
    /// latest matching one wins, so a test can override what a fixture set up.
    void on(std::string word, Script script);
    void on(std::string word, RunReport report);
    void on_pair(PairScript script);

    Result<RunReport> run(const RunRequest& request) override;
    Result<PairReport> run_pair(const RunRequest& program, const RunRequest& interactor) override;

    std::vector<RunRequest> asked;
    std::vector<std::pair<RunRequest, RunRequest>> asked_pairs;

    /// Requests whose box key or argv contains `word`.
    std::vector<RunRequest> asked_of(const std::string& word) const;

private:
    std::vector<std::pair<std::string, Script>> scripts_;
    PairScript pair_script_;
};

/// Reports in the words of a test.
RunReport exits(int code);
RunReport prints(std::string output);
RunReport dies(int signal);
RunReport uses_cpu(std::int64_t cpu_ns, std::string output = "");
RunReport sleeps(std::int64_t wall_ns);
RunReport ends(Ending ending);

/// Exit status `code` and files left in the feedback directory.
RunReport validates(int code,
                    const std::vector<std::pair<std::string, std::string>>& feedback = {});

/// What the program would read on standard input, or in a file of its {work}; "" when absent.
std::string input_text(const RunRequest& request);
std::string work_text(const RunRequest& request, const std::string& name);
bool has_work_file(const RunRequest& request, const std::string& name);

}  // namespace arena::testing
