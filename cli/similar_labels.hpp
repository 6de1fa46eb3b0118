// Labelled pairs, and what they name: sources beside the labels, or token streams in tokens.tsv.
//
// LABELS is a CSV file whose header names file_a, file_b and label (or plagiarised: 1, 0, yes, no,
// true, false) and, where there are such, set, task and level. A line of tokens.tsv is a name, a
// tab, and tokens with blanks between them: names, numbers and strings as I, N and S.
#pragma once

#include <string>
#include <vector>

#include "cli/similar_input.hpp"

namespace arena::cli {

struct LabelledPair {
    std::string set, task, level;  ///< empty where the file has none
    std::size_t a = 0, b = 0;      ///< places in the corpus
    bool copied = false;
};

struct LabelledPairs {
    similarity::Corpus corpus;  ///< a problem for each set and task
    std::vector<LabelledPair> pairs;
};

/// `path`: the CSV file, or a folder with a labels.csv. Token streams are Java's unless --language
/// says otherwise. Errors: not_found, unreadable, naming file and line.
Result<LabelledPairs> read_labels(const std::string& path, const SimilarArgs& args);

}  // namespace arena::cli
