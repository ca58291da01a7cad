#pragma once

#include "server/domain/storabletext.h"
#include "server/storage/dialect.h"
#include "server/storage/watchdog.h"
#include "shared/core/id.h"
#include "shared/core/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QUuid>
#include <QtCore/QVariant>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>
#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace madang::server {

class SqlCatalogue;

// One open connection with its prepared statements. Belongs to the thread that opened it.
class Connection {
public:
    // What became of a transaction beyond the failure of a statement, the worst last.
    enum class Trouble {
        None,
        Again, // undone in favour of somebody else's: the same again will do
        Broken, // nothing of it may be trusted
        Lost, // and nothing more can be done on this connection
    };

    // unavailable: the database cannot be opened; the message says why, for a person.
    // With a watchdog, what takes longer than `allowed` is cut off from the first statement on, where the
    // driver's connection is a socket.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const DatabaseAddress& address,
        ConnectionRole role, const Dialect& dialect, const SqlCatalogue& catalogue,
        Watchdog* watchdog = nullptr, std::chrono::milliseconds allowed = {});
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Lets statements take what they take, until the object's end.
    class Unhurried;

    // Runs SQL that is made here and now; for transactions, migrations and pragmas.
    Result<void> execute(const QString& sql);
    // The first column of the first row; an invalid variant where there is none.
    Result<QVariant> value(const QString& sql);

    // Ends a transaction that failed; where the database ended it by itself, nothing happens.
    void rollback();
    // The worst since the last call.
    [[nodiscard]] Trouble takeTrouble() noexcept { return std::exchange(m_trouble, Trouble::None); }
    [[nodiscard]] bool hasTrouble() const noexcept { return m_trouble != Trouble::None; }
    [[nodiscard]] bool isLost() const noexcept { return m_lost; }
    // Why it was lost.
    [[nodiscard]] const QString& loss() const noexcept { return m_loss; }
    // Why a statement was last refused for the values in it, in the database's words; empty: none was since
    // the last call.
    [[nodiscard]] QString takeRefusal() { return std::exchange(m_refusal, QString()); }
    // Of all connections of this process, no two have the same.
    [[nodiscard]] quint64 number() const noexcept { return m_number; }

    // The prepared statement of this name ("file.name" of sql/).
    Result<QSqlQuery*> prepared(QLatin1String name);
    // What a failed statement is to the caller: unavailable where the disk is to blame, internal with an
    // incident in the log where we are. Logs it; never a bound value.
    Error failure(const QSqlError& error, const QString& statement);

    [[nodiscard]] const Dialect& dialect() const noexcept { return m_dialect; }
    [[nodiscard]] const SqlCatalogue& catalogue() const noexcept { return m_catalogue; }

private:
    friend class Statement;
    // Watches one call into the driver.
    class Call {
    public:
        explicit Call(const Connection& connection)
            : m_watched(connection.m_unhurried ? nullptr : connection.m_watched.get())
        {
            if (m_watched) {
                m_watched->begin();
            }
        }
        ~Call()
        {
            if (m_watched) {
                m_watched->end();
            }
        }
        Q_DISABLE_COPY_MOVE(Call)

    private:
        Watchdog::Watched* const m_watched;
    };

    Connection(quint64 number, const Dialect& dialect, const SqlCatalogue& catalogue);
    void watch(Watchdog& watchdog, std::chrono::milliseconds allowed);
    void note(Trouble trouble) noexcept { m_trouble = std::max(m_trouble, trouble); }

    const quint64 m_number;
    const QString m_name;
    QSqlDatabase m_database;
    const Dialect& m_dialect;
    const SqlCatalogue& m_catalogue;
    std::unordered_map<std::string_view, std::unique_ptr<QSqlQuery>> m_statements;
    std::unique_ptr<Watchdog::Watched> m_watched;
    bool m_unhurried = false;
    Trouble m_trouble = Trouble::None;
    bool m_lost = false;
    QString m_loss;
    QString m_refusal;
};

