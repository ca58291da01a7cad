#pragma once

#include "server/domain/messagearchive.h"
#include "tests/server/storage/suites/storedfixture.h"

#include <QtCore/QObject>

namespace madang::server {

// What a MessageArchive promises: whatever order the records of a log come in, and however often, the same is
// there in the end.
class ArchiveSuite final : public QObject {
    Q_OBJECT
public:
    using Factory = std::function<std::unique_ptr<StoredFixture>()>;
    explicit ArchiveSuite(Factory factory)
        : m_factory(std::move(factory))
    {
    }

private Q_SLOTS:
    void init();
    void cleanup();

    void keepsEverything();
    void nothingIsThere();
    void hostileText();
    void replaysChangeNothing();
    void manyClientIds();
    void anyOrderOfBatches();
    void sameBatchesAtOnce();
    void deletedTextsNeverComeBack();
    void goesOnWhereALogOfTheDatabaseWas();
    void roomsThatAreNotThere();
    void clientIdOfAnotherMessage();
    void rowOfSomebodyElse();
    void headsNeverGoBack();
    void rolledBackBatchLeavesNothing();
    void manyRecords();

private:
    Result<void> store(std::vector<LogRecord> records);
    // Everything that there is of the room, as lines.
    [[nodiscard]] QStringList state(RoomId room);
    [[nodiscard]] QStringList column(const QString& sql);

    Factory m_factory;
    std::unique_ptr<StoredFixture> m_store;
    User m_ann;
    RoomId m_room;
};

} // namespace madang::server
