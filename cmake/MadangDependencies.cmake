# The three libraries beside Qt. Distributions have them as packages, which are taken where they are found; elsewhere
# (Windows, macOS) QCoro and QtKeychain are built from a pinned release, once, into the build folder.
#   madang_find_qcoro()     QCoro6::Core and qcoro_enable_coroutines()
#   madang_find_keychain()  Qt6Keychain::Qt6Keychain
#   madang_find_sodium()    PkgConfig::SODIUM
option(MADANG_FETCH "Build QCoro and QtKeychain where no package of them is found" ON)
set(MADANG_FETCHED "${CMAKE_BINARY_DIR}/fetched" CACHE INTERNAL "Where fetched libraries are installed")
list(APPEND CMAKE_PREFIX_PATH "${MADANG_FETCHED}")
if(CMAKE_CROSSCOMPILING)
    # A toolchain looks for packages below these only, and has to be told to the fetched projects again.
    list(APPEND CMAKE_FIND_ROOT_PATH "${MADANG_FETCHED}")
    set(MADANG_CROSS "")
    foreach(name CMAKE_TOOLCHAIN_FILE QT_HOST_PATH CMAKE_SYSTEM_NAME CMAKE_OSX_SYSROOT ANDROID_SDK_ROOT ANDROID_NDK_ROOT
            ANDROID_ABI ANDROID_PLATFORM QT_CHAINLOAD_TOOLCHAIN_FILE)
        if(${name})
            list(APPEND MADANG_CROSS "-D${name}=${${name}}")
        endif()
    endforeach()
endif()

# Clones, builds and installs a CMake project at configure time, so that find_package sees it as any other. Its options
# and targets never meet ours.
function(madang_fetch name repository tag)
    if(EXISTS "${MADANG_FETCHED}/${name}-${tag}")
        return()
    endif()
    find_package(Git REQUIRED)
    set(work "${CMAKE_BINARY_DIR}/fetch-${name}")
    file(REMOVE_RECURSE "${work}")
    message(STATUS "Fetching ${name} ${tag} from ${repository}")
    string(REPLACE ";" "$<SEMICOLON>" prefixes "${CMAKE_PREFIX_PATH}")
    foreach(step
            "${GIT_EXECUTABLE};-c;advice.detachedHead=false;clone;--quiet;--depth;1;--branch;${tag};${repository};${work}/source"
            "${CMAKE_COMMAND};-S;${work}/source;-B;${work}/build;-G;${CMAKE_GENERATOR};-DCMAKE_BUILD_TYPE=Release;-DCMAKE_INSTALL_PREFIX=${MADANG_FETCHED};-DCMAKE_PREFIX_PATH=${prefixes};-DCMAKE_OSX_ARCHITECTURES=${CMAKE_OSX_ARCHITECTURES};${MADANG_CROSS};${ARGN}"
            "${CMAKE_COMMAND};--build;${work}/build;--parallel;--config;Release"
            "${CMAKE_COMMAND};--install;${work}/build;--config;Release")
        string(REPLACE "$<SEMICOLON>" "\\;" step "${step}")
        execute_process(COMMAND ${step} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
        if(NOT result EQUAL 0)
            message(FATAL_ERROR "Fetching ${name} failed:\n${output}")
        endif()
    endforeach()
    file(TOUCH "${MADANG_FETCHED}/${name}-${tag}")
endfunction()

macro(madang_find_qcoro)
    find_package(QCoro6 QUIET COMPONENTS Core)
    if(NOT QCoro6_FOUND)
        if(MADANG_FETCH)
            madang_fetch(qcoro https://github.com/danvratil/qcoro.git v0.11.0
                -DUSE_QT_VERSION=6 -DBUILD_SHARED_LIBS=OFF -DBUILD_TESTING=OFF -DQCORO_BUILD_EXAMPLES=OFF
                -DQCORO_BUILD_TESTING=OFF -DQCORO_WITH_QTDBUS=OFF -DQCORO_WITH_QTNETWORK=OFF
                -DQCORO_WITH_QTWEBSOCKETS=OFF -DQCORO_WITH_QTQUICK=OFF -DQCORO_WITH_QML=OFF)
        endif()
        find_package(QCoro6 REQUIRED COMPONENTS Core)
    endif()
endmacro()

macro(madang_find_keychain)
    find_package(Qt6Keychain QUIET)
    if(NOT Qt6Keychain_FOUND)
        if(MADANG_FETCH)
            madang_fetch(qtkeychain https://github.com/frankosterfeld/qtkeychain.git 0.15.0
                -DBUILD_WITH_QT6=ON -DBUILD_SHARED_LIBS=OFF -DBUILD_TEST_APPLICATION=OFF -DBUILD_TRANSLATIONS=OFF)
        endif()
        find_package(Qt6Keychain REQUIRED)
    endif()
endmacro()

# pkg-config knows libsodium on Linux and with Homebrew, vcpkg brings a CMake package.
macro(madang_find_sodium)
    find_package(unofficial-sodium QUIET)
    if(unofficial-sodium_FOUND)
        add_library(madang_sodium INTERFACE)
        target_link_libraries(madang_sodium INTERFACE unofficial-sodium::sodium)
        add_library(PkgConfig::SODIUM ALIAS madang_sodium)
    else()
        find_package(PkgConfig REQUIRED)
        pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
    endif()
endmacro()
