// The length of a source in code golf.
//
// Bytes of the UTF-8 text as submitted, after one trailing newline ("\n" or "\r\n") is dropped.
#pragma once

#include <cstdint>
#include <string_view>

namespace arena::match {

inline std::int64_t golf_length(std::string_view source) {
    if (source.ends_with("\r\n"))
        source.remove_suffix(2);
    else if (source.ends_with('\n'))
        source.remove_suffix(1);
    return static_cast<std::int64_t>(source.size());
}

}  // namespace arena::match
