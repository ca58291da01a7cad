#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QSet>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/result.h"
#include "shared/protocol/shapes.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class Connection;

// Everyone whom this client has met, by id; and who I am.
class PeopleStore : public QObject {
    Q_OBJECT

public:
    explicit PeopleStore(Connection& connection, QObject* parent = nullptr);

    [[nodiscard]] const protocol::User& me() const noexcept { return m_me; }
    [[nodiscard]] bool isMe(madang::UserId id) const noexcept { return !id.isNull() && id == m_me.id; }
    void setMe(const protocol::User& me);

    void learn(const protocol::User& user);
    // As they were told in an earlier run: who is known already stays as told since.
    void restore(const QList<protocol::User>& people);
    [[nodiscard]] const QHash<madang::UserId, protocol::User>& people() const noexcept { return m_people; }
    // Null where unknown.
    [[nodiscard]] const protocol::User* find(madang::UserId id) const;
    // The name, else the handle, else empty.
    [[nodiscard]] QString nameOf(madang::UserId id) const;
    // Asks the server for a person that is not known yet (an author who has left, for one).
    void require(madang::UserId id);
    // A page of those whose handle or name begins with this.
    [[nodiscard]] QCoro::Task<Result<QList<protocol::User>>> search(QString query);
    void clear();

Q_SIGNALS:
    void meChanged();
    void changed(madang::UserId id);

private:
    QCoro::Task<void> fetch(UserId id);

    Connection& m_connection;
    protocol::User m_me;
    QHash<UserId, protocol::User> m_people;
    QSet<UserId> m_asked;
};

} // namespace madang::client
