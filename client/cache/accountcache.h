#pragma once

#include <QtCore/QString>
#include <optional>

namespace madang::client {

class ProfileDatabase;

// Who is signed in on this profile; the secrets are in the keychain, not here.
struct CachedAccount {
    QString server; // URL of the socket
    QString userId;
    QString handle;
    QString name;
    bool operator==(const CachedAccount&) const = default;
};

class AccountCache {
public:
    explicit AccountCache(ProfileDatabase& database)
        : m_database(database)
    {
    }
    [[nodiscard]] std::optional<CachedAccount> load() const;
    void save(const CachedAccount& account);
    void clear();

private:
    ProfileDatabase& m_database;
};

} // namespace madang::client
