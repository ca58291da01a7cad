#include "shared/protocol/decode.h"

#include "shared/core/uuid7.h"

#include <cmath>
#include <limits>

namespace madang::protocol {

bool isOpaqueId(QStringView text) noexcept
{
    if (text.isEmpty() || text.size() > kIdLength)
        return false;
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        const bool fits = (u >= u'0' && u <= u'9') || (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z')
            || u == u'_' || u == u'-';
        if (!fits)
            return false;
    }
    return true;
}

namespace detail {

namespace {

// The largest integer that every JSON reader holds exactly (RFC 8259 §6).
constexpr qint64 kExact = qint64(1) << 53;

Misfit misfit(const char* problem)
{
    return {{}, QString::fromUtf8(problem)};
}

} // namespace

std::optional<Misfit> readBool(const QJsonValue& value, bool& out)
{
    if (!value.isBool())
        return misfit("must be true or false");
    out = value.toBool();
    return std::nullopt;
}

std::optional<Misfit> readInteger(const QJsonValue& value, qint64& out)
{
    if (!value.isDouble())
        return misfit("must be an integer");
    const double number = value.toDouble();
    if (!std::isfinite(number) || std::trunc(number) != number)
        return misfit("must be an integer");
    if (std::abs(number) > double(kExact) || std::abs(value.toInteger()) > kExact)
        return misfit("must be an integer of at most 53 bits");
    out = qint64(number);
    return std::nullopt;
}

std::optional<Misfit> readInteger(const QJsonValue& value, int& out)
{
    qint64 wide = 0;
    if (auto wrong = readInteger(value, wide))
        return wrong;
    if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max())
        return misfit("must be an integer of at most 32 bits");
    out = int(wide);
    return std::nullopt;
}

std::optional<Misfit> readDouble(const QJsonValue& value, double& out)
{
    if (!value.isDouble() || !std::isfinite(value.toDouble()))
        return misfit("must be a number");
    out = value.toDouble();
    return std::nullopt;
}

std::optional<Misfit> readString(const QJsonValue& value, QString& out)
{
    if (!value.isString())
        return misfit("must be a string");
    out = value.toString();
    return std::nullopt;
}

std::optional<Misfit> readUuid(const QJsonValue& value, QUuid& out)
{
    if (value.isString()) {
        if (const auto uuid = parseUuid(value.toString())) {
            out = *uuid;
            return std::nullopt;
        }
    }
    return misfit("must be a UUID like 018f4e2a-7c3b-7d10-9f00-0123456789ab");
}

std::optional<Misfit> readObject(const QJsonValue& value, QJsonObject& out)
{
    if (!value.isObject())
        return misfit("must be an object");
    out = value.toObject();
    return std::nullopt;
}

std::optional<Misfit> readId(const QJsonValue& value, QChar prefix, quint64& out)
{
    const QString text = value.toString();
    if (!value.isString() || !isOpaqueId(text))
        return misfit("must be an id: 1 to 32 of A-Z a-z 0-9 _ -");
    out = decodeId(prefix, text).value_or(0);
    return std::nullopt;
}

Misfit noSuchWord(const QString& words)
{
    return {{}, QLatin1String("must be one of ") + words};
}

Misfit missing()
{
    return misfit("is missing");
}

Misfit notAnArray()
{
    return misfit("must be an array");
}

Misfit inside(QLatin1String name, Misfit wrong)
{
    wrong.path = wrong.path.isEmpty() ? QString(name) : QString(name + QLatin1Char('.') + wrong.path);
    return wrong;
}

Misfit inside(qsizetype index, Misfit wrong)
{
    const QString name = QString::number(index);
    wrong.path = wrong.path.isEmpty() ? name : QString(name + QLatin1Char('.') + wrong.path);
    return wrong;
}

Error toError(Misfit wrong)
{
    const QString message = wrong.path + QLatin1Char(' ') + wrong.problem + QLatin1Char('.');
    return Error::invalidParams(std::move(wrong.path), message);
}

} // namespace detail
} // namespace madang::protocol
