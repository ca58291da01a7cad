#pragma once

#include "server/redis/respwriter.h"

#include <concepts>

namespace madang::server {

template <class T>
concept RedisNumber = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;
template <class T>
concept RedisArgument = std::convertible_to<const T&, QByteArrayView> || RedisNumber<T>;

// Arguments in their order, encoded as they are added: each is copied once, on its way to the socket.
class RedisArguments {
public:
    RedisArguments() = default;
    template <RedisArgument... Args> explicit RedisArguments(const Args&... args) { (add(args), ...); }

    RedisArguments& add(QByteArrayView bytes)
    {
        resp::appendBulk(m_encoded, bytes);
        ++m_count;
        return *this;
    }
    template <RedisNumber T> RedisArguments& add(T number)
    {
        if constexpr (std::is_signed_v<T>)
            resp::appendBulk(m_encoded, qint64(number));
        else
            resp::appendBulk(m_encoded, quint64(number));
        ++m_count;
        return *this;
    }
    RedisArguments& add(const RedisArguments& more)
    {
        m_encoded += more.m_encoded;
        m_count += more.m_count;
        return *this;
    }

    [[nodiscard]] int count() const noexcept { return m_count; }
    [[nodiscard]] const QByteArray& encoded() const noexcept { return m_encoded; }

private:
    QByteArray m_encoded;
    int m_count = 0;
};

// How a command is treated that has no connection, or none any more, before it was sent. (One that was sent
// is answered `unavailable` when the connection is lost: nobody knows whether it was carried out.)
enum class WhenUnsent : quint8 {
    Default, // as RedisOptions says
    Wait, // for the next connection, until its deadline
    Refuse, // answer `unavailable`
};

inline constexpr qint64 kRedisDefaultDeadline = -1; // as RedisOptions says
inline constexpr qint64 kRedisNoDeadline = 0; // waits for ever: for commands that block

struct RedisTerms {
    qint64 deadlineMs = kRedisDefaultDeadline; // from command() to the answer
    WhenUnsent whenUnsent = WhenUnsent::Default;
};

// RedisCommand("SET", key, value, "PX", 5000): name and arguments, bytes or whole numbers.
struct RedisCommand {
    template <RedisArgument... Args>
    explicit RedisCommand(QByteArrayView name, const Args&... args)
        : arguments(name, args...)
    {
    }
    template <RedisArgument T> RedisCommand& add(const T& argument)
    {
        arguments.add(argument);
        return *this;
    }

    RedisArguments arguments;
    RedisTerms terms;
};

} // namespace madang::server
