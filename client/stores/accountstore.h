#pragma once

#include <QtCore/QObject>
#include <QtCore/QUrl>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/cache/accountcache.h"
#include "client/net/tokenvault.h"
#include "client/stores/secretstore.h"
#endif
#include <memory>

namespace madang::client {

// Who is signed in on this profile, and the tokens of the session. The tokens lie in the keychain; where
// there is none they are kept in memory only, and keepsTokens() is false.
class AccountStore : public QObject, public TokenVault {
    Q_OBJECT

public:
    // secretKey: under which this profile's tokens lie.
    AccountStore(AccountCache& cache, std::unique_ptr<SecretStore> secrets, QString secretKey,
        QObject* parent = nullptr);
    ~AccountStore() override;

    // Reads what an earlier run left. Afterwards either account and tokens are there, or neither tokens
    // nor a reason to wait.
    [[nodiscard]] QCoro::Task<void> load();

    [[nodiscard]] const std::optional<CachedAccount>& account() const noexcept { return m_account; }
    // Names this account's rows in the cache; empty when signed out.
    [[nodiscard]] QString cacheKey() const;
    void setAccount(const QUrl& server, const protocol::User& me);
    void clearAccount();

    [[nodiscard]] std::optional<protocol::Tokens> tokens() const override { return m_tokens; }
    QCoro::Task<void> store(protocol::Tokens tokens) override;
    QCoro::Task<void> clear() override;

    // False once the keychain has failed: a restart will ask for the password.
    [[nodiscard]] bool keepsTokens() const noexcept { return m_keepsTokens; }

Q_SIGNALS:
    void keepsTokensChanged();

private:
    void setKeepsTokens(bool keeps);

    AccountCache& m_cache;
    std::unique_ptr<SecretStore> m_secrets;
    QString m_secretKey;
    std::optional<CachedAccount> m_account;
    std::optional<protocol::Tokens> m_tokens;
    bool m_keepsTokens = true;
};

} // namespace madang::client
