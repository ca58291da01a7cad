#pragma once

#include "tests/server/storage/suites/storagefixture.h"

#include <QtCore/QObject>

namespace madang::server {

// What a MessageLog promises when many append at once.
class LogTrafficSuite final : public QObject {
    Q_OBJECT
public:
    explicit LogTrafficSuite(StorageFactory factory)
        : m_factory(std::move(factory))
    {
    }

private Q_SLOTS:
    void manyRoomsOnManyExecutors();
    void duplicatesInOneBatchAndAcrossBatches();
    void refusedEntriesHarmNobody();
    void editsAndDeletionsAmongMessages();
    void flushComesAfterEverything();
    void readersSeeOnlyWholeHeads();

private:
    StorageFactory m_factory;
};

} // namespace madang::server
