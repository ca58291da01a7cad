#include "server/redis/respparser.h"

#include <charconv>
#include <cstring>
#include <limits>
#include <optional>

namespace madang::server {

namespace {

using Type = RespValue::Type;

// Room that is taken before anything has come: a length is only a claim.
constexpr qint64 kReserveBytes = 16 * 1024;
constexpr qint64 kReserveElements = 256;

// Digits with an optional sign, and nothing else.
std::optional<qint64> integerOf(QByteArrayView text)
{
    if (text.startsWith('+')) {
        text = text.sliced(1);
        if (text.startsWith('-'))
            return std::nullopt;
    }
    qint64 number = 0;
    const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failure == std::errc() && stop == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::optional<double> doubleOf(QByteArrayView text)
{
    // Redis writes what printf gave on its machine: "-nan" has been seen.
    if (text == "inf" || text == "+inf")
        return std::numeric_limits<double>::infinity();
    if (text == "-inf")
        return -std::numeric_limits<double>::infinity();
    if (text == "nan" || text == "-nan")
        return std::numeric_limits<double>::quiet_NaN();
    for (const char c : text) {
        if ((c < '0' || c > '9') && c != '+' && c != '-' && c != '.' && c != 'e' && c != 'E')
            return std::nullopt;
    }
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    // Past the range of a double Qt gives infinity and says no; RESP says that the number is there.
    return isNumber || qIsInf(number) ? std::optional(number) : std::nullopt;
}

bool isBigNumber(QByteArrayView text)
{
    if (text.startsWith('-') || text.startsWith('+'))
        text = text.sliced(1);
    if (text.isEmpty())
        return false;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return false;
    }
    return true;
}

} // namespace

RespParser::RespParser(RespLimits limits)
    : m_limits(limits)
{
}

bool RespParser::isIdle() const noexcept
{
    return m_state == State::Line && m_partial.isEmpty() && m_levels.empty();
}

void RespParser::reset()
{
    m_state = State::Line;
    m_partial = {};
    m_levels.clear();
    m_bulkMissing = 0;
    m_elements = 0;
    m_replyBytes = 0;
    m_position = 0;
    m_error.clear();
}

void RespParser::fail(const char* what)
{
    if (!m_error.isEmpty())
        return;
    m_error
        = QStringLiteral("The answer is not RESP at byte %1: %2").arg(m_position).arg(QLatin1String(what));
    m_partial = {};
    m_levels.clear();
}

bool RespParser::feed(QByteArrayView bytes, std::vector<RespValue>& values)
{
    m_values = &values;
    while (!bytes.isEmpty() && m_error.isEmpty()) {
        qsizetype used = 0;
        switch (m_state) {
        case State::Line:
            used = readLine(bytes);
            break;
        case State::Bulk:
            used = readBulk(bytes);
            break;
        case State::BulkEnd:
            used = readBulkEnd(bytes);
            break;
        }
        m_position += used;
        bytes = bytes.sliced(used);
    }
    m_values = nullptr;
    return m_error.isEmpty();
}

// Looks at new bytes only: a line that comes a byte at a time is gathered, not searched again and again.
qsizetype RespParser::readLine(QByteArrayView bytes)
{
    const auto* newline = static_cast<const char*>(std::memchr(bytes.data(), '\n', size_t(bytes.size())));
    const qsizetype used = newline ? newline - bytes.data() + 1 : bytes.size();
    if (m_partial.size() + used > m_limits.line + 2) {
        fail("a line is too long");
        return 0;
    }
    m_replyBytes += used;
    if (m_replyBytes > m_limits.reply) {
        fail("a reply is too large");
        return 0;
    }
    if (!newline) {
        m_partial.append(bytes);
        return used;
    }
    QByteArrayView line = bytes.first(used);
    QByteArray gathered;
    if (!m_partial.isEmpty()) {
        gathered = std::exchange(m_partial, {});
        gathered.append(line);
        line = gathered;
    }
    if (line.size() < 3 || line[line.size() - 2] != '\r') {
        fail("a line does not end in CR LF, or says nothing");
        return 0;
    }
    line = line.chopped(2);
    if (line.indexOf('\r') >= 0) {
        fail("a lone CR in a line");
        return 0;
    }
    endLine(line);
    return used;
}

qsizetype RespParser::readBulk(QByteArrayView bytes)
{
    const qsizetype used = qsizetype(qMin<qint64>(m_bulkMissing, bytes.size()));
    m_partial.append(bytes.first(used));
    m_bulkMissing -= used;
    if (m_bulkMissing == 0) {
        m_bulkMissing = 2;
        m_state = State::BulkEnd;
    }
    return used;
}

qsizetype RespParser::readBulkEnd(QByteArrayView bytes)
{
    if (bytes.front() != (m_bulkMissing == 2 ? '\r' : '\n')) {
        fail("a bulk is longer than it said");
        return 0;
    }
    if (--m_bulkMissing == 0) {
        m_state = State::Line;
        endBulk();
    }
    return 1;
}

void RespParser::endLine(QByteArrayView line)
{
    const char mark = line.front();
    const QByteArrayView rest = line.sliced(1);
    switch (mark) {
    case '+':
        return complete(RespValue::ofText(Type::Simple, rest.toByteArray()));
    case '-':
        return complete(RespValue::ofText(Type::Error, rest.toByteArray()));
    case ':':
        if (const auto number = integerOf(rest))
            return complete(RespValue::ofInteger(*number));
        return fail("an integer that is none");
    case ',':
        if (const auto number = doubleOf(rest))
            return complete(RespValue::ofDouble(*number));
        return fail("a double that is none");
    case '#':
        if (rest == "t" || rest == "f")
            return complete(RespValue::ofBoolean(rest == "t"));
        return fail("a boolean that is none");
    case '(':
        if (isBigNumber(rest))
            return complete(RespValue::ofText(Type::BigNumber, rest.toByteArray()));
        return fail("a big number that is none");
    case '_':
        if (rest.isEmpty())
            return complete({});
        return fail("a null with something behind it");
    case '$':
    case '!':
    case '=':
        return beginBulk(mark, rest);
    case '*':
    case '%':
    case '~':
    case '>':
    case '|':
        return beginAggregate(mark, rest);
    default:
        return fail("an unknown type");
    }
}

void RespParser::beginBulk(char mark, QByteArrayView length)
{
    const auto bytes = integerOf(length);
    if (bytes == -1 && mark == '$')
        return complete({});
    if (!bytes || *bytes < 0)
        return fail("a length that is none");
    if (*bytes > m_limits.bulk)
        return fail("a bulk is too large");
    m_replyBytes += *bytes + 2;
    if (m_replyBytes > m_limits.reply)
        return fail("a reply is too large");
    m_bulkMark = mark;
    m_bulkMissing = *bytes > 0 ? *bytes : 2;
    m_state = *bytes > 0 ? State::Bulk : State::BulkEnd;
    m_partial.reserve(qsizetype(qMin(*bytes, kReserveBytes)));
}

void RespParser::endBulk()
{
    QByteArray bytes = std::exchange(m_partial, {});
    if (m_bulkMark == '$') {
        // A RESP2 null is told by its length; an empty bulk is no null.
        complete(RespValue::ofText(Type::Bulk, std::move(bytes)));
    } else if (m_bulkMark == '!') {
        complete(RespValue::ofText(Type::Error, std::move(bytes)));
    } else if (bytes.size() < 4 || bytes[3] != ':') {
        fail("a verbatim string without its format");
    } else {
        complete(RespValue::ofText(Type::Verbatim, bytes.sliced(4)));
    }
}

void RespParser::beginAggregate(char mark, QByteArrayView text)
{
    const auto count = integerOf(text);
    if (count == -1 && mark == '*')
        return complete({});
    if (!count || *count < 0)
        return fail("a count that is none");
    const bool inPairs = mark == '%' || mark == '|';
    // Compared before anything is multiplied or added, since the count may be as large as it likes.
    if (*count > (m_limits.elements - m_elements) / (inPairs ? 2 : 1))
        return fail("a reply has too many elements");
    if (qint64(m_levels.size()) >= m_limits.depth)
        return fail("a reply is too deep");
    const qint64 elements = inPairs ? *count * 2 : *count;
    m_elements += elements;
    const Type type = mark == '*' ? Type::Array
        : mark == '~'             ? Type::Set
        : mark == '>'             ? Type::Push
                                  : Type::Map;
    if (elements == 0) {
        if (mark != '|')
            complete(RespValue::ofElements(type, {}));
        return;
    }
    m_levels.push_back({type, mark == '|', elements, {}});
    m_levels.back().elements.reserve(size_t(qMin(elements, kReserveElements)));
}

// A value is whole; with it may be the aggregate that it ends, and so on upwards.
void RespParser::complete(RespValue value)
{
    for (;;) {
        if (m_levels.empty()) {
            m_values->push_back(std::move(value));
            m_elements = 0;
            m_replyBytes = 0;
            return;
        }
        Level& level = m_levels.back();
        if (!level.attribute)
            level.elements.push_back(std::move(value));
        if (--level.missing > 0)
            return;
        if (level.attribute) {
            // It belongs to the value that follows, which is the one that counts.
            m_levels.pop_back();
            return;
        }
        value = RespValue::ofElements(level.type, std::move(level.elements));
        m_levels.pop_back();
    }
}

} // namespace madang::server
