// A package of a foreign format, written by a test file by file and read as an import reads it.
#pragma once

#include <filesystem>
#include <string>

#include "core/problem/foreign_format.hpp"
#include "tests/support/temporary_folder.hpp"

namespace arena::testing {

struct ForeignSketch {
    TemporaryFolder folder;

    ForeignSketch& write(const std::string& name, const std::string& content = "1\n") {
        folder.write(name, content);
        return *this;
    }
    Result<problem::Blueprint> read() const {
        problem::ImportOptions options;
        options.scratch = folder.path(".scratch");
        std::filesystem::create_directory(options.scratch);
        return problem::read_foreign(folder.path(), "sketch", options);
    }
    /// The message; empty when it is read.
    std::string refusal() const {
        const auto blueprint = read();
        return blueprint ? "" : blueprint.error().message;
    }
};

}  // namespace arena::testing
