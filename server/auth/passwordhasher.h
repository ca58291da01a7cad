#pragma once

#include "server/auth/hashpool.h"
#include "shared/core/result.h"

#include <QCoroTask>
#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <atomic>

namespace madang::server {

struct PasswordHasherSettings {
    int threads = 0; // 0: one per core
    int waiting = 256; // passwords that may wait for a thread; one more is `unavailable`
    quint64 passes = 2; // Argon2id t (RFC 9106 §3.1)
    quint64 memory = 19 * 1024 * 1024; // Argon2id m, bytes; each thread takes so much while it hashes
    int maxCodePoints = 128; // longer passwords match nothing and cannot be hashed
};

// Argon2id on threads of its own, so that no event loop ever waits for it. From any thread with an event
// loop, on which the task goes on; it is answered in any case, also when the hasher goes away first (then
// unavailable).
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
    Q_DISABLE_COPY_MOVE(PasswordHasher)

    // A libsodium string: algorithm, costs, salt and hash. unavailable: too many wait.
    QCoro::Task<Result<QByteArray>> hash(const QString& password);
    // An empty or unreadable hash matches nothing, and takes as long to say so.
    QCoro::Task<Result<Verdict>> verify(const QString& password, const QByteArray& hash);
    // Matches nothing after the time that verify() would have taken: for accounts that do not exist.
    QCoro::Task<Result<Verdict>> verifyNothing(const QString& password);
    // Those being worked on and those that wait.
    [[nodiscard]] int pending() const { return m_pool.pending(); }

private:
    class Secret;
    template <class T> class Reply;
    template <class T, class Work> QCoro::Task<Result<T>> run(Work work);
    void noteDuration(qint64 us) noexcept;
    [[nodiscard]] qint64 retryAfterMs() const;

    const Settings m_settings;
    QByteArray m_nothing; // the hash of a password that nobody knows
    std::atomic<qint64> m_averageUs{50'000};
    HashPool m_pool;
};

} // namespace madang::server
