# Files that travel inside the binary.

# arena_embed_binary(TARGET NAME PROGRAM): the bytes of the executable target PROGRAM, between
# arena_NAME_begin and arena_NAME_end.
function(arena_embed_binary target name program)
  set(file ${CMAKE_BINARY_DIR}/${program})
  set(source ${CMAKE_BINARY_DIR}/embedded/${name}.S)
  file(CONFIGURE OUTPUT ${source} CONTENT
"    .section .rodata
    .balign 16
    .global arena_${name}_begin
    .global arena_${name}_end
arena_${name}_begin:
    .incbin \"${file}\"
arena_${name}_end:
    .section .note.GNU-stack,\"\",%progbits
" @ONLY)
  set_source_files_properties(${source} PROPERTIES GENERATED TRUE OBJECT_DEPENDS ${file})
  target_sources(${target} PRIVATE ${source})
  add_dependencies(${target} ${program})
endfunction()

# arena_raw_rows(OUT_VAR DIR SUFFIX MARK): a row `{"NAME", R"MARK(text)MARK"},` for every
# DIR/*.SUFFIX, sorted; a changed file configures again.
function(arena_raw_rows out_var directory suffix mark)
  file(GLOB files CONFIGURE_DEPENDS ${directory}/*.${suffix})
  list(SORT files)
  set(rows "")
  foreach(file IN LISTS files)
    file(READ ${file} content)
    get_filename_component(name ${file} NAME)
    string(APPEND rows "        {\"${name}\", R\"${mark}(${content})${mark}\"},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  endforeach()
  set(${out_var} "${rows}" PARENT_SCOPE)
endfunction()

# arena_embed_languages(OUT_VAR DIR): every DIR/*.json as one table of raw strings.
function(arena_embed_languages out_var directory)
  arena_raw_rows(rows ${directory} json JSON)
  set(source ${CMAKE_BINARY_DIR}/embedded/languages.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT
"// Made from judge/languages/*.json by scripts/cmake/embed.cmake.
#include \"judge/language_files.hpp\"

namespace arena {
const std::vector<LanguageFile>& built_in_language_files() {
    static const std::vector<LanguageFile> files{
@rows@    };
    return files;
}
}  // namespace arena
" @ONLY)
  set(${out_var} ${source} PARENT_SCOPE)
endfunction()

# arena_embed_adapters(OUT_VAR DIR): every DIR/NAME.cpp as text.
function(arena_embed_adapters out_var directory)
  arena_raw_rows(rows ${directory} cpp CODE)
  set(source ${CMAKE_BINARY_DIR}/embedded/adapters.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT
"// Made from core/problem/adapters/*.cpp by scripts/cmake/embed.cmake.
#include <map>
#include <string>

#include \"core/assert.hpp\"
#include \"core/problem/foreign_checker.hpp\"

namespace arena::problem {
const std::string& adapter_source(const std::string& name) {
    static const std::map<std::string, std::string> sources{
@rows@    };
    const auto found = sources.find(name + \".cpp\");
    ARENA_ASSERT(found != sources.end());
    return found->second;
}
}  // namespace arena::problem
" @ONLY)
  set(${out_var} ${source} PARENT_SCOPE)
endfunction()

# arena_embed_migrations(OUT_VAR DIR): every DIR/*.sql, by number, as the table of built-in
# migrations.
function(arena_embed_migrations out_var directory)
  arena_raw_rows(rows ${directory} sql SQL)
  set(source ${CMAKE_BINARY_DIR}/embedded/migrations.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT
"// Made from serve/store/migrations/*.sql by scripts/cmake/embed.cmake.
#include \"serve/store/migrate.hpp\"

namespace arena::serve {
const std::vector<Migration>& built_in_migrations() {
    static const std::vector<Migration> migrations{
@rows@    };
    return migrations;
}
}  // namespace arena::serve
" @ONLY)
  set(${out_var} ${source} PARENT_SCOPE)
endfunction()
