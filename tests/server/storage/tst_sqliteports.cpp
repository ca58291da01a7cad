#include "tests/server/storage/suites/allsuites.h"
#include "tests/server/storage/suites/storedfixture.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QTemporaryDir>

using namespace madang::server;

namespace {

class SqliteFixture final : public StorageFixture {
public:
    AccountRepository& accounts() override { return m_stored.accounts(); }
    SessionRepository& sessions() override { return m_stored.sessions(); }
    KeyRepository& keys() override { return m_stored.keys(); }
    UserRepository& users() override { return m_stored.users(); }
    RoomRepository& rooms() override { return m_stored.rooms(); }
    MessageLog& log() override { return m_stored.log(); }
    void restart() override { m_stored.restart(); }

private:
    QTemporaryDir m_folder;
    StoredFixture m_stored{*DatabaseAddress::inFolder(m_folder.path())};
};

} // namespace

// Every suite of the ports, on SQLite. Arguments go to each.
int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    return runAllSuites([] { return std::make_unique<SqliteFixture>(); }, argc, argv);
}
