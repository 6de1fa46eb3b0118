# Compiler flags, sanitizers, ccache and the linker. Two interface targets:
#   arena_warnings  warnings only (for the slot, which must never be sanitized)
#   arena_flags     warnings + sanitizers + coverage, for everything else
find_package(Threads REQUIRED)

find_program(ARENA_CCACHE ccache)
if(ARENA_CCACHE)
  # ccache takes a compilation with a precompiled header only when told that its macros may differ.
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${ARENA_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
endif()
find_program(ARENA_LLD ld.lld)
if(ARENA_LLD)
  add_link_options(-fuse-ld=lld)
endif()

add_library(arena_warnings INTERFACE)
target_compile_options(arena_warnings INTERFACE
  -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wnull-dereference)
if(ARENA_WERROR)
  target_compile_options(arena_warnings INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees null dereferences inside its own <string> and <regex> when it inlines them.
  target_compile_options(arena_warnings INTERFACE -Wno-null-dereference -Wno-restrict)
  # Optimised it also sees overflows in there, and optionals that nobody set.
  target_compile_options(arena_warnings INTERFACE
    "$<$<CONFIG:Release>:-Wno-stringop-overflow;-Wno-stringop-overread>"
    "$<$<CONFIG:Release>:-Wno-array-bounds;-Wno-maybe-uninitialized>")
endif()

add_library(arena_flags INTERFACE)
target_link_libraries(arena_flags INTERFACE arena_warnings)
if(ARENA_SANITIZE)
  target_compile_options(arena_flags INTERFACE
    -fsanitize=${ARENA_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g1)
  target_link_options(arena_flags INTERFACE -fsanitize=${ARENA_SANITIZE})
endif()
if(ARENA_COVERAGE)
  target_compile_options(arena_flags INTERFACE --coverage -O0 -g)
  target_link_options(arena_flags INTERFACE --coverage)
endif()
if(ARENA_FUZZ)
  target_compile_options(arena_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined -g1)
  target_link_options(arena_flags INTERFACE -fsanitize=address,undefined)
endif()

# What most files include: parsed once instead of five hundred times. What few need is left out: of
# nlohmann/json, which one file in eight includes, each would instantiate the literals anew (0.4 s).
# A file still includes all that it uses: clang-tidy reads each without the precompiled header and
# so finds what is missing.
set(ARENA_PRECOMPILED <algorithm> <array> <chrono> <cmath> <cstdint> <filesystem> <fstream>
  <functional> <map> <memory> <optional> <set> <span> <sstream> <string> <string_view>
  <unordered_map> <variant> <vector> <tl/expected.hpp>)

# arena_precompile(TARGET [HEADER...]): precompiles the usual headers and those named for TARGET.
function(arena_precompile target)
  target_precompile_headers(${target} PRIVATE ${ARENA_PRECOMPILED} ${ARGN})
endfunction()

# arena_share_precompiled(TARGET OWNER): uses OWNER's, which was compiled with the same flags.
function(arena_share_precompiled target owner)
  target_precompile_headers(${target} REUSE_FROM ${owner})
endfunction()
