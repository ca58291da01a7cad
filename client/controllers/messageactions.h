#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QUuid>
#include <QtCore/QVariantList>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/clock.h"
#include "shared/core/result.h"
#include "shared/protocol/messageactions.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class Connection;
class MessageStore;
class PeopleStore;
class RoomStore;

// What is done with messages of the open room that are there already: reacting, pinning, passing on, looking
// at earlier versions and at who has read them.
class MessageActions : public QObject {
    Q_OBJECT
    // Whether this person may pin here.
    Q_PROPERTY(bool canPin READ canPin NOTIFY roomChanged)
    // A list of {seq, name, text}, the last pinned first.
    Q_PROPERTY(QVariantList pins READ pins NOTIFY pinsChanged)
    // A list of {text, at} (at: ms since 1970), the oldest first, of the message that was asked for last.
    Q_PROPERTY(QVariantList edits READ edits NOTIFY editsChanged)
    Q_PROPERTY(bool editsLoading READ isEditsLoading NOTIFY editsChanged)

public:
    MessageActions(Connection& connection, MessageStore& messages, RoomStore& rooms, PeopleStore& people,
        const Clock& clock, QObject* parent = nullptr);

    void setRoom(madang::RoomId room);
    [[nodiscard]] bool canPin() const;
    [[nodiscard]] QVariantList pins() const { return m_pins; }
    [[nodiscard]] QVariantList edits() const { return m_edits; }
    [[nodiscard]] bool isEditsLoading() const { return m_editsOf > 0 && m_editsLoading; }

    Q_INVOKABLE void react(qint64 seq, const QString& emoji, bool on);
    Q_INVOKABLE void pin(qint64 seq, bool on);
    // Copies of the messages from one seq to another into other rooms, in their order. What was refused or
    // unanswered half way can be asked for again: nothing comes twice.
    Q_INVOKABLE void forward(qint64 first, qint64 last, const QStringList& rooms);
    Q_INVOKABLE void remove(qint64 first, qint64 last);
    // Of the messages from one seq to another, those that this person may delete.
    [[nodiscard]] Q_INVOKABLE int deletable(qint64 first, qint64 last) const;
    [[nodiscard]] Q_INVOKABLE int forwardable(qint64 first, qint64 last) const;
    // Rooms to pass something on to, {roomId, title, hueIndex, initial}: those whose title has these words,
    // the latest activity first.
    [[nodiscard]] Q_INVOKABLE QVariantList roomsMatching(const QString& words) const;
    Q_INVOKABLE void loadEdits(qint64 seq);
    // A list of {name, handle, hueIndex, initial}: the others who have read as far as this message.
    [[nodiscard]] Q_INVOKABLE QVariantList readersOf(qint64 seq) const;

Q_SIGNALS:
    void roomChanged();
    void pinsChanged();
    void editsChanged();
    // How many messages went to how many rooms.
    void forwarded(int messages, int rooms);
    void failed(const madang::Error& error);

private:
    QCoro::Task<void> askToReact(qint64 seq, QString emoji, bool on);
    QCoro::Task<void> askToPin(qint64 seq, bool on);
    QCoro::Task<void> askToForward(QList<qint64> seqs, QStringList rooms);
    QCoro::Task<void> askToRemove(QList<qint64> seqs);
    QCoro::Task<void> fetchPins();
    QCoro::Task<void> fetchEdits(qint64 seq);
    void apply(const protocol::Message& message);
    void showPins();
    [[nodiscard]] QList<const protocol::Message*> open(qint64 first, qint64 last) const;
    [[nodiscard]] bool mayDelete(const protocol::Message& message) const;
    [[nodiscard]] bool isModerator() const;

    Connection& m_connection;
    MessageStore& m_messages;
    RoomStore& m_rooms;
    PeopleStore& m_people;
    const Clock& m_clock;
    RoomId m_room;
    QList<protocol::Message> m_pinned;
    QVariantList m_pins;
    QVariantList m_edits;
    qint64 m_editsOf = 0;
    bool m_editsLoading = false;
    // By "from/seq/to": the client ids of forwarding that has not come to its end.
    QHash<QString, QUuid> m_underWay;
};

} // namespace madang::client
