// Checkers of other systems as output validators of format 2025-09.
//
// A checker with a well-known standard behaviour becomes the default validator with flags where
// the two agree on every output, else arena's own standard_checker. A checker that is a program
// keeps its source and gets adapters/adapter.cpp beside it, which translates arguments and exit
// statuses. Facts: testlib.h (checkers of MikeMirzayanov/testlib), DMOJ/judge-server dmoj/checkers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/problem/blueprint.hpp"
#include "core/problem/package_folder.hpp"

namespace arena::problem {

/// The protocol numbers of adapters/adapter.cpp.
enum class CheckerProtocol {
    testlib = 1,
    cms = 2,
    sinolpack = 3,
    dmoj = 4,
    coci = 5,
    peg = 6,
    lemon = 7,
    hustoj = 8,
    syzoj = 9,
    qduoj = 10,
    sinolpack_interactor = 11,
};

/// What becomes of partial points.
enum class PartialPoints { none = 0, share = 1, points = 2 };

struct AdaptedChecker {
    CheckerProtocol protocol = CheckerProtocol::testlib;
    PartialPoints partial = PartialPoints::none;
    bool interacts = false;
    std::string order;  ///< of the arguments: i(nput), o(utput), a(nswer); empty = the protocol's
};

/// Polygon's `std::lcmp.cpp` and its like. False for a name that is not known.
bool apply_testlib_standard(const std::string& name, Blueprint& blueprint);

/// Sets output_validator to standard_checker with `args`.
void use_standard_checker(std::vector<std::string> args, Blueprint& blueprint);

/// Sets output_validator to the program `sources` (paths below `folder`, the first is the
/// checker) with the adapter. testlib.h is put beside them from the first of: the folder of the
/// source, `testlib` (a path of this machine, may be empty). Errors: unsupported (not C or C++),
/// not_found (a source or testlib.h is missing).
Result<void> use_adapted_checker(const PackageFolder& folder,
                                 const std::vector<std::string>& sources, const AdaptedChecker& how,
                                 const std::string& testlib, Blueprint& blueprint);

/// The same for an interactor whose output a checker judges after it: two programs, joined by a
/// build script.
Result<void> use_interactor_and_checker(const PackageFolder& folder, const std::string& interactor,
                                        const std::string& checker, const std::string& testlib,
                                        Blueprint& blueprint);

/// A C++ program with the headers that lie beside it, and testlib.h where it includes that.
Result<BlueprintProgram> program_with_headers(const PackageFolder& folder,
                                              const std::string& source,
                                              const std::string& testlib);

/// Tells every test what its points are, for checkers that count in them. Groups are settled.
void tell_points(Blueprint& blueprint);

/// What use_standard_checker was given, when that is the blueprint's validator; else nullptr.
const std::vector<std::string>* standard_checker_args(const Blueprint& blueprint);

/// A checker or interactor of another system behind its adapter, as it was before.
struct OriginalProgram {
    CheckerProtocol protocol = CheckerProtocol::testlib;
    bool interacts = false;
    std::vector<NamedFile> files;  ///< the checker first
};

/// nullopt when the blueprint's validator is no adapted program.
std::optional<OriginalProgram> original_checker(const Blueprint& blueprint);

/// The sources of an input validator of testlib behind its adapter; empty for any other.
std::vector<NamedFile> original_input_validator(const BlueprintProgram& program);

/// The texts of adapters/NAME.cpp. REQUIRES: there is one.
const std::string& adapter_source(const std::string& name);

}  // namespace arena::problem
