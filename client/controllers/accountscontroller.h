#pragma once

#include "client/models/rowlistmodel.h"

#include <QtCore/QTimer>
#include <QtCore/QVariantMap>

namespace madang::client {

class ConnectionController;
class RoomListModel;
class Session;

// One account, as far as whoever lists them looks at it. None is null; all must outlive their
// stay in the list.
struct AccountFace {
    QString id; // its slot; opaque
    Session* session = nullptr;
    RoomListModel* rooms = nullptr;
    ConnectionController* connection = nullptr;
    QVariantMap objects; // what the window is given of it, by name
};

struct AccountRow {
    QString id;
    QString name;
    QString handle;
    QString server; // as a person would type it
    QString initial;
    int hue = 0;
    int unread = 0;
    QString state; // as in ConnectionController; "signedOut": its session is over
    bool current = false;

    [[nodiscard]] QString key() const { return id; }
    [[nodiscard]] QList<int> changedRoles(const AccountRow& before) const;
    bool operator==(const AccountRow&) const = default;
};

// The accounts of this profile, and which of them the window shows. A row is an account that somebody has
// signed in to; one that is only being added is current without a row. Who makes and ends accounts
// (client/app) listens to what is asked here.
class AccountsController : public RowListModel<AccountRow> {
    Q_OBJECT
    Q_PROPERTY(QString currentId READ currentId NOTIFY currentChanged)
    // The objects of the account that is shown, by the names that the window knows them by.
    Q_PROPERTY(QVariantMap current READ current NOTIFY currentChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(int totalUnread READ totalUnread NOTIFY unreadChanged)
    // Of all but the one that is shown.
    Q_PROPERTY(int unreadElsewhere READ unreadElsewhere NOTIFY unreadChanged)
    // Whether there is another account to go to from a sign-in page.
    Q_PROPERTY(bool canGoBack READ canGoBack NOTIFY wayBackChanged)
    // Whether the one that is shown is signed out and can be taken from the list.
    Q_PROPERTY(bool canForget READ canForget NOTIFY wayBackChanged)

public:
    enum Role {
        AccountIdRole = Qt::UserRole + 1,
        NameRole,
        HandleRole,
        ServerRole,
        InitialRole,
        HueIndexRole,
        UnreadRole,
        LineStateRole,
        CurrentRole,
    };

    explicit AccountsController(QObject* parent = nullptr);

    void add(const AccountFace& face);
    void remove(const QString& id);
    void setCurrent(const QString& id);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] const QString& currentId() const noexcept { return m_current; }
    [[nodiscard]] QVariantMap current() const;
    // "" until it is known whether somebody is signed in, then "signin" or "main".
    [[nodiscard]] const QString& page() const noexcept { return m_page; }
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] int totalUnread() const { return m_totalUnread; }
    [[nodiscard]] int unreadElsewhere() const { return m_unreadElsewhere; }
    [[nodiscard]] bool canGoBack() const { return m_canGoBack; }
    [[nodiscard]] bool canForget() const { return m_canForget; }

    Q_INVOKABLE void choose(const QString& id);
    // Of the list, from 0; nothing where there are not so many.
    Q_INVOKABLE void chooseAt(int index);
    Q_INVOKABLE void addAccount() { Q_EMIT newAsked(); }
    Q_INVOKABLE void goBack() { Q_EMIT backAsked(); }
    Q_INVOKABLE void forgetCurrent() { Q_EMIT forgetAsked(); }

    // Puts the list in order now instead of in the next turn.
    void sync();

Q_SIGNALS:
    void currentChanged();
    void pageChanged();
    void countChanged();
    void unreadChanged();
    void wayBackChanged();
    void chosen(const QString& id);
    void newAsked();
    void backAsked();
    void forgetAsked();

private:
    [[nodiscard]] const AccountFace* find(const QString& id) const;
    [[nodiscard]] AccountRow rowOf(const AccountFace& face) const;
    [[nodiscard]] bool readPage();
    void follow();

    QList<AccountFace> m_faces;
    QString m_current;
    QString m_page;
    int m_totalUnread = 0;
    int m_unreadElsewhere = 0;
    bool m_canGoBack = false;
    bool m_canForget = false;
    QTimer m_soon;
};

} // namespace madang::client
