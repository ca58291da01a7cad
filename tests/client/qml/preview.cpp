// Paints the window in a state of the fakes into a PNG, for designers:
//   madang_qml_preview [OUT.png] [--size 1200x820] [--theme light|dark] [--lang ko|en] [--do SCRIPT]...
// Without a PNG the window stays, to be tried by hand. SCRIPT is JavaScript that sees `fake` (FakeBackend),
// `window` and `hand` (hand.press("Ctrl+N"), hand.type("hi"), hand.click(x, y), hand.menu(x, y)); each runs
// after the last one was painted.
#include "tests/client/qml/setup.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QKeySequence>
#include <QQmlApplicationEngine>
#include <QQmlComponent>
#include <QQmlContext>
#include <QQmlExpression>
#include <QQuickWindow>
#include <QTest>

using namespace Qt::StringLiterals;

/// The person at the window.
class Hand : public QObject {
    Q_OBJECT
public:
    explicit Hand(QWindow* window)
        : m_window(window)
    {
    }
    Q_INVOKABLE void press(const QString& keys)
    {
        const QKeyCombination combination = QKeySequence(keys)[0];
        QTest::keyClick(m_window, combination.key(), combination.keyboardModifiers());
    }
    Q_INVOKABLE void type(const QString& text)
    {
        for (const QChar character : text)
            QTest::sendKeyEvent(QTest::Click, m_window, Qt::Key_unknown, character, Qt::NoModifier);
    }
    Q_INVOKABLE void click(int x, int y) { QTest::mouseClick(m_window, Qt::LeftButton, {}, {x, y}); }
    Q_INVOKABLE void menu(int x, int y) { QTest::mouseClick(m_window, Qt::RightButton, {}, {x, y}); }

private:
    QWindow* m_window;
};

int main(int argc, char** argv)
{
    qputenv("QT_QUICK_BACKEND", "software");
    QGuiApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument(u"out"_s, u"PNG to write"_s, u"[OUT.png]"_s);
    parser.addOption({u"size"_s, u"Width x height"_s, u"size"_s, u"1200x820"_s});
    parser.addOption({u"theme"_s, u"light or dark"_s, u"theme"_s, u"light"_s});
    parser.addOption({u"lang"_s, u"ko or en"_s, u"lang"_s, u"ko"_s});
    parser.addOption({u"do"_s, u"JavaScript"_s, u"script"_s});
    parser.process(application);

    // The fakes are made by an engine of their own, which outlives the window's, as the controllers outlive
    // it.
    QQmlEngine fakesEngine;
    QmlSetup setup;
    setup.speak(parser.value(u"lang"_s));
    QQmlComponent fakes(&fakesEngine, QUrl::fromLocalFile(QStringLiteral(FAKES_DIR "/FakeBackend.qml")));
    std::unique_ptr<QObject> fake(
        fakes.createWithInitialProperties({{u"korean"_s, parser.value(u"lang"_s) == u"ko"}}));
    if (!fake)
        qFatal("%s", qPrintable(fakes.errorString()));
    fake->property("app").value<QObject*>()->setProperty("theme", parser.value(u"theme"_s));

    QQmlApplicationEngine engine;
    setup.prepare(&engine);
    QVariantMap properties;
    for (const char* name : {"app", "accounts", "settings"})
        properties.insert(QString::fromLatin1(name), fake->property(name));
    engine.setInitialProperties(properties);
    engine.load(QUrl(u"qrc:/qt/qml/Madang/Main.qml"_s));
    if (engine.rootObjects().isEmpty())
        return 1;
    auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst());
    const QStringList size = parser.value(u"size"_s).split(u'x');
    window->resize(size.value(0).toInt(), size.value(1).toInt());

    QQmlContext context(engine.rootContext());
    context.setContextProperty(u"fake"_s, fake.get());
    context.setContextProperty(u"window"_s, window);
    Hand hand(window);
    context.setContextProperty(u"hand"_s, &hand);
    QTest::qWait(400);
    for (const QString& script : parser.values(u"do"_s)) {
        QQmlExpression expression(&context, nullptr, script);
        expression.evaluate();
        if (expression.hasError())
            qWarning("%s", qPrintable(expression.error().toString()));
        QTest::qWait(400);
    }
    if (parser.positionalArguments().isEmpty())
        return application.exec();
    return window->grabWindow().save(parser.positionalArguments().constFirst()) ? 0 : 1;
}

#include "preview.moc"
