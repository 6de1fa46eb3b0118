// The rating vectors, peers' answers and result files that lie beside the checkout.
//
// Tests that need them skip aloud when they are absent. Columns are read by plain splitting: the
// project's own readers have their own tests.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/rating/event.hpp"

namespace arena::rating::data {

/// "" when this checkout has none beside it.
std::string folder();

/// All of a file; REQUIREs that it exists.
std::string text_of(const std::string& path);

/// Rows of a comma-separated file without its heading; double quotes around a field are dropped.
std::vector<std::vector<std::string>> rows_of(const std::string& path);

/// Names of the plain files in a folder, sorted.
std::vector<std::string> files_of(const std::string& path);

struct Results {
    std::vector<std::string> names;  ///< by player
    std::map<std::string, PlayerId> ids;
    History history;
    std::vector<double> days;
};

/// football_intl.csv: one duel a row, the home side first (also on neutral ground, as peers saw
/// it).
Results football();

/// reddit.csv, f1_races.csv, synth_2500x50.csv: one contest an event.
Results contests(const std::string& file);

/// What a peer answered: name -> two numbers.
std::map<std::string, std::pair<double, double>> answers(const std::string& file);

}  // namespace arena::rating::data
