#include "server/storage/archivebatch.h"
#include "server/storage/connection.h"
#include "server/storage/rows.h"
#include "server/storage/sqlarray.h"

namespace madang::server {

namespace {

// Versions of messages as columns, in the order in which the statements of sql/postgres/archive.sql take
// them.
struct Columns {
    SqlArray room, seq, rev, sender, clientId, sentAt, kind, text, event, replyTo, editedAt, deletedAt,
        bodyHash, textRev, pinnedAt, reactions, forwardedUser, forwardedName;
    int count = 0;

    void add(const LogRecord& record)
    {
        const Message& message = record.message;
        room.add(message.room);
        seq.add(message.seq);
        rev.add(message.rev);
        sender.add(message.sender);
        clientId.add(message.clientId);
        sentAt.add(message.sentAt);
        kind.add(rows::number(message.kind));
        text.add(message.text);
        event.add(message.event);
        replyTo.add(message.replyTo);
        editedAt.add(message.editedAt);
        deletedAt.add(message.deletedAt);
        bodyHash.add(record.bodyHash);
        textRev.add(message.textRev);
        pinnedAt.add(message.pinnedAt);
        reactions.add(message.reactions);
        forwardedUser.add(message.forwarded.user);
        forwardedName.add(message.forwarded.name);
        ++count;
    }
};

// Holds the rooms until the transaction ends, so that of two who store the same records one comes after the
// other. In one order always, or each might wait for the other.
Result<RoomFloors> holdRooms(Connection& connection, const ArchiveBatch& batch)
{
    SqlArray ids;
    for (const auto& room : batch.rooms) {
        ids.add(room.first);
    }
    Statement hold(connection, QLatin1String("archive.hold_rooms"));
    if (auto ok = hold.run(ids.literal()); !ok) {
        return std::move(ok).error();
    }
    RoomFloors rooms;
    while (hold.next()) {
        rooms.emplace(hold.id<RoomId>(0), hold.int64(1));
    }
    if (auto ok = hold.check(); !ok) {
        return std::move(ok).error();
    }
    return rooms;
}

// How many were new.
Result<int> insertNew(Connection& connection, const Columns& c)
{
    Statement insertion(connection, QLatin1String("archive.insert_new"));
    auto ok = insertion.run(c.room.literal(), c.seq.literal(), c.rev.literal(), c.sender.literal(),
        c.clientId.literal(), c.sentAt.literal(), c.kind.literal(), c.text.literal(), c.event.literal(),
        c.replyTo.literal(), c.editedAt.literal(), c.deletedAt.literal(), c.bodyHash.literal(),
        c.textRev.literal(), c.pinnedAt.literal(), c.reactions.literal(), c.forwardedUser.literal(),
        c.forwardedName.literal());
    if (!ok) {
        return std::move(ok).error();
    }
    return insertion.affected();
}

Result<void> insertWithoutClientId(Connection& connection, const Columns& c)
{
    return Statement(connection, QLatin1String("archive.insert_without_client_id"))
        .run(c.room.literal(), c.seq.literal(), c.rev.literal(), c.sender.literal(), c.sentAt.literal(),
            c.kind.literal(), c.text.literal(), c.event.literal(), c.replyTo.literal(), c.editedAt.literal(),
            c.deletedAt.literal(), c.bodyHash.literal(), c.textRev.literal(), c.pinnedAt.literal(),
            c.reactions.literal(), c.forwardedUser.literal(), c.forwardedName.literal());
}

Result<void> replaceOlder(Connection& connection, const Columns& c)
{
    return Statement(connection, QLatin1String("archive.replace_older"))
        .run(c.room.literal(), c.seq.literal(), c.rev.literal(), c.text.literal(), c.editedAt.literal(),
            c.deletedAt.literal(), c.textRev.literal(), c.pinnedAt.literal(), c.reactions.literal(),
            c.forwardedUser.literal(), c.forwardedName.literal());
}

Result<void> keepVersions(Connection& connection, const std::vector<const LogRecord*>& versions)
{
    SqlArray room;
    SqlArray seq;
    SqlArray rev;
    SqlArray text;
    SqlArray written;
    for (const LogRecord* record : versions) {
        const Message& message = record->message;
        room.add(message.room);
        seq.add(message.seq);
        rev.add(writtenRev(message));
        text.add(message.text);
        written.add(writtenAt(message));
    }
    return Statement(connection, QLatin1String("archive.keep_versions"))
        .run(room.literal(), seq.literal(), rev.literal(), text.literal(), written.literal());
}

Result<void> dropVersions(Connection& connection, const std::vector<const LogRecord*>& deleted)
{
    SqlArray room;
    SqlArray seq;
    for (const LogRecord* record : deleted) {
        room.add(record->message.room);
        seq.add(record->message.seq);
    }
    return Statement(connection, QLatin1String("archive.drop_versions")).run(room.literal(), seq.literal());
}

Result<void> raiseHeads(Connection& connection, const ArchiveBatch& batch, const RoomFloors& rooms)
{
    SqlArray ids;
    SqlArray seqs;
    SqlArray revs;
    SqlArray times;
    SqlArray firsts;
    for (const auto& [id, floor] : rooms) {
        const ArchiveBatch::Room& room = batch.rooms.at(id);
        ids.add(id);
        seqs.add(room.head.seq);
        revs.add(room.head.rev);
        times.add(room.activityAt);
        firsts.add(room.firstRev);
    }
    return Statement(connection, QLatin1String("archive.raise_heads"))
        .run(ids.literal(), seqs.literal(), revs.literal(), times.literal(), firsts.literal());
}

} // namespace

Result<void> archiveTogether(Connection& connection, const ArchiveBatch& batch)
{
    const auto rooms = holdRooms(connection, batch);
    if (!rooms) {
        return rooms.error();
    }
    if (rooms->empty()) {
        return {};
    }
    Columns newest;
    std::vector<const LogRecord*> versions; // that may be older than the row
    std::vector<const LogRecord*> deleted;
    for (const auto& [place, record] : batch.newest) {
        const auto floor = rooms->find(place.first);
        if (floor == rooms->end()) {
            continue;
        }
        if (place.second < floor->second) {
            if (auto ok = rememberExpired(connection, *record); !ok) {
                return ok;
            }
        } else {
            newest.add(*record);
            (record->message.deletedAt == 0 ? versions : deleted).push_back(record);
        }
    }
    const auto inserted = insertNew(connection, newest);
    if (!inserted) {
        return inserted.error();
    }
    Result<void> ok;
    if (*inserted < newest.count) {
        // Some are there already, or their client id is.
        ok = replaceOlder(connection, newest);
        if (ok) {
            ok = insertWithoutClientId(connection, newest);
        }
    } else {
        versions.clear(); // all of them are the rows now
    }
    for (const LogRecord* record : batch.older) {
        const auto floor = rooms->find(record->message.room);
        if (floor != rooms->end() && record->message.seq >= floor->second) {
            versions.push_back(record);
        }
    }
    if (ok && !versions.empty()) {
        ok = keepVersions(connection, versions);
    }
    if (ok && !deleted.empty()) {
        ok = dropVersions(connection, deleted);
    }
    return ok ? raiseHeads(connection, batch, *rooms) : ok;
}

} // namespace madang::server
