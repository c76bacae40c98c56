# SPDX-License-Identifier: Apache-2.0
# What is installed, and how others find it: CMake package and pkg-config.
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/NOTICE
  ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/samples/README.zh.md
  ${PROJECT_SOURCE_DIR}/samples/build.slurm
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(TARGET zhen_desk)
  set(share ${CMAKE_CURRENT_SOURCE_DIR}/desk/share)
  configure_file(${share}/zhen-desk.metainfo.xml.in
    invalid.zhen.desk.metainfo.xml @ONLY)
  install(FILES ${share}/zhen-desk.desktop
    DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES ${share}/zhen-desk.svg
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
  install(FILES ${share}/zhen-mime.xml
    DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages RENAME zhen.xml)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/invalid.zhen.desk.metainfo.xml
    DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
endif()
if(ZHEN_STATIC) # the program is all
  return()
endif()

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/zhen)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/zhen ${export_dir}/zhen
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN *.h)

# Two sets: the shared library needs nothing of its user, the static one needs
# all the libraries it is made from.
install(TARGETS zhen EXPORT zhen-targets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS zhen_static EXPORT zhen-static-targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
foreach(set zhen-targets zhen-static-targets)
  install(EXPORT ${set} NAMESPACE zhen:: DESTINATION ${package_dir})
endforeach()

configure_package_config_file(zhen-config.cmake.in zhen-config.cmake
  INSTALL_DESTINATION ${package_dir} NO_SET_AND_CHECK_MACRO)
# Before 1.0 the minor number is what breaks.
write_basic_package_version_file(
  ${CMAKE_CURRENT_BINARY_DIR}/zhen-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/zhen-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/zhen-config-version.cmake
  DESTINATION ${package_dir})

# Relative to itself, so that the installed tree can be moved.
file(RELATIVE_PATH ZHEN_PC_TO_PREFIX
  ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" ZHEN_PC_TO_PREFIX "${ZHEN_PC_TO_PREFIX}")
configure_file(zhen.pc.in zhen.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/zhen.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
