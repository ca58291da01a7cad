#pragma once

#include "shared/core/result.h"

#include <QtCore/QProcessEnvironment>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace madang::client {

// How the client was asked to start. What neither the command line nor the environment says comes from
// `madang.ini` in the profile, else from the defaults.
struct Options {
    QString profile; // folder, absolute
    QString server; // as typed; valid
    bool serverGiven = false; // by command line, environment or INI: goes before the last one used
    QString language; // "ko", "en" or empty: the system's
    QString theme; // "light", "dark" or "system"
    QString link; // a madang:// link to go to, valid; empty: none
    bool keychain = true; // false: secrets stay in memory, as where there is no keychain

    // Not for a start: print the text to standard output and exit with 0.
    bool onlyPrint = false;
    QString print;

    // arguments[0] is the program. Errors are one sentence for a person.
    [[nodiscard]] static Result<Options> parse(
        const QStringList& arguments, const QProcessEnvironment& environment);
    [[nodiscard]] static QString helpText();
    [[nodiscard]] static QString versionText();
    // Where a profile lies when none is named.
    [[nodiscard]] static QString defaultProfile();
    [[nodiscard]] static QString iniPath(const QString& profile);
};

} // namespace madang::client
