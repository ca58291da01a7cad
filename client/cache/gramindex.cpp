#include "client/cache/gramindex.h"

#include "client/cache/sqlitefile.h"
#include "shared/protocol/decode.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QVariant>
#include <algorithm>

namespace madang::client {

namespace {
constexpr size_t gramsMost = 6; // of a query; the texts themselves decide in the end
constexpr int candidatesMost = 5000; // looked at for one answer
constexpr int workBeforeFind = 300; // messages

QString textOf(const std::u32string& gram)
{
    return QString::fromUcs4(gram.data(), qsizetype(gram.size()));
}

// The longest ones are the rarest.
std::vector<std::u32string> telling(std::vector<std::u32string> grams)
{
    std::stable_sort(grams.begin(), grams.end(),
        [](const std::u32string& a, const std::u32string& b) { return a.size() > b.size(); });
    grams.resize(std::min(grams.size(), gramsMost));
    return grams;
}

struct Statement {
    QString sql;
    QVariantList values;
};

Statement candidates(const CopyQuery& query, const std::vector<std::u32string>& grams)
{
    Statement made;
    made.sql = QStringLiteral("SELECT m.json FROM gram g0");
    for (size_t i = 1; i < grams.size(); ++i) {
        made.sql += QStringLiteral(" JOIN gram g%1 ON g%1.token = ? AND g%1.message = g0.message").arg(i);
        made.values.append(textOf(grams.at(i)));
    }
    made.sql += QStringLiteral(" JOIN message m ON m.id = g0.message WHERE g0.token = ?");
    made.values.append(textOf(grams.front()));
    if (query.room) {
        made.sql += QStringLiteral(" AND m.room = ?");
        made.values.append(qint64(query.room->value()));
    }
    if (query.sender) {
        made.sql += QStringLiteral(" AND m.sender = ?");
        made.values.append(qint64(query.sender->value()));
    }
    if (query.beforeAt) {
        made.sql += QStringLiteral(" AND m.sent_at < ?");
        made.values.append(*query.beforeAt);
    }
    made.sql += QStringLiteral(" ORDER BY m.sent_at DESC, m.id DESC LIMIT %1").arg(candidatesMost);
    return made;
}
} // namespace

QStringList GramIndex::schema()
{
    return {
        QStringLiteral("CREATE TABLE gram (token TEXT NOT NULL, message INTEGER NOT NULL,"
                       " PRIMARY KEY (token, message)) WITHOUT ROWID"),
        // Not in the index yet; still in it with this text.
        QStringLiteral("CREATE TABLE gram_new (message INTEGER PRIMARY KEY)"),
        QStringLiteral("CREATE TABLE gram_gone (message INTEGER NOT NULL, text TEXT NOT NULL)"),
    };
}

bool GramIndex::add(qint64 message, const QString& text)
{
    QSqlQuery query = m_file.prepare(QStringLiteral("INSERT OR IGNORE INTO gram VALUES (?, ?)"));
    for (const std::u32string& gram : search::grams(text)) {
        query.bindValue(0, textOf(gram));
        query.bindValue(1, message);
        if (!m_file.run(query))
            return false;
    }
    return true;
}

bool GramIndex::remove(qint64 message, const QString& text)
{
    QSqlQuery query = m_file.prepare(QStringLiteral("DELETE FROM gram WHERE token = ? AND message = ?"));
    for (const std::u32string& gram : search::grams(text)) {
        query.bindValue(0, textOf(gram));
        query.bindValue(1, message);
        if (!m_file.run(query))
            return false;
    }
    return true;
}

bool GramIndex::noteNew(qint64 message)
{
    QSqlQuery query = m_file.prepare(QStringLiteral("INSERT OR IGNORE INTO gram_new VALUES (?)"));
    query.addBindValue(message);
    return m_file.run(query);
}

bool GramIndex::noteGone(const QString& condition, const QVariantList& values)
{
    // What never came into the index need not be taken out of it.
    const QString gone = QLatin1String("INSERT INTO gram_gone SELECT id, text FROM message WHERE ")
        % condition % QLatin1String(" AND text <> '' AND id NOT IN (SELECT message FROM gram_new)");
    const QString neverIn
        = QLatin1String("DELETE FROM gram_new WHERE message IN (SELECT id FROM message WHERE ") % condition
        % QLatin1Char(')');
    for (const QString& sql : {gone, neverIn}) {
        QSqlQuery query = m_file.prepare(sql);
        for (const QVariant& value : values)
            query.addBindValue(value);
        if (!m_file.run(query))
            return false;
    }
    return true;
}

bool GramIndex::hasWork() const
{
    QSqlQuery query = m_file.prepare(
        QStringLiteral("SELECT EXISTS (SELECT 1 FROM gram_new) OR EXISTS (SELECT 1 FROM gram_gone)"));
    return m_file.run(query) && query.next() && query.value(0).toBool();
}

bool GramIndex::work(int most)
{
    // First out: a changed text takes out its old grams before its new ones come.
    return removeNoted(most) && addNoted(most);
}

bool GramIndex::removeNoted(int most)
{
    QSqlQuery query
        = m_file.prepare(QStringLiteral("SELECT rowid, message, text FROM gram_gone LIMIT %1").arg(most));
    if (!m_file.run(query))
        return false;
    struct Gone {
        qint64 row;
        qint64 message;
        QString text;
    };
    QList<Gone> all;
    while (query.next())
        all.append({query.value(0).toLongLong(), query.value(1).toLongLong(), query.value(2).toString()});
    query.finish();
    QSqlQuery done = m_file.prepare(QStringLiteral("DELETE FROM gram_gone WHERE rowid = ?"));
    for (const Gone& one : all) {
        done.bindValue(0, one.row);
        if (!remove(one.message, one.text) || !m_file.run(done))
            return false;
    }
    return true;
}

bool GramIndex::addNoted(int most)
{
    // The newest first: they are looked for.
    QSqlQuery query = m_file.prepare(
        QStringLiteral("SELECT n.message, m.text FROM gram_new n LEFT JOIN message m ON m.id = n.message"
                       " WHERE n.message NOT IN (SELECT message FROM gram_gone)"
                       " ORDER BY n.message DESC LIMIT %1")
            .arg(most));
    if (!m_file.run(query))
        return false;
    QList<std::pair<qint64, QString>> all;
    while (query.next())
        all.append({query.value(0).toLongLong(), query.value(1).toString()});
    query.finish();
    QSqlQuery done = m_file.prepare(QStringLiteral("DELETE FROM gram_new WHERE message = ?"));
    for (const auto& [message, text] : all) {
        done.bindValue(0, message);
        if (!add(message, text) || !m_file.run(done))
            return false;
    }
    return true;
}

QList<CopyHit> GramIndex::find(const CopyQuery& wanted)
{
    QList<CopyHit> hits;
    const auto query = search::Query::of(wanted.text, Limits());
    if (!query)
        return hits;
    const auto grams = telling(query->grams());
    if (grams.empty())
        return hits;
    {
        SqliteFile::Transaction transaction(m_file);
        if (work(workBeforeFind))
            transaction.commit();
    }
    const Statement statement = candidates(wanted, grams);
    QSqlQuery rows = m_file.prepare(statement.sql);
    for (const QVariant& value : statement.values)
        rows.addBindValue(value);
    m_file.run(rows);
    while (hits.size() < wanted.limit && rows.next()) {
        const auto message = protocol::decode<protocol::Message>(
            QJsonDocument::fromJson(rows.value(0).toByteArray()).object());
        if (!message)
            continue;
        // Grams in any order are no word yet.
        if (const auto match = search::match(message->text, *query))
            hits.append({message.value(), QList<search::Mark>(match->marks.begin(), match->marks.end())});
    }
    m_file.note(rows);
    return hits;
}

} // namespace madang::client
