// The real sandbox for tests: one lane, opened once for the process, with a compile cache of its
// own.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "judge/compile.hpp"
#include "judge/sandbox/sandbox.hpp"
#include "tests/support/temporary_folder.hpp"

namespace arena::testing {

/// The best tier that this host gives.
inline Runner& real_runner() {
    static sandbox::Sandbox sandbox = [] {
        sandbox::SandboxOptions options;
        options.allow_restricted = true;
        auto opened = sandbox::Sandbox::open(options);
        if (!opened) throw std::runtime_error("no sandbox: " + opened.error().message);
        return std::move(*opened);
    }();
    return sandbox.lane(0);
}

/// A cache that lives as long as the process, so that prepared files are made once.
inline CompileSettings cached_settings() {
    static const TemporaryFolder folder;
    CompileSettings settings;
    settings.cache_directory = folder.path("cache");
    return settings;
}

}  // namespace arena::testing
