#include "server/cluster/recordcodec.h"

#include <QtCore/QStringDecoder>
#include <QtCore/QtEndian>

namespace madang::server {

namespace {

constexpr qsizetype headSize = 24; // what the script adds
constexpr qsizetype fixedSize = 109;
constexpr qsizetype hashSize = 16;
constexpr qsizetype idSize = 16;

void put(QByteArray& out, quint64 value)
{
    const quint64 big = qToBigEndian(value);
    out.append(reinterpret_cast<const char*>(&big), sizeof big);
}

constexpr qsizetype marksSize = 26; // without name and reactions
constexpr qsizetype nameMost = 0xffff;

template <class Number> void putNumber(QByteArray& out, Number value)
{
    const Number big = qToBigEndian(value);
    out.append(reinterpret_cast<const char*>(&big), sizeof big);
}

QByteArray marksOf(const Message& message)
{
    QByteArray marks;
    if (message.textRev == 0 && message.pinnedAt == 0 && message.reactions.isEmpty()
        && message.forwarded.user.isNull()) {
        return marks;
    }
    const QByteArray name = message.forwarded.name.toUtf8().left(nameMost);
    put(marks, quint64(message.textRev));
    put(marks, quint64(message.pinnedAt));
    put(marks, message.forwarded.user.value());
    putNumber(marks, quint16(name.size()));
    marks.append(name);
    marks.append(message.reactions);
    return marks;
}

void putBody(QByteArray& out, const Message& message, const QByteArray& hash, bool created)
{
    quint8 flags = created ? recordflags::created : 0;
    flags |= message.kind == MessageKind::System ? recordflags::system : 0;
    flags |= message.deletedAt != 0 ? recordflags::deleted : 0;
    out.append(char(flags));
    put(out, quint64(message.editedAt));
    put(out, quint64(message.deletedAt));
    put(out, message.room.value());
    put(out, message.sender.value());
    put(out, quint64(message.sentAt));
    put(out, quint64(message.replyTo));
    out.append(message.clientId.toRfc4122());
    out.append(hash.leftJustified(hashSize, '\0', true));
    const QByteArray more = message.kind == MessageKind::System ? message.event : marksOf(message);
    putNumber(out, quint32(more.size()));
    out.append(more);
    out.append(message.text.toUtf8());
}

// QString::fromUtf8() takes a byte order mark at the beginning for its own; here it is what somebody wrote.
QString textOf(QByteArrayView utf8)
{
    if (!utf8.startsWith(QByteArrayView("\xEF\xBB\xBF"))) {
        return QString::fromUtf8(utf8);
    }
    QStringDecoder decode(
        QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    return decode(utf8);
}

bool readMarks(QByteArrayView marks, Message& message)
{
    if (marks.isEmpty()) {
        return true;
    }
    if (marks.size() < marksSize) {
        return false;
    }
    const auto nameSize = qsizetype(qFromBigEndian<quint16>(marks.data() + 24));
    if (nameSize > marks.size() - marksSize) {
        return false;
    }
    message.textRev = qint64(bigEndian(marks, 0));
    message.pinnedAt = qint64(bigEndian(marks, 8));
    message.forwarded = {UserId(bigEndian(marks, 16)), textOf(marks.sliced(marksSize, nameSize))};
    message.reactions = marks.sliced(marksSize + nameSize).toByteArray();
    return true;
}

} // namespace

QByteArray bigEndian(quint64 value)
{
    QByteArray out;
    put(out, value);
    return out;
}

quint64 bigEndian(QByteArrayView bytes, qsizetype at) noexcept
{
    return qFromBigEndian<quint64>(bytes.data() + at);
}

QByteArray encodeBody(const LogEntry& entry, const QByteArray& bodyHash)
{
    Message message;
    message.room = entry.room;
    message.sender = entry.actor;
    message.clientId = entry.clientId;
    message.sentAt = entry.at;
    message.kind = entry.messageKind;
    message.text = entry.text;
    message.event = entry.event;
    message.replyTo = entry.replyTo;
    message.forwarded = entry.forwarded;
    QByteArray body;
    body.reserve(fixedSize - headSize + entry.event.size() + 3 * entry.text.size());
    putBody(body, message, bodyHash, true);
    return body;
}

QByteArray encodeRecord(const StoredRecord& stored)
{
    const Message& message = stored.record.message;
    QByteArray out;
    put(out, quint64(message.seq));
    put(out, quint64(message.rev));
    put(out, quint64(stored.head.seq));
    putBody(out, message, stored.record.bodyHash, stored.record.created);
    return out;
}

std::optional<StoredRecord> decodeRecord(QByteArrayView bytes)
{
    if (bytes.size() < fixedSize) {
        return std::nullopt;
    }
    const qsizetype moreSize = qsizetype(qFromBigEndian<quint32>(bytes.data() + 105));
    if (moreSize > bytes.size() - fixedSize) {
        return std::nullopt;
    }
    const auto number = [bytes](qsizetype at) { return qint64(bigEndian(bytes, at)); };
    const auto flags = quint8(bytes[24]);
    StoredRecord stored;
    Message& message = stored.record.message;
    message.seq = number(0);
    message.rev = number(8);
    stored.head = {number(16), message.rev};
    message.editedAt = number(25);
    message.deletedAt = number(33);
    message.room = RoomId(quint64(number(41)));
    message.sender = UserId(quint64(number(49)));
    message.sentAt = number(57);
    message.replyTo = number(65);
    message.clientId = QUuid::fromRfc4122(bytes.sliced(73, idSize));
    message.kind = flags & recordflags::system ? MessageKind::System : MessageKind::Text;
    const QByteArrayView more = bytes.sliced(fixedSize, moreSize);
    if (message.kind == MessageKind::System) {
        message.event = more.toByteArray();
    } else if (!readMarks(more, message)) {
        return std::nullopt;
    }
    message.text = textOf(bytes.sliced(fixedSize + moreSize));
    if (!message.clientId.isNull()) {
        stored.record.bodyHash = bytes.sliced(89, hashSize).toByteArray();
    }
    stored.record.created = flags & recordflags::created;
    return stored;
}

} // namespace madang::server
