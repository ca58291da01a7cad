#pragma once

#include "tests/server/storage/suites/storagefixture.h"

#include <QtCore/QObject>

namespace madang::server {

// What SessionRepository and KeyRepository promise.
class SessionSuite final : public QObject {
    Q_OBJECT
public:
    explicit SessionSuite(StorageFactory factory)
        : m_factory(std::move(factory))
    {
    }

private Q_SLOTS:
    void init();
    void cleanup() { m_store.reset(); }

    void keepsEverything();
    void needsAPerson();
    void endsTheOthersOfThePerson();
    void endsThoseOfTheSameKind();
    void ofManyThatBeginAtOnceOneIsLeft();
    void rotation();
    void twoRotationsAtOnce();
    void reuseRevokes();
    void expiredAndUnknown();
    void listsTheLiving();
    void revocation();
    void revokesAllBut();
    void prunes();
    void firstKeyOfManyWins();

private:
    Session login(const QByteArray& hash, qint64 at, qint64 expiresAt = 1'000'000);

    StorageFactory m_factory;
    std::unique_ptr<StorageFixture> m_store;
    User m_ann;
};

} // namespace madang::server
