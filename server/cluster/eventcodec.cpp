#include "server/cluster/eventcodec.h"

#include <QtCore/QDataStream>
#include <QtCore/QIODevice>

namespace madang::server {

namespace {

constexpr auto kFormat = QDataStream::Qt_6_0;

} // namespace

QByteArray encodeEvent(const Event& event)
{
    QByteArray bytes;
    bytes.reserve(event.frame.size() + 64 + (event.room.isNull() ? qsizetype(event.to.size()) * 8 : 0));
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(kFormat);
    out << quint8(event.kind) << event.counted << event.whileMember << quint64(event.room.value())
        << quint64(event.except.value()) << quint64(event.about.value()) << event.key << event.frame;
    const quint32 people = event.room.isNull() ? quint32(event.to.size()) : 0;
    out << people;
    for (quint32 i = 0; i < people; ++i)
        out << quint64(event.to[i].value());
    return bytes;
}

std::optional<Event> decodeEvent(const QByteArray& bytes)
{
    QDataStream in(bytes);
    in.setVersion(kFormat);
    quint8 kind = 0;
    quint64 room = 0;
    quint64 except = 0;
    quint64 about = 0;
    quint32 people = 0;
    Event event;
    in >> kind >> event.counted >> event.whileMember >> room >> except >> about >> event.key >> event.frame
        >> people;
    // Each takes eight bytes: a larger number is not believed.
    if (in.status() != QDataStream::Ok || kind > quint8(EventClass::Droppable)
        || people > quint32(bytes.size() / 8))
        return std::nullopt;
    event.kind = EventClass(kind);
    event.room = RoomId(room);
    event.except = UserId(except);
    event.about = RoomId(about);
    event.to.reserve(people);
    for (quint32 i = 0; i < people; ++i) {
        quint64 user = 0;
        in >> user;
        event.to.emplace_back(user);
    }
    if (in.status() != QDataStream::Ok || !in.atEnd())
        return std::nullopt;
    event.reach = EventReach::Here;
    return event;
}

} // namespace madang::server
