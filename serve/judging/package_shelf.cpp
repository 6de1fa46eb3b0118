#include "serve/judging/package_shelf.hpp"

#include <algorithm>
#include <tuple>

#include "core/assert.hpp"

namespace arena::serve {
namespace {

// Everything that a Judge is made for.
using Purpose = std::tuple<std::string, TestChoice, bool, std::optional<double>>;

constexpr std::size_t judges_max = 64;  // of one package; then all are made anew

// Packages name their samples data/sample; a plain folder of tests has secret ones only.
std::vector<std::string> globs_of(TestChoice tests, const problem::Package& package) {
    switch (tests) {
        case TestChoice::all: return {};
        case TestChoice::samples: return {"sample/*"};
        case TestChoice::secret:
            if (package.format == problem::Format::plain) return {};
            return {"secret/*"};
    }
    return {};
}

}  // namespace

struct PackageShelf::Item {
    problem::Package package;
    std::string version;
    std::uint64_t used = 0;
    std::map<Purpose, std::unique_ptr<Judge>> judges;
};

PackageShelf::PackageShelf(Runner& runner, CompileSettings compile, std::size_t packages_max)
    : runner_(runner), compile_(std::move(compile)), packages_max_(packages_max) {
    ARENA_ASSERT(packages_max_ >= 1);
}

PackageShelf::~PackageShelf() = default;

void PackageShelf::make_room() {
    while (items_.size() >= packages_max_) {
        items_.erase(std::min_element(items_.begin(), items_.end(), [](auto& a, auto& b) {
            return a.second->used < b.second->used;
        }));
    }
}

Result<PackageShelf::Item*> PackageShelf::package(const JudgeTask& task) {
    const auto found = items_.find(task.package_path);
    if (found != items_.end()) {
        if (found->second->version == task.package_version) return found->second.get();
        items_.erase(found);
    }
    auto read = problem::read_package(task.package_path);
    if (!read) return tl::unexpected(read.error());
    make_room();
    auto& item = items_[task.package_path];
    item = std::make_unique<Item>();
    item->package = *std::move(read);
    item->version = task.package_version;
    return item.get();
}

Result<PackageShelf::Ready> PackageShelf::find(const JudgeTask& task, const Language& language,
                                               const JudgeObserver& observer) {
    auto item = package(task);
    if (!item) return tl::unexpected(item.error());
    (*item)->used = ++uses_;
    auto& judges = (*item)->judges;
    const Purpose purpose{language.id, task.tests, task.stop_at_first, task.time_limit_s};
    const auto found = judges.find(purpose);
    if (found != judges.end()) return Ready{&(*item)->package, found->second.get()};
    JudgeOptions options;
    options.time_limit_s = task.time_limit_s;
    options.test_globs = globs_of(task.tests, (*item)->package);
    options.stop_at_first = task.stop_at_first;
    options.language = &language;
    options.compile = compile_;
    auto judge = std::make_unique<Judge>((*item)->package, std::vector<Runner*>{&runner_},
                                         std::move(options));
    const auto prepared = judge->prepare(observer);
    if (!prepared) return tl::unexpected(prepared.error());
    if (judges.size() >= judges_max) judges.clear();
    return Ready{&(*item)->package, (judges[purpose] = std::move(judge)).get()};
}

}  // namespace arena::serve
