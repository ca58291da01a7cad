#include "server/auth/sodium.h"

#include <QtCore/QtGlobal>
#include <sodium.h>

namespace madang::server {

void requireSodium()
{
    static const bool ready = sodium_init() >= 0;
    if (!ready)
        qFatal("libsodium cannot start: the system gives no random numbers");
}

QByteArray randomBytes(qsizetype size)
{
    requireSodium();
    QByteArray bytes(size, Qt::Uninitialized);
    randombytes_buf(bytes.data(), size_t(size));
    return bytes;
}

} // namespace madang::server
