#include "shared/core/uuid7.h"

#include <QtCore/QRandomGenerator>

namespace madang {

QUuid newUuid7(qint64 nowMs)
{
    const quint64 random = QRandomGenerator::system()->generate64();
    const quint32 more = QRandomGenerator::system()->generate();
    const auto ms = quint64(nowMs) & 0xFFFF'FFFF'FFFFu;
    return QUuid(uint(ms >> 16), ushort(ms & 0xFFFF), ushort(0x7000 | (more & 0x0FFF)),
        uchar(0x80 | ((random >> 56) & 0x3F)), uchar(random >> 48), uchar(random >> 40), uchar(random >> 32),
        uchar(random >> 24), uchar(random >> 16), uchar(random >> 8), uchar(random));
}

std::optional<qint64> uuid7Time(const QUuid& uuid) noexcept
{
    if ((uuid.data3 >> 12) != 7)
        return std::nullopt;
    return (qint64(uuid.data1) << 16) | qint64(uuid.data2);
}

std::optional<QUuid> parseUuid(QStringView text) noexcept
{
    if (text.size() != 36)
        return std::nullopt;
    for (qsizetype i = 0; i < 36; ++i) {
        const char16_t c = text[i].unicode();
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const bool hex = (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
        if (dash ? c != u'-' : !hex)
            return std::nullopt;
    }
    const QUuid uuid = QUuid::fromString(text);
    return uuid.isNull() ? std::nullopt : std::optional<QUuid>(uuid);
}

} // namespace madang
