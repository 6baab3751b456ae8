# What a package holds: the program, the models and recipes, what an operator puts beside them, the documents.
# `cmake --install build/release --prefix DIR`; `cpack --config build/release/CPackConfig.cmake` makes the .deb and the archive.
include(GNUInstallDirs)
set(shared ${CMAKE_INSTALL_DATADIR}/polso)

# An archive also holds the libraries that are not glibc's, and the program looks for them beside itself first; a .deb names
# the packages that have them. An RPATH, not a RUNPATH: the libraries find each other by it as well.
set_target_properties(polso PROPERTIES INSTALL_RPATH "$ORIGIN/../lib/polso")
target_link_options(polso PRIVATE LINKER:--disable-new-dtags)
install(TARGETS polso RUNTIME_DEPENDENCY_SET libraries DESTINATION ${CMAKE_INSTALL_BINDIR})
install(RUNTIME_DEPENDENCY_SET libraries DESTINATION lib/polso COMPONENT libraries EXCLUDE_FROM_ALL
        POST_EXCLUDE_REGEXES "/(ld-linux[^/]*|lib(c|m|dl|rt|pthread|resolv))\\.so[^/]*$")
install(CODE "set(architecture ${CMAKE_LIBRARY_ARCHITECTURE})" COMPONENT libraries EXCLUDE_FROM_ALL)
install(SCRIPT cmake/terms.cmake COMPONENT libraries EXCLUDE_FROM_ALL)
install(DIRECTORY models recipes DESTINATION ${shared} PATTERN ".polso-*" EXCLUDE)
install(DIRECTORY deploy/prometheus deploy/grafana DESTINATION ${shared})
install(FILES polso.example.toml DESTINATION ${shared})
install(FILES deploy/systemd/polso.service DESTINATION lib/systemd/system)
install(FILES deploy/systemd/polso.toml DESTINATION ${shared})
install(PROGRAMS deploy/systemd/polsoctl DESTINATION ${CMAKE_INSTALL_SBINDIR})
set(CPACK_PACKAGE_CONTACT "The Polso authors <polso@localhost>")
configure_file(deploy/debian/changelog.in ${CMAKE_BINARY_DIR}/changelog @ONLY)
execute_process(COMMAND gzip -9nc ${CMAKE_BINARY_DIR}/changelog OUTPUT_FILE ${CMAKE_BINARY_DIR}/changelog.gz COMMAND_ERROR_IS_FATAL ANY)
install(FILES README.md LICENSE CHANGELOG.md deploy/debian/copyright ${CMAKE_BINARY_DIR}/changelog.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md" PATTERN "*.yaml" PATTERN "*.png")

set(CPACK_GENERATOR DEB TZST)
set(CPACK_PACKAGE_NAME polso)
set(CPACK_PACKAGE_VENDOR "The Polso authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "takes the pulse of a company's reputation")
set(CPACK_PACKAGE_DESCRIPTION "Reads what people post about a brand, estimates how the mood is shared out between
negative, neutral and positive, alerts when it really changes and says why.")
set(CPACK_PACKAGE_FILE_NAME polso-${PROJECT_VERSION}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_SOURCE_DIR}/cmake/package_kind.cmake)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, tzdata")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_SOURCE_DIR}/deploy/debian/postinst ${CMAKE_SOURCE_DIR}/deploy/debian/prerm
    ${CMAKE_SOURCE_DIR}/deploy/debian/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
