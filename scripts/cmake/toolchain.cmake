# Compiler flags, sanitizers, ccache and the linker. Two interface targets:
#   arena_warnings  warnings only (for the slot, which must never be sanitized)
#   arena_flags     warnings + sanitizers + coverage, for everything else
find_package(Threads REQUIRED)

find_program(ARENA_CCACHE ccache)
if(ARENA_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ARENA_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${ARENA_CCACHE})
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
