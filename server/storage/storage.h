#pragma once

#include "server/storage/databaseaddress.h"

#include <chrono>
#include <functional>
#include <memory>

namespace madang::server {

class AccountRepository;
class Database;
class DraftRepository;
class KeyRepository;
class MessageArchive;
class MessageExpiry;
class MessageIndex;
class MessageLog;
class MessageLookup;
class MessageSearch;
class ReaderPool;
class RoomRepository;
class SessionRepository;
class UserRepository;
class WriteQueue;
enum class Sharing;

// Everything that is kept, opened and brought to the newest schema: what the composition root makes and hands
// out by its ports. Needs a QCoreApplication. Made and destroyed on one thread; the ports are for any.
class Storage {
public:
    struct Options {
        DatabaseAddress address;
        int readers = 3; // threads, each with a connection
        // Shared: beside other servers, which agree with this one through Redis. On PostgreSQL.
        Sharing sharing = {};
        // Another server has taken the PostgreSQL database while this one had lost its connection: nothing
        // can be written any more, and this process had better end. On the writer's thread; the message is
        // one line for a person.
        std::function<void(const QString&)> taken = {};
        // How long PostgreSQL may take for a statement that reads; one that writes may take twice as long.
        // Past that the statement fails, and half as much later the connection is taken for dead.
        std::chrono::milliseconds answerWithin{15'000};
    };

    // unavailable: cannot be opened. The message is one sentence for the person who started the server:
    // folder not writable, server not reachable, another server on it, not a database, written by a newer
    // version, disk full.
    [[nodiscard]] static Result<std::unique_ptr<Storage>> open(const Options& options);
    ~Storage();

    [[nodiscard]] AccountRepository& accounts() noexcept;
    [[nodiscard]] SessionRepository& sessions() noexcept;
    [[nodiscard]] KeyRepository& keys() noexcept;
    [[nodiscard]] UserRepository& users() noexcept;
    [[nodiscard]] RoomRepository& rooms() noexcept;
    // The log of one server alone, which decides in the database …
    [[nodiscard]] MessageLog& log() noexcept;
    // … or the database's side of a log that decides elsewhere. Never both.
    [[nodiscard]] MessageArchive& archive() noexcept;
    [[nodiscard]] MessageExpiry& expiry() noexcept;
    [[nodiscard]] MessageSearch& search() noexcept;
    [[nodiscard]] MessageIndex& index() noexcept;
    [[nodiscard]] MessageLookup& lookup() noexcept;
    [[nodiscard]] DraftRepository& drafts() noexcept;

    // Commits and answers what waits and ends the threads; what comes later is `unavailable`. The executors
    // that are to be answered must still live.
    void close();

    // For those who watch it, and tests that look behind the ports.
    [[nodiscard]] WriteQueue& writer() noexcept;
    [[nodiscard]] ReaderPool& readers() noexcept;

private:
    struct Parts;
    explicit Storage(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace madang::server
