# The page: web/ bundled by esbuild, then embedded in the program as C++. npm fetches what web/package-lock.json names.
find_program(NODE node REQUIRED)
find_program(NPM npm REQUIRED)
set(web ${CMAKE_SOURCE_DIR}/web)
set(page ${CMAKE_BINARY_DIR}/page)
file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS ${web}/src/*)
add_custom_command(
  OUTPUT ${web}/node_modules/.package-lock.json
  COMMAND ${NPM} ci --loglevel=error --no-audit --no-fund
  DEPENDS ${web}/package-lock.json
  WORKING_DIRECTORY ${web} COMMENT "Fetching what the page is built with")
add_custom_command(
  OUTPUT ${page}.cpp
  COMMAND ${NODE} build.mjs ${page} > ${page}.log
  COMMAND ${NODE} embed.mjs ${page} ${page}.cpp
  DEPENDS ${web}/node_modules/.package-lock.json ${web_sources} ${web}/build.mjs ${web}/docs.mjs ${web}/embed.mjs
          ${web}/index.html ${CMAKE_SOURCE_DIR}/docs/openapi.yaml
  WORKING_DIRECTORY ${web} COMMENT "Building the page")
