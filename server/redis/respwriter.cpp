#include "server/redis/respwriter.h"

#include <charconv>
#include <iterator>

namespace madang::server::resp {

namespace {

template <class T> void appendHead(QByteArray& out, char mark, T number)
{
    char text[24];
    text[0] = mark;
    char* end = std::to_chars(text + 1, std::end(text) - 2, number).ptr;
    *end++ = '\r';
    *end++ = '\n';
    out.append(text, end - text);
}

template <class T> void appendNumber(QByteArray& out, T number)
{
    char digits[24];
    const char* end = std::to_chars(digits, std::end(digits), number).ptr;
    appendBulk(out, QByteArrayView(digits, end));
}

} // namespace

void appendArrayHead(QByteArray& out, qint64 count)
{
    appendHead(out, '*', count);
}

void appendBulk(QByteArray& out, QByteArrayView bytes)
{
    appendHead(out, '$', bytes.size());
    out.append(bytes);
    out.append("\r\n", 2);
}

void appendBulk(QByteArray& out, qint64 number)
{
    appendNumber(out, number);
}

void appendBulk(QByteArray& out, quint64 number)
{
    appendNumber(out, number);
}

} // namespace madang::server::resp
