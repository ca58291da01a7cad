#include "client/models/emojimodel.h"

#include "client/text/emojitext.h"

#include <QtCore/QLocale>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang::client;
using namespace Qt::StringLiterals;

class TestEmojiModel : public QObject {
    Q_OBJECT

    static QStringList shown(const EmojiModel& model)
    {
        QStringList all;
        for (int i = 0; i < model.count(); ++i)
            all.append(model.index(i).data(EmojiModel::EmojiRole).toString());
        return all;
    }

private Q_SLOTS:
    void everyGroupHasEmojiWithNames()
    {
        EmojiModel model;
        const QAbstractItemModelTester tester(&model);
        int all = 0;
        for (int group = 0; group < model.groups().size(); ++group) {
            model.setGroup(group + 100);
            model.setGroup(group);
            QVERIFY2(model.count() > 50, qPrintable(QString::number(group)));
            QVERIFY(shown(model).contains(model.groups().at(group)));
            all += model.count();
        }
        QVERIFY(all > 1500);
        for (const QLocale& locale : {QLocale(u"ko"_s), QLocale(u"en"_s)}) {
            QLocale::setDefault(locale);
            for (int i = 0; i < model.count(); ++i)
                QVERIFY(!model.index(i).data(EmojiModel::NameRole).toString().isEmpty());
        }
        QLocale::setDefault(QLocale(u"ko"_s));
        QCOMPARE(model.nameOf(u"👍"_s), u"올린 엄지"_s);
        QLocale::setDefault(QLocale(u"en"_s));
        QCOMPARE(model.nameOf(u"👍"_s), u"thumbs up"_s);
    }

    void everyEmojiIsOneToTheTimeline()
    {
        EmojiModel model;
        for (int group = 0; group < model.groups().size(); ++group) {
            model.setGroup(group);
            const QStringList all = shown(model);
            for (const QString& emoji : all)
                QVERIFY2(emojiAlone(emoji) == 1, qPrintable(emoji));
        }
    }

    void searchFindsInBothLanguages_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("has");
        QTest::newRow("en") << u"thumbs up"_s << u"👍"_s << u"👍"_s;
        QTest::newRow("ko") << u"따봉"_s << u"👍"_s << u"👍"_s;
        QTest::newRow("ko word") << u"토끼 얼굴"_s << u"🐰"_s << u"🐰"_s;
        QTest::newRow("case") << u"RABBIT"_s << u"🐰"_s << u"🐇"_s;
        QTest::newRow("both") << u"heart 빨간"_s << u"❤️"_s << u"❤️"_s;
    }
    void searchFindsInBothLanguages()
    {
        QFETCH(QString, query);
        QFETCH(QString, has);
        EmojiModel model;
        model.setQuery(query);
        QVERIFY(model.count() > 0);
        QTEST(shown(model).first(), "first");
        QVERIFY(shown(model).contains(has));
        model.setQuery(u"no such thing at all"_s);
        QCOMPARE(model.count(), 0);
        model.setQuery({});
        QVERIFY(model.count() > 100);
    }

    void beginningsComeFirst()
    {
        EmojiModel model;
        model.setQuery(u"cat"_s);
        const QStringList all = shown(model);
        // "location" has it within a word.
        const auto within = all.indexOf(u"📍"_s);
        QVERIFY(all.indexOf(u"🐱"_s) >= 0);
        QVERIFY(within < 0 || all.indexOf(u"🐱"_s) < within);
    }

    void whatIsPickedComesFirstNextTime()
    {
        EmojiModel model;
        QSignalSpy changed(&model, &EmojiModel::recentChanged);
        model.use(u"👍"_s);
        model.use(u"😀"_s);
        model.use(u"👍"_s);
        model.use(u"not an emoji"_s);
        QCOMPARE(model.recent(), (QStringList{u"👍"_s, u"😀"_s}));
        QCOMPARE(changed.size(), 3);
        model.setGroup(-1);
        QCOMPARE(shown(model), model.recent());
        model.setGroup(0);
        const QStringList faces = shown(model);
        for (const QString& emoji : faces)
            model.use(emoji);
        QCOMPARE(model.recent().size(), EmojiModel::recentMost);
        QCOMPARE(model.recent().first(), faces.last());
    }
};

QTEST_GUILESS_MAIN(TestEmojiModel)

#include "tst_emojimodel.moc"
