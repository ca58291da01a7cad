#include "client/cache/copydatabase.h"

#include "client/cache/ownreactions.h"
#include "shared/protocol/decode.h"
#include "shared/protocol/encode.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QVariant>
#include <algorithm>

namespace madang::client {

namespace {
SqliteFile::Plan plan()
{
    const QStringList first{
        QStringLiteral("CREATE TABLE mark (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE room (id INTEGER PRIMARY KEY, json BLOB NOT NULL,"
                       " read_seq INTEGER NOT NULL, unread INTEGER NOT NULL,"
                       " read_by_others INTEGER NOT NULL)"),
        QStringLiteral("CREATE TABLE members (room INTEGER PRIMARY KEY, json BLOB NOT NULL)"),
        QStringLiteral("CREATE TABLE person (id INTEGER PRIMARY KEY, json BLOB NOT NULL)"),
        QStringLiteral("CREATE TABLE holding (room INTEGER PRIMARY KEY, ranges TEXT NOT NULL,"
                       " rev INTEGER NOT NULL, head INTEGER NOT NULL, floor INTEGER NOT NULL)"),
        QStringLiteral("CREATE TABLE message (id INTEGER PRIMARY KEY, room INTEGER NOT NULL,"
                       " seq INTEGER NOT NULL, rev INTEGER NOT NULL, sender INTEGER NOT NULL,"
                       " sent_at INTEGER NOT NULL, json BLOB NOT NULL, UNIQUE (room, seq))"),
    };
    // What was held before there was an index is fetched again. An id is never used twice: the index may
    // know it longer than there is a message.
    const QStringList second = QStringList{
        QStringLiteral("DROP TABLE message"),
        QStringLiteral("DELETE FROM holding"),
        QStringLiteral("CREATE TABLE message (id INTEGER PRIMARY KEY AUTOINCREMENT, room INTEGER NOT NULL,"
                       " seq INTEGER NOT NULL, rev INTEGER NOT NULL, sender INTEGER NOT NULL,"
                       " sent_at INTEGER NOT NULL, text TEXT NOT NULL, json BLOB NOT NULL,"
                       " UNIQUE (room, seq))"),
    } + GramIndex::schema();
    static_assert(CopyDatabase::schemaVersion == 2);
    // Not durable: what a power cut takes is fetched again. Each commit is whole or not there.
    return {{first, second}, false, false};
}

QVariant key(quint64 id)
{
    return QVariant(qint64(id));
}

template <class T> std::optional<T> decoded(const QVariant& json)
{
    const Result<T> value = protocol::decode<T>(QJsonDocument::fromJson(json.toByteArray()).object());
    return value ? std::optional<T>(value.value()) : std::nullopt;
}

// Binds the values in order and runs.
template <class... Values> bool runWith(const SqliteFile& file, QSqlQuery& query, const Values&... values)
{
    int at = 0;
    (query.bindValue(at++, values), ...);
    const bool done = file.run(query);
    query.finish();
    return done;
}

void addHolding(CachedState& state, QSqlQuery& query)
{
    const auto ranges = SeqRanges::fromText(query.value(1).toString());
    if (ranges)
        state.holdings.insert(RoomId(quint64(query.value(0).toLongLong())),
            Holding(*ranges, query.value(2).toLongLong(), query.value(3).toLongLong(),
                query.value(4).toLongLong()));
}
} // namespace

CopyDatabase::CopyDatabase(const QString& path)
    : SqliteFile(path, plan())
{
}

CachedState CopyDatabase::readState()
{
    CachedState state;
    QSqlQuery rooms = prepare(QStringLiteral("SELECT json, read_seq, unread, read_by_others FROM room"));
    run(rooms);
    while (rooms.next()) {
        if (const auto room = decoded<protocol::Room>(rooms.value(0)))
            state.rooms.append({*room, rooms.value(1).toLongLong(), rooms.value(2).toLongLong(),
                rooms.value(3).toLongLong()});
    }
    note(rooms);
    QSqlQuery people = prepare(QStringLiteral("SELECT json FROM person"));
    run(people);
    while (people.next()) {
        if (const auto user = decoded<protocol::User>(people.value(0)))
            state.people.append(*user);
    }
    note(people);
    QSqlQuery holdings = prepare(QStringLiteral("SELECT room, ranges, rev, head, floor FROM holding"));
    run(holdings);
    while (holdings.next())
        addHolding(state, holdings);
    note(holdings);
    QSqlQuery listed = prepare(QStringLiteral("SELECT value FROM mark WHERE name = 'listed'"));
    state.listed = run(listed) && listed.next();
    return state;
}

QList<CachedMembers> CopyDatabase::readMembers()
{
    QList<CachedMembers> all;
    QSqlQuery query = prepare(QStringLiteral("SELECT room, json FROM members"));
    run(query);
    while (query.next()) {
        CachedMembers one;
        one.room = RoomId(quint64(query.value(0).toLongLong()));
        const QJsonArray members = QJsonDocument::fromJson(query.value(1).toByteArray()).array();
        for (const auto& value : members) {
            if (const Result<protocol::Member> member = protocol::decode<protocol::Member>(value.toObject()))
                one.members.append(member.value());
        }
        all.append(one);
    }
    note(query);
    return all;
}

QList<protocol::Message> CopyDatabase::readMessages(RoomId room, qint64 first, qint64 last)
{
    QList<protocol::Message> messages;
    QSqlQuery query = prepare(
        QStringLiteral("SELECT json FROM message WHERE room = ? AND seq BETWEEN ? AND ? ORDER BY seq"));
    query.addBindValue(key(room.value()));
    query.addBindValue(first);
    query.addBindValue(last);
    run(query);
    while (query.next()) {
        if (const auto message = decoded<protocol::Message>(query.value(0)))
            messages.append(*message);
    }
    note(query);
    return messages;
}

bool CopyDatabase::putRooms(const QList<CachedRoom>& rooms)
{
    QSqlQuery query = prepare(QStringLiteral("INSERT OR REPLACE INTO room VALUES (?, ?, ?, ?, ?)"));
    for (const CachedRoom& one : rooms) {
        if (!runWith(*this, query, key(one.room.id.value()), protocol::encode(one.room), one.readSeq,
                one.unread, one.readByOthers))
            return false;
    }
    return true;
}

bool CopyDatabase::putMembers(const CachedMembers& members)
{
    QSqlQuery query = prepare(QStringLiteral("INSERT OR REPLACE INTO members VALUES (?, ?)"));
    QByteArray json("[");
    for (const protocol::Member& member : members.members) {
        if (json.size() > 1)
            json.append(',');
        protocol::appendJson(json, member);
    }
    json.append(']');
    return runWith(*this, query, key(members.room.value()), json);
}

bool CopyDatabase::putPeople(const QList<protocol::User>& people)
{
    QSqlQuery query = prepare(QStringLiteral("INSERT OR REPLACE INTO person VALUES (?, ?)"));
    for (const protocol::User& user : people) {
        if (!runWith(*this, query, key(user.id.value()), protocol::encode(user)))
            return false;
    }
    return true;
}

bool CopyDatabase::putMessages(const QList<protocol::Message>& messages)
{
    return std::all_of(messages.begin(), messages.end(),
        [this](const protocol::Message& message) { return putMessage(message); });
}

bool CopyDatabase::putMessage(const protocol::Message& message)
{
    const QVariant room = key(message.room.value());
    // A null QString binds as NULL, which the column refuses.
    const QString text = message.text.isNull() ? QStringLiteral("") : message.text;
    QSqlQuery there
        = prepare(QStringLiteral("SELECT id, rev, text, json FROM message WHERE room = ? AND seq = ?"));
    there.addBindValue(room);
    there.addBindValue(message.seq);
    if (!run(there))
        return false;
    if (there.next()) {
        const QVariant id = there.value(0);
        const bool same = there.value(2).toString() == text;
        if (there.value(1).toLongLong() > message.rev)
            return true;
        const auto known
            = tellsOwnReactions(message) ? std::nullopt : decoded<protocol::Message>(there.value(3));
        const QByteArray json = protocol::encode(known ? withOwnReactions(message, *known) : message);
        there.finish();
        if (!same && !m_grams.noteGone(QStringLiteral("id = ?"), {id}))
            return false;
        QSqlQuery update
            = prepare(QStringLiteral("UPDATE message SET rev = ?, text = ?, json = ? WHERE id = ?"));
        return runWith(*this, update, message.rev, text, json, id)
            && (same || m_grams.noteNew(id.toLongLong()));
    }
    there.finish();
    QSqlQuery insert = prepare(QStringLiteral(
        "INSERT INTO message (room, seq, rev, sender, sent_at, text, json) VALUES (?, ?, ?, ?, ?, ?, ?)"));
    const UserId sender = message.sender.value_or(UserId());
    const QVariantList values{
        room, message.seq, message.rev, key(sender.value()), message.sentAt, text, protocol::encode(message)};
    for (const QVariant& value : values)
        insert.addBindValue(value);
    // Asked for the id before it is finished, which forgets it.
    return run(insert) && m_grams.noteNew(insert.lastInsertId().toLongLong());
}

bool CopyDatabase::putHolding(RoomId room, const Holding& holding)
{
    QSqlQuery query = prepare(QStringLiteral("INSERT OR REPLACE INTO holding VALUES (?, ?, ?, ?, ?)"));
    return runWith(*this, query, key(room.value()), holding.ranges().toText(), holding.rev(), holding.head(),
        holding.floor());
}

bool CopyDatabase::setListed()
{
    return run(QStringLiteral("INSERT OR REPLACE INTO mark VALUES ('listed', 1)"));
}

bool CopyDatabase::removeRoom(RoomId room)
{
    QSqlQuery rooms = prepare(QStringLiteral("DELETE FROM room WHERE id = ?"));
    QSqlQuery members = prepare(QStringLiteral("DELETE FROM members WHERE room = ?"));
    return runWith(*this, rooms, key(room.value())) && runWith(*this, members, key(room.value()))
        && removeMessages(room);
}

bool CopyDatabase::removeMessagesBefore(RoomId room, qint64 seq)
{
    if (!m_grams.noteGone(QStringLiteral("room = ? AND seq < ?"), {key(room.value()), seq}))
        return false;
    QSqlQuery query = prepare(QStringLiteral("DELETE FROM message WHERE room = ? AND seq < ?"));
    return runWith(*this, query, key(room.value()), seq);
}

bool CopyDatabase::removeMessages(RoomId room)
{
    QSqlQuery holding = prepare(QStringLiteral("DELETE FROM holding WHERE room = ?"));
    return runWith(*this, holding, key(room.value()))
        && removeMessagesBefore(room, std::numeric_limits<qint64>::max());
}

bool CopyDatabase::wipe()
{
    for (const char* table :
        {"mark", "room", "members", "person", "holding", "message", "gram", "gram_new", "gram_gone"}) {
        if (!run(QLatin1String("DELETE FROM ") % QLatin1String(table)))
            return false;
    }
    return true;
}

bool CopyDatabase::shrink()
{
    QSqlQuery count = prepare(QStringLiteral("PRAGMA freelist_count"));
    if (!run(count) || !count.next())
        return false;
    const qint64 pages = count.value(0).toLongLong();
    count.finish();
    Transaction transaction(*this);
    // Qt runs it for one step, and one step frees one page.
    for (qint64 page = 0; page < pages; ++page) {
        if (!run(QStringLiteral("PRAGMA incremental_vacuum")))
            return false;
    }
    return transaction.commit() && run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
}

} // namespace madang::client
