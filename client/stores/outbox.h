#pragma once

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QTimer>
#include <QtCore/QUuid>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/cache/outboxcache.h"
#include "client/net/backoff.h"
#include "shared/core/clock.h"
#include "shared/core/id.h"
#include "shared/core/result.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class Connection;
class MessageStore;
class RoomStore;

// A message that I wrote and the server has not confirmed.
struct Outgoing {
    RoomId room;
    QUuid clientId; // the same at every attempt, so that the server stores it once
    QString text;
    qint64 replyTo = 0; // seq; 0: it answers none
    qint64 queuedAt = 0; // ms since 1970
    bool failed = false; // refused for good; waits for the person
    Error error; // why; only code and reason survive a restart
};

// What is to be sent, on disk before anything else. In each room the next message goes out only when the
// one before was answered, so that the room has them in the order in which they were written.
class Outbox : public QObject {
    Q_OBJECT

public:
    Outbox(Connection& connection, MessageStore& messages, RoomStore& rooms, OutboxCache& cache,
        const Clock& clock, QObject* parent = nullptr);

    // Takes over what this account left unsent, and tries to send it.
    void open(const QString& account);
    void close();
    // Forgets, on disk too.
    void wipe();

    // The text as it will be sent, or why it cannot be.
    [[nodiscard]] Result<QUuid> enqueue(madang::RoomId room, const QString& text, qint64 replyTo = 0);
    // A failed one once more, now the last of its room.
    void retry(const QUuid& clientId);
    // A failed or waiting one goes for good. One that is on its way stays.
    void discard(const QUuid& clientId);
    // It is stored, whoever said so.
    void confirm(const QUuid& clientId);

    // In the order of writing.
    [[nodiscard]] QList<Outgoing> ofRoom(madang::RoomId room) const;
    [[nodiscard]] int waiting() const;

Q_SIGNALS:
    void changed(madang::RoomId room);
    void waitingChanged();

private:
    void pumpAll();
    QCoro::Task<void> pump(RoomId room);
    [[nodiscard]] Outgoing* firstWaiting(RoomId room);
    [[nodiscard]] qsizetype indexOf(const QUuid& clientId) const;
    void tell(RoomId room);
    void later(qint64 delayMs);

    Connection& m_connection;
    MessageStore& m_messages;
    RoomStore& m_rooms;
    OutboxCache& m_cache;
    const Clock& m_clock;
    QString m_account;
    QList<Outgoing> m_queue;
    QSet<RoomId> m_pumping;
    QSet<QUuid> m_inFlight;
    Backoff m_backoff;
    QTimer m_later;
};

} // namespace madang::client
