#pragma once

#include "server/storage/dialect.h"

#include <chrono>

namespace madang::server {

// PostgreSQL 14 or later.
class PostgresDialect final : public Dialect {
public:
    // How long PostgreSQL may take for a statement that reads; one that writes may take twice as long.
    explicit PostgresDialect(std::chrono::milliseconds answerWithin)
        : m_answerWithin(answerWithin)
    {
    }
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QString driver() const override;
    void address(QSqlDatabase& database, const DatabaseAddress& address) const override;
    [[nodiscard]] QString openingFailure(
        const QSqlError& error, const DatabaseAddress& address) const override;
    [[nodiscard]] QString expand(QString ddl) const override;
    [[nodiscard]] QStringList setUp(ConnectionRole role) const override;
    [[nodiscard]] QString beginWrite() const override;
    [[nodiscard]] QString beginRead() const override;
    [[nodiscard]] QStringList beforeMigration() const override;
    [[nodiscard]] QStringList afterMigration() const override;
    [[nodiscard]] bool rowByRow() const noexcept override { return false; }
    [[nodiscard]] bool setWise() const noexcept override { return true; }
    [[nodiscard]] Failure classify(const QSqlError& error) const override;
    [[nodiscard]] int socketOf(const QSqlDatabase& database) const override;

private:
    [[nodiscard]] QString setTimeout(ConnectionRole role) const;

    const std::chrono::milliseconds m_answerWithin;
};

} // namespace madang::server
