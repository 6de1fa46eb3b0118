// Tests that a package leaves to its own programs: inputs by its generators, answers by its main
// solution. A Polygon standard package has little else.
//
// Everything runs in the sandbox under named limits: a generator is somebody else's code, and one
// that never ends is told by name. The same arguments give the same bytes, or that is an error:
// nothing is made up.
#pragma once

#include <functional>
#include <string>

#include "core/problem/blueprint.hpp"
#include "judge/compile.hpp"
#include "judge/runner.hpp"

namespace arena {

inline constexpr std::int64_t generator_time_ns = 15 * s_in_ns;  // as Polygon
inline constexpr std::int64_t generator_memory_bytes = 2048 * mib;
inline constexpr std::int64_t generator_output_bytes = 256 * mib;

struct TestMaking {
    Runner* runner = nullptr;
    CompileSettings compile;
    std::string scratch;  ///< an existing folder for what is made; the blueprint names it
    std::function<void(const std::string& what)> progress;  ///< may be empty
};

/// True when some test has no input yet, or no answer that it should have.
bool lacks_tests(const problem::Blueprint& blueprint);

/// Sources of a program of a blueprint. Errors: unreadable.
Result<std::vector<SourceFile>> blueprint_sources(const problem::BlueprintProgram& program);

/// One of the package's own programs, compiled. `what` begins each message: "generator 'gen.cpp'".
Result<Artifact> compile_blueprint_program(const TestMaking& how,
                                           const problem::BlueprintProgram& program,
                                           const std::string& what);

/// Runs a generator. Errors: invalid_package, naming `what` and how it ended.
Result<RunReport> run_generator(Runner& runner, const Artifact& program,
                                const std::vector<std::string>& args, const Input& input,
                                const std::string& what);

/// Fills every input and answer. Errors: invalid_package (a program fails or never ends, there is
/// no main solution), host.
Result<void> make_missing_tests(const TestMaking& how, problem::Blueprint& blueprint);

}  // namespace arena
