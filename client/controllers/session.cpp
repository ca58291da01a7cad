#include "client/controllers/session.h"

#include "client/stores/accountstore.h"
#include "client/stores/catchup.h"
#include "client/stores/copykeeper.h"
#include "client/stores/draftstore.h"
#include "client/stores/messagestore.h"
#include "client/stores/outbox.h"
#include "client/stores/peoplestore.h"
#include "client/stores/readmarks.h"
#include "client/stores/roomstore.h"
#include "client/stores/typingstore.h"

namespace madang::client {

Session::Session(Connection& connection, SessionStores stores, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_stores(stores)
{
    connect(&connection, &Connection::loggedIn, this, &Session::enter);
    connect(&connection, &Connection::sessionEnded, this, &Session::leave);
}

QCoro::Task<void> Session::begin()
{
    co_await m_stores.accounts.load();
    const auto& account = m_stores.accounts.account();
    const auto id = account ? UserId::fromString(account->userId) : std::nullopt;
    if (id && m_stores.accounts.tokens()) {
        protocol::User me;
        me.id = *id;
        me.handle = account->handle;
        me.name = account->name;
        const QUrl server(account->server);
        openFor(me);
        // The first picture is of what is known; the server is asked meanwhile.
        m_connection.start(server);
        co_await m_stores.copy.open(m_stores.accounts.cacheKey());
        m_active = m_stores.people.isMe(*id); // unless the server has ended the session meanwhile
    }
    m_known = true;
    Q_EMIT changed();
}

const std::optional<CachedAccount>& Session::account() const
{
    return m_stores.accounts.account();
}

QCoro::Task<void> Session::forget()
{
    const auto account = m_stores.accounts.account();
    if (m_active || !account)
        co_return;
    const QString key = m_stores.accounts.cacheKey();
    m_stores.drafts.open(key);
    m_stores.outbox.open(key);
    co_await m_stores.copy.open(key);
    if (!m_active)
        leave(Connection::End::Asked);
}

QString Session::lastHandle() const
{
    const auto& account = m_stores.accounts.account();
    return account ? account->handle : QString();
}

QUrl Session::lastServer() const
{
    const auto& account = m_stores.accounts.account();
    return account ? QUrl(account->server) : QUrl();
}

void Session::enter(const protocol::User& me)
{
    if (m_stores.people.me().id != me.id)
        emptyStores();
    m_stores.accounts.setAccount(m_connection.server(), me);
    openFor(me);
    m_stores.copy.open(m_stores.accounts.cacheKey());
    if (!m_active && m_known) {
        m_active = true;
        Q_EMIT changed();
    }
}

void Session::openFor(const protocol::User& me)
{
    m_stores.people.setMe(me);
    const QString key = m_stores.accounts.cacheKey();
    m_stores.drafts.open(key);
    m_stores.outbox.open(key);
}

void Session::leave(Connection::End reason)
{
    // Who signs out leaves nothing behind on this computer. One whose session was ended comes back to
    // what was typed.
    if (reason == Connection::End::Asked) {
        m_stores.drafts.wipe();
        m_stores.outbox.wipe();
        m_stores.copy.erase();
        m_stores.accounts.clearAccount();
    }
    emptyStores();
    m_active = false;
    if (reason == Connection::End::Asked)
        Q_EMIT signedOut();
    Q_EMIT changed();
    if (reason != Connection::End::Asked)
        Q_EMIT ended(reason);
}

void Session::emptyStores()
{
    m_stores.copy.close(); // first: that the stores are emptied is no news for it
    m_stores.catchUp.forget();
    m_stores.readMarks.clear();
    m_stores.drafts.close();
    m_stores.outbox.close();
    m_stores.typing.clear();
    m_stores.messages.clear();
    m_stores.rooms.clear();
    m_stores.people.clear();
}

} // namespace madang::client
