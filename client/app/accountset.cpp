#include "client/app/accountset.h"

#include "client/controllers/deeplink.h"

#include <QtCore/QUuid>
#include <algorithm>

namespace madang::client {

AccountSet::AccountSet(AccountGround ground, QObject* parent)
    : QObject(parent)
    , m_ground(std::move(ground))
{
    connect(&m_controller, &AccountsController::chosen, this, [this](const QString& slot) {
        if (AccountParts* const parts = find(slot))
            show(*parts);
    });
    connect(&m_controller, &AccountsController::newAsked, this, &AccountSet::add);
    connect(&m_controller, &AccountsController::backAsked, this, &AccountSet::goBack);
    connect(&m_controller, &AccountsController::forgetAsked, this, [this] { current().session.forget(); });
    connect(&m_controller, &AccountsController::countChanged, this, &AccountSet::nameNotices);
}

AccountSet::~AccountSet()
{
    m_all.clear(); // while whoever listens to them is whole
}

void AccountSet::begin()
{
    const QString last = AccountCache::current(m_ground.database);
    QList<QString> slotNames = AccountCache::taken(m_ground.database);
    if (slotNames.isEmpty())
        slotNames.append(QString());
    for (const QString& slot : std::as_const(slotNames))
        make(slot);
    // The one that is shown first: its picture waits for nobody else's.
    AccountParts* const shown = find(last);
    m_controller.setCurrent((shown ? *shown : *m_all.front()).accountCache.slot());
    followWindow();
    current().session.begin();
    for (const auto& parts : m_all) {
        if (parts.get() != &current())
            parts->session.begin();
    }
    m_controller.sync(); // who they are is known; their sessions may take a while
}

AccountParts& AccountSet::current()
{
    return *find(m_controller.currentId());
}

AccountParts& AccountSet::make(const QString& slot)
{
    m_all.push_back(std::make_unique<AccountParts>(m_ground, slot));
    AccountParts& parts = *m_all.back();
    watch(parts);
    m_controller.add({slot, &parts.session, &parts.roomList, &parts.connectionController, parts.objects()});
    return parts;
}

void AccountSet::watch(AccountParts& parts)
{
    AccountParts* const one = &parts;
    one->signIn.setTaken(
        [this, one](const QUrl& server, const QString& handle) { return isTaken(*one, server, handle); });
    connect(&one->session, &Session::signedOut, this, [this, one] { signedOut(*one); });
    connect(&one->session, &Session::changed, this, [this, one] {
        if (one == &current() && one->session.isActive())
            one->accountCache.setCurrent();
        nameNotices();
    });
    connect(&one->session, &Session::ended, this, [this, one](Connection::End reason) {
        const auto& account = one->session.account();
        Q_EMIT ended(reason, one != &current() && account ? account->name : QString());
    });
    connect(&one->accounts, &AccountStore::keepsTokensChanged, this,
        [this, one] { Q_EMIT keepsTokensChanged(one->accounts.keepsTokens()); });
    connect(&one->keeper, &CopyKeeper::unwritable, this, &AccountSet::unwritable);
    connect(&one->drafts, &DraftStore::unwritable, this, &AccountSet::unwritable);
    connect(&one->links, &LinkController::refused, this, &AccountSet::refused);
    connect(&one->notices, &NotificationController::opened, this, [this, one](RoomId room, qint64 seq) {
        show(*one);
        one->links.goTo(room, seq);
        Q_EMIT wanted();
    });
}

void AccountSet::signedOut(AccountParts& parts)
{
    // The last account's slot stays, for whoever signs in next.
    AccountParts* const other = otherThan(parts);
    if (!other)
        return;
    if (&parts == &current())
        show(*other);
    else
        removeSoon(parts);
}

void AccountSet::show(AccountParts& parts)
{
    AccountParts* const before = find(m_controller.currentId());
    if (before == &parts)
        return;
    if (before)
        before->flush();
    m_before = before ? before->accountCache.slot() : QString();
    m_controller.setCurrent(parts.accountCache.slot());
    if (parts.session.account())
        parts.accountCache.setCurrent();
    followWindow();
    // What was only being added is given up.
    if (before && before->session.isKnown() && !before->session.account())
        removeSoon(*before);
}

void AccountSet::add()
{
    if (current().session.isKnown() && !current().session.account())
        return; // one is being added
    AccountParts& parts = make(QUuid::createUuid().toString(QUuid::Id128));
    // There is nothing to be found out about it, so its page is known at once.
    parts.session.begin();
    show(parts);
}

void AccountSet::goBack()
{
    AccountParts* const before = find(m_before);
    AccountParts* const other
        = before && before != &current() && before->session.account() ? before : otherThan(current());
    if (!other)
        return;
    current().signIn.cancel();
    show(*other);
}

void AccountSet::removeSoon(AccountParts& parts)
{
    // Queued: this may run inside one of its objects, and the page that shows them goes in this turn.
    const QString slot = parts.accountCache.slot();
    parts.session.disconnect(this);
    m_controller.remove(slot);
    QMetaObject::invokeMethod(
        this,
        [this, slot] {
            std::erase_if(m_all, [&slot](const std::unique_ptr<AccountParts>& one) {
                return one->accountCache.slot() == slot;
            });
        },
        Qt::QueuedConnection);
}

AccountParts* AccountSet::find(const QString& slot) const
{
    const auto at = std::find_if(m_all.cbegin(), m_all.cend(),
        [&slot](const std::unique_ptr<AccountParts>& one) { return one->accountCache.slot() == slot; });
    return at == m_all.cend() ? nullptr : at->get();
}

AccountParts* AccountSet::otherThan(const AccountParts& parts) const
{
    AccountParts* found = nullptr;
    for (const auto& one : m_all) {
        if (one.get() == &parts || !one->session.account())
            continue;
        if (one->session.isActive())
            return one.get();
        if (!found)
            found = one.get();
    }
    return found;
}

bool AccountSet::isTaken(const AccountParts& by, const QUrl& server, const QString& handle) const
{
    return std::any_of(m_all.cbegin(), m_all.cend(), [&](const std::unique_ptr<AccountParts>& one) {
        const auto& account = one->session.account();
        return one.get() != &by && account && QUrl(account->server) == server && account->handle == handle;
    });
}

void AccountSet::openLink(const QString& link)
{
    const auto parsed = DeepLink::parse(link);
    if (!parsed) {
        Q_EMIT refused(LinkController::Refusal::Malformed);
        return;
    }
    const auto fits = [&parsed](const AccountParts& one) {
        return one.session.account() && parsed->leadsTo(QUrl(one.session.account()->server));
    };
    // Of several accounts on one server, the one that is shown, else one that is in the room.
    AccountParts* best = fits(current()) ? &current() : nullptr;
    for (const auto& one : m_all) {
        const bool better = !best || (!best->rooms.find(parsed->room) && one->rooms.find(parsed->room));
        if (fits(*one) && better)
            best = one.get();
    }
    // Where nobody is at home there: refused by the one that is shown, or kept until somebody signs in.
    if (best)
        show(*best);
    current().links.open(link);
}

void AccountSet::setWindowActive(bool active)
{
    m_windowActive = active;
    followWindow();
}

void AccountSet::followWindow()
{
    for (const auto& one : m_all)
        one->notices.setWindowActive(m_windowActive && one.get() == &current());
}

void AccountSet::nameNotices()
{
    // With one account it is plain whose notices these are.
    const bool several = m_controller.count() > 1;
    for (const auto& one : m_all) {
        const auto& account = one->session.account();
        one->notices.setAccountName(several && account ? account->name : QString());
    }
}

void AccountSet::flush()
{
    for (const auto& one : m_all)
        one->flush();
}

void AccountSet::retranslate()
{
    for (const auto& one : m_all)
        one->retranslate();
}

} // namespace madang::client
