#pragma once

#include "server/domain/messagearchive.h"
#include "server/domain/messagesearch.h"
#include "tests/server/storage/suites/storedfixture.h"
#include "tests/server/storage/suites/testexecutor.h"

#include <QtCore/QObject>

namespace madang::server {

// What MessageSearch and MessageIndex promise, of messages that are indexed, not indexed, and half of each.
class SearchSuite final : public QObject {
    Q_OBJECT
public:
    using Factory = std::function<std::unique_ptr<StoredFixture>()>;
    explicit SearchSuite(Factory factory)
        : m_factory(std::move(factory))
    {
    }

private Q_SLOTS:
    void init();
    void cleanup();

    void findsWordsOfEveryScript_data();
    void findsWordsOfEveryScript();
    void editsAndDeletions();
    void onlyRoomsOfTheAsker();
    void bySenderAndDate();
    void closerOnesFirst();
    void pagesWithoutDoubles_data();
    void pagesWithoutDoubles();
    void pagesStandStill();
    void boundsEndAPageAndNotTheSearch();
    void manyRooms();
    void foreignCursors();
    void lateRecordsAreIndexed();
    void expiredOnesAreGone();
    void indexIsLeased();
    void indexerThatWasLateWritesNothing();
    void tellsThatOlderOnesMayBeMissing();
    void survivesARestart();

private:
    qint64 say(const QString& text, qint64 at = 0);
    Result<LogReceipt> append(LogEntry entry);
    void indexAll(int part = 1000);
    [[nodiscard]] SearchQuestion question(const QString& words) const;
    [[nodiscard]] Result<SearchPage> page(SearchQuestion question);
    // The texts that are found, in their order, on all pages.
    [[nodiscard]] QStringList found(SearchQuestion question);
    [[nodiscard]] QStringList found(const QString& words) { return found(question(words)); }
    [[nodiscard]] MessageIndex& index() { return m_store->storage().index(); }
    [[nodiscard]] qint64 count(const QString& from);

    Factory m_factory;
    std::unique_ptr<StoredFixture> m_store;
    std::unique_ptr<TestExecutor> m_executor;
    User m_ann, m_bo, m_eve;
    RoomId m_room;
    qint64 m_at = 0;
};

} // namespace madang::server
