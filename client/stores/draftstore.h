#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QTimer>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/cache/draftcache.h"
#include "shared/core/clock.h"
#include "shared/core/id.h"
#include "shared/protocol/draftmethods.h"
#endif

namespace madang::client {

// What is typed and not sent, per room; on disk a moment after each pause in the typing. Knows what of it
// the server does not have yet (pending); DraftSync brings the two together.
class DraftStore : public QObject {
    Q_OBJECT

public:
    DraftStore(DraftCache& cache, const Clock& clock, QObject* parent = nullptr);
    ~DraftStore() override;

    void open(const QString& account);
    // Writes what is unwritten and forgets.
    void close();
    // Forgets, on disk too.
    void wipe();

    [[nodiscard]] QString draft(madang::RoomId room) const;
    // The seq that the draft answers; 0: none.
    [[nodiscard]] qint64 replyTo(madang::RoomId room) const;
    // By the person.
    void setDraft(madang::RoomId room, const QString& text);
    void setReplyTo(madang::RoomId room, qint64 seq);
    // What was typed is sent: text and reply go.
    void remove(madang::RoomId room);

    [[nodiscard]] CachedDraft find(madang::RoomId room) const { return m_drafts.value(room); }
    [[nodiscard]] QList<madang::RoomId> pending() const;
    [[nodiscard]] QList<madang::RoomId> rooms() const { return m_drafts.keys(); }
    // The server holds `sent` as this revision. What was typed since stays pending.
    void confirm(madang::RoomId room, const CachedDraft& sent, qint64 rev);
    // The server's draft takes the place of the one here, unless that is pending or newer.
    void adopt(const protocol::Draft& draft);
    // The server will not have this one, or is to have it though nothing was changed.
    void setPending(madang::RoomId room, bool pending);

    // Writes what is unwritten now: before the process may end. What cannot be written stays here, and is
    // tried again.
    void flush();

Q_SIGNALS:
    void changed(madang::RoomId room);
    // By the person: the server is to be told.
    void edited(madang::RoomId room);
    // There is no room to write to; told once, until there is again.
    void unwritable();

private:
    void edit(RoomId room, const CachedDraft& draft);
    void put(RoomId room, const CachedDraft& draft);

    DraftCache& m_cache;
    const Clock& m_clock;
    QString m_account;
    QHash<RoomId, CachedDraft> m_drafts;
    QSet<RoomId> m_unwritten;
    bool m_toldUnwritable = false;
    QTimer m_pause;
};

} // namespace madang::client
