#include "shared/core/id.h"

#include <QtCore/QDateTime>
#include <QtCore/QRandomGenerator>

namespace madang {

namespace {
constexpr char kAlphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int kDigits = kIdCharacters - 1;
constexpr qint64 kEpochMs = 1'704'067'200'000; // 2024-01-01 UTC
constexpr int kRandomBits = 22;

int digitOf(char16_t c) noexcept
{
    for (int i = 0; i < 32; ++i) {
        if (char16_t(kAlphabet[i]) == c)
            return i;
    }
    return -1;
}
} // namespace

QString encodeId(QChar prefix, quint64 value)
{
    char text[kIdCharacters];
    encodeId(text, prefix, value);
    return QString::fromLatin1(text, kIdCharacters);
}

void encodeId(char (&text)[kIdCharacters], QChar prefix, quint64 value) noexcept
{
    text[0] = prefix.toLatin1();
    for (int i = kDigits; i > 0; --i) {
        text[i] = kAlphabet[value & 31];
        value >>= 5;
    }
}

std::optional<quint64> decodeId(QChar prefix, QStringView text) noexcept
{
    if (text.size() != kDigits + 1 || text[0] != prefix)
        return std::nullopt;
    quint64 value = 0;
    for (int i = 1; i <= kDigits; ++i) {
        const int digit = digitOf(text[i].unicode());
        // 13 digits hold 65 bits: the first may only be 0..15.
        if (digit < 0 || (i == 1 && digit > 15))
            return std::nullopt;
        value = (value << 5) | quint64(digit);
    }
    return value == 0 ? std::nullopt : std::optional<quint64>(value);
}

quint64 newIdValue()
{
    const auto ms = quint64(QDateTime::currentMSecsSinceEpoch() - kEpochMs) & ((quint64(1) << 41) - 1);
    const auto random = QRandomGenerator::system()->generate64() & ((quint64(1) << kRandomBits) - 1);
    // The top bit stays 0, so that a database's signed 64-bit integer holds it.
    return (ms << kRandomBits) | random | (ms == 0 ? 1 : 0);
}

} // namespace madang
