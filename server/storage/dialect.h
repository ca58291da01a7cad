#pragma once

#include "server/storage/databaseaddress.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

class QSqlDatabase;
class QSqlError;

namespace madang::server {

// What a connection is for.
enum class ConnectionRole { Writer, Reader };

// Where one database differs from another. Stateless; from any thread.
class Dialect {
public:
    // Why a statement failed, as far as anybody can do something about it.
    enum class Failure {
        Full, // no room on the disk, or a quota
        Io, // the disk failed
        ReadOnly,
        Busy, // locked by another process, or too slow
        Contention, // undone in favour of somebody else's transaction: the same again will do
        Lost, // the connection is gone, or leads nowhere useful: another one will do
        NotADatabase,
        Corrupt,
        CannotOpen,
        Constraint, // the values in it break a rule of the tables, or cannot be stored at all
        Other,
    };

    virtual ~Dialect() = default;
    // Name of the folder under sql/ whose statements go before the common ones.
    [[nodiscard]] virtual QString name() const = 0;
    [[nodiscard]] virtual QString driver() const = 0;
    // Where and how the driver is to connect.
    virtual void address(QSqlDatabase& database, const DatabaseAddress& address) const = 0;
    // What went wrong in opening it, as one line for a person.
    [[nodiscard]] virtual QString openingFailure(
        const QSqlError& error, const DatabaseAddress& address) const = 0;
    // Replaces the ${words} of a migration.
    [[nodiscard]] virtual QString expand(QString ddl) const = 0;
    // Statements that a new connection begins with.
    [[nodiscard]] virtual QStringList setUp(ConnectionRole role) const = 0;
    [[nodiscard]] virtual QString beginWrite() const = 0;
    [[nodiscard]] virtual QString beginRead() const = 0;
    // Around the migrations: waits for other servers that migrate too.
    [[nodiscard]] virtual QStringList beforeMigration() const = 0;
    [[nodiscard]] virtual QStringList afterMigration() const = 0;
    // Whether a result is fetched row by row rather than at once.
    [[nodiscard]] virtual bool rowByRow() const noexcept = 0;
    // Whether tables of values go to the database in one statement each (unnest).
    [[nodiscard]] virtual bool setWise() const noexcept = 0;
    [[nodiscard]] virtual Failure classify(const QSqlError& error) const = 0;
    // The descriptor of an open connection; -1 where there is none, or it cannot be told.
    [[nodiscard]] virtual int socketOf(const QSqlDatabase& database) const = 0;
};

class SqliteDialect final : public Dialect {
public:
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QString driver() const override;
    void address(QSqlDatabase& database, const DatabaseAddress& address) const override;
    [[nodiscard]] QString openingFailure(
        const QSqlError& error, const DatabaseAddress& address) const override;
    [[nodiscard]] QString expand(QString ddl) const override;
    [[nodiscard]] QStringList setUp(ConnectionRole role) const override;
    [[nodiscard]] QString beginWrite() const override;
    [[nodiscard]] QString beginRead() const override;
    [[nodiscard]] QStringList beforeMigration() const override { return {}; }
    [[nodiscard]] QStringList afterMigration() const override { return {}; }
    [[nodiscard]] bool rowByRow() const noexcept override { return true; }
    [[nodiscard]] bool setWise() const noexcept override { return false; }
    [[nodiscard]] Failure classify(const QSqlError& error) const override;
    [[nodiscard]] int socketOf(const QSqlDatabase&) const override { return -1; }
};

// A text as it must be given to either driver so that it comes back as it was: SQLite takes one byte order
// mark from the beginning of the UTF-16 that is bound, and QString::fromUtf8() one from what PostgreSQL
// gives.
[[nodiscard]] QString guarded(const QString& text);

} // namespace madang::server
