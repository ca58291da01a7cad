#include "tests/server/storage/suites/allsuites.h"
#include "tests/server/storage/suites/archivesuite.h"
#include "tests/server/storage/suites/conversationsuite.h"
#include "tests/server/storage/suites/expirysuite.h"
#include "tests/server/storage/suites/searchsuite.h"
#include "tests/support/postgresserver.h"

#include <QtCore/QCoreApplication>

using namespace madang::server;

// Every suite of the ports, on PostgreSQL. Arguments go to each.
int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    madang::test::PostgresServer server({QStringLiteral("fsync=off")});
    const auto factory
        = [&server] { return std::make_unique<StoredFixture>(*DatabaseAddress::fromUrl(server.freshUrl())); };
    ArchiveSuite archive(factory);
    ExpirySuite expiry(factory);
    SearchSuite search(factory);
    ConversationSuite conversation(factory);
    return runAllSuites(factory, argc, argv) + QTest::qExec(&archive, argc, argv)
        + QTest::qExec(&expiry, argc, argv) + QTest::qExec(&search, argc, argv)
        + QTest::qExec(&conversation, argc, argv);
}
