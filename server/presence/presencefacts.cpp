#include "server/presence/presencefacts.h"

#include <QtCore/QtEndian>

namespace madang::server {

namespace {

constexpr char kVersion = 1;
constexpr char kPeople = 'p';
constexpr char kViews = 'v';
constexpr char kRequest = 'r';
constexpr qsizetype kHead = 2;
constexpr qsizetype kMaxBytes = 64 * 1024;

// The byte that goes with a person: its two low bits are the activity.
constexpr quint8 kActivity = 0x03;
constexpr quint8 kInvisible = 0x04;
constexpr quint8 kHasWish = 0x08;
constexpr quint8 kHasSeen = 0x10;
constexpr quint8 kKnown = kActivity | kInvisible | kHasWish | kHasSeen;

void put(QByteArray& bytes, quint64 number)
{
    char big[8];
    qToBigEndian(number, big);
    bytes.append(big, 8);
}

// Takes numbers off the front; never reads past the end.
class Reader {
public:
    explicit Reader(const QByteArray& bytes)
        : m_bytes(bytes)
        , m_at(kHead)
    {
    }
    [[nodiscard]] bool done() const { return m_at >= m_bytes.size() || m_bad; }
    [[nodiscard]] bool bad() const { return m_bad; }
    quint64 number()
    {
        if (m_at + 8 > m_bytes.size()) {
            m_bad = true;
            return 0;
        }
        const auto value = qFromBigEndian<quint64>(m_bytes.constData() + m_at);
        m_at += 8;
        return value;
    }
    quint8 byte()
    {
        if (m_at >= m_bytes.size()) {
            m_bad = true;
            return 0;
        }
        return quint8(m_bytes[m_at++]);
    }

private:
    const QByteArray& m_bytes;
    qsizetype m_at;
    bool m_bad = false;
};

void write(QByteArray& bytes, const PersonFact& fact)
{
    quint8 flags = quint8(fact.activity);
    flags |= fact.wish.invisible ? kInvisible : 0;
    flags |= fact.wish.stamp != 0 ? kHasWish : 0;
    flags |= fact.seenAt != 0 ? kHasSeen : 0;
    put(bytes, fact.user.value());
    bytes.append(char(flags));
    if (fact.wish.stamp != 0)
        put(bytes, quint64(fact.wish.stamp));
    if (fact.seenAt != 0)
        put(bytes, quint64(fact.seenAt));
}

void write(QByteArray& bytes, const ViewFact& fact)
{
    put(bytes, fact.room.value());
    put(bytes, fact.user.value());
    bytes.append(char(fact.there));
}

std::optional<PersonFact> readPerson(Reader& reader)
{
    PersonFact fact;
    fact.user = UserId(reader.number());
    const quint8 flags = reader.byte();
    if (flags & kHasWish)
        fact.wish = {qint64(reader.number()), (flags & kInvisible) != 0};
    if (flags & kHasSeen)
        fact.seenAt = qint64(reader.number());
    const bool wished = (flags & kHasWish) != 0;
    const bool sound = (flags & ~kKnown) == 0 && (flags & kActivity) <= quint8(Activity::Online)
        && (wished ? fact.wish.stamp > 0 : (flags & kInvisible) == 0)
        && ((flags & kHasSeen) == 0 || fact.seenAt > 0);
    if (reader.bad() || fact.user.isNull() || !sound)
        return std::nullopt;
    fact.activity = Activity(flags & kActivity);
    return fact;
}

std::optional<ViewFact> readView(Reader& reader)
{
    ViewFact fact;
    fact.room = RoomId(reader.number());
    fact.user = UserId(reader.number());
    const quint8 there = reader.byte();
    fact.there = there == 1;
    if (reader.bad() || fact.room.isNull() || fact.user.isNull() || there > 1)
        return std::nullopt;
    return fact;
}

template <class Fact, class Read> std::optional<PresenceWord> readAll(const QByteArray& bytes, Read read)
{
    Reader reader(bytes);
    std::vector<Fact> facts;
    while (!reader.done()) {
        const std::optional<Fact> fact = read(reader);
        if (!fact)
            return std::nullopt;
        facts.push_back(*fact);
    }
    return PresenceWord(std::move(facts));
}

template <class Fact> QByteArray writeAll(char kind, const std::vector<Fact>& facts)
{
    QByteArray bytes(1, kind);
    bytes.append(kVersion);
    bytes.reserve(kHead + qsizetype(facts.size()) * 17);
    for (const Fact& fact : facts)
        write(bytes, fact);
    return bytes;
}

} // namespace

QByteArray encode(const PresenceWord& word)
{
    if (const auto* people = std::get_if<std::vector<PersonFact>>(&word))
        return writeAll(kPeople, *people);
    if (const auto* views = std::get_if<std::vector<ViewFact>>(&word))
        return writeAll(kViews, *views);
    QByteArray bytes(1, kRequest);
    bytes.append(kVersion);
    put(bytes, std::get<FactRequest>(word).of);
    return bytes;
}

std::optional<PresenceWord> decodePresenceWord(const QByteArray& bytes)
{
    if (bytes.size() < kHead || bytes.size() > kMaxBytes || bytes[1] != kVersion)
        return std::nullopt;
    switch (bytes[0]) {
    case kPeople:
        return readAll<PersonFact>(bytes, readPerson);
    case kViews:
        return readAll<ViewFact>(bytes, readView);
    case kRequest: {
        Reader reader(bytes);
        const FactRequest request{reader.number()};
        if (reader.bad() || !reader.done())
            return std::nullopt;
        return PresenceWord(request);
    }
    default:
        return std::nullopt;
    }
}

} // namespace madang::server
