#pragma once

#include "tests/server/storage/suites/storagefixture.h"
#include "tests/server/storage/suites/testexecutor.h"

#include <QtCore/QObject>

namespace madang::server {

// What a MessageLog promises of what is done with messages that are there: reactions, pins and forwarding.
class MarkSuite final : public QObject {
    Q_OBJECT
public:
    explicit MarkSuite(StorageFactory factory)
        : m_factory(std::move(factory))
    {
    }

private Q_SLOTS:
    void init();
    void cleanup();

    void reactionTakesTheNextRev();
    void reactionIsWhoseItIs();
    void tooManyReactions();
    void randomReactionsAreDecidedAlike();
    void pinAndUnpin();
    void editKeepsMarksAndDeletionTakesThem();
    void marksOfDeletedSystemOrMissing();
    void marksOfOldMessages();
    void marksAreInChanges();
    void forwardedBearsItsAuthor();
    void forwardedOnceForEachClientId();
    void againMakesNothing();
    void staysAfterARestart();

private:
    Result<LogReceipt> append(LogEntry entry);
    Result<LogReceipt> react(UserId who, const QString& emoji, bool on = true, qint64 seq = 1);
    Result<LogReceipt> pin(bool on, qint64 seq = 1, qint64 at = 8'000);
    [[nodiscard]] LogEntry forwarding(qint64 sourceSeq, const QString& text) const;
    void say(int messages);
    [[nodiscard]] Message message(qint64 seq = 1);

    StorageFactory m_factory;
    std::unique_ptr<StorageFixture> m_store;
    std::unique_ptr<TestExecutor> m_executor;
    User m_ann, m_bo;
    RoomId m_room;
};

} // namespace madang::server
