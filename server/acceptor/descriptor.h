#pragma once

#include <QtCore/QtGlobal>
#include <QtNetwork/QHostAddress>
#include <utility>

namespace madang::server {

// A connected socket that nobody has wrapped yet, on its way from one thread to another. Closed if it never
// arrives.
class Descriptor {
public:
    explicit Descriptor(qintptr value) noexcept
        : m_value(value)
    {
    }
    Descriptor(Descriptor&& other) noexcept
        : m_value(other.release())
    {
    }
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(m_value, other.m_value);
        return *this;
    }
    ~Descriptor();

    [[nodiscard]] qintptr get() const noexcept { return m_value; }
    qintptr release() noexcept { return std::exchange(m_value, -1); }
    // The other end's address, null if it is gone already.
    [[nodiscard]] QHostAddress peer() const;

private:
    qintptr m_value;
};

// IPv4 as IPv4, also where a dual-stack socket reports it inside IPv6 (::ffff:a.b.c.d).
[[nodiscard]] QHostAddress plainAddress(const QHostAddress& address);

} // namespace madang::server
