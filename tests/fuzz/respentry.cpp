#include "tests/fuzz/entries.h"

#include "server/redis/respparser.h"
#include "server/redis/respwriter.h"
#include "tests/fuzz/promise.h"

using namespace madang::server;

namespace madang::fuzz {

namespace {

struct Read {
    std::vector<RespValue> values;
    QString error;
    bool idle = true;
};

RespLimits limits()
{
    RespLimits small;
    small.depth = 8;
    small.elements = 1000;
    small.bulk = 4096;
    small.reply = 16 * 1024;
    small.line = 512;
    return small;
}

Read read(const QByteArray& bytes, qsizetype step)
{
    RespParser parser(limits());
    Read read;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        const bool whole
            = parser.feed(QByteArrayView(bytes).sliced(at, qMin(step, bytes.size() - at)), read.values);
        promise(whole == parser.error().isEmpty(), "a broken stream is explained", bytes);
    }
    read.error = parser.error();
    read.idle = parser.isIdle();
    return read;
}

qint64 countOf(const RespValue& value)
{
    qint64 count = 1;
    for (const RespValue& element : value.elements())
        count += countOf(element);
    return count;
}

} // namespace

void resp(const uint8_t* data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    const Read whole = read(bytes, qMax<qsizetype>(bytes.size(), 1));
    for (const RespValue& value : whole.values)
        promise(countOf(value) <= limits().elements + 1, "a value is within its limits", bytes);
    for (const qsizetype step : {1, 3, 64}) {
        const Read cut = read(bytes, step);
        promise(cut.values == whole.values, "values do not depend on how they were cut", bytes);
        promise(cut.error.isEmpty() == whole.error.isEmpty() && cut.idle == whole.idle,
            "neither does where a stream breaks", bytes);
    }

    QByteArray command;
    resp::appendArrayHead(command, 2);
    resp::appendBulk(command, "ECHO");
    resp::appendBulk(command, QByteArrayView(bytes).first(qMin<qsizetype>(bytes.size(), limits().bulk)));
    const Read echo = read(command, command.size());
    promise(echo.values.size() == 1 && echo.values[0].size() == 2
            && bytes.startsWith(echo.values[0].at(1).text()),
        "a command carries any bytes", bytes);
}

} // namespace madang::fuzz
