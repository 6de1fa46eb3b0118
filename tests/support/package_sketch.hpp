// A small problem package on disk, for tests of readers: problem.yaml and pairs of .in and .ans.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>

#include "core/problem/package.hpp"
#include "tests/support/temporary_folder.hpp"

namespace arena::testing {

class PackageSketch {
public:
    /// `manifest` is problem.yaml; `cases` are names below data/ without extension.
    explicit PackageSketch(const std::string& manifest,
                           std::initializer_list<const char*> cases = {"secret/1"}) {
        write("problem.yaml", manifest);
        for (const char* name : cases) add_case(name);
    }

    PackageSketch& add_case(const std::string& name) {
        write("data/" + name + ".in", "1\n");
        write("data/" + name + ".ans", "1\n");
        return *this;
    }

    PackageSketch& write(const std::string& name, const std::string& content) {
        folder_->write(name, content);
        return *this;
    }

    PackageSketch& link(const std::string& target, const std::string& name) {
        const std::filesystem::path path = folder_->path(name);
        std::filesystem::create_directories(path.parent_path());
        std::filesystem::create_symlink(target, path);
        return *this;
    }

    std::string path(const std::string& name = "") const { return folder_->path(name); }

    Result<problem::Package> read() const { return problem::read_package(folder_->path()); }

    /// The message of the refusal; "" when the package was read.
    std::string refusal() const {
        const auto package = read();
        return package ? "" : package.error().message;
    }

private:
    std::unique_ptr<TemporaryFolder> folder_ = std::make_unique<TemporaryFolder>();
};

/// Whether a note holds `text`.
inline bool has_note(const problem::Package& package, const std::string& text) {
    for (const std::string& note : package.notes) {
        if (note.find(text) != std::string::npos) return true;
    }
    return false;
}

}  // namespace arena::testing
