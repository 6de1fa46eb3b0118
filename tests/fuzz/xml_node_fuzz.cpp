// XML of any shape is a tree or one line that says why not.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/problem/xml_node.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto root = arena::problem::parse_xml(text, "f.xml");
    if (!root && root.error().message.find('\n') != std::string::npos) std::abort();
    return 0;
}
