#include "tests/server/storage/suites/conversationsuite.h"

#include "server/domain/draftrepository.h"
#include "server/domain/messageexpiry.h"
#include "server/domain/messagelookup.h"
#include "tests/server/storage/suites/logsuite.h"

#include <algorithm>

namespace madang::server {

void ConversationSuite::init()
{
    m_store = m_factory();
    m_executor = std::make_unique<TestExecutor>();
    m_ann = addUser(*m_store, QStringLiteral("ann"));
    m_bo = addUser(*m_store, QStringLiteral("bo_"));
    m_room = addGroup(*m_store, {m_ann.id, m_bo.id});
}

void ConversationSuite::cleanup()
{
    m_store.reset();
    m_executor.reset();
}

Result<ChangedDraft> ConversationSuite::set(
    UserId user, RoomId room, const QString& text, qint64 replyTo, qint64 at)
{
    return await(m_store->storage().drafts().set(user, {room, text, replyTo, 0, at}));
}

std::vector<Draft> ConversationSuite::drafts(UserId user)
{
    auto page = await(m_store->storage().drafts().list(user, QString(), 100));
    return page ? std::move(page->drafts) : std::vector<Draft>();
}

Result<LogReceipt> ConversationSuite::append(LogEntry entry)
{
    return appended(m_store->log(), *m_executor, std::move(entry));
}

Result<LogReceipt> ConversationSuite::mark(LogEntry::Kind kind, qint64 seq, bool on, qint64 at)
{
    LogEntry entry = editing(m_room, m_bo.id, seq, QStringLiteral("\u231A"), at);
    entry.kind = kind;
    entry.on = on;
    return append(std::move(entry));
}

QStringList ConversationSuite::replaced(qint64 seq, qint64 after, int limit)
{
    const auto found = await(m_store->storage().lookup().replaced(m_room, seq, after, limit));
    if (!found || !*found) {
        return {QStringLiteral("none")};
    }
    QStringList lines;
    for (const ReplacedText& text : (*found)->texts) {
        lines << QStringLiteral("%1 %2 %3").arg(text.rev).arg(text.text).arg(text.writtenAt);
    }
    return lines;
}

void ConversationSuite::say(int messages)
{
    for (int i = 1; i <= messages; ++i) {
        VERIFY_OK(append(sending(m_room, m_ann.id, QStringLiteral("text %1").arg(i), 5'000 + i)));
    }
}

void ConversationSuite::draftIsAsItWasTyped()
{
    const QString text = QStringLiteral("  안녕\n\t'); -- \U0001F600 ");
    const auto kept = set(m_ann.id, m_room, text, 7, 1'234);
    VERIFY_OK(kept);
    QVERIFY(kept->changed);
    const Draft expected{m_room, text, 7, 1, 1'234};
    QCOMPARE(kept->draft, expected);
    QCOMPARE(drafts(m_ann.id), std::vector{expected});
}

void ConversationSuite::revGrowsByOneWithEachChange()
{
    VERIFY_OK(set(m_ann.id, m_room, QStringLiteral("a"), 0, 1));
    const auto same = set(m_ann.id, m_room, QStringLiteral("a"), 0, 2);
    VERIFY_OK(same);
    QVERIFY(!same->changed);
    QCOMPARE(same->draft, (Draft{m_room, QStringLiteral("a"), 0, 1, 1}));
    QCOMPARE(set(m_ann.id, m_room, QStringLiteral("ab"), 0, 3)->draft.rev, 2);
    QCOMPARE(set(m_ann.id, m_room, QStringLiteral("ab"), 4, 4)->draft.rev, 3); // only the reply
    QCOMPARE(set(m_ann.id, m_room, QString(), 4, 5)->draft, (Draft{m_room, QString(), 4, 4, 5}));
    QCOMPARE(drafts(m_ann.id).size(), size_t(1)); // a reply without a word yet
}

void ConversationSuite::removedDraftKeepsItsRev()
{
    const auto none = set(m_ann.id, m_room, QString());
    VERIFY_OK(none);
    QVERIFY(!none->changed);
    QCOMPARE(none->draft, (Draft{m_room, QString(), 0, 0, 0}));
    VERIFY_OK(set(m_ann.id, m_room, QStringLiteral("a"), 2));
    const auto removed = set(m_ann.id, m_room, QString(), 0, 9);
    VERIFY_OK(removed);
    QVERIFY(removed->changed);
    QCOMPARE(removed->draft, (Draft{m_room, QString(), 0, 2, 9}));
    QVERIFY(drafts(m_ann.id).empty());
    QVERIFY(!set(m_ann.id, m_room, QString(), 0, 10)->changed);
    QCOMPARE(set(m_ann.id, m_room, QStringLiteral("b"))->draft.rev, 3);
}

void ConversationSuite::draftsAreTheirPersons()
{
    const RoomId other = addGroup(*m_store, {m_ann.id, m_bo.id});
    VERIFY_OK(set(m_ann.id, m_room, QStringLiteral("mine")));
    VERIFY_OK(set(m_bo.id, m_room, QStringLiteral("his")));
    VERIFY_OK(set(m_ann.id, other, QStringLiteral("elsewhere")));
    QCOMPARE(drafts(m_ann.id).size(), size_t(2));
    QCOMPARE(drafts(m_bo.id).size(), size_t(1));
    QCOMPARE(drafts(m_bo.id).front().text, QStringLiteral("his"));
}

void ConversationSuite::onlyMembersHaveDrafts()
{
    const User eve = addUser(*m_store, QStringLiteral("eve"));
    for (const QString& text : {QStringLiteral("let me in"), QString()}) {
        COMPARE_ERROR(set(eve.id, m_room, text), ErrorCode::NotFound);
        COMPARE_ERROR(set(m_ann.id, RoomId::create(), text), ErrorCode::NotFound);
    }
    QVERIFY(drafts(eve.id).empty());
}

void ConversationSuite::draftEndsWithTheMembership()
{
    VERIFY_OK(set(m_ann.id, m_room, QStringLiteral("mine")));
    VERIFY_OK(set(m_bo.id, m_room, QStringLiteral("his")));
    VERIFY_OK(await(m_store->rooms().leave(m_room, m_bo.id, 5'000)));
    QVERIFY(drafts(m_bo.id).empty());
    COMPARE_ERROR(set(m_bo.id, m_room, QStringLiteral("again")), ErrorCode::NotFound);
    QCOMPARE(drafts(m_ann.id).size(), size_t(1));
}

void ConversationSuite::draftEndsWithTheAccount()
{
    Room room;
    room.id = RoomId::create();
    room.kind = RoomKind::Direct;
    room.capacity = 2;
    const auto direct = await(m_store->rooms().createDirect(room, m_ann.id, m_bo.id));
    VERIFY_OK(direct);
    VERIFY_OK(set(m_bo.id, direct->state.room.id, QStringLiteral("his")));
    VERIFY_OK(set(m_ann.id, direct->state.room.id, QStringLiteral("mine")));
    VERIFY_OK(await(m_store->accounts().remove(m_bo.id, 5'000)));
    QVERIFY(drafts(m_bo.id).empty());
    QCOMPARE(drafts(m_ann.id).size(), size_t(1));
}

void ConversationSuite::pagesOfDrafts()
{
    std::vector<RoomId> rooms;
    for (int i = 0; i < 7; ++i) {
        rooms.push_back(addGroup(*m_store, {m_ann.id}));
        VERIFY_OK(set(m_ann.id, rooms.back(), QString::number(i)));
    }
    VERIFY_OK(set(m_ann.id, rooms[2], QString()));
    std::sort(rooms.begin(), rooms.end());
    QStringList texts;
    QString after;
    for (int pages = 1;; ++pages) {
        const auto page = await(m_store->storage().drafts().list(m_ann.id, after, 2));
        VERIFY_OK(page);
        for (const Draft& draft : page->drafts) {
            texts << draft.text;
        }
        after = page->next;
        if (after.isEmpty()) {
            QCOMPARE(pages, 3);
            break;
        }
    }
    texts.sort();
    QCOMPARE(texts, QString::fromLatin1("0 1 3 4 5 6").split(u' '));
    for (const QString& wrong : {QStringLiteral("x"), QStringLiteral("d"), QStringLiteral("'")}) {
        COMPARE_ERROR(await(m_store->storage().drafts().list(m_ann.id, wrong, 2)), ErrorCode::Invalid);
    }
}

void ConversationSuite::manyAtOnceCountUp()
{
    constexpr int count = 50;
    std::vector<QCoro::Task<Result<ChangedDraft>>> tasks;
    for (int i = 0; i < count; ++i) {
        tasks.push_back(m_store->storage().drafts().set(m_ann.id, {m_room, QString::number(i), 0, 0, 1 + i}));
    }
    std::vector<qint64> revs;
    for (auto& task : tasks) {
        const auto kept = await(std::move(task));
        VERIFY_OK(kept);
        revs.push_back(kept->draft.rev);
    }
    std::sort(revs.begin(), revs.end());
    for (int i = 0; i < count; ++i) {
        QCOMPARE(revs[size_t(i)], i + 1);
    }
    QCOMPARE(drafts(m_ann.id).size(), size_t(1));
    QCOMPARE(drafts(m_ann.id).front().rev, count);
}

void ConversationSuite::draftsStayAfterARestart()
{
    VERIFY_OK(set(m_ann.id, m_room, QStringLiteral("half a sente")));
    m_store->restart();
    QCOMPARE(drafts(m_ann.id).size(), size_t(1));
    QCOMPARE(set(m_ann.id, m_room, QStringLiteral("half a sentence"))->draft.rev, 2);
}

void ConversationSuite::pinnedAreTheLastPinnedFirst()
{
    say(5);
    for (const auto& [seq, at] : {std::pair{3, 10}, std::pair{1, 20}, std::pair{5, 20}, std::pair{2, 5}}) {
        VERIFY_OK(mark(LogEntry::Kind::Pin, seq, true, at));
    }
    VERIFY_OK(mark(LogEntry::Kind::Pin, 2, false, 30));
    const auto pinned = await(m_store->storage().lookup().pinned(m_room, 10));
    VERIFY_OK(pinned);
    QVERIFY(pinned->has_value());
    std::vector<qint64> seqs;
    for (const Message& message : (*pinned)->messages) {
        seqs.push_back(message.seq);
    }
    QCOMPARE(seqs, (std::vector<qint64>{5, 1, 3}));
    QCOMPARE((*pinned)->head, (Head{5, 10}));
    QCOMPARE((*await(m_store->storage().lookup().pinned(m_room, 2)))->messages.size(), size_t(2));
    QVERIFY(!await(m_store->storage().lookup().pinned(RoomId::create(), 10))->has_value());
    QVERIFY(!await(m_store->storage().lookup().pinned(RoomId(), 10))->has_value());
}

void ConversationSuite::pinsExpireWithTheirMessages()
{
    say(3);
    VERIFY_OK(mark(LogEntry::Kind::Pin, 1, true, 6'000));
    VERIFY_OK(mark(LogEntry::Kind::Pin, 3, true, 6'000));
    VERIFY_OK(append(editing(m_room, m_ann.id, 1, QStringLiteral("edited"))));
    const Lease lease{QStringLiteral("me"), 60'000};
    const ExpiryRule rule{1'000, 6'003}; // what was sent before 5,003
    VERIFY_OK(await(m_store->storage().expiry().expire(lease, rule, m_room, 100, 100)));
    const auto pinned = await(m_store->storage().lookup().pinned(m_room, 10));
    QCOMPARE((*pinned)->messages.size(), size_t(1));
    QCOMPARE((*pinned)->messages.front().seq, 3);
    QCOMPARE(replaced(1), QStringList{QStringLiteral("none")});
}

void ConversationSuite::replacedTextsInTheirOrder()
{
    say(2);
    QCOMPARE(replaced(1), QStringList());
    for (int i = 2; i <= 5; ++i) {
        VERIFY_OK(append(editing(m_room, m_ann.id, 1, QStringLiteral("version %1").arg(i), 6'000 + i)));
    }
    const QStringList all{QStringLiteral("1 text 1 5001"), QStringLiteral("3 version 2 6002"),
        QStringLiteral("4 version 3 6003"), QStringLiteral("5 version 4 6004")};
    QCOMPARE(replaced(1), all);
    QCOMPARE(replaced(1, 0, 2), all.mid(0, 2));
    QCOMPARE(replaced(1, 3, 2), all.mid(2));
    QCOMPARE(replaced(2), QStringList());
    QCOMPARE(replaced(3), QStringList{QStringLiteral("none")});
    QCOMPARE((*await(m_store->storage().lookup().replaced(m_room, 1, 0, 1)))->rev, 6);
}

void ConversationSuite::marksReplaceNoText()
{
    say(1);
    VERIFY_OK(mark(LogEntry::Kind::React, 1, true, 6'000));
    VERIFY_OK(append(editing(m_room, m_ann.id, 1, QStringLiteral("second"), 6'100)));
    VERIFY_OK(mark(LogEntry::Kind::React, 1, false, 6'200));
    VERIFY_OK(mark(LogEntry::Kind::Pin, 1, true, 6'300));
    VERIFY_OK(append(editing(m_room, m_ann.id, 1, QStringLiteral("third"), 6'400)));
    VERIFY_OK(mark(LogEntry::Kind::Pin, 1, false, 6'500));
    // Each under the rev of its text, which a log that decides elsewhere gives it, too.
    QCOMPARE(replaced(1), (QStringList{QStringLiteral("1 text 1 5001"), QStringLiteral("3 second 6100")}));
}

void ConversationSuite::replacedTextsGoWithTheMessage()
{
    say(1);
    VERIFY_OK(append(editing(m_room, m_ann.id, 1, QStringLiteral("second"))));
    VERIFY_OK(append(deleting(m_room, m_ann.id, 1)));
    QCOMPARE(replaced(1), QStringList());
}

} // namespace madang::server
