#include "client/app/trayimage.h"

#include <QtGui/QGuiApplication>
#include <QtGui/QImage>
#include <QtTest/QTest>

using namespace madang::client;

class TestTrayImage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCountStandsInACorner()
    {
        const QImage none = TrayImage::paint(0, 64);
        const QImage some = TrayImage::paint(7, 64);
        QVERIFY(none.pixelColor(32, 8).alpha() > 0); // the program's own icon
        QVERIFY(none != some);
        QVERIFY(some != TrayImage::paint(8, 64));
        QCOMPARE(some.copy(0, 0, 24, 24), none.copy(0, 0, 24, 24));
    }

    void moreThanCanBeReadIsMany()
    {
        QVERIFY(TrayImage::paint(99, 64) != TrayImage::paint(100, 64));
        QCOMPARE(TrayImage::paint(100, 64), TrayImage::paint(70'000, 64));
    }

    void anySizeIsPainted()
    {
        TrayImage provider;
        QSize size;
        QCOMPARE(provider.requestImage(QStringLiteral("3"), &size, {22, 22}).size(), QSize(22, 22));
        QCOMPARE(size, QSize(22, 22));
        QVERIFY(!provider.requestImage(QStringLiteral("3"), &size, {}).isNull());
    }
};

QTEST_MAIN(TestTrayImage)
#include "tst_trayimage.moc"
