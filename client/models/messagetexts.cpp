#include "client/models/messagetexts.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <memory>

namespace madang::client {

namespace {
bool isOneOfWords(const FormattedText& text)
{
    return text.blocks.size() == 1 && text.blocks.first().kind == TextBlock::Words;
}

QString formatOf(const TextBlock& block)
{
    if (block.kind == TextBlock::Code || block.isPlain())
        return QStringLiteral("plain");
    return block.isRich ? QStringLiteral("rich") : QStringLiteral("styled");
}

QString wordOf(TextBlock::Kind kind)
{
    switch (kind) {
    case TextBlock::Code:
        return QStringLiteral("code");
    case TextBlock::Quote:
        return QStringLiteral("quote");
    case TextBlock::Words:
        break;
    }
    return QStringLiteral("words");
}
} // namespace

bool MessageTexts::setHandles(const QSet<QString>& handles)
{
    if (m_handles == handles)
        return false;
    m_handles = handles;
    m_looks.clear();
    return true;
}

const FormattedText& MessageTexts::look(const QString& text) const
{
    if (const FormattedText* known = m_looks.object(text))
        return *known;
    auto look = std::make_unique<FormattedText>(formatted(text, m_handles));
    FormattedText* kept = look.get();
    m_looks.insert(text, look.release()); // owned by the cache
    return *kept;
}

QString formatOf(const FormattedText& text)
{
    return isOneOfWords(text) ? formatOf(text.blocks.first()) : QStringLiteral("blocks");
}

QString markupOf(const FormattedText& text)
{
    const bool needed = isOneOfWords(text) && !text.blocks.first().isPlain();
    return needed ? text.blocks.first().markup : QString();
}

QString blocksOf(const FormattedText& text)
{
    if (isOneOfWords(text))
        return {};
    QJsonArray blocks;
    for (const TextBlock& block : text.blocks) {
        const QString format = formatOf(block);
        blocks.append(QJsonObject{{QStringLiteral("kind"), wordOf(block.kind)},
            {QStringLiteral("format"), format}, {QStringLiteral("plain"), block.plain},
            {QStringLiteral("markup"), format == u"plain" ? QString() : block.markup}});
    }
    return QString::fromUtf8(QJsonDocument(blocks).toJson(QJsonDocument::Compact));
}

} // namespace madang::client
