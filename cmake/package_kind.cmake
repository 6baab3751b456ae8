# cpack reads this once for each kind of package: a .deb is for /usr, an archive stands alone with the libraries inside.
if(CPACK_GENERATOR STREQUAL "DEB")
  set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
else()
  set(CPACK_PACKAGING_INSTALL_PREFIX "")
  list(GET CPACK_INSTALL_CMAKE_PROJECTS 0 built)
  list(APPEND CPACK_INSTALL_CMAKE_PROJECTS "${built};polso;libraries;/")
endif()