class Connection::Unhurried {
public:
    explicit Unhurried(Connection& connection)
        : m_connection(connection)
    {
        m_connection.m_unhurried = true;
    }
    ~Unhurried() { m_connection.m_unhurried = false; }
    Q_DISABLE_COPY_MOVE(Unhurried)

private:
    Connection& m_connection;
};

// One use of a prepared statement; gives it back, with its locks, when it goes out of scope. A statement
// cannot be used twice at the same time.
class Statement {
public:
    Statement(Connection& connection, QLatin1String name)
        : m_connection(connection)
        , m_name(name)
        , m_prepared(connection.prepared(name))
    {
    }
    ~Statement()
    {
        if (m_prepared) {
            query().finish();
        }
    }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    // Binds the values to the placeholders in order and runs it.
    template <class... Values> Result<void> run(const Values&... values)
    {
        if (!m_prepared) {
            return m_prepared.error();
        }
        [[maybe_unused]] int position = 0;
        (query().bindValue(position++, bound(values)), ...);
        return execute();
    }
    // Goes to the next row. An error ends the rows too; check() tells it.
    [[nodiscard]] bool next() { return query().next(); }
    Result<void> check();
    [[nodiscard]] int affected() const { return query().numRowsAffected(); }

    [[nodiscard]] bool isNull(int column) const { return query().isNull(column); }
    [[nodiscard]] qint64 int64(int column) const { return query().value(column).toLongLong(); }
    [[nodiscard]] int integer(int column) const { return query().value(column).toInt(); }
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const { return query().value(column).toByteArray(); }
    [[nodiscard]] QUuid uuid(int column) const { return QUuid::fromRfc4122(bytes(column)); }
    template <class AnyId> [[nodiscard]] AnyId id(int column) const { return AnyId(quint64(int64(column))); }

private:
    static QVariant bound(qint64 value) { return QVariant(value); }
    static QVariant bound(int value) { return QVariant(value); }
    static QVariant bound(bool value) { return QVariant(int(value)); }
    static QVariant bound(const QVariant& value) { return value; }
    // Never NULL, and always storableText().
    static QVariant bound(const QString& value);
    static QVariant bound(const QByteArray& value) // NULL where it is null
    {
        return value.isNull() ? QVariant() : QVariant(value);
    }
    static QVariant bound(const QUuid& value)
    {
        return value.isNull() ? QVariant() : QVariant(value.toRfc4122());
    }
    template <class Tag> static QVariant bound(Id<Tag> id)
    {
        return id.isNull() ? QVariant() : QVariant(qint64(id.value()));
    }

    [[nodiscard]] QSqlQuery& query() const { return *m_prepared.value(); }
    Result<void> execute();

    Connection& m_connection;
    QLatin1String m_name;
    Result<QSqlQuery*> m_prepared;
};

// The first row of a statement that was run, read by `read(statement)`; nothing where there is none.
template <class Read>
auto firstRow(Statement& statement, Read read) -> Result<std::optional<decltype(read(statement))>>
{
    using Row = decltype(read(statement));
    if (statement.next()) {
        return std::optional<Row>(read(statement));
    }
    if (auto ok = statement.check(); !ok) {
        return std::move(ok).error();
    }
    return std::optional<Row>();
}

// All rows of a statement that was run.
template <class Read>
auto allRows(Statement& statement, Read read) -> Result<std::vector<decltype(read(statement))>>
{
    std::vector<decltype(read(statement))> rows;
    while (statement.next()) {
        rows.push_back(read(statement));
    }
    if (auto ok = statement.check(); !ok) {
        return std::move(ok).error();
    }
    return rows;
}

// A transaction, or a savepoint within one, that is undone unless it is committed.
class Savepoint {
public:
    explicit Savepoint(Connection& connection);
    ~Savepoint();
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    [[nodiscard]] const Result<void>& begun() const noexcept { return m_begun; }
    Result<void> release();
    Result<void> undo();
    // Leaves it to the transaction around it, which is about to be rolled back.
    void abandon() noexcept { m_open = false; }

private:
    Result<void> run(const char* statement);

    Connection& m_connection;
    Result<void> m_begun;
    bool m_open = false;
};

} // namespace madang::server
