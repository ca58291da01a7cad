#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>

class QSqlError;

namespace madang::client {

// One SQLite file with a numbered schema. A file that cannot be used (corrupt, or of a newer program) is
// moved aside under another name rather than standing in the way of a start, and a new one taken. To be
// used from the thread that opened it.
class SqliteFile {
public:
    struct Plan {
        // Numbered from 1, append-only: a file of version N gets the statements of N+1 and on.
        QList<QStringList> migrations;
        // Whether what is committed is on the disk when commit() returns.
        bool durable = false;
        // Whether the whole file is read through at the opening; else damage is found where it is met.
        bool checked = false;
    };
    // What became of a statement.
    enum class Trouble { None, Full, Corrupt, Other };

    SqliteFile(QString path, Plan plan);
    ~SqliteFile();
    SqliteFile(const SqliteFile&) = delete;
    SqliteFile& operator=(const SqliteFile&) = delete;

    // False only where no usable file can be made at all: errorText() says why.
    [[nodiscard]] bool open();
    [[nodiscard]] bool isOpen() const { return m_database.isOpen(); }
    void close();
    // Closes the file, moves it aside for this reason (a word for its name), and opens a new one.
    [[nodiscard]] bool startAnew(const QString& why);
    // Closes and deletes it.
    void erase();

    [[nodiscard]] const QString& path() const noexcept { return m_path; }
    // Where an unusable file was moved to; empty where none was.
    [[nodiscard]] const QString& setAside() const noexcept { return m_setAside; }
    [[nodiscard]] QString errorText() const;
    // Bytes on disk, the write-ahead log included.
    [[nodiscard]] qint64 size() const;

    // A prepared statement on this file.
    [[nodiscard]] QSqlQuery prepare(const QString& sql) const;
    // Runs it and logs a failure. False on failure: lastTrouble() says of which kind.
    bool run(QSqlQuery& query) const;
    bool run(const QString& sql) const;
    // Whether reading its rows ended by a failure, which is then noted; run() cannot know.
    bool note(const QSqlQuery& query) const;
    // Of the last statement that failed since forgetTrouble().
    [[nodiscard]] Trouble lastTrouble() const noexcept { return m_trouble; }
    void forgetTrouble() noexcept { m_trouble = Trouble::None; }

    // Rolls back unless committed.
    class Transaction {
    public:
        explicit Transaction(SqliteFile& file);
        ~Transaction();
        Transaction(const Transaction&) = delete;
        Transaction& operator=(const Transaction&) = delete;
        bool commit();

    private:
        SqliteFile& m_file;
        bool m_open;
    };

private:
    enum class Fitness { Usable, Corrupt, Newer, Unopenable };

    [[nodiscard]] Fitness openFile();
    [[nodiscard]] bool migrate(int from);
    void note(const QSqlError& error, const char* what) const;

    QString m_path;
    Plan m_plan;
    QString m_connection;
    QSqlDatabase m_database;
    QString m_setAside;
    mutable Trouble m_trouble = Trouble::None;
};

} // namespace madang::client
