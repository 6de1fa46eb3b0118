// Polygon's checker, interactor, validators, solutions and statements.
#pragma once

#include <optional>

#include "core/problem/foreign_format.hpp"
#include "core/problem/xml_node.hpp"

namespace arena::problem {

/// "problem.xml line 7: " + why
tl::unexpected<Error> polygon_fault(const XmlNode& node, const std::string& why);

/// Polygon's "english" as the code that 2025-09 wants.
std::string polygon_language(const std::string& polygon);

/// The other way: "en" as "english"; empty for a code that Polygon has no name for.
std::string polygon_language_name(const std::string& code);

/// What Polygon's tag of a solution promises; empty for an unknown tag.
std::vector<Expectation> polygon_expectations(const std::string& tag);

/// The path of an asset's source; nullopt when it has none.
std::optional<std::string> polygon_source(const XmlNode& node);

/// Everything but names, limits and tests. REQUIRES: out.scoring is set. Errors: invalid_package,
/// unsupported, not_found.
Result<void> read_polygon_assets(const PackageFolder& folder, const ImportOptions& options,
                                 const XmlNode& root, Blueprint& out);

}  // namespace arena::problem
