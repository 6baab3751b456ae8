# polso_room(NAME SOURCES … LINK … TEST_LINK …): one static library of src/NAME (and SOURCES that are made) and one test program of its *_test.cpp files;
# what is in TEST_LINK is for the test program alone.
include(GoogleTest)
enable_testing()
add_custom_target(unit)  # every test program, without `polso` itself

function(polso_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LINK;TEST_LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS src/${name}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  if(sources)
    add_library(polso_${name} STATIC ${sources} ${ROOM_SOURCES})
    set(scope PUBLIC)
  else()
    add_library(polso_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(polso_${name} ${scope} src)
  target_link_libraries(polso_${name} ${scope} ${ROOM_LINK})
  if(tests)
    add_executable(${name}_test ${tests})
    add_dependencies(unit ${name}_test)
    target_compile_options(${name}_test PRIVATE -O0)  # a test is compiled more often than it is run
    target_link_libraries(${name}_test PRIVATE polso_${name} ${ROOM_TEST_LINK} GTest::gmock GTest::gtest_main)
    target_compile_definitions(${name}_test PRIVATE POLSO_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    gtest_discover_tests(${name}_test TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 60
                         PROPERTIES TIMEOUT 600 WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  endif()
endfunction()
