#include "tests/server/redis/respencode.h"

#include <QtCore/QString>
#include <cmath>

using namespace madang::server;
using Type = RespValue::Type;

namespace madang::test {

namespace {

QByteArray line(char mark, const QByteArray& text)
{
    return QByteArray(1, mark) + text + "\r\n";
}

QByteArray bulk(char mark, const QByteArray& text)
{
    return line(mark, QByteArray::number(text.size())) + text + "\r\n";
}

QByteArray aggregate(char mark, const RespValue& value, qsizetype count)
{
    QByteArray out = line(mark, QByteArray::number(count));
    for (const RespValue& element : value.elements())
        out += respEncoded(element);
    return out;
}

QByteArray doubleText(double number)
{
    if (std::isnan(number))
        return "nan";
    if (std::isinf(number))
        return number < 0 ? "-inf" : "inf";
    return QByteArray::number(number, 'g', 17);
}

QByteArray randomBytes(std::mt19937& random, bool printable)
{
    QByteArray bytes(qsizetype(random() % 40), Qt::Uninitialized);
    for (char& byte : bytes)
        byte = printable ? char('a' + random() % 26) : char(random());
    return bytes;
}

RespValue randomLeaf(std::mt19937& random)
{
    switch (random() % 10) {
    case 0:
        return {};
    case 1:
        return RespValue::ofText(Type::Simple, randomBytes(random, true));
    case 2: // as a blob error, which may hold anything
        return RespValue::ofText(Type::Error, randomBytes(random, false));
    case 3:
        return RespValue::ofInteger(qint64(quint64(random()) << 32 | random()));
    case 4:
        return RespValue::ofDouble(double(int(random())) / 1024);
    case 5:
        return RespValue::ofBoolean(random() % 2);
    case 6:
        return RespValue::ofText(Type::BigNumber, "-1" + QByteArray::number(quint64(random())).repeated(3));
    case 7:
        return RespValue::ofText(Type::Verbatim, randomBytes(random, false));
    default:
        return RespValue::ofText(Type::Bulk, randomBytes(random, false));
    }
}

} // namespace

QByteArray respEncoded(const RespValue& value)
{
    switch (value.type()) {
    case Type::Null:
        return "_\r\n";
    case Type::Simple:
        return line('+', value.text());
    case Type::Error:
        return bulk('!', value.text());
    case Type::Integer:
        return line(':', QByteArray::number(value.integer()));
    case Type::Bulk:
        return bulk('$', value.text());
    case Type::Array:
        return aggregate('*', value, qsizetype(value.size()));
    case Type::Map:
        return aggregate('%', value, qsizetype(value.size() / 2));
    case Type::Set:
        return aggregate('~', value, qsizetype(value.size()));
    case Type::Push:
        return aggregate('>', value, qsizetype(value.size()));
    case Type::Double:
        return line(',', doubleText(value.number()));
    case Type::Boolean:
        return value.boolean() ? "#t\r\n" : "#f\r\n";
    case Type::BigNumber:
        return line('(', value.text());
    case Type::Verbatim:
        return bulk('=', "txt:" + value.text());
    }
    return {};
}

RespValue randomRespValue(std::mt19937& random, int depth)
{
    if (depth == 0 || random() % 3 != 0)
        return randomLeaf(random);
    constexpr Type types[]{Type::Array, Type::Map, Type::Set, Type::Push};
    const Type type = types[random() % 4];
    size_t count = random() % 6;
    if (type == Type::Map)
        count *= 2;
    RespValue::Elements elements;
    for (size_t i = 0; i < count; ++i)
        elements.push_back(randomRespValue(random, depth - 1));
    return RespValue::ofElements(type, std::move(elements));
}

} // namespace madang::test
