// Writing the native package: Kattis problem package format 2025-09.
//
// Everything goes into `destination`, which the caller has made and renames when all is well.
#pragma once

#include <string>
#include <vector>

#include "core/problem/blueprint.hpp"

namespace arena::problem {

struct WriteOptions {
    /// Files below this folder are the caller's own and may be linked (one inode, no copy) rather
    /// than copied: an unpacked archive. Empty: copy everything.
    std::string linkable_below;
};

/// One file of a package that is being written. Error: host.
Result<void> write_file(const std::string& destination, const NamedFile& file,
                        const WriteOptions& options);

/// The whole package. REQUIRES: every test has an input. Errors: host, unreadable;
/// invalid_package for two files of one name.
Result<void> write_kattis(const Blueprint& blueprint, const std::string& destination,
                          const WriteOptions& options);

/// problem.yaml as text.
std::string manifest_text(const Blueprint& blueprint);

/// submissions.yaml as text; empty when the folders say all.
std::string submissions_text(const Blueprint& blueprint);

/// An identifier that depends on nothing but the text: RFC 9562 version 8, from FNV-1a.
std::string uuid_of(const std::string& text);

}  // namespace arena::problem
