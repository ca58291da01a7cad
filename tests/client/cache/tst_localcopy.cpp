#include "client/cache/localcopy.h"
#include "tests/client/cache/fulldisk.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

namespace {
// A disk that others keep busy may hold up a thread for seconds.
constexpr int patienceMs = 30'000;
const RoomId room1{11};
const QString account = QStringLiteral("u1@ws://chat.test/ws");

protocol::Message message(qint64 seq, const QString& text)
{
    protocol::Message one;
    one.room = room1;
    one.seq = seq;
    one.rev = seq;
    one.sender = UserId(2);
    one.clientId = QUuid::createUuid();
    one.text = text;
    return one;
}

QList<protocol::Message> messages(qint64 first, qint64 last)
{
    QList<protocol::Message> all;
    for (qint64 seq = first; seq <= last; ++seq)
        all.append(message(seq, QStringLiteral("a text of some length, number %1").arg(seq)));
    return all;
}
} // namespace

class TestLocalCopy : public QObject {
    Q_OBJECT

    void open()
    {
        m_state.reset();
        m_copy->open(account, [this](const CachedState& state) { m_state = state; });
        QTRY_VERIFY_WITH_TIMEOUT(m_state, patienceMs);
    }
    void reopen()
    {
        m_copy = std::make_unique<LocalCopy>(m_folder->path());
        open();
    }
    void put(const QList<protocol::Message>& all)
    {
        m_copy->write([all](CopyDatabase& file) { return file.putMessages(all); });
    }
    QList<protocol::Message> read(qint64 first, qint64 last)
    {
        std::optional<QList<protocol::Message>> found;
        m_copy->read<QList<protocol::Message>>(
            [=](CopyDatabase& file) { return file.readMessages(room1, first, last); },
            [&](const QList<protocol::Message>& all) { found = all; });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(found, patienceMs); }();
        return found.value_or(QList<protocol::Message>());
    }
    [[nodiscard]] QString path() const { return LocalCopy::pathOf(m_folder->path(), account); }
    [[nodiscard]] QStringList asides() const
    {
        QStringList names = QFileInfo(path()).dir().entryList(
            {QStringLiteral("*.sqlite.corrupt-*"), QStringLiteral("*.sqlite.newer-*")});
        names.removeIf([](const QString& name) {
            return name.endsWith(QLatin1String("-wal")) || name.endsWith(QLatin1String("-shm"));
        });
        return names;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        reopen();
    }
    void cleanup()
    {
        m_copy.reset();
        m_folder.reset();
    }

    void whatIsWrittenIsReadAtOnceAndAfterAReopening()
    {
        const QList<protocol::Message> written = messages(1, 60);
        put(written);
        QCOMPARE(read(1, 60), written);
        QCOMPARE(read(20, 29), written.mid(19, 10));
        CachedRoom room;
        room.room.id = room1;
        room.room.title = QString::fromUtf8("등산");
        room.readSeq = 7;
        m_copy->write([room](CopyDatabase& file) { return file.putRooms({room}); });
        const Holding holding(*SeqRanges::fromText(QStringLiteral("1-60")), 60, 60, 1);
        m_copy->write([holding](CopyDatabase& file) { return file.putHolding(room1, holding); });
        reopen();
        QCOMPARE(read(1, 60), written);
        QCOMPARE(m_state->rooms.size(), 1);
        QCOMPARE(m_state->rooms.first().room, room.room);
        QCOMPARE(m_state->rooms.first().readSeq, 7);
        QCOMPARE(m_state->holdings.value(room1).ranges(), holding.ranges());
        QCOMPARE(m_state->holdings.value(room1).rev(), 60);
        QVERIFY(!m_state->listed);
    }

    void anOlderVersionOverwritesNothing()
    {
        protocol::Message newer = message(1, QStringLiteral("better"));
        newer.rev = 9;
        put({newer});
        put({message(1, QStringLiteral("first"))});
        QCOMPARE(read(1, 1).first().text, QStringLiteral("better"));
    }

    void accountsLieApart()
    {
        put(messages(1, 3));
        QCOMPARE(read(1, 3).size(), 3);
        m_copy->open(QStringLiteral("u1@ws://other.test/ws"), [](const CachedState&) {});
        QVERIFY(read(1, 3).isEmpty());
        m_copy->erase();
        open();
        QCOMPARE(read(1, 3).size(), 3);
    }

    void whoWaitsIsAnsweredAtTheClosing()
    {
        int answers = 0;
        for (int i = 0; i < 5; ++i)
            m_copy->read<int>([](CopyDatabase&) { return 1; }, [&](int) { ++answers; });
        m_copy->close();
        QCOMPARE(answers, 5);
        m_copy->read<int>([](CopyDatabase&) { return 1; }, [&](int value) { answers += value + 1; });
        QTRY_COMPARE_WITH_TIMEOUT(answers, 6, patienceMs); // of a closed one: nothing, but an answer
    }

    void aWriteThatFailsIsUndoneAsAWhole()
    {
        QSignalSpy stopped(m_copy.get(), &LocalCopy::stopped);
        put(messages(1, 5));
        m_copy->write([](CopyDatabase& file) {
            return file.putMessages(messages(6, 9)) && file.run(QStringLiteral("no such statement"));
        });
        QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, patienceMs);
        reopen();
        QVERIFY(read(1, 9).isEmpty());
    }

    void aDamagedFileIsBegunAnewWhereTheDamageIsMet()
    {
        put(messages(1, 3000));
        QCOMPARE(read(1, 3000).size(), 3000);
        m_copy.reset();
        {
            QFile file(path());
            QVERIFY(file.open(QIODevice::ReadWrite));
            // All but the schema, so that the file is opened without a word.
            const QByteArray junk(int(file.size() - 4 * 4096) / 2, '\x5a');
            QVERIFY(file.seek(file.size() - junk.size()));
            file.write(junk);
        }
        reopen();
        QSignalSpy reopened(m_copy.get(), &LocalCopy::reopened);
        QVERIFY(read(1, 3000).size() < 3000);
        QTRY_COMPARE_WITH_TIMEOUT(reopened.size(), 1, patienceMs);
        QCOMPARE(asides().size(), 1);
        put(messages(1, 10));
        QCOMPARE(read(1, 10).size(), 10);
    }

    void aFileThatIsNoneAndOneThatIsNewerAreSetAside()
    {
        m_copy.reset();
        for (const char* suffix : {"", "-wal", "-shm"})
            QFile::remove(path() % QString::fromLatin1(suffix));
        {
            QFile file(path());
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(10'000, 'x'));
        }
        reopen();
        QCOMPARE(asides().size(), 1);
        put(messages(1, 3));
        m_copy->write([](CopyDatabase& file) {
            return file.run(QStringLiteral("PRAGMA user_version = %1").arg(CopyDatabase::schemaVersion + 1));
        });
        QCOMPARE(read(1, 3).size(), 3);
        reopen();
        QVERIFY(read(1, 3).isEmpty());
        QVERIFY(!asides().filter(QStringLiteral("newer")).isEmpty());
        m_copy->erase(); // signed out: nothing stays
        QTRY_VERIFY_WITH_TIMEOUT(asides().isEmpty(), patienceMs);
    }

    void aFullDiskStopsTheCopyAndIsToldOnce()
    {
        put(messages(1, 50));
        QCOMPARE(read(1, 50).size(), 50);
        QSignalSpy stopped(m_copy.get(), &LocalCopy::stopped);
        {
            const FullDisk disk(128 * 1024);
            for (int i = 0; i < 20; ++i) {
                put(messages(51 + 400 * i, 450 + 400 * i));
                m_copy->flush();
            }
            QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, patienceMs);
            QCOMPARE(m_copy->state(), LocalCopy::State::Stopped);
            put(messages(9000, 9001)); // goes nowhere, and harms nothing
            QVERIFY(read(1, 50).isEmpty());
            QTest::qWait(50);
            QCOMPARE(stopped.size(), 1);
        }
        // Whole again, and nothing that was there before is gone.
        reopen();
        QCOMPARE(read(1, 50).size(), 50);
        QVERIFY(asides().isEmpty());
    }

    void whenThereIsRoomAgainItGoesOn()
    {
        put(messages(1, 50));
        const Holding holding(*SeqRanges::fromText(QStringLiteral("1-50")), 50, 50, 1);
        m_copy->write([holding](CopyDatabase& file) { return file.putHolding(room1, holding); });
        QCOMPARE(read(1, 50).size(), 50);
        m_copy->setRetryMs(20);
        QSignalSpy stopped(m_copy.get(), &LocalCopy::stopped);
        std::optional<CachedState> again;
        connect(m_copy.get(), &LocalCopy::reopened, this, [&](const CachedState& state) { again = state; });
        {
            const FullDisk disk(64 * 1024);
            put(messages(51, 4000));
            QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, patienceMs);
        }
        QTRY_VERIFY_WITH_TIMEOUT(again, patienceMs);
        QVERIFY(m_copy->isOpen());
        QCOMPARE(again->holdings.value(room1).ranges().toText(), QStringLiteral("1-50"));
        put(messages(51, 60));
        QCOMPARE(read(1, 60).size(), 60);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalCopy> m_copy;
    std::optional<CachedState> m_state;
};

QTEST_GUILESS_MAIN(TestLocalCopy)
#include "tst_localcopy.moc"
