#include "client/models/usersearchmodel.h"

#include "client/models/face.h"
#include "client/stores/peoplestore.h"

namespace madang::client {

namespace {
constexpr int pauseMs = 250;
}

QList<int> FoundPerson::changedRoles(const FoundPerson& before) const
{
    QList<int> roles;
    if (handle != before.handle)
        roles << UserSearchModel::HandleRole;
    if (name != before.name)
        roles << UserSearchModel::NameRole << UserSearchModel::InitialRole;
    return roles;
}

UserSearchModel::UserSearchModel(PeopleStore& people, ErrorText errorText, QObject* parent)
    : RowListModel(parent)
    , m_people(people)
    , m_errorText(errorText)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] { search(m_query, m_turn); });
}

void UserSearchModel::setQuery(const QString& query)
{
    if (m_query == query)
        return;
    const bool sameWords = m_query.trimmed() == query.trimmed();
    m_query = query;
    Q_EMIT queryChanged();
    if (sameWords)
        return;
    ++m_turn;
    if (query.trimmed().isEmpty()) {
        m_pause.stop();
        settle({}, false, false, {});
        return;
    }
    settle(rows(), true, false, {});
    m_pause.start();
}

QCoro::Task<void> UserSearchModel::search(QString query, quint64 turn)
{
    // People write handles with an @ before them.
    QString words = query.trimmed();
    if (words.startsWith(QLatin1Char('@')))
        words.remove(0, 1);
    if (words.isEmpty()) {
        settle({}, false, false, {});
        co_return;
    }
    const auto answer = co_await m_people.search(words);
    if (turn != m_turn)
        co_return; // something else was typed meanwhile
    if (!answer) {
        settle({}, false, false, m_errorText(answer.error()));
        co_return;
    }
    QList<FoundPerson> found;
    for (const protocol::User& user : answer.value()) {
        if (!m_people.isMe(user.id))
            found.append({user.id, user.handle, user.name});
    }
    settle(found, false, found.isEmpty(), {});
}

void UserSearchModel::settle(const QList<FoundPerson>& found, bool busy, bool empty, const QString& error)
{
    const int before = count();
    show(found);
    if (before != count())
        Q_EMIT countChanged();
    if (std::exchange(m_busy, busy) != busy)
        Q_EMIT busyChanged();
    if (std::exchange(m_empty, empty) != empty)
        Q_EMIT emptyChanged();
    if (std::exchange(m_error, error) != error)
        Q_EMIT errorChanged();
}

QVariant UserSearchModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const FoundPerson& row = rows().at(index.row());
    switch (role) {
    case UserIdRole:
        return row.user.toString();
    case HandleRole:
        return row.handle;
    case Qt::DisplayRole:
    case NameRole:
        return row.name;
    case HueIndexRole:
        return hueOf(row.user);
    case InitialRole:
        return initialOf(row.name.isEmpty() ? row.handle : row.name);
    default:
        return {};
    }
}

QHash<int, QByteArray> UserSearchModel::roleNames() const
{
    return {{UserIdRole, "userId"}, {HandleRole, "handle"}, {NameRole, "name"}, {HueIndexRole, "hueIndex"},
        {InitialRole, "initial"}};
}

} // namespace madang::client
