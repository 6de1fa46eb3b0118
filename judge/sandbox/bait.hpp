// What the selftest lays out on the host for the attacks to find: a readable secret, an input file,
// and services that listen. If a hostile program reaches any of it, a wall is missing.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "judge/sandbox/descriptor.hpp"
#include "judge/sandbox/temp_folder.hpp"

namespace arena::sandbox {

class Bait {
public:
    /// Makes a folder below $TMPDIR that everybody may read, and three listeners. Errors: host.
    static Result<std::unique_ptr<Bait>> lay();
    ~Bait();
    Bait(const Bait&) = delete;
    Bait& operator=(const Bait&) = delete;

    /// {secret} {secret-folder} {bait-word} {port} {abstract} {socket} in `text`, replaced.
    std::string fill(std::string text) const;

    const std::string& input_path() const { return input_path_; }

    /// The words that only the secret file holds are in `text`.
    bool told(const std::string& text) const;

    /// What was done to the bait since it was laid, or "" (content, mode, owner, times, visits).
    std::string damage() const;

private:
    Bait() = default;

    std::optional<TempFolder>
        around_;  ///< so that a later process finds it when this one is killed
    std::string folder_, word_, token_, secret_path_, input_path_, socket_path_, abstract_;
    Descriptor tcp_, abstract_listener_, path_listener_;
    int port_ = 0;
    std::string facts_;  ///< of the input file, as stat tells them
};

}  // namespace arena::sandbox
