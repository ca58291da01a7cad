#pragma once

#include "tests/server/storage/suites/storagefixture.h"
#include "tests/server/storage/suites/testexecutor.h"

#include <QtCore/QObject>

namespace madang::server {

[[nodiscard]] LogEntry sending(RoomId room, UserId sender, const QString& text, qint64 at = 5'000);
[[nodiscard]] LogEntry editing(RoomId room, UserId actor, qint64 seq, const QString& text, qint64 at = 6'000);
[[nodiscard]] LogEntry deleting(RoomId room, UserId actor, qint64 seq, qint64 at = 7'000);
// Appends and waits for the answer.
[[nodiscard]] Result<LogReceipt> appended(MessageLog& log, Executor& executor, LogEntry entry);

// What a MessageLog promises, one entry after the other.
class LogSuite final : public QObject {
    Q_OBJECT
public:
    explicit LogSuite(StorageFactory factory)
        : m_factory(std::move(factory))
    {
    }

private Q_SLOTS:
    void init();
    void cleanup();

    void numbersFromOneWithoutHoles();
    void retryGivesTheFirstSeq();
    void retryAfterAnEditOrADeletion();
    void clientIdWithAnotherBodyIsRefused();
    void clientIdsOfTwoPeopleDoNotMeet();
    void replyMustExist();
    void editTakesTheNextRev();
    void editOfSomebodyElse();
    void editOfDeletedOrSystem();
    void deletionWipes();
    void missingRoomAndMessage();
    void systemMessages();
    void hostileText_data();
    void hostileText();
    void pages_data();
    void pages();
    void pagesOfAnEmptyRoom();
    void changesAreComplete();
    void goesOnAfterARestart();

private:
    Result<LogReceipt> append(LogEntry entry)
    {
        return appended(m_store->log(), *m_executor, std::move(entry));
    }
    void fill(int messages);

    StorageFactory m_factory;
    std::unique_ptr<StorageFixture> m_store;
    std::unique_ptr<TestExecutor> m_executor;
    User m_ann, m_bo;
    RoomId m_room;
};

} // namespace madang::server
