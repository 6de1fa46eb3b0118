// Where this checkout lies, and the data that may lie beside it.
//
// Only source_tree.cpp is compiled with the path, so that a compiler cache can share every other
// object between checkouts.
#pragma once

#include <string>

namespace arena::testing {

/// A file or folder of this checkout: source_path("man/arena.1").
std::string source_path(const std::string& inside);

/// A file or folder of the shared data ("corpus", "data/ratings/x.csv"): in a folder `shared`
/// beside this checkout or one above. "" when it is not there.
std::string shared_path(const std::string& inside);

}  // namespace arena::testing
