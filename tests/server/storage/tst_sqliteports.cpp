#include "server/storage/storage.h"
#include "tests/server/storage/suites/accountsuite.h"
#include "tests/server/storage/suites/logsuite.h"
#include "tests/server/storage/suites/logtrafficsuite.h"
#include "tests/server/storage/suites/roomsuite.h"
#include "tests/server/storage/suites/sessionsuite.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QTemporaryDir>

using namespace madang::server;

namespace {

class SqliteFixture final : public StorageFixture {
public:
    SqliteFixture() { open(); }
    AccountRepository& accounts() override { return m_storage->accounts(); }
    SessionRepository& sessions() override { return m_storage->sessions(); }
    KeyRepository& keys() override { return m_storage->keys(); }
    UserRepository& users() override { return m_storage->users(); }
    RoomRepository& rooms() override { return m_storage->rooms(); }
    MessageLog& log() override { return m_storage->log(); }
    void restart() override
    {
        m_storage.reset();
        open();
    }

private:
    void open()
    {
        auto storage = Storage::open({*DatabaseAddress::inFolder(m_folder.path()), 2});
        if (!storage) {
            qFatal("%s", qPrintable(storage.error().message));
        }
        m_storage = std::move(storage).value();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Storage> m_storage;
};

} // namespace

// Every suite of the ports, on SQLite. Arguments go to each.
int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const StorageFactory factory = [] { return std::make_unique<SqliteFixture>(); };
    AccountSuite accounts(factory);
    SessionSuite sessions(factory);
    RoomSuite rooms(factory);
    LogSuite log(factory);
    LogTrafficSuite traffic(factory);
    int failures = 0;
    for (QObject* suite : std::initializer_list<QObject*>{&accounts, &sessions, &rooms, &log, &traffic}) {
        failures += QTest::qExec(suite, argc, argv);
    }
    return failures;
}
