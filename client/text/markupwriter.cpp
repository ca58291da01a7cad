#include "client/text/markupwriter.h"

#include <utility>

namespace madang::client {

void MarkupWriter::words(QStringView text)
{
    for (const QChar one : text) {
        if (one.isNull())
            continue; // ends the text for StyledText
        m_block.plain.append(one);
        escaped(one);
    }
}

void MarkupWriter::escaped(QChar one)
{
    QString& out = m_block.markup;
    const bool afterSpace = std::exchange(m_afterSpace, one.isSpace());
    switch (one.unicode()) {
    case u'<':
        out.append(QLatin1StringView("&lt;"));
        return;
    case u'>':
        out.append(QLatin1StringView("&gt;"));
        return;
    case u'&':
        out.append(QLatin1StringView("&amp;"));
        return;
    case u'"':
        out.append(QLatin1StringView("&quot;"));
        return;
    case u'\n':
        out.append(QLatin1StringView("<br>"));
        return;
    default:
        break;
    }
    // StyledText makes one space of several, of whatever width, and none at a line's beginning.
    if (one == u' ' && !afterSpace)
        out.append(one);
    else if (one.isSpace())
        out.append(QLatin1StringView("&nbsp;"));
    else
        out.append(one);
}

void MarkupWriter::tag(QLatin1StringView tag)
{
    m_block.isBare = false;
    m_block.markup.append(tag);
}

void MarkupWriter::code(QStringView text)
{
    m_block.isRich = true;
    tag(QLatin1StringView("<span class=\"code\">"));
    words(text);
    tag(QLatin1StringView("</span>"));
}

void MarkupWriter::openLink(const QString& target)
{
    m_block.isBare = false;
    // StyledText ends a value at either quote, and reads no entities in it.
    QString value = target;
    value.replace(u'\'', QLatin1StringView("%27"));
    m_block.markup += u"<a href=\"" % value % u"\">";
}

TextBlock MarkupWriter::block(TextBlock::Kind kind)
{
    m_block.kind = kind;
    return std::move(m_block);
}

} // namespace madang::client
