#pragma once

#include "tests/server/storage/suites/storagefixture.h"
#include "tests/server/storage/suites/testexecutor.h"

#include <QtCore/QObject>

namespace madang::server {

// What RoomRepository promises.
class RoomSuite final : public QObject {
    Q_OBJECT
public:
    explicit RoomSuite(StorageFactory factory)
        : m_factory(std::move(factory))
    {
    }

private Q_SLOTS:
    void init();
    void cleanup();

    void groupKeepsEverything();
    void retriedGroup();
    void groupOfNobody();
    void takenIdIsReplaced();
    void directOncePerPair();
    void directWithNobody();
    void directAfterLeaving();
    void rowOfAMember();
    void unreadCountsTextsOfOthers();
    void readMarkNeverGoesBack();
    void listByActivity();
    void listPages();
    void forgedCursors();
    void membersInTheOrderOfJoining();
    void lastOwnerHandsOver();
    void lastMemberCloses();

private:
    void say(RoomId room, const User& user, const QString& text, qint64 at = 5'000);

    StorageFactory m_factory;
    std::unique_ptr<StorageFixture> m_store;
    std::unique_ptr<TestExecutor> m_executor;
    User m_ann, m_bob, m_cat;
};

} // namespace madang::server
