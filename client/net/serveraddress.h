#pragma once

#include <QtCore/QString>
#include <QtCore/QUrl>
#include <optional>

namespace madang::client {

// Where a server is, as a person types it and as the socket wants it.
class ServerAddress {
public:
    static constexpr quint16 defaultPort = 8765;

    // Takes "host", "host:port", "ws://…", "wss://…", "http://…", "https://…". Without a scheme the
    // socket is plain; without a port it is 8765, or the scheme's own where a scheme was given.
    // Without a path it is /ws. Nothing where that names no server.
    [[nodiscard]] static std::optional<ServerAddress> parse(const QString& text);
    [[nodiscard]] static ServerAddress standard();

    [[nodiscard]] const QUrl& url() const noexcept { return m_url; }
    // The short form for people: what they would have to type to get this address.
    [[nodiscard]] QString display() const;

    bool operator==(const ServerAddress&) const = default;

private:
    explicit ServerAddress(QUrl url)
        : m_url(std::move(url))
    {
    }
    QUrl m_url;
};

} // namespace madang::client
