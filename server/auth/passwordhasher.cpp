#include "server/auth/passwordhasher.h"

#include "server/auth/sodium.h"
#include "shared/protocol/textrules.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QPromise>
#include <QtCore/QRunnable>
#include <QtCore/QThread>
#include <algorithm>
#include <cerrno>
#include <memory>
#include <sodium.h>
#include <utility>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#endif

namespace madang::server {

namespace {
constexpr qint64 kMinRetryMs = 1000;

// Chat on the loops goes before passwords. Only Linux counts niceness by the thread.
void yieldToLoops()
{
#ifdef Q_OS_LINUX
    thread_local const int outcome = setpriority(PRIO_PROCESS, 0, 10);
    Q_UNUSED(outcome)
#endif
}

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
        : m_usable(protocol::codePoints(password) <= maxCodePoints)
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
    [[nodiscard]] QByteArrayView bytes() const noexcept { return m_bytes; }

private:
    bool m_usable;
    QByteArray m_bytes;
};

namespace {
// One password on its way through the pool. Answers in any case, since the coroutine that waits for it
// could never go on otherwise.
template <class T, class Work> class HashJob final : public QRunnable {
public:
    HashJob(Work work, std::atomic<int>& pending, std::atomic<qint64>& averageUs)
        : m_work(std::move(work))
        , m_pending(pending)
        , m_averageUs(averageUs)
    {
        m_promise.start();
    }
    ~HashJob() override
    {
        if (!m_answered)
            answer(Error::unavailable(QStringLiteral("The server is stopping. Try again.")));
    }
    [[nodiscard]] QFuture<Result<T>> future() const { return m_promise.future(); }
    void answer(Result<T> result)
    {
        m_answered = true;
        m_pending.fetch_sub(1, std::memory_order_relaxed);
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }
    void run() override
    {
        yieldToLoops();
        QElapsedTimer timer;
        timer.start();
        Result<T> result = m_work();
        const qint64 average = m_averageUs.load(std::memory_order_relaxed);
        m_averageUs.store(average + (timer.nsecsElapsed() / 1000 - average) / 8, std::memory_order_relaxed);
        answer(std::move(result));
    }

private:
    Work m_work;
    QPromise<Result<T>> m_promise;
    std::atomic<int>& m_pending;
    std::atomic<qint64>& m_averageUs;
    bool m_answered = false;
};
} // namespace

PasswordHasher::PasswordHasher(Settings settings)
    : m_settings(settings)
{
    requireSodium();
    if (m_settings.threads <= 0)
        m_settings.threads = std::max(1, QThread::idealThreadCount());
    m_pool.setMaxThreadCount(m_settings.threads);
    if (!hashInto(m_nothing, randomBytes(32), m_settings.passes, m_settings.memory))
        qFatal("Not enough memory to hash a password");
}

PasswordHasher::~PasswordHasher()
{
    m_pool.clear();
    m_pool.waitForDone();
}

template <class T, class Work> QFuture<Result<T>> PasswordHasher::run(Work work)
{
    auto job = std::make_unique<HashJob<T, Work>>(std::move(work), m_pending, m_averageUs);
    QFuture<Result<T>> future = job->future();
    if (m_pending.fetch_add(1, std::memory_order_relaxed) >= m_settings.threads + m_settings.waiting)
        job->answer(
            Error::unavailable(QStringLiteral("Too many logins at once. Try again."), retryAfterMs()));
    else
        m_pool.start(job.release());
    return future;
}

QFuture<Result<QByteArray>> PasswordHasher::hash(const QString& password)
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

QFuture<Result<PasswordHasher::Verdict>> PasswordHasher::verify(
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

QFuture<Result<PasswordHasher::Verdict>> PasswordHasher::verifyNothing(const QString& password)
{
    return verify(password, m_nothing);
}

qint64 PasswordHasher::retryAfterMs() const noexcept
{
    const qint64 queueMs
        = m_averageUs.load(std::memory_order_relaxed) / 1000 * pending() / m_settings.threads;
    return std::max(kMinRetryMs, queueMs);
}

} // namespace madang::server
