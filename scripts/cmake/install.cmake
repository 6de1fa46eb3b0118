# cmake --install: the binary, its man pages, the completions (which the binary itself writes), the
# problems.
install(TARGETS arena RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
file(GLOB man_pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/*.[1-8])
foreach(page IN LISTS man_pages)
  string(REGEX MATCH "[1-8]$" section ${page})
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()

set(completion_folders
  bash:bash-completion/completions:arena
  zsh:zsh/site-functions:_arena
  fish:fish/vendor_completions.d:arena.fish)
foreach(row IN LISTS completion_folders)
  string(REPLACE ":" ";" row ${row})
  list(GET row 0 shell)
  list(GET row 1 folder)
  list(GET row 2 name)
  set(script ${CMAKE_BINARY_DIR}/completions/${name})
  add_custom_command(OUTPUT ${script} DEPENDS arena VERBATIM
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/completions
    COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0
      $<TARGET_FILE:arena> completion ${shell} > ${script})
  list(APPEND completions ${script})
  install(FILES ${script} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder})
endforeach()
add_custom_target(arena_completions ALL DEPENDS ${completions})

install(DIRECTORY ${PROJECT_SOURCE_DIR}/problems
  DESTINATION ${CMAKE_INSTALL_DATADIR}/arena OPTIONAL USE_SOURCE_PERMISSIONS
  PATTERN "__pycache__" EXCLUDE)
