// Problems kept ready in a worker: read once, validators compiled, time limit known.
//
// A package is known by its path and version. One that is asked for with a new version is read
// anew; of more than `packages_max` the one unused for longest goes.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/problem/package.hpp"
#include "judge/judge.hpp"
#include "serve/judging/task.hpp"

namespace arena::serve {

class PackageShelf {
public:
    struct Ready {
        const problem::Package* package = nullptr;
        Judge* judge = nullptr;
    };

    /// REQUIRES: `runner` outlives it.
    PackageShelf(Runner& runner, CompileSettings compile, std::size_t packages_max);
    ~PackageShelf();

    /// What judges `task`, prepared; valid until the next call. Errors: as read_package() and
    /// Judge::prepare(). Cost: nothing when it was asked for before.
    Result<Ready> find(const JudgeTask& task, const Language& language,
                       const JudgeObserver& observer);

private:
    struct Item;
    Result<Item*> package(const JudgeTask& task);
    void make_room();

    Runner& runner_;
    CompileSettings compile_;
    std::size_t packages_max_;
    std::uint64_t uses_ = 0;
    std::map<std::string, std::unique_ptr<Item>> items_;  ///< by path
};

}  // namespace arena::serve
