#include "server/auth/revocation.h"

#include <QtCore/QtEndian>

namespace madang::server {

namespace {

constexpr char kVersion = 1;
// Version, session, reason, kind of the newcomer's device or kNobody, length of its name. Big endian; then
// the name and the address, UTF-8.
constexpr qsizetype kHead = 1 + 8 + 1 + 1 + 2;
constexpr char kNobody = char(0xff);
constexpr qsizetype kMaxText = 1024; // bytes; names and addresses are far shorter

} // namespace

QLatin1String reasonOf(RevocationReason reason) noexcept
{
    switch (reason) {
    case RevocationReason::Logout:
        return QLatin1String("logout");
    case RevocationReason::Revoked:
        return QLatin1String("revoked");
    case RevocationReason::PasswordChanged:
        return QLatin1String("password_changed");
    case RevocationReason::AccountDeleted:
        return QLatin1String("account_deleted");
    case RevocationReason::TokenReused:
        return QLatin1String("token_reused");
    case RevocationReason::Replaced:
        return QLatin1String("replaced");
    }
    return QLatin1String("revoked");
}

QByteArray encode(const Revocation& revocation)
{
    const QByteArray name = revocation.by ? revocation.by->device.name.toUtf8().left(kMaxText) : QByteArray();
    const QByteArray address = revocation.by ? revocation.by->address.toUtf8().left(kMaxText) : QByteArray();
    QByteArray bytes(kHead, '\0');
    char* at = bytes.data();
    at[0] = kVersion;
    qToBigEndian(revocation.session.value(), at + 1);
    at[9] = char(revocation.reason);
    at[10] = revocation.by ? char(revocation.by->device.kind) : kNobody;
    qToBigEndian(quint16(name.size()), at + 11);
    return bytes + name + address;
}

std::optional<Revocation> decodeRevocation(const QByteArray& bytes)
{
    if (bytes.size() < kHead || bytes.size() > kHead + 2 * kMaxText || bytes[0] != kVersion)
        return std::nullopt;
    const char* at = bytes.constData();
    Revocation revocation;
    revocation.session = SessionId(qFromBigEndian<quint64>(at + 1));
    const auto reason = quint8(at[9]);
    if (reason <= quint8(RevocationReason::Replaced))
        revocation.reason = RevocationReason(reason);
    const qsizetype nameEnd = kHead + qFromBigEndian<quint16>(at + 11);
    if (revocation.session.isNull() || nameEnd > bytes.size())
        return std::nullopt;
    if (at[10] == kNobody)
        return bytes.size() == kHead ? std::optional(revocation) : std::nullopt;
    const auto kind = quint8(at[10]);
    Revocation::Newcomer by;
    by.device.kind = kind <= quint8(DeviceKind::Other) ? DeviceKind(kind) : DeviceKind::Other;
    by.device.name = QString::fromUtf8(bytes.mid(kHead, nameEnd - kHead));
    by.address = QString::fromUtf8(bytes.mid(nameEnd));
    revocation.by = std::move(by);
    return revocation;
}

} // namespace madang::server
