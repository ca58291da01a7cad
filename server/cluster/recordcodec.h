#pragma once

#include "server/domain/messagearchive.h"

namespace madang::server {

// A change of a room as Redis keeps and publishes it: big endian, with what the scripts (lua/) decide by in
// front, at fixed places.
//
//   1 seq 8 | 9 rev 8 | 17 the room's last seq 8 | 25 flags 1 | 26 edited_at 8 | 34 deleted_at 8 | 42 room 8
//   50 sender 8 | 58 sent_at 8 | 66 reply_to 8 | 74 client_id 16 | 90 body hash 16 | 106 size of what follows
//   4 110 of a message of the system its event, of another its marks | text (UTF-8)
//
// Marks are what a message has beyond its text; one that has none has no bytes of them, as has what was
// written before there were any:
//
//   1 text_rev 8 | 9 pinned_at 8 | 17 who wrote it first 8 | 25 size of their name 2 | 27 name (UTF-8)
//   and to the end the reactions (server/domain/reactions.h)
struct StoredRecord {
    LogRecord record;
    Head head; // of the room, with this change in
};

// A new message without its first 24 bytes, which the script adds.
[[nodiscard]] QByteArray encodeBody(const LogEntry& entry, const QByteArray& bodyHash);
[[nodiscard]] QByteArray encodeRecord(const StoredRecord& stored);
// Nothing where the bytes are no record.
[[nodiscard]] std::optional<StoredRecord> decodeRecord(QByteArrayView bytes);

// 8 bytes, big endian.
[[nodiscard]] QByteArray bigEndian(quint64 value);
// Of at least 8 bytes from `at`.
[[nodiscard]] quint64 bigEndian(QByteArrayView bytes, qsizetype at) noexcept;

namespace recordflags {
constexpr quint8 created = 1;
constexpr quint8 system = 2;
constexpr quint8 deleted = 4;
} // namespace recordflags

} // namespace madang::server
