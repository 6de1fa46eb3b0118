// What the user means with `arena similar ...`.
#pragma once

#include "cli/args.hpp"
#include "core/similarity/syntax.hpp"

namespace arena::cli {

enum class SimilarFormat { table, json, csv, html };

struct SimilarArgs {
    CommonArgs common;
    std::vector<std::string> paths;              ///< files and folders, at least one
    std::vector<std::string> templates;          ///< files of given code
    const similarity::Syntax* syntax = nullptr;  ///< null: by the extension of each file
    std::string by = "file";                     ///< what one submission is
    double min_score = 0.2;
    double cluster_score = 0.5;
    std::optional<int> top;  ///< empty: the format's own
    std::optional<int> jobs;
    SimilarFormat format = SimilarFormat::table;
    std::string output;  ///< empty: stdout
    std::string scores;  ///< of evaluate: a file for the score of each pair
};

Result<SimilarArgs> read_similar_args(const CommandLine& line);
Result<SimilarArgs> read_similar_view_args(const CommandLine& line);
Result<SimilarArgs> read_similar_evaluate_args(const CommandLine& line);

Result<ExitStatus> similar_command(const SimilarArgs& args);
Result<ExitStatus> similar_view_command(const SimilarArgs& args);
Result<ExitStatus> similar_evaluate_command(const SimilarArgs& args);

}  // namespace arena::cli
