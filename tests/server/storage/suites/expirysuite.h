#pragma once

#include "tests/server/storage/suites/storedfixture.h"
#include "tests/server/storage/suites/testexecutor.h"

#include "server/domain/messageexpiry.h"

#include <QtCore/QObject>

namespace madang::server {

// What MessageExpiry promises, and what the other ports make of a room whose beginning has expired.
class ExpirySuite final : public QObject {
    Q_OBJECT
public:
    using Factory = std::function<std::unique_ptr<StoredFixture>()>;
    explicit ExpirySuite(Factory factory)
        : m_factory(std::move(factory))
    {
    }

private Q_SLOTS:
    void init();
    void cleanup();

    void historyBeginsLater();
    void everythingMayExpire();
    void shorterRuleCounts();
    void onlyRoomsWithARuleAreLookedAt();
    void partsAreBounded();
    void oldOnesWaitForThoseBefore();
    void editsGoToo();
    void retriesAreKnownForEver();
    void rowsAreCountedAfresh();
    void catchingUpAcrossWhatExpired();
    void ruleOfTheMomentCounts();
    void oneHolderAtATime();
    void whoeverLostTheLeaseDoesNothing();
    void nobodyWaitsForWhoWasStopped();
    void logComesTooLate();
    void workersShareTheWork();

private:
    void say(int messages, qint64 from = 5'001);
    [[nodiscard]] int expire(qint64 before, int part = 500);
    [[nodiscard]] QList<qint64> seqs(PageQuery query);
    [[nodiscard]] MessageExpiry& expiry() { return m_store->storage().expiry(); }
    [[nodiscard]] qint64 count(const QString& from);
    Result<LogReceipt> append(LogEntry entry);

    Factory m_factory;
    std::unique_ptr<StoredFixture> m_store;
    std::unique_ptr<TestExecutor> m_executor;
    User m_ann, m_bo;
    RoomId m_room;
};

} // namespace madang::server
