// A clean name never leads out, whatever it was made from.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/problem/archive_name.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto name = arena::problem::clean_archive_name(text);
    if (!name) return name.error().message.find('\n') == std::string::npos ? 0 : (std::abort(), 0);
    const std::string wrapped = "/" + *name + "/";
    if (wrapped.find("/../") != std::string::npos || wrapped.find("/-") != std::string::npos) {
        std::abort();
    }
    if (!name->empty() && (name->front() == '/' || name->find('\\') != std::string::npos)) {
        std::abort();
    }
    // Cleaning what is clean changes nothing.
    if (!name->empty() && arena::problem::clean_archive_name(*name).value() != *name) std::abort();
    return 0;
}
