#pragma once

#include <QtCore/QHash>
#include <QtCore/QString>

namespace madang::client {

class ProfileDatabase;

// What was typed and not sent, per account and room. Account keys are opaque here.
class DraftCache {
public:
    explicit DraftCache(ProfileDatabase& database)
        : m_database(database)
    {
    }
    // Room id → text.
    [[nodiscard]] QHash<QString, QString> load(const QString& account) const;
    // An empty text removes the draft. Durable when it returns true.
    [[nodiscard]] bool save(const QString& account, const QString& room, const QString& text, qint64 nowMs);
    void clear(const QString& account);

private:
    ProfileDatabase& m_database;
};

} // namespace madang::client
