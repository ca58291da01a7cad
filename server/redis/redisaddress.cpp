#include "server/redis/redisaddress.h"

#include <QtCore/QUrl>

namespace madang::server {

namespace {

constexpr quint16 kPort = 6379;
constexpr int kMostDatabases = 65536; // far more than anybody configures; the point is to catch slips

Error bad(const QString& what)
{
    return Error::invalid(QStringLiteral("redis"), u"The address of Redis " % what);
}

// "/2" or nothing.
Result<int> databaseOf(const QString& path)
{
    if (path.isEmpty() || path == u"/")
        return 0;
    bool isNumber = false;
    const int number = path.sliced(1).toInt(&isNumber);
    if (!isNumber || number < 0 || number >= kMostDatabases || path[1] == u'+')
        return bad(QStringLiteral("has a database that is no number: it ends in /0, /1, …"));
    return number;
}

} // namespace

Result<RedisAddress> RedisAddress::fromUrl(const QString& text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid())
        return bad(
            QStringLiteral("cannot be read. It looks like redis://user:password@host:6379/0, and "
                           "characters such as @ : / ? # % in a password are written as %40 and so on."));
    RedisAddress address;
    if (url.scheme() == u"rediss")
        address.tls = true;
    else if (url.scheme() != u"redis")
        return bad(QStringLiteral("does not begin with redis:// or rediss:// (TLS)."));
    if (url.host().isEmpty())
        return bad(QStringLiteral("names no host."));
    if (url.hasQuery() || url.hasFragment())
        return bad(QStringLiteral("has something behind ? or #, which is not understood."));
    if (url.port() == 0)
        return bad(QStringLiteral("has port 0."));
    address.host = url.host(QUrl::FullyDecoded);
    address.port = quint16(url.port(kPort));
    address.user = url.userName(QUrl::FullyDecoded).toUtf8();
    address.password = url.password(QUrl::FullyDecoded).toUtf8();
    if (!address.user.isEmpty() && address.password.isEmpty())
        return bad(QStringLiteral("has a user and no password. A password alone is written behind a colon: "
                                  "redis://:password@host."));
    const auto database = databaseOf(url.path(QUrl::FullyDecoded));
    if (!database)
        return database.error();
    address.database = *database;
    return address;
}

QString RedisAddress::toString() const
{
    QUrl url;
    url.setScheme(tls ? QStringLiteral("rediss") : QStringLiteral("redis"));
    url.setHost(host);
    url.setPort(port);
    url.setUserName(QString::fromUtf8(user), QUrl::DecodedMode);
    url.setPath(u'/' % QString::number(database));
    return url.toString();
}

} // namespace madang::server
