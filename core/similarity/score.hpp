// How much of the rarer code of one submission stands in another: a number from 0 to 1 for every
// pair of a corpus.
//
// For runs of k tokens the share is the weight of what both have, divided by the weight of the
// lighter submission (containment), which is not taken as lighter than a quarter of the problem's
// middle one, lest a program of three lines stand in everybody's. Two programs of n tokens (the
// longer one counts) weigh the share of short runs by 1 / (1 + (n / 150)^4) and that of long runs
// by the rest: short programs have too few long runs, long ones share short runs by chance.
//
// Where the settings come from. Run lengths (8-20; 3-6 or none), the power of the logarithm (1, 2,
// 3), Dice-like or containment, the length at which short runs give way (100, 150, 200), and what a
// normal form drops were chosen on public labelled data only: 25 tasks of IR-Plag (cases 1-4) and
// of the train split of ConPlag, leaving out one task at a time. What was chosen without a task
// scores it with AUC 0.942 (ConPlag) and 0.679 (IR-Plag); the settings here, chosen most often,
// reach 0.962 and 0.702 on the same data.
#pragma once

#include <string>

#include "core/similarity/gram_table.hpp"

namespace arena::similarity {

struct Submission {
    std::string name;     ///< unique within its problem
    std::string problem;  ///< submissions to different problems are not compared
    std::string user;     ///< nor are those of one user; empty: of nobody in particular
    Fingerprint print;
};

struct PairScore {
    std::uint32_t a = 0, b = 0;  ///< places in the corpus, a < b
    double score = 0;
    double of_a = 0, of_b = 0;  ///< the share of a's code that stands in b, and the other way
};

class Corpus {
public:
    /// Sorts the submissions by problem and name; what is rare is told over all of them.
    explicit Corpus(std::vector<Submission> submissions);

    std::size_t size() const { return submissions_.size(); }
    const Submission& operator[](std::size_t i) const { return submissions_[i]; }

    /// In [0, 1], the same for (b, a), 1 for submissions with equal fingerprints that are not
    /// empty. REQUIRES: a != b; they may be of different problems or one user.
    PairScore score(std::size_t a, std::size_t b) const;

    /// The pairs of `a` with every later submission that may be compared and shares anything, whose
    /// score is at least `least`, by place. Calls on several threads do not meet.
    std::vector<PairScore> row(std::size_t a, double least) const;

private:
    struct Shared {
        std::uint64_t in_short = 0, in_long = 0;
    };
    PairScore pair(std::size_t a, std::size_t b, const Shared& shared) const;
    std::size_t problem_end(std::size_t a) const { return problem_ends_[a]; }

    std::vector<Submission> submissions_;
    GramTable short_table_, long_table_;
    std::vector<std::size_t> problem_ends_;  ///< by submission: behind the last of its problem
    std::vector<std::uint64_t> short_floors_, long_floors_;  ///< by submission, of its problem
};

}  // namespace arena::similarity
