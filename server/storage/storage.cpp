#include "server/storage/storage.h"

#include "server/storage/database.h"
#include "server/storage/logging.h"
#include "server/storage/migrator.h"
#include "server/storage/readerpool.h"
#include "server/storage/sqlaccountrepository.h"
#include "server/storage/sqldraftrepository.h"
#include "server/storage/sqlkeyrepository.h"
#include "server/storage/sqlmessagearchive.h"
#include "server/storage/sqlmessageexpiry.h"
#include "server/storage/sqlmessageindex.h"
#include "server/storage/sqlmessagelookup.h"
#include "server/storage/sqlmessagesearch.h"
#include "server/storage/sqlroomrepository.h"
#include "server/storage/sqlsessionrepository.h"
#include "server/storage/sqluserrepository.h"
#include "server/storage/storelog.h"
#include "server/storage/walcheckpointer.h"
#include "server/storage/writequeue.h"

namespace madang::server {

struct Storage::Parts {
    Parts(std::unique_ptr<Database> d, std::unique_ptr<WriteQueue> w, std::unique_ptr<ReaderPool> r,
        std::unique_ptr<WalCheckpointer> c)
        : database(std::move(d))
        , writer(std::move(w))
        , readers(std::move(r))
        , checkpointer(std::move(c))
        , accounts(*writer, *readers)
        , sessions(*writer, *readers)
        , keys(*writer)
        , users(*readers)
        , rooms(*writer, *readers)
        , log(*writer, *readers)
        , archive(*writer, *readers)
        , expiry(*writer, *readers)
        , search(*readers)
        , index(*writer, *readers)
        , lookup(*readers)
        , drafts(*writer, *readers)
    {
    }
    std::unique_ptr<Database> database;
    std::unique_ptr<WriteQueue> writer;
    std::unique_ptr<ReaderPool> readers;
    std::unique_ptr<WalCheckpointer> checkpointer;
    SqlAccountRepository accounts;
    SqlSessionRepository sessions;
    SqlKeyRepository keys;
    SqlUserRepository users;
    SqlRoomRepository rooms;
    StoreLog log;
    SqlMessageArchive archive;
    SqlMessageExpiry expiry;
    SqlMessageSearch search;
    SqlMessageIndex index;
    SqlMessageLookup lookup;
    SqlDraftRepository drafts;
};

Result<std::unique_ptr<Storage>> Storage::open(const Options& options)
{
    auto database = Database::open(options.address, options.sharing, options.answerWithin);
    if (!database) {
        return std::move(database).error();
    }
    // On the writer's own connection, which keeps other servers out.
    const auto migrate = [](Connection& connection) -> Result<void> {
        auto migrated = Migrator(Migrator::builtIn()).migrate(connection);
        return migrated ? Result<void>() : Result<void>(std::move(migrated).error());
    };
    auto writer = WriteQueue::start(**database, {WriteQueue::defaultBound, migrate, options.taken});
    if (!writer) {
        return std::move(writer).error();
    }
    auto readers = ReaderPool::start(**database, options.readers);
    if (!readers) {
        return std::move(readers).error();
    }
    std::unique_ptr<WalCheckpointer> checkpointer;
    if (!options.address.postgres) {
        auto started = WalCheckpointer::start(**database);
        if (!started) {
            return std::move(started).error();
        }
        checkpointer = std::move(started).value();
    }
    qCInfo(lcStorage, "database %s is open", qUtf8Printable(options.address.shown()));
    return std::unique_ptr<Storage>(new Storage(std::make_unique<Parts>(std::move(database).value(),
        std::move(writer).value(), std::move(readers).value(), std::move(checkpointer))));
}

Storage::Storage(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

Storage::~Storage()
{
    close();
}

void Storage::close()
{
    if (m_parts->checkpointer) {
        m_parts->checkpointer->close();
    }
    m_parts->writer->close();
    m_parts->readers->close();
}

AccountRepository& Storage::accounts() noexcept
{
    return m_parts->accounts;
}
SessionRepository& Storage::sessions() noexcept
{
    return m_parts->sessions;
}
KeyRepository& Storage::keys() noexcept
{
    return m_parts->keys;
}
UserRepository& Storage::users() noexcept
{
    return m_parts->users;
}
RoomRepository& Storage::rooms() noexcept
{
    return m_parts->rooms;
}
MessageLog& Storage::log() noexcept
{
    return m_parts->log;
}
MessageArchive& Storage::archive() noexcept
{
    return m_parts->archive;
}
MessageExpiry& Storage::expiry() noexcept
{
    return m_parts->expiry;
}
MessageSearch& Storage::search() noexcept
{
    return m_parts->search;
}
MessageIndex& Storage::index() noexcept
{
    return m_parts->index;
}
MessageLookup& Storage::lookup() noexcept
{
    return m_parts->lookup;
}
DraftRepository& Storage::drafts() noexcept
{
    return m_parts->drafts;
}
WriteQueue& Storage::writer() noexcept
{
    return *m_parts->writer;
}
ReaderPool& Storage::readers() noexcept
{
    return *m_parts->readers;
}

} // namespace madang::server
