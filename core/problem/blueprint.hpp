// Blueprint: a problem between two formats. Readers of foreign formats make it, writers of formats
// turn it into files, and neither knows the other.
//
// It is as rich as format 2025-09, which is what arena calls native: a construct that 2025-09
// cannot say is not bent until it fits but told in `changes`, and the import is refused unless the
// user accepts them. Contents are named, not held: a test of a gigabyte stays where it lies.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/problem/package.hpp"

namespace arena::problem {

/// The bytes of one file: those of a file on disk, or a text made by a reader.
struct FileContent {
    std::string host_path;  ///< not empty: the bytes lie here
    std::string text;
    bool as_lf = false;  ///< CR LF and CR become LF when they are written
};

struct NamedFile {
    std::string name;  ///< relative, '/' between parts
    FileContent content;
    bool executable = false;
};

struct BlueprintProgram {
    std::string name;  ///< of the file or folder it is to be
    std::vector<NamedFile> files;
    bool is_folder = false;  ///< a folder even with one file
};

/// How an input is made: a program of Blueprint::generators and its arguments; stdout is the input.
struct Generation {
    std::size_t generator = 0;
    std::vector<std::string> args;
    bool answer_on_stderr = false;  ///< DMOJ
};

struct BlueprintTest {
    std::string name;  ///< without folder and extension
    std::optional<FileContent> input, answer;
    std::optional<Generation> generation;  ///< when there is no input yet
    bool solve = false;                    ///< the answer is to be made by the main solution
    std::vector<std::string> program_args, validator_args;
    std::map<std::string, std::vector<std::string>> input_validator_args;  ///< as Case has them
    std::vector<NamedFile> files;                                          ///< 2025-09 `.files/`
};

/// A test group of 2025-09, right below data/secret.
struct BlueprintGroup {
    std::string name;  ///< empty: the tests lie in data/secret itself
    GroupScoring scoring = GroupScoring::pass_fail;
    std::optional<double> max_score;
    std::vector<std::string> require_pass;  ///< "sample", or names of groups that come earlier
    std::vector<std::string> program_args, validator_args;
    std::vector<BlueprintTest> tests;
};

struct BlueprintSubmission {
    BlueprintProgram program;
    std::string directory;  ///< below submissions/
    std::vector<Expectation> expectations;
    std::optional<std::string> language;
    std::string entrypoint;
    bool is_main = false;  ///< makes the answers that are missing
};

/// What a reader did not take over, or took over as something else, and why.
struct ImportNote {
    std::string what, why;
};

struct Blueprint {
    std::string format;  ///< as people call it: "Polygon (full package)", "DMOJ"
    std::string short_name;
    std::map<std::string, std::string> titles;  ///< language -> title
    std::string uuid, licence, rights_owner, source, source_url;
    std::vector<std::string> credits;  ///< the authors

    bool scoring = false, interactive = false, multi_pass = false, submit_answer = false;
    int passes_max = 2;
    std::vector<std::string> languages;
    bool allow_file_writing = false;
    std::map<std::string, std::string> constants;

    TimeLimitRule time_limit;
    std::optional<std::int64_t> memory_bytes, output_bytes, code_bytes;
    std::optional<double> compile_s, validation_s;
    std::optional<std::int64_t> compile_memory_bytes, validation_memory_bytes,
        validation_output_bytes;

    std::vector<std::string> validator_args;  ///< of every test
    /// The validator writes scores, which a pass-fail group takes for a judge's error: it is told
    /// `no_scores` there (settle_scores).
    bool validator_gives_scores = false;
    std::optional<BlueprintProgram> output_validator;
    std::vector<BlueprintProgram> input_validators, generators;
    std::vector<NamedFile> extra_files;  ///< statements, attachments, include files: taken as is

    std::vector<BlueprintTest> samples;
    GroupScoring aggregation = GroupScoring::sum;  ///< of secret; scoring problems only
    std::optional<double> max_score;               ///< of secret; nullopt = 100
    bool max_score_unbounded = false;              ///< of secret, instead of a number
    std::vector<BlueprintGroup> groups;            ///< in judging order; one without a name, or all
                                                   ///< with
    std::vector<BlueprintTest> invalid_inputs;     ///< data/invalid_input: input only
    std::vector<BlueprintSubmission> submissions;

    std::vector<std::string> understood;  ///< facts for people, a line each
    std::vector<ImportNote> ignored;      ///< left out; no verdict depends on it
    std::vector<ImportNote> changes;      ///< would change a verdict
};

std::size_t test_count(const Blueprint& blueprint);

/// Adds the argument `no_scores`, and what a test's full points are, wherever the validator may not
/// give a part of them. `each_test_gives_all`: a test of a group has the points of the whole group.
void settle_scores(Blueprint& blueprint, bool each_test_gives_all);

/// Names that 2025-09 takes and that sort by bytes in the order of `names`: as they are when they
/// do, else numbered ("03-abc"). Cost: O(n).
std::vector<std::string> ordered_names(const std::vector<std::string>& names);

/// Lower-case letters and digits only, as 2025-09 asks of a short name; never empty.
std::string short_name_of(const std::string& text);

}  // namespace arena::problem
