#include "tests/server/storage/suites/allsuites.h"
#include "tests/server/storage/suites/archivesuite.h"
#include "tests/server/storage/suites/conversationsuite.h"
#include "tests/server/storage/suites/expirysuite.h"
#include "tests/server/storage/suites/searchsuite.h"

#include <QtCore/QCoreApplication>

using namespace madang::server;

// Every suite of the ports, on SQLite. Arguments go to each.
int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    ArchiveSuite archive(StoredFixture::inTemporaryFolder);
    ExpirySuite expiry(StoredFixture::inTemporaryFolder);
    SearchSuite search(StoredFixture::inTemporaryFolder);
    ConversationSuite conversation(StoredFixture::inTemporaryFolder);
    return runAllSuites(StoredFixture::inTemporaryFolder, argc, argv) + QTest::qExec(&archive, argc, argv)
        + QTest::qExec(&expiry, argc, argv) + QTest::qExec(&search, argc, argv)
        + QTest::qExec(&conversation, argc, argv);
}
