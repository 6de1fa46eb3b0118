// Which ids of events a file has used: two events of one id are a mistake of the file.
//
// Ids that rise as numbers are kept as runs of neighbours (a whole file is one run), others singly.
// So "7" and "007" are one id where they are in such a run, and numbers are what they say.
#pragma once

#include <string_view>
#include <vector>

#include "core/rating/plain_number.hpp"
#include "core/rating/roster.hpp"

namespace arena::rating {

class SeenIds {
public:
    /// Was it used before? It is from now on.
    bool repeats(std::string_view id) {
        double value = 0;
        return read_number(id, value) ? repeats(id, value) : repeats_singly(id);
    }
    /// The same for an id that is the number `value`.
    bool repeats(std::string_view id, double value) {
        if (!runs_.empty() && value == runs_.back().last + 1) {
            runs_.back().last = value;
            return false;
        }
        return repeats_number(id, value);
    }

private:
    struct Run {
        double first, last;
    };
    bool repeats_singly(std::string_view id);
    bool repeats_number(std::string_view id, double value);

    std::vector<Run> runs_;  ///< rising
    Roster ids_;
};

}  // namespace arena::rating
