#include "server/storage/databaseaddress.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QUrl>

namespace madang::server {

Result<DatabaseAddress> DatabaseAddress::inFolder(const QString& folder)
{
    if (folder.isEmpty()) {
        return Error::invalid(QStringLiteral("data"), QStringLiteral("The data folder is not given."));
    }
    return DatabaseAddress{QDir(QDir(folder).absolutePath()).filePath(QStringLiteral("madang.db")), {}};
}

Result<DatabaseAddress> DatabaseAddress::fromUrl(const QString& url)
{
    const QString field = QStringLiteral("database");
    const qsizetype colon = url.indexOf(u':');
    if (url.startsWith(QLatin1String("postgres"), Qt::CaseInsensitive)) {
        auto postgres = PostgresAddress::fromUrl(url);
        if (!postgres) {
            return std::move(postgres).error();
        }
        return DatabaseAddress{{}, std::move(postgres).value()};
    }
    if (url.left(colon).compare(QLatin1String("sqlite"), Qt::CaseInsensitive) != 0 || colon < 0) {
        return Error::invalid(field,
            QStringLiteral("\"%1\" is not a database address that this program knows; it looks like "
                           "sqlite:///var/lib/madang/madang.db or postgresql://user@host/database")
                .arg(url));
    }
    QString path = url.mid(colon + 1);
    if (path.startsWith(QLatin1String("//"))) {
        path.remove(0, 2);
        if (!path.startsWith(u'/')) {
            return Error::invalid(field,
                QStringLiteral("\"%1\" names a host; a SQLite file has none: sqlite:///absolute/path")
                    .arg(url));
        }
#ifdef Q_OS_WIN
        path.remove(0, 1); // sqlite:///C:/folder/file.db
#endif
    }
    path = QUrl::fromPercentEncoding(path.toUtf8());
    if (path.isEmpty() || path.endsWith(u'/')) {
        return Error::invalid(field, QStringLiteral("\"%1\" names no file").arg(url));
    }
    return DatabaseAddress{QFileInfo(path).absoluteFilePath(), {}};
}

} // namespace madang::server
