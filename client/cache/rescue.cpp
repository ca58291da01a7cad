#include "client/cache/rescue.h"

#include "client/cache/sqlitefile.h"

#include <QtCore/QFile>
#include <QtCore/QLoggingCategory>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUuid>
#include <QtCore/QVariant>
#include <QtSql/QSqlError>
#include <map>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcRescue, "madang.cache")

using Row = QVariantList;

// Every row that can be read. A damaged page ends a reading, so it is read from both ends; `key` is the
// column of a row that tells it from the others, and the rows come in its order.
std::map<QVariant, Row, bool (*)(const QVariant&, const QVariant&)> readable(QSqlDatabase& from,
    const QString& table, const QStringList& columns, const QString& order, const QString& index)
{
    std::map<QVariant, Row, bool (*)(const QVariant&, const QVariant&)> rows(
        [](const QVariant& a, const QVariant& b) {
            return QVariant::compare(a, b) == QPartialOrdering::Less;
        });
    for (const bool descending : {false, true}) {
        QStringList by = order.split(QLatin1Char(','));
        if (descending) {
            for (QString& column : by)
                column += QLatin1String(" DESC");
        }
        QSqlQuery query(from);
        query.setForwardOnly(true);
        if (!query.exec(QLatin1String("SELECT ") % index % QLatin1String(", ")
                % columns.join(QLatin1String(", ")) % QLatin1String(" FROM ") % table
                % QLatin1String(" ORDER BY ") % by.join(QLatin1String(", "))))
            continue;
        while (query.next()) {
            Row row;
            for (int i = 1; i <= columns.size(); ++i)
                row.append(query.value(i));
            rows.insert_or_assign(query.value(0), row);
        }
        if (query.lastError().type() == QSqlError::NoError)
            break; // read to its end
    }
    return rows;
}

int takeOver(QSqlDatabase& from, SqliteFile& into, const QString& table, const QStringList& columns,
    const QString& order, const QString& index)
{
    int taken = 0;
    const auto rows = readable(from, table, columns, order, index);
    for (const auto& [key, row] : rows) {
        QStringList places;
        for (qsizetype i = 0; i < columns.size(); ++i)
            places.append(QStringLiteral("?"));
        QSqlQuery query = into.prepare(QLatin1String("INSERT OR IGNORE INTO ") % table % QLatin1String(" (")
            % columns.join(QLatin1String(", ")) % QLatin1String(") VALUES (")
            % places.join(QLatin1String(", ")) % QLatin1Char(')'));
        for (const QVariant& value : row)
            query.addBindValue(value);
        if (into.run(query))
            ++taken;
    }
    return taken;
}

void takeOverAccounts(QSqlDatabase& from, SqliteFile& into)
{
    const QStringList who{QStringLiteral("server"), QStringLiteral("user_id"), QStringLiteral("handle"),
        QStringLiteral("name")};
    const QString table = QStringLiteral("account");
    const QString position = QStringLiteral("position");
    const QStringList slotted
        = QStringList{position, QStringLiteral("slot"), QStringLiteral("current")} + who;
    // Where no column of this name is, the file is of the version that knew one account only.
    if (takeOver(from, into, table, slotted, position, position) == 0)
        takeOver(from, into, table, who, QStringLiteral("id"), QStringLiteral("id"));
}
} // namespace

int rescueTyped(const QString& asidePath, SqliteFile& into)
{
    // From a copy: opening a file with its write-ahead log changes it.
    QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("aside.sqlite"));
    QFile::copy(asidePath, copy);
    if (QFile::exists(asidePath % QLatin1String("-wal")))
        QFile::copy(asidePath % QLatin1String("-wal"), copy % QLatin1String("-wal"));
    const QString connection = QLatin1String("rescue-") % QUuid::createUuid().toString(QUuid::Id128);
    int taken = 0;
    {
        QSqlDatabase from = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        from.setDatabaseName(copy);
        if (from.open()) {
            // Without this a file that lost its end is refused altogether.
            QSqlQuery(from).exec(QStringLiteral("PRAGMA writable_schema = ON"));
            SqliteFile::Transaction transaction(into);
            takeOverAccounts(from, into);
            taken += takeOver(from, into, QStringLiteral("draft"),
                {QStringLiteral("account"), QStringLiteral("room"), QStringLiteral("text"),
                    QStringLiteral("updated_at")},
                QStringLiteral("account,room"), QStringLiteral("account || ' ' || room"));
            taken += takeOver(from, into, QStringLiteral("outbox"),
                {QStringLiteral("account"), QStringLiteral("room"), QStringLiteral("client_id"),
                    QStringLiteral("text"), QStringLiteral("queued_at"), QStringLiteral("failed"),
                    QStringLiteral("fail_code"), QStringLiteral("fail_reason")},
                QStringLiteral("position"), QStringLiteral("position"));
            if (!transaction.commit())
                taken = 0;
        }
        from.close();
    }
    QSqlDatabase::removeDatabase(connection);
    qCInfo(lcRescue) << taken << "drafts and unsent messages taken over from the file that was set aside";
    return taken;
}

} // namespace madang::client
