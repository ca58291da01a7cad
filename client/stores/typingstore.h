#pragma once

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/clock.h"
#include "shared/core/id.h"
#endif

namespace madang::client {

// Who is writing where. What a lost "no longer" would leave standing is forgotten after 6 s.
class TypingStore : public QObject {
    Q_OBJECT

public:
    explicit TypingStore(const Clock& clock, QObject* parent = nullptr);

    void apply(madang::RoomId room, madang::UserId user, bool on);
    // In the order in which they began.
    [[nodiscard]] QList<madang::UserId> typing(madang::RoomId room) const;
    void clear();

Q_SIGNALS:
    void changed(madang::RoomId room);

private:
    struct Typist {
        UserId user;
        qint64 until = 0; // steady ms
    };
    void expire();

    const Clock& m_clock;
    QHash<RoomId, QList<Typist>> m_typing;
    QTimer m_expiry;
};

} // namespace madang::client
