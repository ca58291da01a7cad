#pragma once

#include "server/cluster/logkeys.h"
#include "server/cluster/logscripts.h"
#include "server/cluster/pause.h"
#include "server/domain/messagearchive.h"
#include "server/redis/redisclient.h"
#include "shared/core/clock.h"

namespace madang::server {

// How much of one stream waits for the database.
struct StreamLag {
    qint64 entries = 0;
    qint64 oldestMs = 0; // age of the oldest of them
    bool here = false; // this server moves it
    qint64 refused = 0; // changes that the database refused: they are set aside in Redis
};

// Moves one stream of the log into the database: takes a batch, stores it, and only after the commit takes it
// off the stream. What the database refuses for what it is does not hold up the rest: it is set aside, in
// Redis, for a person. Of all servers one does so at a time, by a lease. Nothing breaks if two ever do: what
// is taken is checked by the script that takes, and storing a record again changes nothing. On the thread of
// the client.
class Flusher : public std::enable_shared_from_this<Flusher> {
public:
    using Report = UniqueFunction<void(const StreamLag&)>;

    // `report` hears how the stream is, several times a lease. `token` names this life of this server.
    Flusher(Executor& executor, RedisClient& client, MessageArchive& archive, const LogKeys& keys,
        const LogScripts& scripts, const RedisLogOptions& options, int shard, QByteArray token,
        Report report);

    void start();
    // Something was appended to the stream.
    void wake();
    // Moves what is there, if it is this server's to move, until the deadline (ms from now), and gives the
    // lease back. `stopped` is called once.
    void stop(qint64 deadlineMs, UniqueFunction<void()> stopped);
    // What this was given ends. Nothing of it is touched from now on.
    void abandon();

private:
    struct Entry {
        QByteArray id;
        QByteArray bytes;
        std::optional<LogRecord> record; // none: what is there cannot be read
        Head head;
    };
    enum class Outcome { Moved, Nothing, Failed };

    static QCoro::Task<> run(std::shared_ptr<Flusher> self);
    static QCoro::Task<> watch(std::shared_ptr<Flusher> self);
    QCoro::Task<Result<void>> lease(qint64 ttlMs);
    QCoro::Task<> countRefused();
    QCoro::Task<> giveBack();
    QCoro::Task<Outcome> move();
    QCoro::Task<Result<std::vector<Entry>>> take();
    // All of them, but for what is set aside.
    QCoro::Task<Result<void>> store(const std::vector<Entry>& entries);
    QCoro::Task<Result<void>> setAside(const Entry& entry, const Error& refusal);
    QCoro::Task<bool> markCommitted(const std::vector<Entry>& entries, size_t first, size_t last);
    void note(bool here, qint64 entries, qint64 oldestMs);
    void noteArchive(const Error* failure, size_t entries);
    void finish();

    RedisClient& m_client;
    MessageArchive& m_archive;
    const LogKeys& m_keys;
    const LogScripts& m_scripts;
    const RedisLogOptions m_options;
    const int m_shard;
    const QByteArray m_token;
    Report m_report;
    SystemClock m_clock;
    Pause m_idle; // of run()
    Pause m_tick; // of watch()
    UniqueFunction<void()> m_stopped;
    qint64 m_stopBy = 0; // steady
    qint64 m_restUntil = 0; // steady; the database failed us: others may try
    qint64 m_retryMs = 0;
    // Entries of the next transaction: fewer after each that was not stored, since it may have been too many.
    size_t m_batch;
    qint64 m_refused = 0;
    bool m_ours = false;
    bool m_wanted = false; // entries are there
    bool m_stopping = false;
    bool m_gone = false;
    bool m_late = false;
    bool m_archiveAway = false;
};

} // namespace madang::server
