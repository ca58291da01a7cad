#include "tests/fuzz/entries.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtTest/QTest>
#include <random>

using namespace madang;

namespace {

using Entry = void (*)(const uint8_t*, size_t);

// What a fuzzer does to its inputs, from a fixed seed: the same series on every machine (std::mt19937 is
// specified to the bit, its distributions are not, so only its own numbers are used).
class Mutator {
public:
    explicit Mutator(const QList<QByteArray>& seeds)
        : m_seeds(seeds)
    {
    }
    QByteArray next()
    {
        QByteArray input = m_seeds[below(m_seeds.size())];
        for (qsizetype steps = 1 + below(6); steps > 0; --steps)
            mutate(input);
        return input;
    }

private:
    qsizetype below(qsizetype bound) { return qsizetype(m_random() % uint32_t(bound)); }
    void mutate(QByteArray& input)
    {
        static const QList<QByteArray> tokens{"{", "}", "[", "]", "\"", "\\", "\\u", "\\ud800", "\\u0000",
            ":", ",", "null", "true", "-", "e", "1e999", "9007199254740993", "0.5", QByteArray(1, '\0'),
            "\xFF", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xEF\xBB\xBF", "\r\n", "*2\r\n",
            "$3\r\n", "|1\r\n", "-1", "\"id\":", "\"id\":null,", "\"jsonrpc\":\"2.0\","};
        const qsizetype at = below(input.size() + 1);
        switch (below(6)) {
        case 0:
            input.insert(at, tokens[below(tokens.size())]);
            break;
        case 1:
            input.remove(at, 1 + below(8));
            break;
        case 2:
            if (at < input.size())
                input[at] = char(m_random());
            break;
        case 3:
            input.insert(at, input.mid(below(input.size() + 1), below(64)));
            break;
        case 4: {
            const QByteArray& other = m_seeds[below(m_seeds.size())];
            input = input.first(at) + other.mid(below(other.size() + 1));
            break;
        }
        case 5:
            input.insert(at, tokens[below(tokens.size())].repeated(1 + below(40)));
            break;
        }
        // Copies of copies would grow without end.
        input.truncate(8192);
    }

    const QList<QByteArray>& m_seeds;
    std::mt19937 m_random{20261120};
};

QList<QByteArray> corpus(const QString& name)
{
    QList<QByteArray> inputs;
    const QDir folder(QStringLiteral(MADANG_FUZZ_CORPUS "/") + name);
    for (const QString& file : folder.entryList(QDir::Files, QDir::Name)) {
        QFile input(folder.filePath(file));
        if (input.open(QIODevice::ReadOnly))
            inputs.append(input.readAll());
    }
    return inputs;
}

} // namespace

// The fuzzers' entries run here too, so that every test run of every compiler exercises them.
class TestFuzz : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void promisesHold_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("entry");
        QTest::newRow("envelope") << QStringLiteral("envelope") << 0;
        QTest::newRow("decoders") << QStringLiteral("decoders") << 1;
        QTest::newRow("text rules") << QStringLiteral("textRules") << 2;
        QTest::newRow("search text") << QStringLiteral("searchText") << 5;
#ifdef MADANG_FUZZ_TOKENS
        QTest::newRow("tokens") << QStringLiteral("tokens") << 3;
#endif
#ifdef MADANG_FUZZ_RESP
        QTest::newRow("answers of Redis") << QStringLiteral("resp") << 4;
#endif
    }
    void promisesHold()
    {
        QFETCH(QString, folder);
        QFETCH(int, entry);
        const Entry entries[]{
            &fuzz::envelope,
            &fuzz::decoders,
            &fuzz::textRules,
#ifdef MADANG_FUZZ_TOKENS
            &fuzz::tokens,
#else
            nullptr,
#endif
#ifdef MADANG_FUZZ_RESP
            &fuzz::resp,
#else
            nullptr,
#endif
            &fuzz::searchText,
        };
        const Entry run = entries[entry];
        const QList<QByteArray> seeds = corpus(folder);
        QVERIFY2(seeds.size() >= 5, "the corpus is there");
        for (const QByteArray& seed : seeds)
            call(run, seed);
        Mutator mutator(seeds);
        for (int i = 0; i < 5000; ++i)
            call(run, mutator.next());
        call(run, {});
    }

private:
    // An exact copy on the heap, so that a sanitizer sees one byte read too far.
    static void call(Entry run, const QByteArray& input)
    {
        const std::vector<uint8_t> bytes(input.begin(), input.end());
        run(bytes.data(), bytes.size());
    }
};

QTEST_APPLESS_MAIN(TestFuzz)
#include "tst_fuzz.moc"
