#include "server/cluster/logkeys.h"

#include <QtCore/QtEndian>
#include <algorithm>

namespace madang::server {

LogKeys::LogKeys(const RedisLogOptions& options)
    : m_prefix(options.prefix)
{
    for (int shard = 0; shard < std::max(1, options.shards); ++shard) {
        m_tags.push_back(m_prefix + ":{" + QByteArray::number(shard) + "}:");
    }
}

QByteArray LogKeys::layout() const
{
    return m_prefix + ":shards";
}

QByteArray LogKeys::epoch() const
{
    return '{' + layout() + "}:epoch";
}

QByteArray LogKeys::of(RoomId room, const char* kind) const
{
    char id[kIdCharacters];
    encodeId(id, RoomTag::prefix, room.value());
    QByteArray key;
    key.reserve(32);
    return key.append(tag(shardOf(room))).append(kind).append(id, kIdCharacters);
}

// There are as many of these as there were messages within the duplicate window: raw bytes are the shortest.
QByteArray LogKeys::duplicate(UserId sender, const QUuid& clientId) const
{
    const quint64 user = qToBigEndian(sender.value());
    QByteArray key;
    key.reserve(48);
    return key.append(tagOf(sender))
        .append("c:")
        .append(reinterpret_cast<const char*>(&user), sizeof user)
        .append(clientId.toRfc4122());
}

QByteArray LogKeys::ahead(UserId sender) const
{
    return tagOf(sender) + "ahead";
}

} // namespace madang::server
