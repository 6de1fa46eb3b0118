// The settings file of a foreign package, the first byte saying of which: a blueprint, or one line
// that says why not. Statements, too, since they come from the same hands.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/problem/foreign_format.hpp"
#include "core/problem/statement_html.hpp"
#include "core/problem/write_kattis.hpp"

namespace {

namespace fs = std::filesystem;

const char* const names[] = {"problem.xml",          "init.yml", "config.yml", "task.yaml",
                             "testdata/config.yaml", "gen/GEN"};

/// A folder with the test files that settings are likely to name.
std::string make_folder() {
    std::string pattern = (fs::temp_directory_path() / "arena_fuzz_XXXXXX").string();
    const std::string folder = mkdtemp(pattern.data());
    for (const char* file : {"tests/01", "tests/01.a", "1.in", "1.out", "in/abc1a.in",
                             "out/abc1a.out", "prog/abc.cpp", "testdata/1.in", "testdata/1.out",
                             "input/input0.txt", "output/output0.txt", "sol/a.py"}) {
        fs::create_directories((fs::path(folder) / file).parent_path());
        std::ofstream(folder + "/" + file) << "1\n";
    }
    fs::create_directories(folder + "/gen");
    return folder;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::string folder = make_folder();
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    for (const char* name : names) fs::remove(folder + "/" + name);
    const std::size_t which = data[0] % (std::size(names) + 1);
    if (which == std::size(names)) {
        arena::problem::StatementPage page;
        (void)arena::problem::latex_html(text, page);
        (void)arena::problem::markdown_html(text, page);
        return 0;
    }
    std::ofstream(folder + "/" + names[which], std::ios::binary) << text;
    if (which == 5) std::ofstream(folder + "/task.yaml") << "name: t\n";
    const auto blueprint = arena::problem::read_foreign(folder, "fuzz", {});
    if (!blueprint) {
        if (blueprint.error().message.find('\n') != std::string::npos) std::abort();
        return 0;
    }
    (void)arena::problem::manifest_text(*blueprint);
    (void)arena::problem::submissions_text(*blueprint);
    return 0;
}
