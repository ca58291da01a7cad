#include "client/app/singleinstance.h"

#include "client/controllers/deeplink.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QStandardPaths>
#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <QtNetwork/QLocalSocket>

#include <algorithm>

namespace madang::client {

namespace {
// sockaddr_un takes 104 bytes (macOS) with the end; Qt binds in a folder beside it first and renames.
constexpr qsizetype addressMost = 88;
constexpr int guestMs = 5'000; // for one that says nothing
constexpr int againMs = 50;
const QByteArray taken = QByteArrayLiteral("ok\n");

bool isToken(const QByteArray& text)
{
    return text.size() <= 256
        && std::all_of(text.begin(), text.end(), [](char one) { return one > ' ' && one < 0x7f; });
}
} // namespace

QByteArray StartRequest::encode() const
{
    QJsonObject object;
    if (!link.isEmpty())
        object.insert(QStringLiteral("link"), link);
    if (!activationToken.isEmpty())
        object.insert(QStringLiteral("activation_token"), QString::fromLatin1(activationToken));
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<StartRequest> StartRequest::decode(const QByteArray& line)
{
    const QJsonDocument document = QJsonDocument::fromJson(line);
    if (!document.isObject())
        return std::nullopt;
    StartRequest request;
    request.link = document[QStringLiteral("link")].toString();
    request.activationToken = document[QStringLiteral("activation_token")].toString().toUtf8();
    if (request.link.size() > DeepLink::longest || !isToken(request.activationToken))
        return std::nullopt;
    return request;
}

SingleInstance::SingleInstance(const QString& profileFolder, QObject* parent)
    : QObject(parent)
    , m_address(address(profileFolder))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* guest = m_server.nextPendingConnection())
            welcome(guest);
    });
}

SingleInstance::~SingleInstance() = default;

QString SingleInstance::address(const QString& profileFolder)
{
    QString inside = profileFolder % QLatin1String("/instance");
    if (QFile::encodeName(inside).size() <= addressMost)
        return inside;
    const QByteArray hash = QCryptographicHash::hash(profileFolder.toUtf8(), QCryptographicHash::Sha256);
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) % QLatin1String("/madang-")
        % QString::fromLatin1(hash.toHex().first(16));
}

Result<void> SingleInstance::listen()
{
    QLocalServer::removeServer(m_address);
    if (!m_server.listen(m_address))
        return Error::unavailable(m_server.errorString());
    return {};
}

void SingleInstance::welcome(QLocalSocket* guest)
{
    // Owned by the server; gone when it has hung up.
    connect(guest, &QLocalSocket::disconnected, guest, &QObject::deleteLater);
    connect(guest, &QObject::destroyed, this, [this] { --m_guests; });
    if (++m_guests > mostGuests) {
        guest->abort();
        guest->deleteLater();
        return;
    }
    guest->setReadBufferSize(longestRequest + 1);
    QTimer::singleShot(guestMs, guest, &QLocalSocket::abort);
    connect(guest, &QLocalSocket::readyRead, this, [this, guest] { hear(guest); });
    hear(guest);
}

void SingleInstance::hear(QLocalSocket* guest)
{
    if (!guest->canReadLine()) {
        if (guest->bytesAvailable() > longestRequest)
            guest->abort();
        return;
    }
    const QByteArray line = guest->readLine(longestRequest + 1);
    const auto request = line.size() <= longestRequest ? StartRequest::decode(line) : std::nullopt;
    disconnect(guest, &QLocalSocket::readyRead, this, nullptr); // one request each
    if (!request) {
        guest->abort();
        return;
    }
    guest->write(taken);
    guest->disconnectFromServer();
    Q_EMIT asked(*request);
}

Result<void> SingleInstance::hand(const QString& profileFolder, const StartRequest& request, int patienceMs)
{
    const QDeadlineTimer end(patienceMs);
    const auto left = [&end] { return int(std::max<qint64>(1, end.remainingTime())); };
    do {
        QLocalSocket socket;
        socket.connectToServer(address(profileFolder));
        if (socket.waitForConnected(left())) {
            socket.write(request.encode());
            while (!socket.canReadLine() && socket.waitForReadyRead(left()))
                continue;
            if (socket.readLine() == taken)
                return {};
        }
        QThread::msleep(againMs);
    } while (!end.hasExpired());
    return Error::unavailable(QStringLiteral("It does not answer."));
}

} // namespace madang::client
