# What every target of the tree has in common. Folder = target = one arrow:
#   madang_add_module(name DEPENDS ...)  the library madang_<name> of the current folder
#   madang_add_test(name DEPENDS ...)    one QtTest executable, registered with CTest
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release)
endif()
find_program(MADANG_CCACHE ccache)
if(MADANG_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Paths count from the checkout, so that another checkout finds what this one has compiled.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${MADANG_CCACHE}")
endif()

find_package(Qt6 6.4 REQUIRED COMPONENTS Core)
include(MadangDependencies)
madang_find_qcoro()
qcoro_enable_coroutines()

# Flags that every translation unit is compiled with.
add_library(madang_flags INTERFACE)
target_include_directories(madang_flags INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_definitions(madang_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH
    QT_NO_KEYWORDS QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_USE_QSTRINGBUILDER
    MADANG_VERSION="${PROJECT_VERSION}")
if(MSVC)
    target_compile_options(madang_flags INTERFACE /W4 /utf-8 /permissive-)
else()
    target_compile_options(madang_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow
        -Wnon-virtual-dtor -Woverloaded-virtual)
endif()
if(MADANG_SANITIZE)
    target_compile_options(madang_flags INTERFACE -fsanitize=${MADANG_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(madang_flags INTERFACE -fsanitize=${MADANG_SANITIZE})
endif()

function(madang_add_module name)
    cmake_parse_arguments(ARG "" "" "DEPENDS;PRIVATE_DEPENDS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    set(compiled ${sources})
    list(FILTER compiled INCLUDE REGEX "\\.cpp$")
    if(compiled)
        add_library(madang_${name} STATIC ${sources})
        target_link_libraries(madang_${name} PUBLIC madang_flags ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE_DEPENDS})
    else()
        add_library(madang_${name} INTERFACE ${sources})
        target_link_libraries(madang_${name} INTERFACE madang_flags ${ARG_DEPENDS} ${ARG_PRIVATE_DEPENDS})
    endif()
endfunction()

# A test is one file, tst_<class>.cpp, in the folder that mirrors the tested one.
function(madang_add_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "DEPENDS;SOURCES;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    add_executable(${name} ${name}.cpp ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE madang_flags Qt6::Test ${ARG_DEPENDS})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}")
    if(MADANG_SANITIZE MATCHES "thread")
        # Qt is not instrumented: memory and locks inside it look as if nothing ordered them.
        set_tests_properties(${name} PROPERTIES
            ENVIRONMENT_MODIFICATION "TSAN_OPTIONS=set:ignore_noninstrumented_modules=1")
    endif()
endfunction()

# Adds the sub-folders that exist, so that the tree itself says what is built.
macro(madang_add_folders)
    foreach(folder ${ARGN})
        if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
            add_subdirectory(${folder})
        endif()
    endforeach()
endmacro()
