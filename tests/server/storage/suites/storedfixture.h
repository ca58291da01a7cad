#pragma once

#include "server/storage/database.h"
#include "server/storage/storage.h"
#include "tests/server/storage/suites/storagefixture.h"

namespace madang::server {

// The ports of server/storage at some address.
class StoredFixture : public StorageFixture {
public:
    explicit StoredFixture(DatabaseAddress address)
        : m_address(std::move(address))
    {
        open();
    }
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
        auto storage = Storage::open({m_address, 2, Sharing::Exclusive, {}});
        if (!storage) {
            qFatal("%s", qPrintable(storage.error().message));
        }
        m_storage = std::move(storage).value();
    }

    const DatabaseAddress m_address;
    std::unique_ptr<Storage> m_storage;
};

} // namespace madang::server
