# SPDX-License-Identifier: Apache-2.0
# A program that runs on any Linux of its processor. ICU's data are 30 MB; with
# icupkg (icu-devtools of Debian) only what zhen uses of them is linked.
target_link_options(zhen_static INTERFACE -static -Wl,--gc-sections)

find_library(ICU_DATA_ARCHIVE icudata)
find_program(ICUPKG icupkg PATHS /usr/sbin)
string(REGEX MATCH "^[0-9]+" icu_major "${ICU_VERSION}")
# The name of the file is written into it, and looked for.
set(icu_data ${CMAKE_CURRENT_BINARY_DIR}/icudt${icu_major}l.dat)
if(ICUPKG)
  add_custom_command(OUTPUT ${icu_data}
    COMMAND ${CMAKE_COMMAND} -DARCHIVE=${ICU_DATA_ARCHIVE} -DICUPKG=${ICUPKG}
      -DAR=${CMAKE_AR} -DOBJCOPY=${CMAKE_OBJCOPY} -DOUT=${icu_data}
      -P ${CMAKE_CURRENT_SOURCE_DIR}/static_icu.cmake
    DEPENDS static_icu.cmake ${ICU_DATA_ARCHIVE})
  # Defined here, the archive's own object is not taken.
  file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/icudt.S
    ".section .rodata\n.balign 16\n.globl icudt${icu_major}_dat\n"
    "icudt${icu_major}_dat:\n.incbin \"${icu_data}\"\n"
    ".section .note.GNU-stack, \"\", %progbits\n")
  set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/icudt.S PROPERTIES
    OBJECT_DEPENDS ${icu_data})
  add_library(zhen_icu_data OBJECT ${CMAKE_CURRENT_BINARY_DIR}/icudt.S)
  target_sources(zhen_static INTERFACE $<TARGET_OBJECTS:zhen_icu_data>)
else()
  message(STATUS "No icupkg: all of ICU's data are linked (31 MB)")
  target_link_libraries(zhen_static INTERFACE ${ICU_DATA_ARCHIVE})
endif()
