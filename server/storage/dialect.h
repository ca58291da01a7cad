#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

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
        Io, // the disk or the connection failed
        ReadOnly,
        Busy, // locked by another process
        NotADatabase,
        Corrupt,
        CannotOpen,
        Constraint,
        Other,
    };

    virtual ~Dialect() = default;
    // Name of the folder under sql/ whose statements go before the common ones.
    [[nodiscard]] virtual QString name() const = 0;
    [[nodiscard]] virtual QString driver() const = 0;
    [[nodiscard]] virtual QString connectOptions() const = 0;
    // Replaces the ${words} of a migration.
    [[nodiscard]] virtual QString expand(QString ddl) const = 0;
    // Statements that a new connection begins with.
    [[nodiscard]] virtual QStringList setUp(ConnectionRole role) const = 0;
    [[nodiscard]] virtual QString beginWrite() const = 0;
    [[nodiscard]] virtual QString beginRead() const = 0;
    // A text that begins with U+FEFF as it must be bound so that the database stores just it.
    [[nodiscard]] virtual QString guarded(const QString& text) const = 0;
    [[nodiscard]] virtual Failure classify(const QSqlError& error) const = 0;
};

class SqliteDialect final : public Dialect {
public:
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QString driver() const override;
    [[nodiscard]] QString connectOptions() const override;
    [[nodiscard]] QString expand(QString ddl) const override;
    [[nodiscard]] QStringList setUp(ConnectionRole role) const override;
    [[nodiscard]] QString beginWrite() const override;
    [[nodiscard]] QString beginRead() const override;
    [[nodiscard]] QString guarded(const QString& text) const override;
    [[nodiscard]] Failure classify(const QSqlError& error) const override;
};

} // namespace madang::server
