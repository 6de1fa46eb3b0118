// Files and folders become submissions: found, read, cut into tokens and fingerprinted.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/similar_args.hpp"
#include "core/similarity/score.hpp"

namespace arena::cli {

struct SubmittedFile {
    std::string name;  ///< as it is shown
    std::string text;
    std::vector<similarity::Token> tokens;
};

struct SimilarInput {
    similarity::Corpus corpus;
    std::vector<std::vector<SubmittedFile>> sources;  ///< by place in the corpus
    similarity::Fingerprint given;                    ///< of all templates
    std::vector<std::string> left_out;                ///< "a.out: binary"
};

/// Errors: not_found, unreadable (a named file or template; a pattern that fits nothing), usage
/// (nothing to compare, only one submission). Files within named folders that cannot be compared
/// are left out and told.
Result<SimilarInput> read_similar_input(const SimilarArgs& args);

/// The normal form of a file's bytes. Error: unreadable, "binary" or "larger than ...".
Result<std::vector<similarity::Token>> tokens_of(const std::string& text,
                                                 const similarity::Syntax& syntax);

/// All pairs of a score, the highest first, then by place.
std::vector<similarity::PairScore> similar_pairs(const similarity::Corpus& corpus, double least,
                                                 const SimilarArgs& args);

/// Calls work(i) for every i < count on --jobs threads, with a progress line that says `doing`.
void spread(std::size_t count, const SimilarArgs& args, const std::string& doing,
            const std::function<void(std::size_t)>& work);

/// A report to --output, or to standard output.
Result<void> put_similar_report(const std::string& output, const std::string& text,
                                std::string_view flag = "--output");

}  // namespace arena::cli
