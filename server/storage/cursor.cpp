#include "server/storage/cursor.h"

#include <QtCore/QByteArray>
#include <QtCore/QtEndian>

namespace madang::server::cursor {

namespace {

constexpr auto options = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

// letter, payload, checksum
QString sealed(char list, const QByteArray& payload)
{
    QByteArray bytes = list + payload;
    const quint16 sum = qToBigEndian(qChecksum(bytes));
    bytes.append(reinterpret_cast<const char*>(&sum), sizeof sum);
    return QString::fromLatin1(bytes.toBase64(options));
}

std::optional<QByteArray> opened(char list, const QString& cursor)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        cursor.toLatin1(), options | QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray bytes = *decoded;
    if (!decoded || bytes.size() < 3 || bytes[0] != list) {
        return std::nullopt;
    }
    const QByteArray payload = bytes.mid(1, bytes.size() - 3);
    return sealed(list, payload) == cursor ? std::optional(payload) : std::nullopt;
}

Error refusal()
{
    return Error::invalid(
        QStringLiteral("after"), QStringLiteral("This is no place in the list; begin from the start."));
}

} // namespace

QString encode(char list, Pair pair)
{
    QByteArray payload(16, Qt::Uninitialized);
    qToBigEndian(pair.first, payload.data());
    qToBigEndian(pair.second, payload.data() + 8);
    return sealed(list, payload);
}

QString encode(char list, const QString& text)
{
    return sealed(list, text.toUtf8());
}

Result<Pair> decodePair(char list, const QString& cursor)
{
    const auto payload = opened(list, cursor);
    if (!payload || payload->size() != 16) {
        return refusal();
    }
    return Pair{
        qFromBigEndian<qint64>(payload->constData()), qFromBigEndian<qint64>(payload->constData() + 8)};
}

Result<QString> decodeText(char list, const QString& cursor)
{
    const auto payload = opened(list, cursor);
    if (!payload) {
        return refusal();
    }
    return QString::fromUtf8(*payload);
}

} // namespace madang::server::cursor
