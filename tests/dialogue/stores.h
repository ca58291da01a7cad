#pragma once

#include "server/app/chatserver.h"

#include <QtCore/QTemporaryDir>
#include <optional>

namespace madang::test {

// An empty place in which servers of a test keep everything, for one after the other or for several at once:
// a folder, or, where MADANG_TEST_STORES is "services", a schema of a PostgreSQL and a prefix in a Redis,
// which are the test program's own and started with the first of these.
class Stores {
public:
    enum class Kind { AsTold, Services };
    explicit Stores(Kind kind = Kind::AsTold);

    void use(server::ChatServer::Options& options) const;

private:
    QTemporaryDir m_folder;
    QString m_database; // URL; empty: in the folder
    QString m_redis;
    QByteArray m_prefix;
};

} // namespace madang::test
