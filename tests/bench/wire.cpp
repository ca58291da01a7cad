#include "tests/bench/wire.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <array>
#include <charconv>

namespace madang::bench {

namespace {

constexpr std::string_view hexDigits = "0123456789abcdef";
constexpr std::string_view eventStart = R"({"jsonrpc":"2.0","method":")";
constexpr std::string_view answerStart = R"({"jsonrpc":"2.0","id":)";
constexpr std::array<std::string_view, 5> passing{
    "typing.changed", "presence.changed", "viewers.changed", "bot.delta", "bot.state"};

Incoming::Kind kindOfEvent(std::string_view method)
{
    if (method == "message.created")
        return Incoming::Kind::Created;
    for (const std::string_view name : passing) {
        if (method == name)
            return Incoming::Kind::Passing;
    }
    return Incoming::Kind::Counted;
}

// The number that follows `key` in the frame.
std::optional<std::int64_t> numberAfter(std::string_view frame, std::string_view key)
{
    const std::size_t at = frame.find(key);
    if (at == std::string_view::npos)
        return std::nullopt;
    const char* const begin = frame.data() + at + key.size();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(begin, frame.data() + frame.size(), value);
    return error == std::errc() && end != begin ? std::optional(value) : std::nullopt;
}

std::uint64_t stampIn(std::string_view frame)
{
    constexpr std::string_view key = R"("text":")";
    const std::size_t at = frame.find(key);
    return at == std::string_view::npos ? 0 : readStamp(frame.substr(at + key.size())).value_or(0);
}

void takeMessage(Incoming& incoming, const QJsonObject& message)
{
    incoming.seq = message.value(QLatin1String("seq")).toInteger();
    const QByteArray text = message.value(QLatin1String("text")).toString().toUtf8();
    incoming.stamp = readStamp({text.constData(), std::size_t(text.size())}).value_or(0);
}

Incoming parseIncoming(std::string_view frame)
{
    Incoming incoming;
    incoming.slow = true;
    const QJsonObject object
        = QJsonDocument::fromJson(QByteArray::fromRawData(frame.data(), qsizetype(frame.size()))).object();
    const QJsonValue method = object.value(QLatin1String("method"));
    if (method.isString()) {
        incoming.kind = kindOfEvent(method.toString().toStdString());
        if (incoming.kind == Incoming::Kind::Created)
            takeMessage(incoming,
                object.value(QLatin1String("params")).toObject().value(QLatin1String("message")).toObject());
        return incoming;
    }
    incoming.id = object.value(QLatin1String("id")).toInteger(-1);
    const QJsonValue error = object.value(QLatin1String("error"));
    const QJsonValue result = object.value(QLatin1String("result"));
    if (error.isObject()) {
        incoming.kind = Incoming::Kind::Refusal;
        incoming.code = error.toObject().value(QLatin1String("code")).toInt();
        incoming.retryAfterMs = error.toObject()
                                    .value(QLatin1String("data"))
                                    .toObject()
                                    .value(QLatin1String("retry_after_ms"))
                                    .toInteger();
    } else if (!result.isUndefined() && incoming.id >= 0) {
        incoming.kind = Incoming::Kind::Answer;
        takeMessage(incoming, result.toObject().value(QLatin1String("message")).toObject());
    }
    return incoming;
}

} // namespace

void writeStamp(char* out, std::uint64_t stamp) noexcept
{
    for (int digit = stampLength - 1; digit >= 0; --digit, stamp >>= 4)
        out[digit] = hexDigits[stamp & 15];
}

std::optional<std::uint64_t> readStamp(std::string_view text) noexcept
{
    std::uint64_t stamp = 0;
    if (text.size() < stampLength)
        return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + stampLength, stamp, 16);
    return error == std::errc() && end == text.data() + stampLength ? std::optional(stamp) : std::nullopt;
}

Incoming readIncoming(std::string_view frame)
{
    Incoming incoming;
    if (frame.starts_with(eventStart)) {
        const std::string_view rest = frame.substr(eventStart.size());
        incoming.kind = kindOfEvent(rest.substr(0, rest.find('"')));
        if (incoming.kind != Incoming::Kind::Created)
            return incoming;
        const auto seq = numberAfter(rest, R"("seq":)");
        if (!seq)
            return parseIncoming(frame);
        incoming.seq = *seq;
        incoming.stamp = stampIn(rest);
        return incoming;
    }
    const auto id = frame.starts_with(answerStart) ? numberAfter(frame, answerStart) : std::nullopt;
    constexpr std::string_view resultKey = R"("result":{"message":)";
    const std::size_t result = id ? frame.find(resultKey) : std::string_view::npos;
    const auto seq = result == std::string_view::npos ? std::nullopt : numberAfter(frame, R"("seq":)");
    if (!seq)
        return parseIncoming(frame);
    incoming.kind = Incoming::Kind::Answer;
    incoming.id = *id;
    incoming.seq = *seq;
    incoming.stamp = stampIn(frame);
    return incoming;
}

SendWriter::SendWriter(std::string_view room, std::size_t body)
    : m_afterId(R"(,"method":"message.send","params":{"room":")")
{
    m_afterId.append(room).append(R"(","client_id":")");
    m_afterText.assign(body > stampLength ? body - stampLength : 0, 'm');
    m_afterText.append(R"("}})");
}

std::string_view SendWriter::write(std::int64_t id, std::uint64_t stamp, std::string_view clientId)
{
    char digits[20];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, id);
    char stampText[stampLength];
    writeStamp(stampText, stamp);
    m_frame.assign(answerStart).append(digits, end).append(m_afterId).append(clientId);
    m_frame.append(R"(","text":")").append(stampText, stampLength).append(m_afterText);
    return m_frame;
}

ClientIds::ClientIds()
    : m_random(std::random_device()())
{
}

std::string_view ClientIds::next(std::int64_t nowMs)
{
    std::uint64_t high = std::uint64_t(nowMs) << 16 | 0x7000 | (m_random() & 0x0fff);
    std::uint64_t low = (m_random() & 0x3fffffffffffffff) | 0x8000000000000000;
    char digits[32];
    writeStamp(digits, high);
    writeStamp(digits + 16, low);
    char* out = m_text;
    for (int digit = 0; digit < 32; ++digit) {
        if (digit == 8 || digit == 12 || digit == 16 || digit == 20)
            *out++ = '-';
        *out++ = digits[digit];
    }
    return {m_text, sizeof m_text};
}

} // namespace madang::bench
