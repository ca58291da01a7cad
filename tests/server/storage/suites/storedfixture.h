#pragma once

#include "server/domain/messagearchive.h"
#include "server/storage/database.h"
#include "server/storage/storage.h"
#include "tests/server/storage/suites/storagefixture.h"

#include <QtCore/QTemporaryDir>

namespace madang::server {

// The ports of server/storage at some address.
class StoredFixture : public StorageFixture {
public:
    explicit StoredFixture(DatabaseAddress address, std::unique_ptr<QTemporaryDir> folder = {})
        : m_folder(std::move(folder))
        , m_address(std::move(address))
    {
        open();
    }
    // SQLite in a folder of its own.
    [[nodiscard]] static std::unique_ptr<StoredFixture> inTemporaryFolder()
    {
        auto folder = std::make_unique<QTemporaryDir>();
        auto address = *DatabaseAddress::inFolder(folder->path());
        return std::make_unique<StoredFixture>(std::move(address), std::move(folder));
    }
    AccountRepository& accounts() override { return m_storage->accounts(); }
    SessionRepository& sessions() override { return m_storage->sessions(); }
    KeyRepository& keys() override { return m_storage->keys(); }
    UserRepository& users() override { return m_storage->users(); }
    RoomRepository& rooms() override { return m_storage->rooms(); }
    MessageLog& log() override { return m_storage->log(); }
    [[nodiscard]] Storage& storage() const { return *m_storage; }
    [[nodiscard]] const DatabaseAddress& address() const { return m_address; }
    void restart() override
    {
        m_storage.reset();
        open();
    }

private:
    void open()
    {
        auto storage = Storage::open({m_address, 2});
        if (!storage) {
            qFatal("%s", qPrintable(storage.error().message));
        }
        m_storage = std::move(storage).value();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    const DatabaseAddress m_address;
    std::unique_ptr<Storage> m_storage;
};

// What the archive knows of one client_id.
inline Result<std::optional<ArchivedMessage>> findSent(
    const StoredFixture& store, UserId sender, const QUuid& clientId)
{
    auto found = await(store.storage().archive().findByClientIds({{sender, clientId}}));
    if (!found) {
        return std::move(found).error();
    }
    return std::move(found->at(0));
}

} // namespace madang::server
