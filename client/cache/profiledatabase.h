#pragma once

#include "shared/core/result.h"

#include <QtCore/QString>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>
#include <memory>

namespace madang::client {

// The SQLite file of a profile. What it holds for good is what a person typed and the server has not
// confirmed (drafts, outbox); all else can be fetched again, so a file that cannot be used is set aside
// under another name rather than standing in the way of a start. To be used from the thread that opened it.
class ProfileDatabase {
public:
    static constexpr int schemaVersion = 1;

    // Opens or creates `<folder>/madang.sqlite`. Fails only where no usable file can be made at all.
    [[nodiscard]] static Result<std::unique_ptr<ProfileDatabase>> open(const QString& folder);
    ~ProfileDatabase();
    ProfileDatabase(const ProfileDatabase&) = delete;
    ProfileDatabase& operator=(const ProfileDatabase&) = delete;

    // Where an unusable file was moved to; empty where none was.
    [[nodiscard]] const QString& setAside() const noexcept { return m_setAside; }

    // A prepared statement on this database.
    [[nodiscard]] QSqlQuery prepare(const QString& sql) const;
    // Runs it and logs a failure. False on failure.
    static bool run(QSqlQuery& query);

    // Rolls back unless committed.
    class Transaction {
    public:
        explicit Transaction(ProfileDatabase& database);
        ~Transaction();
        Transaction(const Transaction&) = delete;
        Transaction& operator=(const Transaction&) = delete;
        bool commit();

    private:
        QSqlDatabase& m_database;
        bool m_open;
    };

private:
    enum class Fitness { Usable, Corrupt, Newer, Unopenable };

    explicit ProfileDatabase(QString connection);
    [[nodiscard]] Fitness openFile(const QString& path);
    [[nodiscard]] bool migrate(int from);
    void closeFile();

    QString m_connection;
    QSqlDatabase m_database;
    QString m_setAside;
};

} // namespace madang::client
