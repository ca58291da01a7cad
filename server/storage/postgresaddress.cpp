#include "server/storage/postgresaddress.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>
#include <QtCore/QUrl>

#include <algorithm>

namespace madang::server {

namespace {

// Of `text`, never with the password in it.
Error refusal(const QString& text)
{
    return Error::invalid(QStringLiteral("database"), text);
}

QString decoded(QStringView text)
{
    return QUrl::fromPercentEncoding(text.toUtf8());
}

Result<void> readHosts(QStringView text, PostgresAddress& address)
{
    if (text.isEmpty()) {
        return {};
    }
    QStringList hosts;
    QStringList ports;
    for (const QStringView part : text.split(u',')) {
        // The colons of an IPv6 address are within brackets.
        const qsizetype colon = part.lastIndexOf(u':');
        const bool hasPort = colon > part.lastIndexOf(u']');
        QString host = decoded(hasPort ? part.left(colon) : part);
        if (host.startsWith(u'[') && host.endsWith(u']')) {
            host = host.mid(1, host.size() - 2);
        }
        bool isNumber = true;
        const QStringView port = hasPort ? part.mid(colon + 1) : QStringView();
        const uint number = port.isEmpty() ? 5432 : port.toUInt(&isNumber);
        if (!isNumber || number == 0 || number > 65535) {
            return refusal(
                QStringLiteral("the database address has the port \"%1\", which is no number from 1 to 65535")
                    .arg(port));
        }
        hosts << host;
        ports << QString::number(number);
    }
    address.hosts = hosts.join(u',');
    address.ports = ports.join(u',');
    return {};
}

Result<void> readParameter(QStringView text, PostgresAddress& address)
{
    static const QRegularExpression keywordForm(QStringLiteral("^[a-z_]+$"));
    const qsizetype equals = text.indexOf(u'=');
    const QString keyword = decoded(text.left(std::max<qsizetype>(equals, 0)));
    const QString value = decoded(text.mid(equals + 1));
    if (equals < 0 || !keywordForm.match(keyword).hasMatch()) {
        return refusal(QStringLiteral("the parameters of the database address look like "
                                      "?sslmode=require&connect_timeout=5"));
    }
    if (keyword == QLatin1String("host")) {
        address.hosts = value;
    } else if (keyword == QLatin1String("port")) {
        address.ports = value;
    } else if (keyword == QLatin1String("user")) {
        address.user = value;
    } else if (keyword == QLatin1String("password")) {
        address.password = value;
    } else if (keyword == QLatin1String("dbname")) {
        address.database = value;
    } else {
        address.parameters.emplace_back(keyword, value);
    }
    return {};
}

// The driver takes a semicolon for the end of an option, whatever stands around it.
Result<void> checkCharacters(const PostgresAddress& address)
{
    QStringList options{address.hosts, address.ports};
    for (const auto& parameter : address.parameters) {
        options << parameter.second;
    }
    for (const QString& value : std::as_const(options)) {
        if (value.contains(u';')) {
            return refusal(QStringLiteral(
                "a host or parameter of the database address has a semicolon, which cannot be"));
        }
    }
    options << address.user << address.password << address.database;
    for (const QString& value : std::as_const(options)) {
        if (value.contains(QChar(u'\0'))) {
            return refusal(QStringLiteral("the database address has a NUL character"));
        }
    }
    return {};
}

QString quoted(QString value)
{
    value.replace(u'\\', QLatin1String("\\\\"));
    value.replace(u'\'', QLatin1String("\\'"));
    return u'\'' % value % u'\'';
}

} // namespace

Result<PostgresAddress> PostgresAddress::fromUrl(const QString& url)
{
    const qsizetype start = url.indexOf(QLatin1String("://"));
    const QString scheme = url.left(start).toLower();
    if (start < 0 || (scheme != QLatin1String("postgres") && scheme != QLatin1String("postgresql"))) {
        return refusal(
            QStringLiteral("the database address does not look like postgresql://user@host/database"));
    }
    PostgresAddress address;
    QStringView rest = QStringView(url).mid(start + 3);
    QStringView query;
    if (const qsizetype mark = rest.indexOf(u'?'); mark >= 0) {
        query = rest.mid(mark + 1);
        rest = rest.left(mark);
    }
    // A password that is not encoded may hold an at sign or a slash: the last at sign ends it.
    if (const qsizetype at = rest.lastIndexOf(u'@'); at >= 0) {
        const QStringView who = rest.left(at);
        const qsizetype colon = who.indexOf(u':');
        address.user = decoded(colon < 0 ? who : who.left(colon));
        address.password = colon < 0 ? QString() : decoded(who.mid(colon + 1));
        rest = rest.mid(at + 1);
    }
    if (const qsizetype slash = rest.indexOf(u'/'); slash >= 0) {
        address.database = decoded(rest.mid(slash + 1));
        rest = rest.left(slash);
    }
    if (auto ok = readHosts(rest, address); !ok) {
        return std::move(ok).error();
    }
    for (const QStringView parameter : query.split(u'&', Qt::SkipEmptyParts)) {
        if (auto ok = readParameter(parameter, address); !ok) {
            return std::move(ok).error();
        }
    }
    if (auto ok = checkCharacters(address); !ok) {
        return std::move(ok).error();
    }
    return address;
}

QString PostgresAddress::shown() const
{
    QStringList places;
    const QStringList names = hosts.split(u',');
    const QStringList numbers = ports.split(u',');
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString name = names[i].contains(u':') ? u'[' % names[i] % u']' : names[i];
        const QString number = numbers.value(numbers.size() == 1 ? 0 : i);
        places << (number.isEmpty() || number == QLatin1String("5432") ? name : name % u':' % number);
    }
    return QStringLiteral("postgresql://") % user % (user.isEmpty() ? QLatin1String("") : QLatin1String("@"))
        % places.join(u',') % u'/' % database;
}

QString PostgresAddress::connectOptions() const
{
    std::vector<std::pair<QString, QString>> options{
        {QStringLiteral("host"), hosts},
        {QStringLiteral("port"), ports},
        {QStringLiteral("connect_timeout"), QStringLiteral("5")}, // seconds, for each host
        {QStringLiteral("keepalives_idle"), QStringLiteral("10")},
        {QStringLiteral("keepalives_interval"), QStringLiteral("3")},
        {QStringLiteral("keepalives_count"), QStringLiteral("3")},
        {QStringLiteral("tcp_user_timeout"),
            QStringLiteral("15000")}, // ms that sent bytes may stay unacknowledged
        {QStringLiteral("target_session_attrs"), QStringLiteral("read-write")},
    };
    // Read by the driver as it connects, before anything could be set: it decides how strings are quoted.
    QString startup = QStringLiteral("-c standard_conforming_strings=on");
    for (const auto& [keyword, value] : parameters) {
        if (keyword == QLatin1String("options")) {
            startup = value % u' ' % startup;
            continue;
        }
        std::erase_if(options, [&key = keyword](const auto& option) { return option.first == key; });
        options.emplace_back(keyword, value);
    }
    options.emplace_back(QStringLiteral("options"), startup);
    QStringList list;
    for (const auto& [keyword, value] : options) {
        if (!value.isEmpty()) {
            list << keyword % u'=' % quoted(value);
        }
    }
    return list.join(u';');
}

} // namespace madang::server
