#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <optional>

namespace madang::client {

class ProfileDatabase;

// Somebody who is signed in on this profile; the secrets are in the keychain, not here.
struct CachedAccount {
    QString server; // URL of the socket
    QString userId;
    QString handle;
    QString name;
    bool operator==(const CachedAccount&) const = default;
};

// One account's row. A profile has any number of them, each in a slot that keeps its name for as long as
// somebody is signed in there, and is never used again after that.
class AccountCache {
public:
    // slot: the empty one is of the account that was there when a profile had only one.
    explicit AccountCache(ProfileDatabase& database, QString slot = {})
        : m_database(database)
        , m_slot(std::move(slot))
    {
    }
    [[nodiscard]] const QString& slot() const noexcept { return m_slot; }

    [[nodiscard]] std::optional<CachedAccount> load() const;
    // A new one comes after all that are there.
    void save(const CachedAccount& account);
    void clear();
    // This is the account that the window shows, and no other.
    void setCurrent();

    // The slots that hold an account, in the order in which they were added.
    [[nodiscard]] static QList<QString> taken(ProfileDatabase& database);
    // The slot that the window showed last; of no account: the first one's.
    [[nodiscard]] static QString current(ProfileDatabase& database);

private:
    [[nodiscard]] QString slotText() const;

    ProfileDatabase& m_database;
    QString m_slot;
};

} // namespace madang::client
