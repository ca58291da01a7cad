#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHashFunctions>
#include <QtCore/QString>
#include <QtCore/QtGlobal>
#include <list>
#include <mutex>
#include <unordered_map>

namespace madang::server {

// Slows the guessing of one account's password from one place. An attempt is counted before it is known to
// fail, so that a thousand at once are no way around it; success forgets. Any thread, bounded memory.
class GuessThrottle {
public:
    using Key = QByteArray;

    GuessThrottle(int guesses, qint64 windowMs, size_t maxEntries = 100'000);
    // Who guesses whose password. An IPv6 address counts with its /64, which is what one customer has.
    [[nodiscard]] static Key key(const QString& account, const QString& address);

    // 0: go on. Otherwise milliseconds until the next attempt is let through.
    [[nodiscard]] qint64 attempt(const Key& key, qint64 steadyMs);
    void succeeded(const Key& key);
    // The attempt came to no verdict and does not count.
    void withdraw(const Key& key);
    [[nodiscard]] size_t size() const;

private:
    struct Entry {
        int attempts = 0;
        qint64 endsAt = 0; // steady ms
        std::list<Key>::iterator place;
    };
    struct Hash { // seeded, since strangers choose the keys
        size_t operator()(const Key& key) const noexcept { return qHash(key, QHashSeed::globalSeed()); }
    };
    using Entries = std::unordered_map<Key, Entry, Hash>;
    void erase(Entries::iterator entry);

    const int m_guesses;
    const qint64 m_windowMs;
    const size_t m_maxEntries;
    mutable std::mutex m_mutex;
    Entries m_entries;
    std::list<Key> m_order; // in the order in which their windows began and will end
};

// Counts an attempt, and uncounts it unless it came to a verdict.
class GuessAttempt {
public:
    GuessAttempt(GuessThrottle& throttle, GuessThrottle::Key key, qint64 steadyMs)
        : m_throttle(throttle)
        , m_key(std::move(key))
        , m_waitMs(throttle.attempt(m_key, steadyMs))
        , m_open(m_waitMs == 0)
    {
    }
    ~GuessAttempt()
    {
        if (m_open)
            m_throttle.withdraw(m_key);
    }
    Q_DISABLE_COPY_MOVE(GuessAttempt)

    // ms; 0: it may be made
    [[nodiscard]] qint64 waitMs() const noexcept { return m_waitMs; }
    void settle(bool right)
    {
        m_open = false;
        if (right)
            m_throttle.succeeded(m_key);
    }

private:
    GuessThrottle& m_throttle;
    const GuessThrottle::Key m_key;
    const qint64 m_waitMs;
    bool m_open;
};

} // namespace madang::server
