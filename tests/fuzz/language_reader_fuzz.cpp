// Any bytes as a languages/*.json: read or refused in words, never a crash; what is read is usable.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/assert.hpp"
#include "judge/language_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    arena::LanguageFile file;
    file.name = "fuzz.json";
    file.text.assign(reinterpret_cast<const char*>(data), size);
    const auto language = arena::LanguageReader::read(file);
    if (language) {
        ARENA_ASSERT(!language->id.empty());
        ARENA_ASSERT(!language->run.empty());
    } else {
        ARENA_ASSERT(!language.error().message.empty());
    }
    return 0;
}
