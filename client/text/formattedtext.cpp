#include "client/text/formattedtext.h"

#include "client/text/emojitext.h"
#include "client/text/inlinemarks.h"

#include <vector>

namespace madang::client {

namespace {

bool isFence(QStringView line)
{
    return line.startsWith(u"```");
}

// One that may end a block, as it has nothing behind it.
bool isBareFence(QStringView line)
{
    return isFence(line) && line.trimmed().size() == 3;
}

bool isQuote(QStringView line)
{
    return line.startsWith(u"> ") || line == u">";
}

// ```like this``` on one line.
QStringView fencedWithin(QStringView line)
{
    const QStringView inside = line.trimmed().mid(3);
    if (inside.size() <= 3 || !inside.endsWith(u"```") || inside.chopped(3).contains(u'`'))
        return {};
    return inside.chopped(3);
}

TextBlock codeBlock(const QString& code)
{
    TextBlock block;
    block.kind = TextBlock::Code;
    block.plain = code;
    block.markup = code.toHtmlEscaped();
    return block;
}

// Lines of a message put together to blocks.
class Blocks {
public:
    Blocks(const QString& text, const QSet<QString>& handles)
        : m_lines(QStringView(text).split(u'\n'))
        , m_handles(handles)
        , m_fenceAfter(size_t(m_lines.size()) + 1, -1)
    {
        for (qsizetype i = m_lines.size() - 1; i >= 0; --i)
            m_fenceAfter[size_t(i)] = isBareFence(m_lines.at(i)) ? i : m_fenceAfter[size_t(i) + 1];
    }

    QList<TextBlock> read()
    {
        for (qsizetype i = 0; i < m_lines.size();) {
            const QStringView line = m_lines.at(i);
            const qsizetype fence = m_fenceAfter[size_t(i) + 1];
            if (isFence(line) && !fencedWithin(line).isEmpty()) {
                flushWords();
                m_blocks.append(codeBlock(fencedWithin(line).toString()));
                ++i;
            } else if (isFence(line) && !line.mid(3).contains(u'`') && fence > i + 1) {
                flushWords();
                m_blocks.append(codeBlock(joined(i + 1, fence)));
                i = fence + 1;
            } else if (isQuote(line)) {
                flushWords();
                i = readQuote(i);
            } else {
                m_words.append(line);
                ++i;
            }
        }
        flushWords();
        if (m_blocks.isEmpty())
            m_blocks.append(TextBlock());
        return std::move(m_blocks);
    }

private:
    [[nodiscard]] QString joined(qsizetype from, qsizetype to) const
    {
        QStringList parts;
        for (qsizetype i = from; i < to; ++i)
            parts.append(m_lines.at(i).toString());
        return parts.join(u'\n');
    }

    qsizetype readQuote(qsizetype i)
    {
        QStringList parts;
        for (; i < m_lines.size() && isQuote(m_lines.at(i)); ++i)
            parts.append(m_lines.at(i).mid(2).toString());
        m_blocks.append(inlineBlock(parts.join(u'\n'), TextBlock::Quote, m_handles));
        return i;
    }

    void flushWords()
    {
        QList<QStringView> lines = std::exchange(m_words, {});
        // What parts blocks from each other is no line of its own.
        while (!lines.isEmpty() && lines.first().trimmed().isEmpty())
            lines.removeFirst();
        while (!lines.isEmpty() && lines.last().trimmed().isEmpty())
            lines.removeLast();
        if (lines.isEmpty())
            return;
        // Views into one text, so the paragraph is one, too.
        const QChar* begin = lines.first().data();
        const QChar* end = lines.last().data() + lines.last().size();
        m_blocks.append(inlineBlock(QStringView(begin, end), TextBlock::Words, m_handles));
    }

    QList<QStringView> m_lines;
    const QSet<QString>& m_handles;
    std::vector<qsizetype> m_fenceAfter; // the first bare fence at or after a line, -1: none
    QList<QStringView> m_words;
    QList<TextBlock> m_blocks;
};

} // namespace

QString FormattedText::plain() const
{
    if (blocks.size() == 1)
        return blocks.first().plain;
    QStringList parts;
    for (const TextBlock& block : blocks)
        parts.append(block.plain);
    return parts.join(u'\n');
}

FormattedText formatted(const QString& text, const QSet<QString>& handles)
{
    FormattedText result;
    result.blocks = Blocks(text, handles).read();
    result.emoji = emojiAlone(text);
    return result;
}

QString plainText(const QString& text)
{
    return formatted(text).plain();
}

} // namespace madang::client
