#include "tests/server/storage/suites/searchsuite.h"

#include "server/storage/readerpool.h"
#include "server/storage/sqlmessagesearch.h"
#include "tests/server/storage/suites/logsuite.h"

using namespace Qt::StringLiterals;

// The part of the suite about what becomes of the index, and where a search ends.
namespace madang::server {

namespace {

const Lease kLease{u"this server"_s, 60'000};
const Lease kOther{u"another one"_s, 60'000};

} // namespace

void SearchSuite::boundsEndAPageAndNotTheSearch()
{
    QStringList expected;
    for (int i = 0; i < 1500; ++i) {
        const bool rare = i % 400 == 3;
        const QString text = rare ? u"드문말 %1"_s.arg(i) : u"흔한말 %1"_s.arg(i);
        say(text);
        if (rare) {
            expected.prepend(text);
        }
    }
    indexAll(300);
    ReaderPool& readers = m_store->storage().readers();
    for (const SqlMessageSearch::Bounds bounds : {SqlMessageSearch::Bounds{100, 10, 6'000, 2'000},
             SqlMessageSearch::Bounds{100, 60'000, 40, 2'000}, SqlMessageSearch::Bounds{2, 10, 40, 2'000}}) {
        SqlMessageSearch search(readers, bounds);
        SearchQuestion asked = question(u"드문말"_s);
        QStringList texts;
        int pages = 0;
        do {
            const auto one = await(search.find(asked));
            VERIFY_OK(one);
            for (const SearchHit& hit : one->hits) {
                texts << hit.message.text;
            }
            asked.after = one->next;
            QVERIFY(++pages < 100);
        } while (!asked.after.isEmpty());
        QCOMPARE(texts, expected);
        // What everything fits ends soon.
        asked.query = search::Query::of(u"말"_s, Limits()).value();
        int all = 0;
        do {
            const auto one = await(search.find(asked));
            VERIFY_OK(one);
            all += int(one->hits.size());
            asked.after = one->next;
            ++pages;
        } while (!asked.after.isEmpty());
        QCOMPARE(all, 1500);
        QVERIFY(pages > 75 + 1); // more than the limit of a page alone makes
    }
}

// As a log outside of the database hands records over: the rev in the middle comes last.
void SearchSuite::lateRecordsAreIndexed()
{
    std::vector<LogRecord> records;
    for (qint64 seq = 1; seq <= 3; ++seq) {
        LogRecord record;
        record.message.room = m_room;
        record.message.seq = record.message.rev = seq;
        record.message.sender = m_ann.id;
        record.message.clientId = QUuid::createUuid();
        record.message.sentAt = 5'000 + seq;
        record.message.text = u"기록 %1"_s.arg(seq);
        record.bodyHash = "hash";
        records.push_back(record);
    }
    MessageArchive& archive = m_store->storage().archive();
    VERIFY_OK(await(archive.store({records[0], records[2]})));
    indexAll();
    // One that was worked out before counts no more.
    auto early = await(index().prepare(m_room, 1000));
    VERIFY_OK(early);
    VERIFY_OK(await(archive.store({records[1]})));
    QCOMPARE(found(u"기록"_s), (QStringList{u"기록 3"_s, u"기록 2"_s, u"기록 1"_s}));
    QCOMPARE(await(index().write(kLease, std::move(early).value())).value(), Indexing::Outdated);
    indexAll();
    QCOMPARE(found(u"기록"_s), (QStringList{u"기록 3"_s, u"기록 2"_s, u"기록 1"_s}));
    LogRecord edit = records[0];
    edit.created = false;
    edit.message.rev = 4;
    edit.message.text = u"고침"_s;
    VERIFY_OK(await(archive.store({edit})));
    QCOMPARE(found(u"고침"_s), QStringList{u"고침"_s});
    indexAll();
    QCOMPARE(found(u"고침"_s), QStringList{u"고침"_s});
    QCOMPARE(found(u"기록"_s), (QStringList{u"기록 3"_s, u"기록 2"_s}));
}

void SearchSuite::expiredOnesAreGone()
{
    for (int i = 0; i < 100; ++i) {
        say(u"귤 %1"_s.arg(i), 5'000 + i);
    }
    indexAll();
    auto early = await(index().prepare(m_room, 1000));
    VERIFY_OK(early);
    const ExpiryRule rule{1'000'000, 1'005'070};
    const auto gone = await(m_store->storage().expiry().expire(kLease, rule, m_room, 1000, 500));
    VERIFY_OK(gone);
    QCOMPARE(gone->messages, 70);
    QCOMPARE(found(u"귤"_s).size(), 30);
    QCOMPARE(count(u"search_blocks"_s), 2); // of 65 to 100
    QCOMPARE(await(index().write(kLease, std::move(early).value())).value(), Indexing::Outdated);
    say(u"귤 다시"_s);
    indexAll();
    QCOMPARE(found(u"귤"_s).size(), 31);
}

void SearchSuite::indexIsLeased()
{
    say(u"감"_s);
    QVERIFY(*await(index().takeLease(kOther)));
    QVERIFY(!*await(index().takeLease(kLease)));
    auto prepared = await(index().prepare(m_room, 1000));
    QCOMPARE(await(index().write(kLease, *prepared)).value(), Indexing::NotLeased);
    QCOMPARE(count(u"search_blocks"_s), 0);
    QCOMPARE(await(index().write(kOther, *prepared)).value(), Indexing::Written);
    QCOMPARE(count(u"search_blocks"_s), 1);
    // It has nothing to do with other leases.
    QVERIFY(*await(m_store->storage().expiry().takeLease(kLease)));
}

void SearchSuite::indexerThatWasLateWritesNothing()
{
    say(u"감"_s);
    auto late = await(index().prepare(m_room, 1000));
    VERIFY_OK(append(editing(m_room, m_ann.id, 1, u"배"_s)));
    indexAll();
    QCOMPARE(await(index().write(kLease, std::move(late).value())).value(), Indexing::Outdated);
    QCOMPARE(found(u"배"_s), QStringList{u"배"_s});
    // And of a room that is not there nothing is worked out.
    const auto none = await(index().prepare(RoomId::create(), 1000));
    VERIFY_OK(none);
    QCOMPARE(none->changes, 0);
    QVERIFY(!none->more);
}

void SearchSuite::tellsThatOlderOnesMayBeMissing()
{
    for (int i = 0; i < 60; ++i) {
        say(u"감 %1"_s.arg(i));
    }
    SqlMessageSearch search(m_store->storage().readers(), {100, 60'000, 6'000, 50});
    auto one = await(search.find(question(u"감"_s)));
    VERIFY_OK(one);
    QVERIFY(one->incomplete);
    QCOMPARE(one->hits.front().message.text, u"감 59"_s);
    indexAll();
    one = await(search.find(question(u"감"_s)));
    QVERIFY(!one->incomplete);
    QCOMPARE(one->extents.size(), size_t(1));
    QCOMPARE(one->extents.front().head, (Head{60, 60}));
}

void SearchSuite::survivesARestart()
{
    for (int i = 0; i < 100; ++i) {
        say(u"감 %1"_s.arg(i));
    }
    auto prepared = await(index().prepare(m_room, 40));
    QVERIFY(prepared->more);
    VERIFY_OK(await(index().write(kLease, std::move(prepared).value())));
    m_store->restart();
    QCOMPARE(found(u"감"_s).size(), 100);
    const auto unindexed = await(index().unindexed({}, 10));
    QCOMPARE(unindexed->changes, 60);
    indexAll();
    QCOMPARE(found(u"감"_s).size(), 100);
}

} // namespace madang::server
