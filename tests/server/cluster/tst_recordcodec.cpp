#include "server/cluster/recordcodec.h"

#include "shared/core/uuid7.h"

#include <QtTest/QTest>

using namespace madang;
using namespace madang::server;

class tst_RecordCodec : public QObject {
    Q_OBJECT

    static StoredRecord some()
    {
        StoredRecord stored;
        Message& message = stored.record.message;
        message.room = RoomId(0x0102030405060708u);
        message.seq = 7;
        message.rev = 12;
        message.sender = UserId(~quint64(0) >> 1);
        message.clientId = newUuid7(1'700'000'000'000);
        message.sentAt = 1'700'000'000'123;
        message.text = QStringLiteral("안녕 \U0001F600");
        message.replyTo = 3;
        message.editedAt = 1'700'000'000'456;
        stored.record.bodyHash = QByteArray(16, '\x80');
        stored.record.created = false;
        stored.head = {9, 12};
        return stored;
    }
    static void compare(const StoredRecord& back, const StoredRecord& stored)
    {
        QCOMPARE(back.record.message, stored.record.message);
        QCOMPARE(back.record.bodyHash, stored.record.bodyHash);
        QCOMPARE(back.record.created, stored.record.created);
        QCOMPARE(back.head, stored.head);
    }

private Q_SLOTS:
    void comesBackWhole()
    {
        StoredRecord stored = some();
        compare(decodeRecord(encodeRecord(stored)).value(), stored);
        stored.record.message.text.clear();
        stored.record.message.deletedAt = 5;
        compare(decodeRecord(encodeRecord(stored)).value(), stored);
        Message system;
        system.room = RoomId(1);
        system.seq = 1;
        system.rev = 1;
        system.kind = MessageKind::System;
        system.event = R"({"event":"x"})";
        compare(
            decodeRecord(encodeRecord({{system, {}, true}, {1, 1}})).value(), {{system, {}, true}, {1, 1}});
    }

    void keepsMarks()
    {
        const auto comesBack = [](const Message& message) {
            StoredRecord stored = some();
            stored.record.message = message;
            compare(decodeRecord(encodeRecord(stored)).value(), stored);
        };
        Message message = some().record.message;
        message.textRev = 3;
        comesBack(message);
        message.pinnedAt = 1'700'000'000'789;
        comesBack(message);
        message.reactions = QByteArray("\x01x\0\0\0\x01", 6) + bigEndian(~quint64(0) >> 1);
        comesBack(message);
        message.forwarded = {UserId(9), QStringLiteral("\uFEFF앤")};
        comesBack(message);
        message.text.clear();
        comesBack(message);
        message = some().record.message;
        message.forwarded = {UserId(9), QString()};
        comesBack(message);

        LogEntry entry;
        entry.forwarded = {UserId(9), QStringLiteral("앤")};
        entry.text = QStringLiteral("passed on");
        const auto made = decodeRecord(QByteArray(QByteArray(24, '\1') + encodeBody(entry, {})));
        QVERIFY(made);
        QCOMPARE(made->record.message.forwarded, entry.forwarded);
        QCOMPARE(made->record.message.text, entry.text);
    }

    // Redis may hold records from before there were marks, and a message without any has no bytes of them.
    void plainMessagesAreAsTheyWere()
    {
        const QByteArray bytes = encodeRecord(some());
        QCOMPARE(bytes.mid(105, 4), QByteArray(4, '\0'));
        QCOMPARE(bytes.size(), 109 + some().record.message.text.toUtf8().size());
    }

    void brokenMarksAreNoRecord()
    {
        StoredRecord stored = some();
        stored.record.message.textRev = 3;
        const QByteArray bytes = encodeRecord(stored);
        QByteArray cut = bytes;
        for (int size = 1; size < 26; ++size) {
            cut[108] = char(size);
            QVERIFY(!decodeRecord(cut));
        }
        cut = bytes;
        cut[133] = '\xff'; // a name that would reach past the end
        QVERIFY(!decodeRecord(cut));
    }

    void keepsByteOrderMarks()
    {
        for (const int count : {1, 2, 3}) {
            StoredRecord stored = some();
            stored.record.message.text = QString(count, QChar(0xfeff)) + QStringLiteral("x");
            compare(decodeRecord(encodeRecord(stored)).value(), stored);
        }
    }

    // lua/append.lua makes a record of a body, and reads and replaces what is at these places.
    void factsAreWhereTheScriptsLook()
    {
        const StoredRecord stored = some();
        const QByteArray bytes = encodeRecord(stored);
        QCOMPARE(bytes.mid(0, 8), bigEndian(7));
        QCOMPARE(bytes.mid(8, 8), bigEndian(12));
        QCOMPARE(bytes.mid(16, 8), bigEndian(9));
        QCOMPARE(bytes.mid(25, 8), bigEndian(1'700'000'000'456));
        QCOMPARE(bytes.mid(33, 8), bigEndian(0));
        QCOMPARE(bytes.mid(49, 8), bigEndian(stored.record.message.sender.value()));
        QCOMPARE(bytes.mid(89, 16), stored.record.bodyHash);
        QCOMPARE(bytes.mid(109), stored.record.message.text.toUtf8());

        LogEntry entry;
        entry.room = stored.record.message.room;
        entry.actor = stored.record.message.sender;
        entry.clientId = stored.record.message.clientId;
        entry.at = stored.record.message.sentAt;
        entry.text = stored.record.message.text;
        entry.replyTo = stored.record.message.replyTo;
        const auto made = decodeRecord(QByteArray(
            bigEndian(7) + bigEndian(12) + bigEndian(9) + encodeBody(entry, stored.record.bodyHash)));
        QVERIFY(made);
        QVERIFY(made->record.created);
        Message expected = stored.record.message;
        expected.editedAt = 0;
        QCOMPARE(made->record.message, expected);
    }

    void whatIsNoRecordIsNone()
    {
        QByteArray bytes = encodeRecord(some());
        for (qsizetype size = 0; size < 109; ++size) {
            QVERIFY(!decodeRecord(bytes.left(size)));
        }
        bytes[105] = '\x7f'; // an event that would reach past the end
        QVERIFY(!decodeRecord(bytes));
        bytes[105] = '\xff';
        QVERIFY(!decodeRecord(bytes));
    }
};

QTEST_GUILESS_MAIN(tst_RecordCodec)
#include "tst_recordcodec.moc"
