#include "server/storage/sqlcatalogue.h"

#include "server/storage/dialect.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

// Outside of every namespace, as the macro wants it.
static void initStatements()
{
    Q_INIT_RESOURCE(madang_storage_sql);
}

namespace madang::server {

SqlCatalogue::SqlCatalogue(const Dialect& dialect)
{
    initStatements();
    read(QStringLiteral(":/madang/storage/sql"));
    read(QStringLiteral(":/madang/storage/sql/") % dialect.name());
    for (QString& sql : m_statements) {
        sql = dialect.expand(expanded(sql));
    }
}

const QString& SqlCatalogue::text(QLatin1String name) const
{
    const auto it = m_statements.constFind(QString(name));
    if (it == m_statements.cend()) {
        qFatal("no statement named %s", name.data());
    }
    return *it;
}

void SqlCatalogue::read(const QString& folder)
{
    const auto files = QDir(folder).entryInfoList({QStringLiteral("*.sql")}, QDir::Files);
    for (const QFileInfo& info : files) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly)) {
            qFatal("cannot read %s", qPrintable(info.filePath()));
        }
        QString* section = nullptr;
        const auto lines = QString::fromUtf8(file.readAll()).split(u'\n');
        for (const QString& line : lines) {
            if (line.startsWith(QLatin1String("-- name: "))) {
                section = &m_statements[info.baseName() % u'.' % line.mid(9).trimmed()];
                section->clear();
            } else if (line.startsWith(QLatin1String("-- fragment: "))) {
                section = &m_fragments[line.mid(13).trimmed()];
                section->clear();
            } else if (section && !line.startsWith(QLatin1String("--")) && !line.isEmpty()) {
                *section += line + u'\n';
            }
        }
    }
}

QString SqlCatalogue::expanded(QString sql) const
{
    for (bool again = true; again;) {
        again = false;
        for (auto it = m_fragments.cbegin(); it != m_fragments.cend(); ++it) {
            const QString mark = u'{' % it.key() % u'}';
            if (sql.contains(mark)) {
                sql.replace(mark, it.value().trimmed());
                again = true;
            }
        }
    }
    return sql.trimmed();
}

QStringList splitStatements(const QString& script)
{
    QStringList statements;
    QString current;
    bool quoted = false;
    for (qsizetype i = 0; i < script.size(); ++i) {
        const QChar c = script[i];
        if (!quoted && c == u'-' && script.mid(i, 2) == QLatin1String("--")) {
            i = script.indexOf(u'\n', i);
            if (i < 0) {
                break;
            }
            current += u'\n';
        } else if (!quoted && c == u';') {
            statements << current.trimmed();
            current.clear();
        } else {
            quoted ^= c == u'\'';
            current += c;
        }
    }
    statements << current.trimmed();
    statements.removeAll(QString());
    return statements;
}

} // namespace madang::server
