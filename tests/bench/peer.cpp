#include "tests/bench/peer.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <arpa/inet.h>
#include <chrono>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

QByteArray frame(int first, const QByteArray& payload)
{
    QByteArray bytes(1, char(first));
    if (payload.size() < 126) {
        bytes.append(char(payload.size()));
    } else {
        bytes.append(char(126));
        bytes.append(char(payload.size() >> 8));
        bytes.append(char(payload.size()));
    }
    return bytes + payload;
}

QString text(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toString();
}

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// As the server writes them: jsonrpc first, then the method or the id.
QByteArray eventText(const QJsonObject& message)
{
    return R"({"jsonrpc":"2.0","method":"message.created","params":{"message":)" + compact(message) + "}}";
}

} // namespace

Peer::Peer(Faults faults)
    : m_faults(faults)
    , m_listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(m_listener, reinterpret_cast<const sockaddr*>(&address), size) != 0
        || listen(m_listener, 512) != 0
        || getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        qFatal("the peer cannot listen");
    }
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

Peer::~Peer()
{
    m_stops = true;
    m_thread.join();
    for (const auto& [descriptor, client] : m_clients)
        close(descriptor);
    close(m_listener);
}

void Peer::serve()
{
    while (!m_stops) {
        std::vector<pollfd> watched{{m_listener, POLLIN, 0}};
        for (const auto& [descriptor, client] : m_clients)
            watched.push_back({descriptor, POLLIN, 0});
        if (poll(watched.data(), watched.size(), 20) <= 0)
            continue;
        if (watched.front().revents) {
            const int descriptor = accept(m_listener, nullptr, nullptr);
            m_clients[descriptor].descriptor = descriptor;
        }
        for (std::size_t i = 1; i < watched.size(); ++i) {
            if (watched[i].revents)
                read(m_clients[watched[i].fd]);
        }
    }
}

void Peer::read(Client& client)
{
    char bytes[65536];
    const ssize_t count = recv(client.descriptor, bytes, sizeof bytes, 0);
    if (count <= 0) {
        for (Room& room : m_rooms)
            std::erase(room.members, client.descriptor);
        close(client.descriptor);
        m_clients.erase(client.descriptor);
        return;
    }
    client.incoming.append(bytes, count);
    if (!client.upgraded && !upgrade(client))
        return;
    while (takeFrame(client)) { }
}

bool Peer::upgrade(Client& client)
{
    const qsizetype end = client.incoming.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    const qsizetype at = client.incoming.indexOf("Sec-WebSocket-Key: ") + 19;
    const QByteArray key = client.incoming.mid(at, client.incoming.indexOf("\r\n", at) - at);
    const QByteArray seasoned = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    const QByteArray accept = QCryptographicHash::hash(seasoned, QCryptographicHash::Sha1).toBase64();
    const QByteArray answer
        = "HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Protocol: madang.v1\r\nSec-WebSocket-Accept: "
        + accept + "\r\n\r\n";
    ::send(client.descriptor, answer.constData(), std::size_t(answer.size()), MSG_NOSIGNAL);
    client.incoming.remove(0, end + 4);
    client.upgraded = true;
    return true;
}

bool Peer::takeFrame(Client& client)
{
    const QByteArray& in = client.incoming;
    if (in.size() < 6)
        return false;
    qsizetype length = in[1] & 0x7f;
    const qsizetype header = length == 126 ? 8 : 6;
    if (length == 126)
        length = quint8(in[2]) << 8 | quint8(in[3]);
    if (in.size() < header + length)
        return false;
    unmasked += !(in[1] & 0x80);
    QByteArray payload = in.mid(header, length);
    for (qsizetype i = 0; i < length; ++i)
        payload[i] = char(payload[i] ^ in[header - 4 + (i & 3)]);
    const int opcode = in[0] & 0x0f;
    client.incoming.remove(0, header + length);
    pongs += opcode == 10 && payload == "how are you";
    if (opcode == 1)
        answer(client, QJsonDocument::fromJson(payload).object());
    return true;
}

void Peer::send(Client& client, const QByteArray& payload)
{
    QByteArray bytes = frame(0x81, payload);
    if (m_faults.fragments) {
        const qsizetype half = payload.size() / 2;
        bytes = frame(0x01, payload.left(half)) + frame(0x89, "how are you") + frame(0x80, payload.mid(half));
    }
    ::send(client.descriptor, bytes.constData(), std::size_t(bytes.size()), MSG_NOSIGNAL);
}

void Peer::sendJson(Client& client, const QJsonObject& object)
{
    if (m_faults.foreignForm)
        send(client, QJsonDocument(object).toJson(QJsonDocument::Indented));
    else
        send(client,
            R"({"jsonrpc":"2.0","id":)" + QByteArray::number(object.value(QLatin1String("id")).toInteger())
                + R"(,"result":)" + compact(object.value(QLatin1String("result")).toObject()) + "}");
}

void Peer::sendEvent(Client& client, const QByteArray& payload)
{
    ++client.sent;
    send(client,
        m_faults.foreignForm ? QJsonDocument::fromJson(payload).toJson(QJsonDocument::Indented) : payload);
}

