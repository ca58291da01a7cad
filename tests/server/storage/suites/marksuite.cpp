#include "tests/server/storage/suites/marksuite.h"

#include "server/domain/reactions.h"
#include "shared/core/uuid7.h"
#include "tests/server/storage/suites/logsuite.h"

#include <random>

namespace madang::server {

namespace {

const QString heart = QStringLiteral("\u2764\uFE0F");
const QString smile = QString::fromUcs4(U"\U0001F600");

QString emojiOf(int number)
{
    const char32_t c = U'\U0001F400' + char32_t(number);
    return QString::fromUcs4(&c, 1);
}

QStringList shown(const Message& message, UserId reader = {})
{
    QStringList list;
    for (const reactions::Kind& kind : reactions::list(message.reactions, reader)) {
        list << kind.emoji % QString::number(kind.count) % (kind.mine ? QStringLiteral(" mine") : QString());
    }
    return list;
}

} // namespace

void MarkSuite::init()
{
    m_store = m_factory();
    m_executor = std::make_unique<TestExecutor>();
    m_ann = addUser(*m_store, QStringLiteral("ann"));
    m_bo = addUser(*m_store, QStringLiteral("bo_"));
    m_room = addGroup(*m_store, {m_ann.id, m_bo.id});
}

void MarkSuite::cleanup()
{
    m_store.reset();
    m_executor.reset();
}

Result<LogReceipt> MarkSuite::append(LogEntry entry)
{
    return appended(m_store->log(), *m_executor, std::move(entry));
}

Result<LogReceipt> MarkSuite::react(UserId who, const QString& emoji, bool on, qint64 seq)
{
    LogEntry entry = editing(m_room, who, seq, emoji, 9'000);
    entry.kind = LogEntry::Kind::React;
    entry.on = on;
    return append(std::move(entry));
}

Result<LogReceipt> MarkSuite::pin(bool on, qint64 seq, qint64 at)
{
    LogEntry entry = editing(m_room, m_bo.id, seq, QString(), at);
    entry.kind = LogEntry::Kind::Pin;
    entry.on = on;
    return append(std::move(entry));
}

LogEntry MarkSuite::forwarding(qint64 sourceSeq, const QString& text) const
{
    LogEntry entry = sending(m_room, m_bo.id, text);
    entry.forwarded = {m_ann.id, QStringLiteral("앤")};
    entry.source = RoomId(77);
    entry.sourceSeq = sourceSeq;
    return entry;
}

void MarkSuite::say(int messages)
{
    for (int i = 1; i <= messages; ++i) {
        VERIFY_OK(append(sending(m_room, m_ann.id, QStringLiteral("text %1").arg(i), 5'000 + i)));
    }
}

Message MarkSuite::message(qint64 seq)
{
    const auto page = await(m_store->log().page(m_room, {PageQuery::From::After, seq - 1, 1}));
    return page && !page->messages.empty() ? page->messages.front() : Message();
}

void MarkSuite::reactionTakesTheNextRev()
{
    say(1);
    const auto first = react(m_bo.id, heart);
    VERIFY_OK(first);
    QVERIFY(first->changed);
    QCOMPARE(first->head, (Head{1, 2}));
    QCOMPARE(first->message.rev, 2);
    QCOMPARE(writtenRev(first->message), 1);
    QCOMPARE(first->message.text, QStringLiteral("text 1"));
    QCOMPARE(first->message.editedAt, 0);
    QCOMPARE(shown(first->message, m_bo.id), QStringList{heart % QStringLiteral("1 mine")});
    QCOMPARE(message(), first->message);

    const auto again = react(m_bo.id, heart);
    VERIFY_OK(again);
    QVERIFY(!again->changed);
    QCOMPARE(again->head, (Head{1, 2}));
    QCOMPARE(again->message, first->message);

    const auto back = react(m_bo.id, heart, false);
    VERIFY_OK(back);
    QVERIFY(back->changed);
    QCOMPARE(back->message.rev, 3);
    QVERIFY(back->message.reactions.isEmpty());
    QVERIFY(!react(m_bo.id, heart, false)->changed);
    QCOMPARE(message(), back->message);
    QCOMPARE(append(sending(m_room, m_ann.id, QStringLiteral("next")))->head, (Head{2, 4}));
}

void MarkSuite::reactionIsWhoseItIs()
{
    say(1);
    VERIFY_OK(react(m_bo.id, smile));
    VERIFY_OK(react(m_ann.id, heart));
    VERIFY_OK(react(m_ann.id, smile));
    QCOMPARE(shown(message(), m_bo.id), (QStringList{smile % QStringLiteral("2 mine"), heart % u'1'}));
    QCOMPARE(shown(message()), (QStringList{smile % u'2', heart % u'1'}));
    // An id whose bytes are found across the edge of two others.
    const UserId high(quint64(1) << 56);
    const UserId higher((quint64(1) << 56) + 5);
    const UserId low(1);
    VERIFY_OK(react(high, heart));
    VERIFY_OK(react(higher, heart));
    QVERIFY(!react(low, heart, false)->changed);
    QVERIFY(react(low, heart)->changed);
    QVERIFY(react(high, heart, false)->changed);
    QVERIFY(react(higher, heart, false)->changed);
    QCOMPARE(shown(message(), low).last(), heart % QStringLiteral("2 mine"));
    QVERIFY(!react(high, heart, false)->changed);
    VERIFY_OK(react(m_bo.id, smile, false));
    QCOMPARE(shown(message(), m_bo.id), (QStringList{smile % u'1', heart % u'2'}));
}

void MarkSuite::tooManyReactions()
{
    say(1);
    for (int i = 0; i < reactions::ownMost; ++i) {
        VERIFY_OK(react(m_bo.id, emojiOf(i)));
    }
    const auto more = react(m_bo.id, emojiOf(reactions::ownMost));
    COMPARE_ERROR(more, ErrorCode::TooLarge);
    QCOMPARE(more.error().limit, std::optional<qint64>(reactions::ownMost));
    for (int i = reactions::ownMost; i < reactions::differentMost; ++i) {
        VERIFY_OK(react(UserId(quint64(1000 + i)), emojiOf(i)));
    }
    const auto different = react(m_ann.id, emojiOf(reactions::differentMost));
    COMPARE_ERROR(different, ErrorCode::TooLarge);
    QCOMPARE(different.error().limit, std::optional<qint64>(reactions::differentMost));
    // One that is there already may have more, and one that goes makes room.
    VERIFY_OK(react(m_ann.id, emojiOf(0)));
    VERIFY_OK(react(UserId(quint64(1000 + reactions::ownMost)), emojiOf(reactions::ownMost), false));
    VERIFY_OK(react(m_ann.id, emojiOf(reactions::differentMost)));
    QCOMPARE(message().rev, 1 + reactions::differentMost + 3);
}

// The log in Redis decides by a script of its own.
void MarkSuite::randomReactionsAreDecidedAlike()
{
    say(1);
    std::mt19937 random(7);
    QByteArray expected;
    qint64 rev = 1;
    for (int i = 0; i < 400; ++i) {
        const UserId who(random() % 9 == 0 ? ~quint64(0) >> 1 : 1 + random() % 12);
        const QString emoji = random() % 7 == 0 ? heart : emojiOf(int(random() % 23));
        const bool on = random() % 3 != 0;
        const auto decided = reactions::react(expected, emoji, who, on);
        const auto receipt = react(who, emoji, on);
        switch (decided.outcome) {
        case reactions::Outcome::Changed:
            expected = decided.packed;
            ++rev;
            [[fallthrough]];
        case reactions::Outcome::Same:
            VERIFY_OK(receipt);
            QCOMPARE(receipt->changed, decided.outcome == reactions::Outcome::Changed);
            QCOMPARE(receipt->message.reactions, expected);
            QCOMPARE(receipt->message.rev, rev);
            break;
        default:
            COMPARE_ERROR(receipt, ErrorCode::TooLarge);
            QCOMPARE(*receipt.error().limit,
                qint64(decided.outcome == reactions::Outcome::TooMany ? reactions::differentMost
                                                                      : reactions::ownMost));
        }
    }
    QVERIFY(rev > 50);
}

void MarkSuite::pinAndUnpin()
{
    say(2);
    const auto pinned = pin(true);
    VERIFY_OK(pinned);
    QVERIFY(pinned->changed);
    QCOMPARE(pinned->head, (Head{2, 3}));
    QCOMPARE(pinned->message.pinnedAt, 8'000);
    QCOMPARE(writtenRev(pinned->message), 1);
    const auto again = pin(true, 1, 9'000);
    VERIFY_OK(again);
    QVERIFY(!again->changed);
    QCOMPARE(again->message.pinnedAt, 8'000);
    QCOMPARE(message(), pinned->message);
    const auto unpinned = pin(false);
    VERIFY_OK(unpinned);
    QVERIFY(unpinned->changed);
    QCOMPARE(unpinned->message.pinnedAt, 0);
    QCOMPARE(unpinned->head, (Head{2, 4}));
    QVERIFY(!pin(false)->changed);
    QVERIFY(!pin(false, 2)->changed);
    QCOMPARE(message().pinnedAt, 0);
}

void MarkSuite::editKeepsMarksAndDeletionTakesThem()
{
    say(1);
    VERIFY_OK(react(m_bo.id, heart));
    VERIFY_OK(pin(true));
    const auto edit = append(editing(m_room, m_ann.id, 1, QStringLiteral("other words")));
    VERIFY_OK(edit);
    QCOMPARE(edit->message.text, QStringLiteral("other words"));
    QCOMPARE(edit->message.pinnedAt, 8'000);
    QCOMPARE(shown(edit->message), QStringList{heart % u'1'});
    QCOMPARE(writtenRev(edit->message), 4);
    QCOMPARE(message(), edit->message);
    QVERIFY(!append(editing(m_room, m_ann.id, 1, QStringLiteral("other words")))->changed);
    VERIFY_OK(react(m_ann.id, heart));
    QCOMPARE(writtenRev(message()), 4);
    VERIFY_OK(append(deleting(m_room, m_ann.id, 1)));
    const Message gone = message();
    QVERIFY(gone.text.isEmpty());
    QCOMPARE(gone.deletedAt, 7'000);
    QCOMPARE(gone.editedAt, 6'000);
    QCOMPARE(gone.pinnedAt, 0);
    QVERIFY(gone.reactions.isEmpty());
    QCOMPARE(gone.rev, 6);
    QCOMPARE(writtenRev(gone), 6);
}

void MarkSuite::marksOfDeletedSystemOrMissing()
{
    say(1);
    VERIFY_OK(append(deleting(m_room, m_ann.id, 1)));
    LogEntry system;
    system.room = m_room;
    system.messageKind = MessageKind::System;
    system.event = R"({"event":"x"})";
    system.at = 5'000;
    VERIFY_OK(append(system));
    for (const qint64 seq : {qint64(1), qint64(2)}) {
        COMPARE_ERROR(react(m_bo.id, heart, true, seq), ErrorCode::Invalid);
        COMPARE_ERROR(react(m_bo.id, heart, false, seq), ErrorCode::Invalid);
        COMPARE_ERROR(pin(true, seq), ErrorCode::Invalid);
        COMPARE_ERROR(pin(false, seq), ErrorCode::Invalid);
    }
    for (const qint64 seq : {qint64(-1), qint64(0), qint64(3)}) {
        COMPARE_ERROR(react(m_bo.id, heart, true, seq), ErrorCode::NotFound);
        COMPARE_ERROR(pin(true, seq), ErrorCode::NotFound);
    }
    QCOMPARE(await(m_store->log().page(m_room, {}))->head, (Head{2, 3}));
}

void MarkSuite::marksOfOldMessages()
{
    say(130);
    VERIFY_OK(react(m_bo.id, heart, true, 3));
    VERIFY_OK(pin(true, 4));
    VERIFY_OK(append(editing(m_room, m_ann.id, 3, QStringLiteral("edited"))));
    VERIFY_OK(react(m_ann.id, smile, true, 3));
    const Message third = message(3);
    QCOMPARE(third.text, QStringLiteral("edited"));
    QCOMPARE(shown(third), (QStringList{heart % u'1', smile % u'1'}));
    QCOMPARE(third.rev, 134);
    QCOMPARE(writtenRev(third), 133);
    QCOMPARE(message(4).pinnedAt, 8'000);
    QCOMPARE(message(4).text, QStringLiteral("text 4"));
}

void MarkSuite::marksAreInChanges()
{
    say(3);
    const auto first = react(m_bo.id, heart, true, 2);
    VERIFY_OK(first);
    const auto second = pin(true, 1);
    VERIFY_OK(second);
    const auto third = react(m_ann.id, heart, true, 2);
    VERIFY_OK(third);
    const auto changes = await(m_store->log().changes(m_room, 3, 10));
    VERIFY_OK(changes);
    QCOMPARE(changes->messages, (std::vector{second->message, third->message}));
    QCOMPARE(changes->rev, 6);
    const auto page = await(m_store->log().page(m_room, {}));
    VERIFY_OK(page);
    QCOMPARE(page->messages.at(0), second->message);
    QCOMPARE(page->messages.at(1), third->message);
}

void MarkSuite::forwardedBearsItsAuthor()
{
    const auto sent = append(forwarding(5, QStringLiteral("her words")));
    VERIFY_OK(sent);
    QCOMPARE(sent->message.sender, m_bo.id);
    QCOMPARE(sent->message.forwarded, (Forwarded{m_ann.id, QStringLiteral("앤")}));
    QCOMPARE(message(), sent->message);
    COMPARE_ERROR(append(editing(m_room, m_bo.id, 1, QStringLiteral("not her words"))), ErrorCode::Invalid);
    VERIFY_OK(react(m_ann.id, heart));
    VERIFY_OK(pin(true));
    const Message marked = message();
    QCOMPARE(marked.forwarded, sent->message.forwarded);
    QCOMPARE(marked.text, QStringLiteral("her words"));
    VERIFY_OK(append(deleting(m_room, m_bo.id, 1)));
    QCOMPARE(message().forwarded, Forwarded());
}

void MarkSuite::forwardedOnceForEachClientId()
{
    const LogEntry entry = forwarding(5, QStringLiteral("her words"));
    const auto sent = append(entry);
    VERIFY_OK(sent);
    LogEntry again = entry;
    again.text = QStringLiteral("her words, edited meanwhile");
    const auto second = append(again);
    VERIFY_OK(second);
    QVERIFY(!second->changed);
    QCOMPARE(second->message, sent->message);
    again = entry;
    again.sourceSeq = 6;
    COMPARE_ERROR(append(again), ErrorCode::Conflict);
    again = entry;
    again.source = RoomId(78);
    COMPARE_ERROR(append(again), ErrorCode::Conflict);
    again = entry;
    again.source = RoomId();
    again.sourceSeq = 0;
    COMPARE_ERROR(append(again), ErrorCode::Conflict); // a message of one's own
    QCOMPARE(await(m_store->log().page(m_room, {}))->head, (Head{1, 1}));
}

void MarkSuite::againMakesNothing()
{
    LogEntry entry = forwarding(5, QStringLiteral("her words"));
    for (const QUuid& id : {entry.clientId, newUuid7(1), QUuid::createUuid()}) {
        LogEntry again = entry;
        again.clientId = id;
        again.text.clear();
        again.onlyAgain = true;
        for (int i = 0; i < 2; ++i) {
            COMPARE_ERROR(append(again), ErrorCode::NotFound);
        }
        LogEntry first = entry;
        first.clientId = id;
        const auto sent = append(first);
        VERIFY_OK(sent);
        QVERIFY(sent->changed);
        const auto found = append(again);
        VERIFY_OK(found);
        QVERIFY(!found->changed);
        QCOMPARE(found->message, sent->message);
        again.sourceSeq = 9;
        COMPARE_ERROR(append(again), ErrorCode::Conflict);
    }
    QCOMPARE(await(m_store->log().page(m_room, {}))->head, (Head{3, 3}));
}

void MarkSuite::staysAfterARestart()
{
    say(2);
    VERIFY_OK(react(m_bo.id, heart, true, 2));
    VERIFY_OK(pin(true, 2));
    VERIFY_OK(append(forwarding(5, QStringLiteral("her words"))));
    const auto before = await(m_store->log().page(m_room, {}));
    VERIFY_OK(before);
    m_store->restart();
    const auto after = await(m_store->log().page(m_room, {}));
    VERIFY_OK(after);
    QCOMPARE(after->messages, before->messages);
    QVERIFY(!react(m_bo.id, heart, true, 2)->changed);
}

} // namespace madang::server
