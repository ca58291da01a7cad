// Rules of the user interface's source that no compiler knows.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

// No raw strings here: moc of Qt 6.4 loses its place in them.
const QString root = QStringLiteral(MADANG_SOURCE_DIR);

QString read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList filesIn(const QString& folder, const QStringList& patterns)
{
    QStringList files;
    QDirIterator walk(root + folder, patterns, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext())
        files << walk.next();
    files.sort();
    return files;
}

/// Literal colours, and literal sizes and times other than 0 and 1, one finding a line.
QStringList literals(const QString& source)
{
    static const QRegularExpression colour(u"\"#[0-9A-Fa-f]{3,8}\""_s);
    static const QRegularExpression measure(
        u"\\b\\w*(?:[wW]idth|[hH]eight|[sS]ize|[rR]adius|[sS]pacing|[mM]argins?|[pP]adding|duration|interval|opacity)\\s*:\\s*-?([\\d.]+)\\s*(?://.*)?$"_s);
    QStringList found;
    for (const QString& line : source.split(u'\n')) {
        const QRegularExpressionMatch match = measure.match(line);
        if (colour.match(line).hasMatch() || (match.hasMatch() && match.captured(1).toDouble() > 1.0))
            found << line.trimmed();
    }
    return found;
}

/// Casts that are kept in a variable: qmlcachegen of Qt 6.4 compiles a later `if (row)` so that null counts
/// as an object, and the window crashes in a release build. `(item as Row)?.seq` is right, and so is asking
/// before casting.
QStringList keptCasts(const QString& source)
{
    static const QRegularExpression kept(
        u"^\\s*(?:const|let|var) \\w+ = .*\\bas [A-Z]\\w*;"_s, QRegularExpression::MultilineOption);
    QStringList found;
    for (const QRegularExpressionMatch& match : kept.globalMatch(source))
        found << match.captured().trimmed();
    return found;
}

/// Modules of ours that a source may not import from its folder.
QStringList wrongImports(const QString& folder, const QString& source)
{
    static const QStringList order{
        u"theme"_s, u"components"_s, u"delegates"_s, u"dialogs"_s, u"panes"_s, u"pages"_s};
    static const QRegularExpression import(u"^import Madang\\.(\\w+)"_s, QRegularExpression::MultilineOption);
    const bool seesTimeline = folder == "panes"_L1; // the view of C++
    const qsizetype mine = folder.isEmpty() ? order.size() : order.indexOf(folder);
    QStringList wrong;
    for (const QRegularExpressionMatch& match : import.globalMatch(source)) {
        if (seesTimeline && match.captured(1) == "Timeline"_L1)
            continue;
        const qsizetype theirs = order.indexOf(match.captured(1).toLower());
        if (theirs < 0 || theirs >= mine)
            wrong << match.captured(1);
    }
    return wrong;
}

/// Source texts that a .ts file translates; the ones it leaves open go to `open`.
QSet<QString> translated(const QString& path, QStringList* open)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QSet<QString> done;
    QXmlStreamReader xml(&file);
    QString source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "source"_L1) {
            source = xml.readElementText();
        } else if (xml.name() == "translation"_L1) {
            const bool finished = !xml.attributes().hasAttribute(u"type"_s);
            const QString words = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            if (finished && !words.isEmpty())
                done << source;
            else
                *open << source;
        }
    }
    return done;
}

} // namespace

class QmlRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theRulesFindWhatTheyAreFor()
    {
        QCOMPARE(
            literals(u"color: \"#FF0000\"\nwidth: 17\nheight: Theme.row\nopacity: 0\nduration: 150 // ms"_s)
                .size(),
            3);
        QCOMPARE(wrongImports(u"delegates"_s, u"import Madang.Panes\nimport Madang.Components"_s),
            QStringList{u"Panes"_s});
        QCOMPARE(wrongImports(u"theme"_s, u"import Madang.Theme"_s).size(), 1);
        QVERIFY(wrongImports(QString(), u"import Madang.Pages"_s).isEmpty());
        QCOMPARE(keptCasts(u"  const row = itemAt(0) as Row;\n  const a = (item as Row)?.seq;"_s).size(), 1);
    }

    void noCastIsKept()
    {
        for (const QString& file : filesIn(u"/qml"_s, {u"*.qml"_s}))
            QVERIFY2(keptCasts(read(file)).isEmpty(),
                qPrintable(file + u": "_s + keptCasts(read(file)).join(u" | "_s)));
    }

    void onlyTheThemeHoldsLiterals()
    {
        const QStringList files = filesIn(u"/qml"_s, {u"*.qml"_s});
        QVERIFY(files.size() > 30);
        for (const QString& file : files) {
            if (!file.endsWith("/Theme.qml"_L1))
                QVERIFY2(literals(read(file)).isEmpty(),
                    qPrintable(file + u": "_s + literals(read(file)).join(u" | "_s)));
        }
    }

    void importsFollowTheArrow()
    {
        for (const QString& file : filesIn(u"/qml"_s, {u"*.qml"_s, u"*.js"_s})) {
            const QString folder = file.mid(root.size() + 5).section(u'/', 0, -2);
            QVERIFY2(wrongImports(folder, read(file)).isEmpty(), qPrintable(file));
        }
    }

    void everyWordIsTranslated_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("ko") << u"ko"_s;
        QTest::newRow("en") << u"en"_s;
    }
    void everyWordIsTranslated()
    {
        QFETCH(QString, language);
        QStringList open;
        const QSet<QString> done
            = translated(root + u"/resources/translations/madang_"_s + language + u".ts"_s, &open);
        QVERIFY2(open.isEmpty(), qPrintable(open.join(u" | "_s)));
        // C++ splits long texts into adjacent literals.
        static const QRegularExpression word(
            u"(?:\\bqsTr\\(|\\btr\\(|\\btranslate\\(\\s*\"\\w+\",)\\s*(\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\"(?:[^\"\\\\]|\\\\.)*\")*)"_s);
        static const QRegularExpression seam(u"\"\\s*\""_s);
        int words = 0;
        for (const QString& file :
            filesIn(u"/qml"_s, {u"*.qml"_s, u"*.js"_s}) + filesIn(u"/client"_s, {u"*.cpp"_s})) {
            for (const QRegularExpressionMatch& match : word.globalMatch(read(file))) {
                ++words;
                QString text = match.captured(1);
                text = text.mid(1, text.size() - 2).remove(seam).replace(u"\\\""_s, u"\""_s);
                QVERIFY2(done.contains(text),
                    qPrintable(file + u": \""_s + text
                        + u"\" (run the target update_translations, then write the words)"_s));
            }
        }
        QVERIFY(words > 100);
    }

    void everyIconNamedIsDrawn()
    {
        static const QRegularExpression line(
            u"^\\s*(?:icon)?[nN]ame: (.*)$"_s, QRegularExpression::MultilineOption);
        static const QRegularExpression icon(u"\"([a-z]+(?:-[a-z]+)?)\""_s);
        int icons = 0;
        for (const QString& file : filesIn(u"/qml"_s, {u"*.qml"_s})) {
            for (const QRegularExpressionMatch& named : line.globalMatch(read(file))) {
                for (const QRegularExpressionMatch& match : icon.globalMatch(named.captured(1))) {
                    ++icons;
                    QVERIFY2(QFile::exists(root + u"/resources/icons/"_s + match.captured(1) + u".svg"_s),
                        qPrintable(file + u": "_s + match.captured(1)));
                }
            }
        }
        QVERIFY(icons > 20);
    }
};

QTEST_GUILESS_MAIN(QmlRulesTest)

#include "tst_qmlrules.moc"
