#include "client/models/emojimodel.h"

#include <QtCore/QFile>
#include <QtCore/QLocale>
#include <QtCore/QLoggingCategory>
#include <algorithm>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcEmoji, "madang.emoji")
constexpr int fieldCount = 6;

QString folded(const QString& text)
{
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded();
}
} // namespace

EmojiModel::EmojiModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void EmojiModel::read()
{
    if (!m_all.isEmpty())
        return;
    QFile file(QStringLiteral(":/emoji/emoji.tsv"));
    if (!file.open(QIODevice::ReadOnly)) {
        qCWarning(lcEmoji) << "no emoji in this program";
        return;
    }
    const QString all = QString::fromUtf8(file.readAll());
    const QList<QStringView> lines = QStringView(all).split(u'\n', Qt::SkipEmptyParts);
    m_all.reserve(lines.size());
    for (const QStringView line : lines) {
        const QList<QStringView> fields = line.split(u'\t');
        if (fields.size() != fieldCount)
            continue;
        Emoji one;
        one.emoji = fields.at(0).toString();
        one.group = fields.at(1).toInt();
        one.english = fields.at(2).toString();
        one.korean = fields.at(4).toString();
        one.words = folded(
            u'|' % fields.at(2) % u'|' % fields.at(3) % u'|' % fields.at(4) % u'|' % fields.at(5) % u'|');
        m_places.insert(one.emoji, m_all.size());
        m_all.append(one);
    }
    show();
}

int EmojiModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QString EmojiModel::name(const Emoji& emoji) const
{
    return QLocale().language() == QLocale::Korean ? emoji.korean : emoji.english;
}

QVariant EmojiModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Emoji& one = m_all.at(m_shown.at(index.row()));
    switch (role) {
    case Qt::DisplayRole:
    case EmojiRole:
        return one.emoji;
    case NameRole:
        return name(one);
    default:
        return {};
    }
}

QHash<int, QByteArray> EmojiModel::roleNames() const
{
    return {{EmojiRole, "emoji"}, {NameRole, "name"}};
}

QStringList EmojiModel::groups() const
{
    return {QStringLiteral("😀"), QStringLiteral("👋"), QStringLiteral("🐰"), QStringLiteral("🍵"),
        QStringLiteral("⛰️"), QStringLiteral("⚽"), QStringLiteral("💡"), QStringLiteral("✅"),
        QStringLiteral("🇰🇷")};
}

void EmojiModel::setGroup(int group)
{
    read();
    if (m_group == group)
        return;
    m_group = group;
    show();
    Q_EMIT groupChanged();
}

void EmojiModel::setQuery(const QString& query)
{
    read();
    if (m_query == query)
        return;
    m_query = query;
    show();
    Q_EMIT queryChanged();
}

void EmojiModel::setRecent(const QStringList& recent)
{
    if (m_recent == recent)
        return;
    m_recent = recent.first(std::min(recent.size(), recentMost));
    if (m_group < 0)
        show();
    Q_EMIT recentChanged();
}

void EmojiModel::use(const QString& emoji)
{
    read();
    if (!m_places.contains(emoji))
        return;
    QStringList recent = m_recent;
    recent.removeAll(emoji);
    recent.prepend(emoji);
    setRecent(recent);
}

QString EmojiModel::nameOf(const QString& emoji)
{
    read();
    const auto place = m_places.constFind(emoji);
    return place == m_places.constEnd() ? QString() : name(m_all.at(*place));
}

// Those whose name begins so come before those with a word that does, and those before the rest.
QList<qsizetype> EmojiModel::found() const
{
    const QStringList words = folded(m_query).split(u' ', Qt::SkipEmptyParts);
    const QString whole = folded(m_query.trimmed());
    QList<qsizetype> named;
    QList<qsizetype> beginning;
    QList<qsizetype> within;
    for (qsizetype i = 0; i < m_all.size(); ++i) {
        const QString& all = m_all.at(i).words;
        const auto has = [&all](const QString& word) { return all.contains(word); };
        const auto begins = [&all](const QString& word) { return all.contains(QString(u'|' % word)); };
        if (!std::all_of(words.begin(), words.end(), has))
            continue;
        const bool isName
            = folded(m_all.at(i).english).startsWith(whole) || folded(m_all.at(i).korean).startsWith(whole);
        if (isName)
            named.append(i);
        else
            (std::all_of(words.begin(), words.end(), begins) ? beginning : within).append(i);
    }
    return named + beginning + within;
}

void EmojiModel::show()
{
    QList<qsizetype> shown;
    if (!m_query.trimmed().isEmpty()) {
        shown = found();
    } else if (m_group < 0) {
        for (const QString& emoji : std::as_const(m_recent)) {
            if (m_places.contains(emoji))
                shown.append(m_places.value(emoji));
        }
    } else {
        for (qsizetype i = 0; i < m_all.size(); ++i) {
            if (m_all.at(i).group == m_group)
                shown.append(i);
        }
    }
    beginResetModel();
    m_shown = shown;
    endResetModel();
    Q_EMIT countChanged();
}

void EmojiModel::retranslate()
{
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1), {NameRole});
}

} // namespace madang::client
