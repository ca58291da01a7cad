#pragma once

#include <QtCore/QByteArray>

namespace madang::server {

// The settings of the log in Redis. All servers of one group have the same first three. Times are ms.
struct RedisLogOptions {
    QByteArray prefix = "madang"; // of every key; no braces
    // Streams, and so flushers and hash tags. A Redis that holds messages remembers its number, and servers
    // with another are refused: their rooms would begin again elsewhere.
    int shards = 4;
    // How long after its commit the client_id of a message is found in Redis. From 1 s.
    qint64 duplicateWindowMs = 10 * 60'000;

    bool allowLoss = false; // messages may be written to a Redis that can lose them

    // How old what was read from the database may be when the log decides by it; never more than a third of
    // the duplicate window.
    qint64 baseMs = 60'000;
    qint64 headMs = 24 * 3'600'000; // how long the head of a room stays after its last message was committed
    qint64 windowMs = 15 * 60'000; // how long its newest messages do
    int windowMessages = 50; // how many of them
    // Past these new changes are `unavailable`: entries of a shard that wait for the database, and used
    // memory of Redis as a part of what it may use. What is left is for the flushers, and for what comes
    // between two looks.
    qint64 streamBound = 1'000'000;
    double memoryShare = 0.8;
    qint64 memoryMs = 1'000; // how often it is looked at
    size_t bound = 50'000; // entries of this server that may be unanswered; then `unavailable`
    int callEntries = 64; // in one call of the script: Redis does nothing else meanwhile
    int callsUnderWay = 4; // of one shard
    qint64 answerMs = 5'000; // an append that is not answered by then is `unavailable`

    struct Flush {
        bool on = true; // off: this server leaves it to others
        int batch = 5'000; // entries of one transaction
        qint64 periodMs = 20; // from an entry's arrival to its batch
        qint64 leaseMs = 10'000; // how soon another server takes over
        qint64 retryMinMs = 100; // the database is away: the pause doubles from this
        qint64 retryMaxMs = 5'000; // to this
        qint64 lateMs = 10'000; // an entry that waits for longer is a warning in the log
    } flush;
};

} // namespace madang::server
