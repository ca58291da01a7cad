#include "server/redis/redisscript.h"

#include <QtCore/QCryptographicHash>

namespace madang::server {

RedisScript::RedisScript(QByteArray name, QByteArray source)
{
    QByteArray sha1 = QCryptographicHash::hash(source, QCryptographicHash::Sha1).toHex();
    m_data = std::make_shared<const Data>(Data{std::move(name), std::move(source), std::move(sha1)});
}

} // namespace madang::server
