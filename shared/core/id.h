#pragma once

#include <QtCore/QHash>
#include <QtCore/QString>
#include <compare>
#include <optional>

namespace madang {

// Text form of a 64-bit id: the prefix letter, then 13 characters of Crockford's base 32 in lower case.
[[nodiscard]] QString encodeId(QChar prefix, quint64 value);
// The same 14 characters in ASCII, for those who write bytes.
inline constexpr int kIdCharacters = 14;
void encodeId(char (&text)[kIdCharacters], QChar prefix, quint64 value) noexcept;
// The value, or nothing where the text was not made by encodeId with this prefix.
[[nodiscard]] std::optional<quint64> decodeId(QChar prefix, QStringView text) noexcept;
// Unique and growing with time: 41 bits of milliseconds since 2024, 22 random bits. Never 0.
// Two in one millisecond collide once in four million, so the insert that uses it retries on a conflict.
[[nodiscard]] quint64 newIdValue();

// An id that cannot be mistaken for an id of another kind. 0 means "none".
template <class Tag> class Id {
public:
    constexpr Id() noexcept = default;
    constexpr explicit Id(quint64 value) noexcept
        : m_value(value)
    {
    }
    [[nodiscard]] static Id create() { return Id(newIdValue()); }
    [[nodiscard]] static std::optional<Id> fromString(QStringView text) noexcept
    {
        const auto value = decodeId(Tag::prefix, text);
        return value ? std::optional<Id>(Id(*value)) : std::nullopt;
    }
    [[nodiscard]] QString toString() const { return encodeId(Tag::prefix, m_value); }
    [[nodiscard]] constexpr quint64 value() const noexcept { return m_value; }
    [[nodiscard]] constexpr bool isNull() const noexcept { return m_value == 0; }
    constexpr auto operator<=>(const Id&) const noexcept = default;
    friend size_t qHash(Id id, size_t seed = 0) noexcept { return ::qHash(id.m_value, seed); }

private:
    quint64 m_value = 0;
};

struct UserTag {
    static constexpr QChar prefix = u'u';
};
struct RoomTag {
    static constexpr QChar prefix = u'r';
};
struct SessionTag {
    static constexpr QChar prefix = u's';
};
struct StreamTag {
    static constexpr QChar prefix = u't';
};
struct FileTag {
    static constexpr QChar prefix = u'f';
};

using UserId = Id<UserTag>;
using RoomId = Id<RoomTag>;
using SessionId = Id<SessionTag>;
using StreamId = Id<StreamTag>;
using FileId = Id<FileTag>;

} // namespace madang

template <class Tag> struct std::hash<madang::Id<Tag>> {
    size_t operator()(madang::Id<Tag> id) const noexcept { return qHash(id); }
};
