// Every fuzz target with the inputs that are kept for it: what a fuzzer once reached stays sound,
// and a target that no longer compiles is seen by every build.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace fs = std::filesystem;

#define FUZZ_TARGET(name) extern "C" int fuzz_##name(const std::uint8_t* data, std::size_t size);
#include "fuzz_targets.inc"
#undef FUZZ_TARGET

namespace {

struct Target {
    const char* name;
    int (*run)(const std::uint8_t* data, std::size_t size);
};

#define FUZZ_TARGET(name) {#name, fuzz_##name},
constexpr Target targets[] = {
#include "fuzz_targets.inc"
};
#undef FUZZ_TARGET

/// How many inputs it took: those kept, and the empty one.
int replay(const Target& target, const fs::path& folder) {
    target.run(nullptr, 0);
    int inputs = 1;
    if (!fs::is_directory(folder)) return inputs;
    for (const auto& entry : fs::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
        target.run(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        ++inputs;
    }
    return inputs;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s SEEDS\n", argv[0]);
        return 2;
    }
    for (const Target& target : targets) {
        std::printf("%-18s ", target.name);
        std::fflush(stdout);  // a crash is told behind its name
        std::printf("%d inputs\n", replay(target, fs::path(argv[1]) / target.name));
    }
    return 0;
}
