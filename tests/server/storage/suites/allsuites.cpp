#include "tests/server/storage/suites/allsuites.h"

#include "tests/server/storage/suites/accountsuite.h"
#include "tests/server/storage/suites/logsuite.h"
#include "tests/server/storage/suites/logtrafficsuite.h"
#include "tests/server/storage/suites/marksuite.h"
#include "tests/server/storage/suites/roomsuite.h"
#include "tests/server/storage/suites/sessionsuite.h"

namespace madang::server {

int runAllSuites(const StorageFactory& factory, int argc, char** argv)
{
    AccountSuite accounts(factory);
    SessionSuite sessions(factory);
    RoomSuite rooms(factory);
    LogSuite log(factory);
    LogTrafficSuite traffic(factory);
    MarkSuite marks(factory);
    int failures = 0;
    for (QObject* suite :
        std::initializer_list<QObject*>{&accounts, &sessions, &rooms, &log, &traffic, &marks}) {
        failures += QTest::qExec(suite, argc, argv);
    }
    return failures;
}

} // namespace madang::server
