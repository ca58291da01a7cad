#pragma once

#include <QtCore/QByteArray>

// Commands as Redis reads them: an array of bulks, the same in RESP2 and RESP3.
namespace madang::server::resp {

// "*count\r\n"
void appendArrayHead(QByteArray& out, qint64 count);
// "$size\r\nbytes\r\n"
void appendBulk(QByteArray& out, QByteArrayView bytes);
void appendBulk(QByteArray& out, qint64 number);
void appendBulk(QByteArray& out, quint64 number);

} // namespace madang::server::resp
