#include "server/storage/migrator.h"

#include "server/storage/logging.h"
#include "server/storage/sqlcatalogue.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QThread>
#include <algorithm>
#include <iterator>

namespace madang::server {

namespace {

// Migrations only add, and servers from before them go on beside newer ones, as a rule. Not with these:
// 4: reactions and the like wait in Redis for the database, where an older server would lose them.
constexpr int notBesideOlder[] = {4};
// A server that was killed a moment ago is still there as a session, and one that starts along with this one
// is not waiting for it yet.
constexpr int patienceMs = 3'000;
constexpr int pauseMs = 50;

Result<void> awaitNobodyElse(Connection& connection)
{
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        const auto others
            = connection.value(connection.catalogue().text(QLatin1String("lock.others_at_work")));
        if (!others) {
            return others.error();
        }
        if (others->toInt() == 0) {
            return {};
        }
        if (timer.elapsed() > patienceMs) {
            return Error::conflict(
                QStringLiteral("servers of an older version are using this database, which cannot go "
                               "on beside this one; stop all of them first"));
        }
        QThread::msleep(pauseMs);
    }
}

} // namespace

std::vector<Migration> Migrator::builtIn()
{
    std::vector<Migration> migrations;
    const QDir folder(QStringLiteral(":/madang/storage/sql/migrations"));
    const auto names = folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            qFatal("cannot read migration %s", qPrintable(name));
        }
        migrations.push_back(
            {name.section(u'_', 0, 0).toInt(), name.section(u'.', 0, 0), QString::fromUtf8(file.readAll())});
    }
    return migrations;
}

Migrator::Migrator(std::vector<Migration> migrations)
    : m_migrations(std::move(migrations))
{
    for (size_t i = 0; i < m_migrations.size(); ++i) {
        if (m_migrations[i].number != int(i) + 1) {
            qFatal("migration %s is out of order", qPrintable(m_migrations[i].name));
        }
    }
}

Result<int> Migrator::migrate(Connection& connection) const
{
    const Connection::Unhurried unhurried(connection);
    for (const QString& sql : connection.dialect().beforeMigration()) {
        if (auto ok = connection.execute(sql); !ok) {
            return std::move(ok).error();
        }
    }
    auto brought = bring(connection);
    for (const QString& sql : connection.dialect().afterMigration()) {
        if (auto ok = connection.execute(sql); brought && !ok) {
            return std::move(ok).error();
        }
    }
    return brought;
}

Result<int> Migrator::bring(Connection& connection) const
{
    QStringList tables;
    {
        Statement list(connection, QLatin1String("schema.tables"));
        if (auto ok = list.run(); !ok) {
            return std::move(ok).error();
        }
        while (list.next()) {
            tables << list.text(0);
        }
    }
    int version = 0;
    if (tables.contains(QLatin1String("schema_version"))) {
        auto stored = connection.value(connection.catalogue().text(QLatin1String("schema.version")));
        if (!stored) {
            return std::move(stored).error();
        }
        version = stored->toInt();
    } else if (!tables.isEmpty()) {
        return Error::unavailable(
            QStringLiteral("the database belongs to another program: it has a table \"%1\", "
                           "but no version of Madang's")
                .arg(tables.first()));
    }
    if (version > newest()) {
        return Error::unavailable(QStringLiteral(
            "this data was written by a newer Madang (schema %1, this program knows %2); run that "
            "version or a later one, or use another data folder")
                                      .arg(version)
                                      .arg(newest()));
    }
    const bool needsAlone = std::any_of(std::begin(notBesideOlder), std::end(notBesideOlder),
        [&](int number) { return version > 0 && version < number && number <= newest(); });
    if (auto ok = needsAlone ? awaitNobodyElse(connection) : Result<void>(); !ok) {
        return std::move(ok).error();
    }
    for (int number = version; number < newest(); ++number) {
        if (auto ok = apply(connection, m_migrations[size_t(number)]); !ok) {
            return Error::unavailable(
                QStringLiteral("the database cannot be brought to schema %1: %2")
                    .arg(QString::number(number + 1),
                        ok.error().code == ErrorCode::Unavailable
                            ? QStringLiteral("its disk is full or failing")
                            : QStringLiteral("see the log, incident ") + ok.error().incident));
        }
    }
    if (version > 0 && version < newest()) {
        qCInfo(lcStorage, "database brought from schema %d to %d", version, newest());
    }
    return newest() - version;
}

Result<void> Migrator::apply(Connection& connection, const Migration& migration) const
{
    if (auto ok = connection.execute(connection.dialect().beginWrite()); !ok) {
        return ok;
    }
    QStringList statements = splitStatements(migration.script);
    if (migration.number == 1) {
        statements.prepend(connection.catalogue().text(QLatin1String("schema.create")));
    }
    for (const QString& sql : std::as_const(statements)) {
        if (auto ok = connection.execute(connection.dialect().expand(sql)); !ok) {
            connection.rollback();
            return ok;
        }
    }
    auto recorded = Statement(connection, QLatin1String("schema.record"))
                        .run(migration.number, migration.name, QDateTime::currentMSecsSinceEpoch());
    if (recorded) {
        recorded = connection.execute(QStringLiteral("COMMIT"));
    }
    if (!recorded) {
        connection.rollback();
    }
    return recorded;
}

} // namespace madang::server
