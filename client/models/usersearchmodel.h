#pragma once

#include "client/models/rowlistmodel.h"

#include <QtCore/QTimer>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/error.h"
#include "shared/core/id.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class PeopleStore;

struct FoundPerson {
    UserId user;
    QString handle;
    QString name;

    [[nodiscard]] UserId key() const { return user; }
    [[nodiscard]] QList<int> changedRoles(const FoundPerson& before) const;
    bool operator==(const FoundPerson&) const = default;
};

// People whose handle or name begins with what is typed, but for me; asked for a moment after each pause
// in the typing. What was found stays until the next answer.
class UserSearchModel : public RowListModel<FoundPerson> {
    Q_OBJECT
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged)
    Q_PROPERTY(bool empty READ isEmpty NOTIFY emptyChanged)
    Q_PROPERTY(QString error READ error NOTIFY errorChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role { UserIdRole = Qt::UserRole + 1, HandleRole, NameRole, HueIndexRole, InitialRole };
    using ErrorText = QString (*)(const Error& error);

    UserSearchModel(PeopleStore& people, ErrorText errorText, QObject* parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QString query() const { return m_query; }
    void setQuery(const QString& query);
    Q_INVOKABLE void clear() { setQuery({}); }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    // The server has answered, and nobody fits.
    [[nodiscard]] bool isEmpty() const { return m_empty; }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] int count() const { return rowCount(); }

Q_SIGNALS:
    void queryChanged();
    void busyChanged();
    void emptyChanged();
    void errorChanged();
    void countChanged();

private:
    QCoro::Task<void> search(QString query, quint64 turn);
    void settle(const QList<FoundPerson>& found, bool busy, bool empty, const QString& error);

    PeopleStore& m_people;
    ErrorText m_errorText;
    QString m_query;
    bool m_busy = false;
    bool m_empty = false;
    QString m_error;
    quint64 m_turn = 0;
    QTimer m_pause;
};

} // namespace madang::client
