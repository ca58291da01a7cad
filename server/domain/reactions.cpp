#include "server/domain/reactions.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QtEndian>

namespace madang::server::reactions {

namespace {

constexpr qsizetype idSize = 8;

// One emoji in the packed form.
struct Part {
    QByteArrayView emoji;
    QByteArrayView people;

    [[nodiscard]] qsizetype count() const noexcept { return people.size() / idSize; }
    [[nodiscard]] qsizetype placeOf(quint64 id) const noexcept
    {
        for (qsizetype at = 0; at < people.size(); at += idSize) {
            if (qFromBigEndian<quint64>(people.data() + at) == id) {
                return at;
            }
        }
        return -1;
    }
};

// Takes the next one from the front; nothing where there is none, or what is left makes no sense.
bool take(QByteArrayView& packed, Part& part) noexcept
{
    if (packed.isEmpty()) {
        return false;
    }
    const auto size = qsizetype(quint8(packed[0]));
    const qsizetype people = 1 + size + 4;
    if (packed.size() < people) {
        return false;
    }
    const auto count = qsizetype(qFromBigEndian<quint32>(packed.data() + 1 + size));
    if (count > (packed.size() - people) / idSize) {
        return false;
    }
    part = {packed.sliced(1, size), packed.sliced(people, count * idSize)};
    packed = packed.sliced(people + count * idSize);
    return true;
}

void put(QByteArray& out, QByteArrayView emoji, QByteArrayView before, QByteArrayView after)
{
    const auto count = qToBigEndian(quint32((before.size() + after.size()) / idSize));
    if (count == 0) {
        return;
    }
    out.append(char(quint8(emoji.size())));
    out.append(emoji);
    out.append(reinterpret_cast<const char*>(&count), sizeof count);
    out.append(before);
    out.append(after);
}

} // namespace

std::vector<Kind> list(const QByteArray& packed, UserId reader)
{
    std::vector<Kind> kinds;
    QByteArrayView rest(packed);
    for (Part part; take(rest, part);) {
        const bool mine = !reader.isNull() && part.placeOf(reader.value()) >= 0;
        kinds.push_back({QString::fromUtf8(part.emoji), part.count(), mine});
    }
    return kinds;
}

Reacted react(const QByteArray& packed, const QString& emoji, UserId who, bool on)
{
    const QByteArray name = emoji.toUtf8();
    const quint64 big = qToBigEndian(who.value());
    const QByteArrayView id(reinterpret_cast<const char*>(&big), idSize);
    Reacted reacted;
    QByteArray& out = reacted.packed;
    int different = 0;
    int own = 0;
    qsizetype all = 0;
    bool known = false; // the emoji
    bool there = false; // the person's
    QByteArrayView rest(packed);
    for (Part part; take(rest, part); ++different) {
        const qsizetype place = part.placeOf(who.value());
        own += place >= 0 ? 1 : 0;
        all += part.count();
        if (part.emoji != QByteArrayView(name)) {
            put(out, part.emoji, part.people, {});
            continue;
        }
        known = true;
        there = place >= 0;
        if (there) {
            put(out, name, part.people.first(place), part.people.sliced(place + idSize));
        } else {
            put(out, name, part.people, id);
        }
    }
    if (there == on) {
        return {};
    }
    if (on && own >= ownMost) {
        return {Outcome::TooManyOwn, {}};
    }
    if (on && !known && different >= differentMost) {
        return {Outcome::TooMany, {}};
    }
    if (on && all >= allMost) {
        return {Outcome::TooManyAll, {}};
    }
    if (!known) {
        put(out, name, id, {});
    }
    reacted.outcome = Outcome::Changed;
    return reacted;
}

} // namespace madang::server::reactions
