#pragma once

#include "shared/core/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QFuture>
#include <QtCore/QString>
#include <QtCore/QThreadPool>
#include <atomic>

namespace madang::server {

struct PasswordHasherSettings {
    int threads = 0; // 0: one per core
    int waiting = 256; // passwords that may wait for a thread; one more is `unavailable`
    quint64 passes = 2; // Argon2id t (RFC 9106 §3.1)
    quint64 memory = 19 * 1024 * 1024; // Argon2id m, bytes; each thread takes so much while it hashes
    int maxCodePoints = 128; // longer passwords match nothing and cannot be hashed
};

// Argon2id on threads of its own, so that no event loop ever waits for it. Any thread; the future's result is
// there in any case, also when the hasher goes away first (then it is unavailable).
//
// Passwords are hashed as the UTF-8 of their composed form (Unicode NFC), so that two keyboards that write
// the same letters in different ways open the same account.
class PasswordHasher {
public:
    using Settings = PasswordHasherSettings;

    struct Verdict {
        bool matches = false;
        bool outdated = false; // made with other costs than today's: hash it anew
    };

    explicit PasswordHasher(Settings settings = {});
    ~PasswordHasher();
    Q_DISABLE_COPY_MOVE(PasswordHasher)

    // A libsodium string: algorithm, costs, salt and hash. unavailable: too many wait.
    [[nodiscard]] QFuture<Result<QByteArray>> hash(const QString& password);
    // An empty or unreadable hash matches nothing, and takes as long to say so.
    [[nodiscard]] QFuture<Result<Verdict>> verify(const QString& password, const QByteArray& hash);
    // Matches nothing after the time that verify() would have taken: for accounts that do not exist.
    [[nodiscard]] QFuture<Result<Verdict>> verifyNothing(const QString& password);
    // Those being worked on and those that wait.
    [[nodiscard]] int pending() const noexcept { return m_pending.load(std::memory_order_relaxed); }

private:
    class Secret;
    template <class T, class Work> QFuture<Result<T>> run(Work work);
    [[nodiscard]] qint64 retryAfterMs() const noexcept;

    Settings m_settings;
    QByteArray m_nothing; // the hash of a password that nobody knows
    std::atomic<int> m_pending{0};
    std::atomic<qint64> m_averageUs{50'000};
    QThreadPool m_pool;
};

} // namespace madang::server
