// A report's file: written whole or not at all.
//
// The text goes to a new file beside the target, which takes the target's name only when every byte
// is written. Whatever stops the program before that leaves the old file as it was and removes the
// new one; only a kill that cannot be caught may leave the ".arena-" file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace arena::cli {

/// A path of the command line and what it is there: "--state", "RESULTS".
struct NamedPath {
    std::string_view role;
    std::string path;  ///< empty: not given
};

/// Error: usage, when an output is the same file as an input or as another output, by whatever
/// name; both are told. Devices and pipes may be shared, and "-" among the inputs is no path.
Result<void> refuse_overwriting(const std::vector<NamedPath>& outputs,
                                const std::vector<NamedPath>& inputs);

class OutputFile {
public:
    /// Opens the new file at once, so that a folder that cannot be written is told before hours of
    /// judging. Errors: usage (a folder, or not writable: `flag` and the reason are named).
    static Result<OutputFile> open(const std::string& path, std::string_view flag = "--output");

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
