// A report's file: written whole or not at all.
//
// The text goes to a new file beside the target, which takes the target's name only when every byte
// is written. Whatever stops the program before that leaves the old file as it was and removes the
// new one; only a kill that cannot be caught may leave the ".arena-" file.
#pragma once

#include <string>
#include <string_view>

#include "core/error.hpp"

namespace arena::cli {

class OutputFile {
public:
    /// Opens the new file at once, so that a folder that cannot be written is told before hours of
    /// judging. Errors: usage (a folder, or not writable: the reason is named).
    static Result<OutputFile> open(const std::string& path);

    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&&) = delete;
    ~OutputFile();  ///< without commit(): removes what was written

    /// Error: host, "cannot write report.xml: No space left on device".
    Result<void> write(std::string_view text);

    /// Gives the file its name. Error: host.
    Result<void> commit();

private:
    OutputFile(std::string path, std::string temporary, int descriptor)
        : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {}

    std::string path_, temporary_;
    int descriptor_;
};

}  // namespace arena::cli
