#include "client/controllers/accountscontroller.h"

#include "client/controllers/connectioncontroller.h"
#include "client/controllers/session.h"
#include "client/models/face.h"
#include "client/models/roomlistmodel.h"
#include "client/net/serveraddress.h"
#include "client/stores/accountstore.h"

namespace madang::client {

QList<int> AccountRow::changedRoles(const AccountRow& before) const
{
    using C = AccountsController;
    QList<int> roles;
    const auto note = [&roles](bool changed, int role) {
        if (changed)
            roles.append(role);
    };
    note(name != before.name, C::NameRole);
    note(handle != before.handle, C::HandleRole);
    note(server != before.server, C::ServerRole);
    note(initial != before.initial, C::InitialRole);
    note(hue != before.hue, C::HueIndexRole);
    note(unread != before.unread, C::UnreadRole);
    note(state != before.state, C::LineStateRole);
    note(current != before.current, C::CurrentRole);
    return roles;
}

AccountsController::AccountsController(QObject* parent)
    : RowListModel(parent)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &AccountsController::sync);
}

void AccountsController::add(const AccountFace& face)
{
    m_faces.append(face);
    const auto soon = [this] { m_soon.start(); };
    connect(face.session, &Session::changed, this, &AccountsController::follow);
    connect(face.rooms, &RoomListModel::totalUnreadChanged, this, soon);
    connect(face.connection, &ConnectionController::stateChanged, this, soon);
    follow();
}

void AccountsController::remove(const QString& id)
{
    const AccountFace* const face = find(id);
    if (!face)
        return;
    face->session->disconnect(this);
    face->rooms->disconnect(this);
    face->connection->disconnect(this);
    m_faces.removeIf([&id](const AccountFace& one) { return one.id == id; });
    sync();
}

void AccountsController::setCurrent(const QString& id)
{
    const bool turned = m_current != id;
    m_current = id;
    // Both are true before either is told: whoever looks at one looks at the other, too.
    const bool otherPage = readPage();
    if (turned)
        Q_EMIT currentChanged();
    if (otherPage)
        Q_EMIT pageChanged();
    sync();
}

bool AccountsController::readPage()
{
    const AccountFace* const face = find(m_current);
    const QString page = !face || !face->session->isKnown() ? QString()
        : face->session->isActive()                         ? QStringLiteral("main")
                                                            : QStringLiteral("signin");
    return std::exchange(m_page, page) != page;
}

void AccountsController::follow()
{
    if (readPage())
        Q_EMIT pageChanged();
    sync();
}

const AccountFace* AccountsController::find(const QString& id) const
{
    const auto at = std::find_if(
        m_faces.cbegin(), m_faces.cend(), [&id](const AccountFace& one) { return one.id == id; });
    return at == m_faces.cend() ? nullptr : &*at;
}

QVariantMap AccountsController::current() const
{
    const AccountFace* const face = find(m_current);
    return face ? face->objects : QVariantMap();
}

AccountRow AccountsController::rowOf(const AccountFace& face) const
{
    const CachedAccount account = face.session->account().value_or(CachedAccount());
    const auto address = ServerAddress::parse(account.server);
    const auto user = UserId::fromString(account.userId);
    const bool active = face.session->isActive();
    AccountRow row;
    row.id = face.id;
    row.name = account.name;
    row.handle = account.handle;
    row.server = address ? address->display() : account.server;
    row.initial = initialOf(account.name);
    row.hue = user ? hueOf(*user) : 0;
    row.unread = active ? face.rooms->totalUnread() : 0;
    row.state = active            ? face.connection->state()
        : face.session->isKnown() ? QStringLiteral("signedOut")
                                  : QStringLiteral("connecting");
    row.current = face.id == m_current;
    return row;
}

void AccountsController::sync()
{
    m_soon.stop();
    const int before = count();
    QList<AccountRow> target;
    int total = 0;
    int elsewhere = 0;
    for (const AccountFace& face : std::as_const(m_faces)) {
        if (!face.session->account())
            continue;
        target.append(rowOf(face));
        total += target.last().unread;
        elsewhere += target.last().current ? 0 : target.last().unread;
    }
    show(target);
    if (count() != before)
        Q_EMIT countChanged();
    const bool otherTotal = std::exchange(m_totalUnread, total) != total;
    const bool otherElsewhere = std::exchange(m_unreadElsewhere, elsewhere) != elsewhere;
    if (otherTotal || otherElsewhere)
        Q_EMIT unreadChanged();
    const AccountFace* const face = find(m_current);
    const bool mine = face && face->session->account();
    const bool back = target.size() > (mine ? 1 : 0);
    const bool forget = mine && face->session->isKnown() && !face->session->isActive();
    const bool otherBack = std::exchange(m_canGoBack, back) != back;
    const bool otherForget = std::exchange(m_canForget, forget) != forget;
    if (otherBack || otherForget)
        Q_EMIT wayBackChanged();
}

void AccountsController::choose(const QString& id)
{
    if (id != m_current && find(id))
        Q_EMIT chosen(id);
}

void AccountsController::chooseAt(int index)
{
    if (index >= 0 && index < count())
        choose(rows().at(index).id);
}

QVariant AccountsController::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const AccountRow& row = rows().at(index.row());
    switch (role) {
    case AccountIdRole:
        return row.id;
    case Qt::DisplayRole:
    case NameRole:
        return row.name;
    case HandleRole:
        return row.handle;
    case ServerRole:
        return row.server;
    case InitialRole:
        return row.initial;
    case HueIndexRole:
        return row.hue;
    case UnreadRole:
        return row.unread;
    case LineStateRole:
        return row.state;
    case CurrentRole:
        return row.current;
    default:
        return {};
    }
}

QHash<int, QByteArray> AccountsController::roleNames() const
{
    return {
        {AccountIdRole, "accountId"},
        {NameRole, "name"},
        {HandleRole, "handle"},
        {ServerRole, "server"},
        {InitialRole, "initial"},
        {HueIndexRole, "hueIndex"},
        {UnreadRole, "unread"},
        {LineStateRole, "lineState"},
        {CurrentRole, "current"},
    };
}

} // namespace madang::client
