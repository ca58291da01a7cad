#pragma once

#include "server/domain/draftrepository.h"
#include "tests/server/storage/suites/storedfixture.h"
#include "tests/server/storage/suites/testexecutor.h"

#include <QtCore/QObject>

namespace madang::server {

// What a DraftRepository and a MessageLookup promise.
class ConversationSuite final : public QObject {
    Q_OBJECT
public:
    using Factory = std::function<std::unique_ptr<StoredFixture>()>;
    explicit ConversationSuite(Factory factory)
        : m_factory(std::move(factory))
    {
    }

private Q_SLOTS:
    void init();
    void cleanup();

    void draftIsAsItWasTyped();
    void revGrowsByOneWithEachChange();
    void removedDraftKeepsItsRev();
    void draftsAreTheirPersons();
    void onlyMembersHaveDrafts();
    void draftEndsWithTheMembership();
    void draftEndsWithTheAccount();
    void pagesOfDrafts();
    void manyAtOnceCountUp();
    void draftsStayAfterARestart();
    void pinnedAreTheLastPinnedFirst();
    void pinsExpireWithTheirMessages();
    void replacedTextsInTheirOrder();
    void marksReplaceNoText();
    void replacedTextsGoWithTheMessage();

private:
    Result<ChangedDraft> set(
        UserId user, RoomId room, const QString& text, qint64 replyTo = 0, qint64 at = 1);
    [[nodiscard]] std::vector<Draft> drafts(UserId user);
    Result<LogReceipt> append(LogEntry entry);
    Result<LogReceipt> mark(LogEntry::Kind kind, qint64 seq, bool on, qint64 at);
    [[nodiscard]] QStringList replaced(qint64 seq, qint64 after = 0, int limit = 100);
    void say(int messages);

    Factory m_factory;
    std::unique_ptr<StoredFixture> m_store;
    std::unique_ptr<TestExecutor> m_executor;
    User m_ann, m_bo;
    RoomId m_room;
};

} // namespace madang::server
