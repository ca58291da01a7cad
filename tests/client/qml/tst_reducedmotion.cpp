// Whatever moves by itself stands still where the system asks for it: a rule about the sources of the window.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

// No raw strings here: moc of Qt 6.4 loses its place in them.
const QString root = QStringLiteral(MADANG_SOURCE_DIR "/qml");

QString read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

struct Element {
    QString type;
    QString block; // what stands between its braces
};

/// Every element of these types, those inside of others too.
QList<Element> elements(const QString& source, const QString& types)
{
    const QRegularExpression head(
        u"\\b(?:T\\.)?("_s + types + u")\\b(?: on [\\w.]+)?\\s*\\{"_s, QRegularExpression::MultilineOption);
    QList<Element> found;
    for (const QRegularExpressionMatch& match : head.globalMatch(source)) {
        qsizetype depth = 1;
        qsizetype end = match.capturedEnd();
        while (end < source.size() && depth > 0) {
            const QChar c = source.at(end++);
            depth += c == u'{' ? 1 : c == u'}' ? -1 : 0;
        }
        found.append({match.captured(1), source.mid(match.capturedEnd(), end - match.capturedEnd() - 1)});
    }
    return found;
}

/// Durations of the theme that are 0 while it is still.
QStringList stillDurations(const QString& theme)
{
    static const QRegularExpression line(u"property int (\\w+): still \\? 0 :"_s);
    QStringList names;
    for (const QRegularExpressionMatch& match : line.globalMatch(theme))
        names << match.captured(1);
    return names;
}

/// Why this source moves what it should not; one finding each.
QStringList restless(const QString& source, const QStringList& durations, bool follows)
{
    QStringList found;
    const QRegularExpression stops(u"\\bduration: Theme\\.(?:"_s + durations.join(u'|')
        + u")\\b|\\brunning: [^\\n]*!Theme\\.still\\b"_s);
    for (const Element& one : elements(source, u"\\w*(?:Animation|Animator)"_s)) {
        // These are made of others, or only wait.
        static const QStringList made{
            u"SequentialAnimation"_s, u"ParallelAnimation"_s, u"PauseAnimation"_s, u"ScriptAction"_s};
        if (made.contains(one.type))
            continue;
        const bool frames = one.type == "FrameAnimation"_L1;
        if (frames ? !follows && !source.contains("Theme.still"_L1) : !stops.match(one.block).hasMatch())
            found << one.type + u" {"_s + one.block.simplified() + u'}';
    }
    // A view slides to its current row, unless told not to.
    for (const Element& one : elements(source, u"ListView|GridView"_s)) {
        const bool stays = one.block.contains("interactive: false"_L1);
        if (!stays && !one.block.contains("highlightMoveDuration: 0"_L1))
            found << one.type + u" without highlightMoveDuration: 0"_s;
    }
    return found;
}

} // namespace

class ReducedMotionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theRuleFindsWhatItIsFor()
    {
        const QStringList durations = stillDurations(u"readonly property int quick: still ? 0 : 120"_s);
        QCOMPARE(durations, QStringList{u"quick"_s});
        QVERIFY(restless(u"NumberAnimation { duration: Theme.quick }"_s, durations, false).isEmpty());
        QVERIFY(restless(
            u"A on x { RotationAnimator on rotation {\n running: a && !Theme.still\n} }"_s, durations, false)
                    .isEmpty());
        for (const QString& wrong : {u"Behavior on x { NumberAnimation { duration: Theme.turn } }"_s,
                 u"SequentialAnimation { ColorAnimation {} }"_s, u"SmoothedAnimation { velocity: 2 }"_s,
                 u"FrameAnimation { running: true }"_s, u"ListView { model: 3 }"_s,
                 u"property var a: NumberAnimation on y { to: 3 }"_s})
            QCOMPARE(restless(wrong, durations, false).size(), 1);
        QVERIFY(restless(u"FrameAnimation { running: true }"_s, durations, true).isEmpty());
    }

    void everythingThatMovesCanStandStill()
    {
        const QStringList durations = stillDurations(read(root + u"/theme/Theme.qml"_s));
        QVERIFY(durations.contains(u"quick"_s) && durations.contains(u"calm"_s));
        // Moves only while a finger or a mouse does, which is no motion of its own.
        const QStringList led{u"MessagePicker.qml"_s};
        int moving = 0;
        QDirIterator walk(root, {u"*.qml"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QString path = walk.next();
            const QString source = read(path);
            moving += int(elements(source, u"\\w*(?:Animation|Animator)"_s).size());
            const QStringList found = restless(source, durations, led.contains(walk.fileName()));
            QVERIFY2(found.isEmpty(), qPrintable(path + u": "_s + found.join(u" | "_s)));
        }
        QVERIFY(moving > 8);
    }

    // The view of C++ glides, too.
    void theTimelineIsTold()
    {
        const QString source = read(root + u"/panes/MessageList.qml"_s);
        QVERIFY(source.contains("glideTime: Theme.still ? 0"_L1));
        QVERIFY(source.contains("throwTime: Theme.still ? 0"_L1));
    }
};

QTEST_GUILESS_MAIN(ReducedMotionTest)

#include "tst_reducedmotion.moc"
