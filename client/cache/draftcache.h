#pragma once

#include <QtCore/QHash>
#include <QtCore/QString>

namespace madang::client {

class ProfileDatabase;

// What was typed in a room and not sent.
struct CachedDraft {
    QString text;
    qint64 replyTo = 0; // the seq that it answers
    qint64 rev = 0; // of the server's draft that this one has come from or become
    bool pending = false; // changed here, and the server does not know it yet
    [[nodiscard]] bool isEmpty() const noexcept { return text.isEmpty() && replyTo == 0; }
    bool operator==(const CachedDraft&) const = default;
};

// Drafts per account and room. Account keys are opaque here.
class DraftCache {
public:
    explicit DraftCache(ProfileDatabase& database)
        : m_database(database)
    {
    }
    // Room id → draft; an empty one is one whose removal the server does not know yet.
    [[nodiscard]] QHash<QString, CachedDraft> load(const QString& account) const;
    // An empty draft that is not pending is removed. Durable when it returns true.
    [[nodiscard]] bool save(
        const QString& account, const QString& room, const CachedDraft& draft, qint64 nowMs);
    void clear(const QString& account);

private:
    ProfileDatabase& m_database;
};

} // namespace madang::client
