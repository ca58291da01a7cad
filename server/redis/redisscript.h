#pragma once

#include <QtCore/QByteArray>
#include <memory>

namespace madang::server {

// A Lua script of ours (https://redis.io/docs/manual/programmability/eval-intro): known to Redis by the SHA-1
// of its source. Cheap to copy; from any thread.
class RedisScript {
public:
    // The name is for logs only.
    RedisScript(QByteArray name, QByteArray source);

    [[nodiscard]] const QByteArray& name() const noexcept { return m_data->name; }
    [[nodiscard]] const QByteArray& source() const noexcept { return m_data->source; }
    [[nodiscard]] const QByteArray& sha1() const noexcept { return m_data->sha1; } // 40 hexadecimal digits

private:
    struct Data {
        QByteArray name;
        QByteArray source;
        QByteArray sha1;
    };
    std::shared_ptr<const Data> m_data;
};

} // namespace madang::server
