#include "shared/protocol/encode.h"

#include "shared/core/id.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonValue>
#include <QtCore/QLocale>
#include <charconv>
#include <cmath>

namespace madang::protocol::json {

namespace {

constexpr char kHex[] = "0123456789abcdef";

// The letter after the backslash where JSON has a short form, 0 otherwise (RFC 8259 §7).
constexpr char shortEscape(char16_t c) noexcept
{
    switch (c) {
    case u'"':
        return '"';
    case u'\\':
        return '\\';
    case u'\b':
        return 'b';
    case u'\f':
        return 'f';
    case u'\n':
        return 'n';
    case u'\r':
        return 'r';
    case u'\t':
        return 't';
    default:
        return 0;
    }
}

// Escaped, since QJsonDocument takes one at the beginning of a string for a byte order mark and drops it.
constexpr char16_t kByteOrderMark = u'\uFEFF';

constexpr bool isPair(const char16_t* at, const char16_t* end) noexcept
{
    return QChar::isHighSurrogate(*at) && at + 1 < end && QChar::isLowSurrogate(at[1]);
}

qsizetype encodedSize(const char16_t* at, const char16_t* end) noexcept
{
    qsizetype size = 0;
    for (; at < end; ++at) {
        const char16_t c = *at;
        if (c < 0x80) {
            size += shortEscape(c) ? 2 : c < 0x20 ? 6 : 1;
        } else if (c < 0x800) {
            size += 2;
        } else if (isPair(at, end)) {
            size += 4;
            ++at;
        } else {
            size += c == kByteOrderMark ? 6 : 3;
        }
    }
    return size;
}

char* writeAscii(char* to, char16_t c) noexcept
{
    if (const char letter = shortEscape(c)) {
        *to++ = '\\';
        *to++ = letter;
    } else if (c < 0x20) {
        for (const char x : {'\\', 'u', '0', '0', kHex[c >> 4], kHex[c & 15]})
            *to++ = x;
    } else {
        *to++ = char(c);
    }
    return to;
}

char* writeUtf8(char* to, char32_t c) noexcept
{
    if (c < 0x800) {
        *to++ = char(0xC0 | (c >> 6));
    } else if (c < 0x10000) {
        *to++ = char(0xE0 | (c >> 12));
        *to++ = char(0x80 | ((c >> 6) & 0x3F));
    } else {
        *to++ = char(0xF0 | (c >> 18));
        *to++ = char(0x80 | ((c >> 12) & 0x3F));
        *to++ = char(0x80 | ((c >> 6) & 0x3F));
    }
    *to++ = char(0x80 | (c & 0x3F));
    return to;
}

void appendValue(QByteArray& out, const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        value.toBool() ? out.append("true", 4) : out.append("false", 5);
        return;
    case QJsonValue::Double: {
        const double number = value.toDouble();
        const qint64 integer = value.toInteger();
        // An integer past 2^53 keeps its digits; anything with a fraction is written as such.
        if (double(integer) == number)
            appendInteger(out, integer);
        else
            appendDouble(out, number);
        return;
    }
    case QJsonValue::String:
        appendString(out, value.toString());
        return;
    case QJsonValue::Object:
        appendObject(out, value.toObject());
        return;
    case QJsonValue::Array: {
        out.append('[');
        bool first = true;
        for (const QJsonValue item : value.toArray()) {
            if (!first)
                out.append(',');
            first = false;
            appendValue(out, item);
        }
        out.append(']');
        return;
    }
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        out.append("null", 4);
        return;
    }
}

} // namespace

void appendString(QByteArray& out, QStringView text)
{
    const char16_t* at = text.utf16();
    const char16_t* const end = at + text.size();
    const qsizetype before = out.size();
    // Sized exactly: frames wait in queues, and slack there would be memory for nothing.
    out.resize(before + encodedSize(at, end) + 2);
    char* to = out.data() + before;
    *to++ = '"';
    for (; at < end; ++at) {
        if (*at < 0x80) {
            to = writeAscii(to, *at);
        } else if (isPair(at, end)) {
            to = writeUtf8(to, QChar::surrogateToUcs4(at[0], at[1]));
            ++at;
        } else if (*at == kByteOrderMark) {
            for (const char x : {'\\', 'u', 'f', 'e', 'f', 'f'})
                *to++ = x;
        } else {
            to = writeUtf8(to, QChar::isSurrogate(*at) ? U'\uFFFD' : char32_t(*at));
        }
    }
    *to = '"';
}

void appendInteger(QByteArray& out, qint64 value)
{
    char buffer[24];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    out.append(buffer, end - buffer);
}

void appendDouble(QByteArray& out, double value)
{
    // JSON has no infinity and no NaN.
    out.append(std::isfinite(value) ? QByteArray::number(value, 'g', QLocale::FloatingPointShortest)
                                    : QByteArray("0"));
}

void appendUuid(QByteArray& out, const QUuid& uuid)
{
    // RFC 9562 §4: 16 bytes in network order, dashes before the 5th, 7th, 9th and 11th.
    const uchar bytes[16]{uchar(uuid.data1 >> 24), uchar(uuid.data1 >> 16), uchar(uuid.data1 >> 8),
        uchar(uuid.data1), uchar(uuid.data2 >> 8), uchar(uuid.data2), uchar(uuid.data3 >> 8),
        uchar(uuid.data3), uuid.data4[0], uuid.data4[1], uuid.data4[2], uuid.data4[3], uuid.data4[4],
        uuid.data4[5], uuid.data4[6], uuid.data4[7]};
    char text[38];
    char* to = text;
    *to++ = '"';
    for (int i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *to++ = '-';
        *to++ = kHex[bytes[i] >> 4];
        *to++ = kHex[bytes[i] & 15];
    }
    *to = '"';
    out.append(text, sizeof text);
}

void appendId(QByteArray& out, QChar prefix, quint64 value)
{
    char text[kIdCharacters];
    encodeId(text, prefix, value);
    out.append('"').append(text, kIdCharacters).append('"');
}

void appendObject(QByteArray& out, const QJsonObject& object)
{
    out.append('{');
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        if (it != object.constBegin())
            out.append(',');
        appendString(out, it.key());
        out.append(':');
        appendValue(out, it.value());
    }
    out.append('}');
}

} // namespace madang::protocol::json
