// Keys of the result cache: SHA-256 over everything that a result depends on.
//
// For a submission: the data (every byte of every test, and how tests count), the limits, the
// validator, its own sources, and the compilers' identities. Whoever adds a thing that can change a
// result adds it here.
#pragma once

#include <string>

#include "core/problem/validation_data.hpp"
#include "judge/compile.hpp"
#include "judge/language.hpp"

namespace arena {

/// Digest of tests, groups and limits. Cost: reads every test file once. Errors: unreadable.
Result<std::string> data_digest(const problem::Package& package);

/// Digest of a file, in blocks. Errors: unreadable.
Result<std::string> file_digest(const std::string& path);

/// Digest of a program's sources (constants filled in) and of the tools that build and run it.
/// `language` may be null: a program with its own build script.
Result<std::string> program_digest(const problem::Package& package, const problem::Program& program,
                                   const Language* language);

/// Of an optional validator: empty when there is none.
Result<std::string> validator_digest(const problem::Package& package,
                                     const std::optional<problem::Program>& program);

/// Key of the checks of a package's own data, on top of the two digests.
Result<std::string> data_result_key(const problem::Package& package,
                                    const problem::ValidationData& data,
                                    const std::string& data_digest,
                                    const std::string& validator_digest_of_output);

/// One key of its parts, with the version of the rules.
std::string result_key(const std::vector<std::string>& parts);

}  // namespace arena
