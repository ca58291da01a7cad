#include "server/auth/passwordhasher.h"

#include "server/auth/handover.h"
#include "server/auth/sodium.h"
#include "shared/protocol/textrules.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QThread>
#include <algorithm>
#include <cerrno>
#include <memory>
#include <sodium.h>
#include <utility>

namespace madang::server {

namespace {
constexpr qint64 kMinRetryMs = 1000;

bool hashInto(QByteArray& text, QByteArrayView secret, quint64 passes, quint64 memory)
{
    char buffer[crypto_pwhash_argon2id_STRBYTES];
    if (crypto_pwhash_argon2id_str(buffer, secret.data(), quint64(secret.size()), passes, size_t(memory))
        != 0)
        return false;
    text = QByteArray(buffer);
    return true;
}

Error noMemory()
{
    return Error::unavailable(
        QStringLiteral("The server has no memory to check a password just now. Try again."));
}
} // namespace

// A password as it is hashed; wiped when it goes.
class PasswordHasher::Secret {
public:
    Secret(const QString& password, int maxCodePoints)
        : m_usable(password.size() <= 2 * qsizetype(maxCodePoints)
            && protocol::codePoints(password) <= maxCodePoints)
    {
        // Only short ones are composed: that takes time with the square of the length of hostile ones.
        if (!m_usable)
            return;
        QString composed = password.normalized(QString::NormalizationForm_C);
        m_bytes = composed.toUtf8();
        if (composed.isDetached())
            sodium_memzero(composed.data(), size_t(composed.size()) * sizeof(QChar));
    }
    ~Secret() { sodium_memzero(m_bytes.data(), size_t(m_bytes.size())); }
    Secret(Secret&& other) noexcept
        : m_usable(other.m_usable)
        , m_bytes(std::exchange(other.m_bytes, QByteArray()))
    {
    }
    Secret& operator=(Secret&&) = delete;

    [[nodiscard]] bool usable() const noexcept { return m_usable; }
    // Never a null pointer, which libsodium must not be given, also where there is nothing.
    [[nodiscard]] QByteArrayView bytes() const noexcept { return {m_bytes.constData(), m_bytes.size()}; }

private:
    bool m_usable;
    QByteArray m_bytes;
};

// Where a job's answer goes. One that is dropped answers by itself, since the coroutine that waits could
// never go on otherwise.
template <class T> class PasswordHasher::Reply {
public:
    Reply(std::shared_ptr<Handover<Result<T>>> handover, qint64 retryAfterMs)
        : m_handover(std::move(handover))
        , m_retryAfterMs(retryAfterMs)
    {
    }
    Reply(Reply&&) noexcept = default;
    Reply& operator=(Reply&&) = delete;
    ~Reply()
    {
        if (m_handover)
            send(Error::unavailable(
                QStringLiteral("Too many logins at once, or the server is stopping. Try again."),
                m_retryAfterMs));
    }
    void send(Result<T> result) { std::exchange(m_handover, nullptr)->put(std::move(result)); }

private:
    std::shared_ptr<Handover<Result<T>>> m_handover;
    qint64 m_retryAfterMs;
};

PasswordHasher::PasswordHasher(Settings settings)
    : m_settings(settings)
    , m_pool(settings.threads > 0 ? settings.threads : std::max(1, QThread::idealThreadCount()),
          settings.waiting)
{
    requireSodium();
    if (!hashInto(m_nothing, randomBytes(32), m_settings.passes, m_settings.memory))
        qFatal("Not enough memory to hash a password");
}

template <class T, class Work> QCoro::Task<Result<T>> PasswordHasher::run(Work work)
{
    const auto handover = std::make_shared<Handover<Result<T>>>();
    m_pool.start([this, work = std::move(work), reply = Reply<T>(handover, retryAfterMs())]() mutable {
        QElapsedTimer timer;
        timer.start();
        Result<T> result = work();
        noteDuration(timer.nsecsElapsed() / 1000);
        reply.send(std::move(result));
    });
    return Handover<Result<T>>::take(handover);
}

QCoro::Task<Result<QByteArray>> PasswordHasher::hash(const QString& password)
{
    return run<QByteArray>([secret = Secret(password, m_settings.maxCodePoints), passes = m_settings.passes,
                               memory = m_settings.memory]() -> Result<QByteArray> {
        if (!secret.usable())
            return Error::invalid(QStringLiteral("password"), QStringLiteral("The password is too long."));
        QByteArray text;
        if (!hashInto(text, secret.bytes(), passes, memory))
            return noMemory();
        return text;
    });
}

QCoro::Task<Result<PasswordHasher::Verdict>> PasswordHasher::verify(
    const QString& password, const QByteArray& hash)
{
    return run<Verdict>([secret = Secret(password, m_settings.maxCodePoints), hash, nothing = m_nothing,
                            passes = m_settings.passes, memory = m_settings.memory]() -> Result<Verdict> {
        // -1: not a hash of this kind.
        const int age = hash.isEmpty() || hash.contains('\0')
            ? -1
            : crypto_pwhash_argon2id_str_needs_rehash(hash.constData(), passes, size_t(memory));
        const bool possible = age >= 0 && secret.usable();
        const QByteArray& against = possible ? hash : nothing;
        errno = 0;
        const bool equal = crypto_pwhash_argon2id_str_verify(
                               against.constData(), secret.bytes().data(), quint64(secret.bytes().size()))
            == 0;
        // libsodium answers both alike; a person must not hear "wrong password" where only memory was short.
        if (!equal && errno == ENOMEM)
            return noMemory();
        return Verdict{possible && equal, age > 0};
    });
}

QCoro::Task<Result<PasswordHasher::Verdict>> PasswordHasher::verifyNothing(const QString& password)
{
    return verify(password, m_nothing);
}

void PasswordHasher::noteDuration(qint64 us) noexcept
{
    const qint64 average = m_averageUs.load(std::memory_order_relaxed);
    m_averageUs.store(average + (us - average) / 8, std::memory_order_relaxed);
}

qint64 PasswordHasher::retryAfterMs() const
{
    const qint64 queueMs = m_averageUs.load(std::memory_order_relaxed) / 1000 * pending() / m_pool.threads();
    return std::max(kMinRetryMs, queueMs);
}

} // namespace madang::server
