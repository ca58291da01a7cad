#pragma once

#include "shared/core/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtNetwork/QLocalServer>
#include <optional>

class QLocalSocket;

namespace madang::client {

// What a second start of the client on the same profile asks of the one that runs: to show itself, and to go
// to where a link leads.
struct StartRequest {
    QString link; // empty: none
    // By which a Wayland compositor allows a window to come to the front (protocol xdg-activation).
    QByteArray activationToken;

    [[nodiscard]] QByteArray encode() const;
    // Nothing where that is no such request; for bytes from anyone.
    [[nodiscard]] static std::optional<StartRequest> decode(const QByteArray& line);
    bool operator==(const StartRequest&) const = default;
};

// The door at which a running client can be asked: a socket in its profile, open to its owner only. Who holds
// the profile's lock owns it, so one that is there before is left over from a crash.
class SingleInstance : public QObject {
    Q_OBJECT

public:
    static constexpr qint64 longestRequest = 2048; // bytes
    static constexpr int mostGuests = 8;

    explicit SingleInstance(const QString& profileFolder, QObject* parent = nullptr);
    ~SingleInstance() override;

    // Only while the profile is locked by this process.
    [[nodiscard]] Result<void> listen();

    // In the other process: hands the request over and waits until it was taken, or until the time is up. One
    // that is just starting locks first and listens a moment later, so it is tried again meanwhile.
    [[nodiscard]] static Result<void> hand(
        const QString& profileFolder, const StartRequest& request, int patienceMs);

    // Its name: in the profile, or, where that is too long for a socket, in the person's runtime folder.
    [[nodiscard]] static QString address(const QString& profileFolder);

Q_SIGNALS:
    void asked(const madang::client::StartRequest& request);

private:
    void welcome(QLocalSocket* guest);
    void hear(QLocalSocket* guest);

    QString m_address;
    int m_guests = 0;
    QLocalServer m_server;
};

} // namespace madang::client
