#pragma once

#include "client/controllers/notifier.h"

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QObject>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/protocol/shapes.h"
#endif

namespace madang::client {

class ConversationController;
class EventRouter;
class Outbox;
class PeopleStore;
class ReadMarks;
class RoomStore;
class SettingsController;
struct RoomState;

struct NotificationStores {
    const PeopleStore& people;
    RoomStore& rooms;
    EventRouter& router;
    ReadMarks& readMarks;
    Outbox& outbox;
    ConversationController& conversation;
    SettingsController& settings;
};

// Calls the person when something is written that they do not see: one notice a room, which gathers what was
// not read yet, follows edits and deletions, and goes when the room was read, here or elsewhere.
class NotificationController : public QObject {
    Q_OBJECT

public:
    // scope: tells the notices of this account from those of others on the same desktop.
    NotificationController(
        NotificationStores stores, Notifier& notifier, QString scope = {}, QObject* parent = nullptr);

    // Whether the window has the keyboard, and shows this account.
    void setWindowActive(bool active) { m_windowActive = active; }
    // Whose notices these are, told where a person has several accounts; empty: not told.
    void setAccountName(const QString& name);

Q_SIGNALS:
    // The person wants to see this: the first message of those that were gathered.
    void opened(madang::RoomId room, qint64 seq);

private:
    using Messages = QList<protocol::Message>;
    static constexpr qsizetype linesMost = 3; // told in one notice
    static constexpr qsizetype gatheredMost = 100;

    void arrive(const protocol::Message& message);
    void alter(const protocol::Message& message);
    void followRoom(RoomId room);
    void forget(RoomId room);
    void show(RoomId room, bool again);
    void showAllAgain();
    [[nodiscard]] QString keyOf(RoomId room) const;
    [[nodiscard]] bool isWorthNotice(const RoomState& state, const protocol::Message& message) const;
    [[nodiscard]] QString bodyOf(const RoomState& state, const Messages& messages) const;
    void reply(RoomId room, const QString& text);

    NotificationStores m_stores;
    Notifier& m_notifier;
    QString m_scope;
    QString m_accountName;
    bool m_windowActive = false;
    QHash<RoomId, Messages> m_gathered;
    QHash<RoomId, QString> m_told; // the words that are shown
    QHash<RoomId, Messages> m_unplaced; // of rooms that are not known yet
};

} // namespace madang::client