void Peer::join(Client& client, const QByteArray& room)
{
    m_rooms[room].members.push_back(client.descriptor);
}

void Peer::answer(Client& client, const QJsonObject& request)
{
    const QString method = text(request, "method");
    const QJsonObject params = request.value(QLatin1String("params")).toObject();
    QJsonObject result;
    if (method == QLatin1String("message.send")) {
        QJsonObject withId = params;
        withId.insert(QLatin1String("id"), request.value(QLatin1String("id")));
        say(client, withId);
        return;
    }
    if (method == QLatin1String("stream.ack")) {
        const qint64 received = params.value(QLatin1String("received")).toInteger();
        ++streamAcks;
        wrongStreamAcks += received > client.sent || received - client.acknowledged > 100;
        client.acknowledged = received;
        return;
    }
    if (method == QLatin1String("auth.resume")) {
        // The tokens of the tests say who it is and where: "user@room".
        client.user = text(params, "access_token").toUtf8();
        join(client, client.user.mid(client.user.indexOf('@') + 1));
        result.insert(
            QLatin1String("user"), QJsonObject{{QLatin1String("id"), QString::fromUtf8(client.user)}});
    } else if (method == QLatin1String("auth.register")) {
        client.user = text(params, "handle").toUtf8();
        result.insert(
            QLatin1String("user"), QJsonObject{{QLatin1String("id"), QString::fromUtf8(client.user)}});
    } else if (method == QLatin1String("room.create")) {
        const QByteArray room = "room-of-" + client.user;
        QJsonArray members = params.value(QLatin1String("members")).toArray();
        members.append(QString::fromUtf8(client.user));
        for (const auto& [descriptor, other] : m_clients) {
            if (members.contains(QString::fromUtf8(other.user)))
                m_rooms[room].members.push_back(descriptor);
        }
        result.insert(QLatin1String("room"), QJsonObject{{QLatin1String("id"), QString::fromUtf8(room)}});
    } else if (method == QLatin1String("room.list")) {
        QJsonArray rooms;
        for (auto room = m_rooms.cbegin(); room != m_rooms.cend(); ++room) {
            if (std::find(room->members.begin(), room->members.end(), client.descriptor)
                != room->members.end())
                rooms.append(QJsonObject{{QLatin1String("id"), QString::fromUtf8(room.key())},
                    {QLatin1String("head"),
                        QJsonObject{{QLatin1String("seq"), room->seq}, {QLatin1String("rev"), room->seq}}}});
        }
        result.insert(QLatin1String("rooms"), rooms);
    }
    sendJson(client,
        {{QLatin1String("id"), request.value(QLatin1String("id"))}, {QLatin1String("result"), result}});
}

void Peer::say(Client& client, const QJsonObject& params)
{
    const int number = ++m_messages;
    if (m_faults.stallMs > 0 && number == 20)
        std::this_thread::sleep_for(std::chrono::milliseconds(m_faults.stallMs));
    const QJsonValue id = params.value(QLatin1String("id"));
    if (m_faults.silent)
        return;
    if (m_faults.refuseEvery > 0 && number % m_faults.refuseEvery == 0) {
        send(client,
            R"({"jsonrpc":"2.0","id":)" + QByteArray::number(id.toInteger())
                + R"(,"error":{"code":429,"message":"slow down","data":{"reason":"rate_limited","retry_after_ms":20}}})");
        return;
    }
    Room& room = m_rooms[text(params, "room").toUtf8()];
    const QJsonObject message{{QLatin1String("room"), text(params, "room")},
        {QLatin1String("seq"), ++room.seq}, {QLatin1String("rev"), room.seq},
        {QLatin1String("kind"), QLatin1String("text")}, {QLatin1String("text"), text(params, "text")},
        {QLatin1String("client_id"), text(params, "client_id")}};
    sendJson(client,
        {{QLatin1String("id"), id},
            {QLatin1String("result"), QJsonObject{{QLatin1String("message"), message}}}});
    fanOut(room, message);
}

// Faults strike the room's first reader.
void Peer::fanOut(Room& room, const QJsonObject& message)
{
    const QByteArray event = eventText(message);
    const auto strikes = [this](int every) { return every > 0 && m_messages % every == 0; };
    for (const int member : room.members) {
        Client& to = m_clients[member];
        const bool first = member == room.members.front();
        if (!first) {
            sendEvent(to, event);
        } else if (strikes(m_faults.swapEvery) && room.held.isEmpty()) {
            room.held = event;
        } else if (strikes(m_faults.differEvery)) {
            QJsonObject other = message;
            other.insert(QLatin1String("text"), QLatin1String("00000000deadbeef of another"));
            sendEvent(to, eventText(other));
        } else if (!strikes(m_faults.loseEvery)) {
            sendEvent(to, event);
            if (strikes(m_faults.doubleEvery))
                sendEvent(to, event);
            if (!room.held.isEmpty())
                sendEvent(to, std::exchange(room.held, {}));
        }
    }
}
