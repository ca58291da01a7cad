#include "server/domain/bodyhash.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QtEndian>

namespace madang::server {

QByteArray bodyHash(const LogEntry& entry)
{
    if (!entry.source.isNull()) {
        const quint64 places[] = {qToBigEndian(entry.room.value()), qToBigEndian(entry.source.value()),
            qToBigEndian(quint64(entry.sourceSeq))};
        QCryptographicHash hash(QCryptographicHash::Blake2b_256);
        hash.addData(QByteArrayView("forward"));
        hash.addData(QByteArrayView(reinterpret_cast<const char*>(places), sizeof places));
        return hash.result().left(16);
    }
    const quint64 numbers[] = {qToBigEndian(entry.room.value()), qToBigEndian(quint64(entry.replyTo))};
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    hash.addData(QByteArrayView(reinterpret_cast<const char*>(numbers), sizeof numbers));
    hash.addData(entry.text.toUtf8());
    return hash.result().left(16);
}

} // namespace madang::server
