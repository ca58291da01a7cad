#pragma once

#include "tests/server/storage/suites/storagefixture.h"

#include <QtCore/QObject>

namespace madang::server {

// What AccountRepository and UserRepository promise.
class AccountSuite final : public QObject {
    Q_OBJECT
public:
    explicit AccountSuite(StorageFactory factory)
        : m_factory(std::move(factory))
    {
    }

private Q_SLOTS:
    void init() { m_store = m_factory(); }
    void cleanup() { m_store.reset(); }

    void keepsEverything();
    void handleOnlyOnce();
    void takenIdIsReplaced();
    void password();
    void removal();
    void findsMany();
    void search_data();
    void search();
    void searchPages();
    void forgedCursors();

private:
    StorageFactory m_factory;
    std::unique_ptr<StorageFixture> m_store;
};

} // namespace madang::server
