#pragma once

#include <QtCore/QObject>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/net/connection.h"
#include "shared/protocol/shapes.h"

#include <QCoro/QCoroTask>
#endif
#include <optional>

namespace madang::client {

class AccountStore;
struct CachedAccount;
class CatchUp;
class CopyKeeper;
class DraftStore;
class MessageStore;
class Outbox;
class PeopleStore;
class ReadMarks;
class RoomStore;
class TypingStore;

// Everything that a session fills and its end empties.
struct SessionStores {
    AccountStore& accounts;
    PeopleStore& people;
    RoomStore& rooms;
    MessageStore& messages;
    TypingStore& typing;
    ReadMarks& readMarks;
    DraftStore& drafts;
    Outbox& outbox;
    CatchUp& catchUp;
    CopyKeeper& copy;
};

// Whether somebody is signed in in one slot of this profile, and what that means for the stores.
class Session : public QObject {
    Q_OBJECT

public:
    Session(Connection& connection, SessionStores stores, QObject* parent = nullptr);

    // Goes on with the session that an earlier run left, where there is one: with what its local copy has,
    // whether the server can be reached or not.
    QCoro::Task<void> begin();

    // Whether begin() has found out.
    [[nodiscard]] bool isKnown() const noexcept { return m_known; }
    [[nodiscard]] bool isActive() const noexcept { return m_active; }
    // Who is signed in, or was until the session was ended elsewhere; nobody after a signing out.
    [[nodiscard]] const std::optional<CachedAccount>& account() const;
    // Where the session is over: forgets the account, on disk too, as a signing out would have.
    QCoro::Task<void> forget();
    // Of whoever was signed in last, for the sign-in page.
    [[nodiscard]] QString lastHandle() const;
    [[nodiscard]] QUrl lastServer() const;

Q_SIGNALS:
    // Asked for here; nothing of the account is left. Told before changed().
    void signedOut();
    void changed();
    // Not asked for here.
    void ended(madang::client::Connection::End reason);

private:
    void enter(const protocol::User& me);
    void openFor(const protocol::User& me);
    void leave(Connection::End reason);
    void emptyStores();

    Connection& m_connection;
    SessionStores m_stores;
    bool m_known = false;
    bool m_active = false;
};

} // namespace madang::client
