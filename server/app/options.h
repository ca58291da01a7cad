#pragma once

#include "server/domain/session.h"
#include "shared/core/result.h"

#include <QtCore/QStringList>
#include <QtNetwork/QHostAddress>
#include <optional>
#include <utility>

class QProcessEnvironment;

namespace madang::server {

// Everything that can be set about a server. Each has a default; docs/OPERATING.md lists them all.
struct Options {
    QHostAddress address;
    quint16 port = 0;
    std::optional<std::pair<QHostAddress, quint16>> ops; // none: no such port
    QString data; // folder, absolute
    QString database; // URL, empty: DATA/madang.db
    QString redis; // URL, empty: none
    QString redisCa; // file, empty: the system's authorities
    QString redisPrefix;
    int redisShards = 0;
    bool redisAllowLoss = false;
    int logBatch = 0;
    qint64 logPeriodMs = 0;
    qint64 keepMessagesMs = 0; // 0: for ever
    int loops = 0; // 0: one per core
    QString name;
    bool registrationOpen = true;
    DuplicateLogins duplicateLogins = DuplicateLogins::Allow;
    qint64 accessTtlMs = 0;
    qint64 refreshTtlMs = 0;
    QStringList origins; // besides the server's own
    QStringList trustedProxies;
    QString tlsCertificate; // files, both or none
    QString tlsKey;
    int maxConnections = 0;
    bool limitLoopback = false;
    qint64 retryAfterMs = 0; // told to clients when draining
    QString logLevel;
};

// What the command line asks for: to run, or to say something and end.
struct Invocation {
    enum class What { Run, Help, Version };
    What what = What::Run;
    Options options;
    QString text; // Help, Version
};

// The command line, before it the environment (MADANG_…), before that the INI file, before that the defaults:
// the first that says something counts. The error is one line for a person.
[[nodiscard]] Result<Invocation> readInvocation(
    const QStringList& arguments, const QProcessEnvironment& environment);

} // namespace madang::server
