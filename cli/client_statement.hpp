// A problem's statement and samples, to be read in a terminal.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace arena::cli {

/// Of GET /api/problems/{id}: limits, the statement as its author wrote it (Markdown reads well as
/// it is), each sample. Printable, at most `columns` wide.
std::vector<std::string> statement_lines(const nlohmann::json& problem, int columns);

}  // namespace arena::cli
