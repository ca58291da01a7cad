#include "client/stores/accountstore.h"

#include "shared/protocol/decode.h"
#include "shared/protocol/encode.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QLoggingCategory>
#include <QtCore/QPointer>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcAccount, "madang.account")
}

AccountStore::AccountStore(
    AccountCache& cache, std::unique_ptr<SecretStore> secrets, QString secretKey, QObject* parent)
    : QObject(parent)
    , m_cache(cache)
    , m_secrets(std::move(secrets))
    , m_secretKey(std::move(secretKey))
{
}

AccountStore::~AccountStore() = default;

QCoro::Task<void> AccountStore::load()
{
    m_account = m_cache.load();
    if (!m_account)
        co_return;
    const Result<QByteArray> secret = co_await m_secrets->read(m_secretKey);
    if (!secret) {
        qCWarning(lcAccount).noquote() << "no keychain:" << secret.error().message;
        setKeepsTokens(false);
        co_return;
    }
    const QJsonObject object = QJsonDocument::fromJson(secret.value()).object();
    if (object.isEmpty())
        co_return;
    if (const auto tokens = protocol::decode<protocol::Tokens>(object))
        m_tokens = tokens.value();
}

QString AccountStore::cacheKey() const
{
    return m_account ? QString(m_account->userId % QLatin1Char('@') % m_account->server) : QString();
}

void AccountStore::setAccount(const QUrl& server, const protocol::User& me)
{
    const CachedAccount account{server.toString(), me.id.toString(), me.handle, me.name};
    if (m_account == account)
        return;
    m_account = account;
    m_cache.save(account);
}

void AccountStore::clearAccount()
{
    m_account.reset();
    m_cache.clear();
}

QCoro::Task<void> AccountStore::store(protocol::Tokens tokens)
{
    m_tokens = tokens;
    const QByteArray secret = protocol::encode(tokens);
    const QPointer<AccountStore> self = this; // a keychain may be slower than a signing out
    const Result<void> written = co_await m_secrets->write(m_secretKey, secret);
    if (!self)
        co_return;
    if (!written)
        qCWarning(lcAccount).noquote() << "tokens stay in memory:" << written.error().message;
    setKeepsTokens(written.ok());
}

QCoro::Task<void> AccountStore::clear()
{
    m_tokens.reset();
    if (!m_keepsTokens)
        co_return;
    const Result<void> removed = co_await m_secrets->remove(m_secretKey);
    if (!removed)
        qCWarning(lcAccount).noquote() << "tokens not removed from the keychain:" << removed.error().message;
}

void AccountStore::setKeepsTokens(bool keeps)
{
    if (m_keepsTokens == keeps)
        return;
    m_keepsTokens = keeps;
    Q_EMIT keepsTokensChanged();
}

} // namespace madang::client
