#include "client/cache/copydatabase.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;

class TestGramIndex : public QObject {
    Q_OBJECT

    protocol::Message say(qint64 seq, const char* text, quint64 room = 11, quint64 sender = 2)
    {
        protocol::Message one;
        one.room = RoomId(room);
        one.seq = seq;
        one.rev = ++m_rev;
        one.sender = UserId(sender);
        one.sentAt = 1000 * m_rev;
        one.text = QString::fromUtf8(text);
        [&] { QVERIFY(m_file->putMessages({one})); }();
        return one;
    }
    bool workAll()
    {
        while (m_file->hasWork()) {
            if (!m_file->work())
                return false;
        }
        return true;
    }
    QStringList found(const char* text)
    {
        CopyQuery query;
        query.text = QString::fromUtf8(text);
        return found(query);
    }
    QStringList found(const CopyQuery& query)
    {
        QStringList texts;
        for (const CopyHit& hit : m_file->find(query))
            texts.append(hit.message.text);
        return texts;
    }
    qint64 rows(const char* table)
    {
        QSqlQuery query = m_file->prepare(QLatin1String("SELECT count(*) FROM ") % QLatin1String(table));
        return m_file->run(query) && query.next() ? query.value(0).toLongLong() : -1;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = std::make_unique<CopyDatabase>(m_folder->filePath(QStringLiteral("copy.sqlite")));
        QVERIFY(m_file->open());
        m_rev = 0;
    }
    void cleanup()
    {
        m_file.reset();
        m_folder.reset();
    }

    void wordsOfAnyScriptAreFound_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const char* query, const char* text) {
            QTest::newRow(name) << QString::fromUtf8(query) << QString::fromUtf8(text);
        };
        row("Korean within a word", "약속", "내일약속잊지마");
        row("one Korean syllable", "물", "강물이 맑다");
        row("Japanese", "東京", "明日は東京タワーへ");
        row("one Chinese character", "茶", "我们去喝茶吧");
        row("Latin, any case", "SEVEN", "see you at seven");
        row("one letter", "x", "plan x");
        row("mixed", "v2 배포", "오늘 v2를 배포합니다");
        row("emoji", "🎉", "done 🎉");
    }
    void wordsOfAnyScriptAreFound()
    {
        QFETCH(QString, query);
        QFETCH(QString, text);
        say(1, "something else, 다른 말, 別の話");
        say(2, text.toUtf8().constData());
        QCOMPARE(found(query.toUtf8().constData()), QStringList{text});
        QVERIFY(found("없는말이다").isEmpty());
    }

    void theNewestComesFirstAndPagesGoOn()
    {
        for (int i = 1; i <= 50; ++i)
            say(i, qPrintable(QStringLiteral("tea number %1").arg(i)));
        CopyQuery query;
        query.text = QStringLiteral("tea");
        query.limit = 20;
        QList<CopyHit> hits = m_file->find(query);
        QCOMPARE(hits.size(), 20);
        QCOMPARE(hits.first().message.seq, 50);
        QCOMPARE(hits.first().marks, (QList<search::Mark>{{0, 3}}));
        query.beforeAt = hits.last().message.sentAt;
        QCOMPARE(m_file->find(query).first().message.seq, 30);
    }

    void roomAndSenderNarrowIt()
    {
        say(1, "tea one", 11, 2);
        say(1, "tea two", 12, 2);
        say(2, "tea three", 11, 3);
        CopyQuery query;
        query.text = QStringLiteral("tea");
        query.room = RoomId(11);
        QCOMPARE(found(query), (QStringList{QStringLiteral("tea three"), QStringLiteral("tea one")}));
        query.sender = UserId(2);
        QCOMPARE(found(query), QStringList{QStringLiteral("tea one")});
    }

    void gramsInAnotherOrderAreNoWord()
    {
        say(1, "abc cab bca");
        say(2, "xab bcx");
        QVERIFY(found("abcab").isEmpty());
    }

    void anEditIsFoundByWhatItSaysNow()
    {
        protocol::Message message = say(1, "tea at five");
        message.rev = ++m_rev;
        message.text = QStringLiteral("coffee at five");
        QVERIFY(m_file->putMessages({message}));
        QVERIFY(found("tea").isEmpty());
        QCOMPARE(found("coffee").size(), 1);
        message.rev = ++m_rev;
        message.text.clear();
        message.deletedAt = 1;
        QVERIFY(m_file->putMessages({message}));
        QVERIFY(found("five").isEmpty());
        QVERIFY(workAll());
        QCOMPARE(rows("gram"), 0);
    }

    void whatChangesBeforeItIsIndexedIsIndexedOnce()
    {
        protocol::Message message = say(1, "tea at five");
        message.rev = ++m_rev;
        message.text = QStringLiteral("coffee");
        QVERIFY(m_file->putMessages({message}));
        QCOMPARE(rows("gram_gone"), 0);
        QVERIFY(workAll());
        QCOMPARE(found("coffee").size(), 1);
        QVERIFY(found("tea").isEmpty());
        say(2, "gone at once");
        QVERIFY(m_file->removeMessages(RoomId(11)));
        QCOMPARE(rows("gram_new"), 0);
    }

    void whatIsTrimmedIsNotFoundAndLeavesTheIndexInTheEnd()
    {
        for (int i = 1; i <= 30; ++i)
            say(i, "green tea");
        say(1, "black tea", 12);
        QVERIFY(m_file->removeMessagesBefore(RoomId(11), 21));
        QCOMPARE(found("green").size(), 10);
        const qint64 before = rows("gram");
        QVERIFY(m_file->removeMessagesBefore(RoomId(11), 25));
        QVERIFY(workAll());
        QVERIFY(rows("gram") < before);
        QVERIFY(m_file->removeMessages(RoomId(11)));
        QVERIFY(workAll());
        QCOMPARE(rows("gram_gone"), 0);
        QCOMPARE(found("tea"), QStringList{QStringLiteral("black tea")});
        QVERIFY(m_file->removeMessages(RoomId(12)));
        QVERIFY(workAll());
        QCOMPARE(rows("gram"), 0);
    }

    void aCopyFromBeforeTheIndexIsReadAgain()
    {
        m_file.reset();
        const QString path = m_folder->filePath(QStringLiteral("old.sqlite"));
        {
            // As version 1 made it.
            const QString holding
                = QStringLiteral("CREATE TABLE holding (room INTEGER PRIMARY KEY, ranges TEXT"
                                 " NOT NULL, rev INTEGER NOT NULL, head INTEGER NOT NULL,"
                                 " floor INTEGER NOT NULL)");
            const QString message
                = QStringLiteral("CREATE TABLE message (id INTEGER PRIMARY KEY, room INTEGER NOT NULL,"
                                 " seq INTEGER NOT NULL, rev INTEGER NOT NULL, sender INTEGER NOT NULL,"
                                 " sent_at INTEGER NOT NULL, json BLOB NOT NULL, UNIQUE (room, seq))");
            SqliteFile old(path, {{{holding, message}}, false, false});
            QVERIFY(old.open());
            QVERIFY(old.run(QStringLiteral("INSERT INTO holding VALUES (11, '1-5', 5, 5, 0)")));
        }
        m_file = std::make_unique<CopyDatabase>(path);
        QVERIFY(m_file->open());
        QVERIFY(m_file->setAside().isEmpty());
        QCOMPARE(rows("holding"), 0);
        say(1, "tea");
        QCOMPARE(found("tea").size(), 1);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CopyDatabase> m_file;
    qint64 m_rev = 0;
};

QTEST_GUILESS_MAIN(TestGramIndex)
#include "tst_gramindex.moc"
