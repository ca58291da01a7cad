#include "client/app/iconprovider.h"

#include <QImage>
#include <QTest>

using namespace Qt::StringLiterals;
using madang::client::IconProvider;

class IconProviderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsInTheColourAndSizeAskedFor()
    {
        IconProvider provider;
        QSize size;
        const QImage image = provider.requestImage(u"plus/1b7057"_s, &size, QSize(48, 48));
        QCOMPARE(size, QSize(48, 48));
        QCOMPARE(image.size(), size);
        QCOMPARE(image.pixelColor(24, 24), QColor(u"#1b7057"_s)); // where the strokes cross
        QCOMPARE(image.pixelColor(2, 2).alpha(), 0);
    }

    void understandsTranslucentAndNamedColours()
    {
        IconProvider provider;
        const int alpha
            = provider.requestImage(u"plus/801b7057"_s, nullptr, QSize(48, 48)).pixelColor(24, 24).alpha();
        QVERIFY2(qAbs(alpha - 128) <= 1, qPrintable(QString::number(alpha))); // rounded on the way
        QCOMPARE(
            provider.requestImage(u"plus/red"_s, nullptr, QSize(48, 48)).pixelColor(24, 24), QColor(Qt::red));
        QCOMPARE(
            provider.requestImage(u"plus"_s, nullptr, QSize(48, 48)).pixelColor(24, 24), QColor(Qt::black));
    }

    void takesTheDrawingsOwnSizeWhereNoneIsAsked()
    {
        IconProvider provider;
        QCOMPARE(provider.requestImage(u"plus/red"_s, nullptr, QSize()).size(), QSize(24, 24));
        QCOMPARE(provider.requestImage(u"plus/red"_s, nullptr, QSize(32, 0)).size(), QSize(32, 32));
        QCOMPARE(provider.requestImage(u"plus/red"_s, nullptr, QSize(-1, 16)).size(), QSize(16, 16));
    }

    void givesNothingForWhatItDoesNotKnow()
    {
        IconProvider provider;
        QVERIFY(provider.requestImage(u"no-such-icon/red"_s, nullptr, QSize(16, 16)).isNull());
        QVERIFY(provider.requestImage(u"../translations/madang_ko/red"_s, nullptr, QSize(16, 16)).isNull());
        QVERIFY(provider.requestImage(u"plus/no-colour"_s, nullptr, QSize(16, 16)).isNull());
    }

    void aHostileColourCannotWriteIntoTheDrawing()
    {
        IconProvider provider;
        QVERIFY(provider.requestImage(u"plus/red\"><script/>"_s, nullptr, QSize(16, 16)).isNull());
    }
};

QTEST_GUILESS_MAIN(IconProviderTest)

#include "tst_iconprovider.moc"
