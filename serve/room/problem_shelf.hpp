// The problems that this server plays: read once at the start, from folders of packages.
//
// The statement and the samples are kept; test data stays on disk for the workers. A package that
// cannot be read is named in the log and left out. The difficulty (on the scale of ratings) is the
// package's keyword "difficulty:1400"; without one it is 1500.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace arena::serve {

class Log;

struct ShelfProblem {
    struct Sample {
        std::string input, output;
    };
    std::string id;  ///< the folder's name
    std::string title, path, version;
    std::string kind;  ///< "pass-fail", "scoring", "interactive", "multi-pass"
    double difficulty = 1500;
    double time_limit_s = 0;                  ///< 0: by its submissions
    std::int64_t memory_bytes = 0;            ///< 0: the judge's default
    std::string statement, statement_format;  ///< "markdown", "latex" or "html"
    std::vector<Sample> samples;
    /// Accepted sources by language id: what sabotage starts from.
    std::map<std::string, std::string> references;
};

class ProblemShelf {
public:
    /// Every folder in `folders` that is a package, or holds packages. Error: not_found (a folder).
    static Result<ProblemShelf> open(const std::vector<std::string>& folders, Log& log);

    const ShelfProblem* find(const std::string& id) const;
    const std::vector<ShelfProblem>& all() const { return problems_; }  ///< by difficulty, then id

    /// `count` problems (fewer when there are not so many) whose difficulty is near `rating`, those
    /// in `seen` only when the others do not suffice; equally near ones are drawn by `seed`.
    std::vector<const ShelfProblem*> choose(std::size_t count, double rating,
                                            const std::set<std::string>& seen, std::uint64_t seed,
                                            bool (*fits)(const ShelfProblem&)) const;

private:
    std::vector<ShelfProblem> problems_;
};

}  // namespace arena::serve
