#include "client/net/serveraddress.h"

namespace madang::client {

namespace {
QString socketScheme(const QString& scheme)
{
    if (scheme == QLatin1String("ws") || scheme == QLatin1String("http"))
        return QStringLiteral("ws");
    if (scheme == QLatin1String("wss") || scheme == QLatin1String("https"))
        return QStringLiteral("wss");
    return {};
}
} // namespace

std::optional<ServerAddress> ServerAddress::parse(const QString& text)
{
    const QString typed = text.trimmed();
    if (typed.isEmpty())
        return std::nullopt;
    const bool bare = !typed.contains(QLatin1String("://"));
    QUrl url(bare ? QString(QLatin1String("ws://") % typed) : typed, QUrl::StrictMode);
    const QString scheme = socketScheme(url.scheme());
    if (!url.isValid() || scheme.isEmpty() || url.host().isEmpty() || url.port() == 0
        || !url.userInfo().isEmpty())
        return std::nullopt;
    url.setScheme(scheme);
    if (url.port() < 0)
        url.setPort(bare ? defaultPort : scheme == QLatin1String("wss") ? 443 : 80);
    if (url.path().isEmpty() || url.path() == QLatin1String("/"))
        url.setPath(QStringLiteral("/ws"));
    url.setFragment({});
    return ServerAddress(url);
}

ServerAddress ServerAddress::standard()
{
    return *parse(QStringLiteral("127.0.0.1"));
}

QString ServerAddress::display() const
{
    const bool secure = m_url.scheme() == QLatin1String("wss");
    const bool plainPath = m_url.path() == QLatin1String("/ws") && !m_url.hasQuery();
    if (!secure && plainPath)
        return m_url.authority();
    QUrl shown = m_url;
    if (plainPath)
        shown.setPath({});
    if (secure && shown.port() == 443)
        shown.setPort(-1);
    return shown.toString();
}

} // namespace madang::client
