#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QTimer>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/cache/draftcache.h"
#include "shared/core/clock.h"
#include "shared/core/id.h"
#endif

namespace madang::client {

// What is typed and not sent, per room; on disk a moment after each pause in the typing.
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
    void setDraft(madang::RoomId room, const QString& text);
    // Writes what is unwritten now: before the process may end. What cannot be written stays here, and is
    // tried again.
    void flush();

Q_SIGNALS:
    void changed(madang::RoomId room);
    // There is no room to write to; told once, until there is again.
    void unwritable();

private:
    DraftCache& m_cache;
    const Clock& m_clock;
    QString m_account;
    QHash<RoomId, QString> m_drafts;
    QSet<RoomId> m_unwritten;
    bool m_toldUnwritable = false;
    QTimer m_pause;
};

} // namespace madang::client
