#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QUuid>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/result.h"
#include "shared/protocol/shapes.h"
#endif

namespace madang::client {

// What a reply shows of the message that it answers; seq 0: it is none.
struct QuoteOfReply {
    enum State { Held, Deleted, Gone, Waiting };
    qint64 seq = 0;
    State state = Held;
    QString name;
    int hue = 0;
    QString text; // as it was written
    bool operator==(const QuoteOfReply&) const = default;
};

struct TimelineKey {
    qint64 seq = 0; // of messages of others
    QUuid clientId; // of mine, so that one keeps its row when it gets its seq
    bool operator==(const TimelineKey&) const = default;
    friend size_t qHash(const TimelineKey& key, size_t seed = 0)
    {
        return qHashMulti(seed, key.seq, key.clientId);
    }
};

struct TimelineRow {
    qint64 seq = 0; // 0: not stored yet
    QUuid clientId;
    UserId sender;
    QString senderName;
    QString initial;
    bool mine = false;
    QString text;
    qint64 sentAt = 0; // ms since 1970
    bool edited = false;
    bool deleted = false;
    QString state; // of mine: "sending", "stored", "read", "failed"; else empty
    bool firstOfGroup = true;
    bool lastOfGroup = true;
    bool dayStart = false;
    bool unreadLine = false;
    bool system = false;
    bool canEdit = false;
    bool canDelete = false;
    QuoteOfReply quote;
    QList<protocol::Reaction> reactions;
    bool pinned = false;
    QString forwardedFrom;
    ErrorCode failCode = ErrorCode::Internal; // of a failed one
    QString failReason; // the server's word

    [[nodiscard]] TimelineKey key() const { return mine ? TimelineKey{0, clientId} : TimelineKey{seq, {}}; }
    [[nodiscard]] QList<int> changedRoles(const TimelineRow& before) const;
    bool operator==(const TimelineRow&) const = default;
};

// As JSON, for the roles of TimelineModel; empty where there is none.
[[nodiscard]] QString quoteJson(const QuoteOfReply& quote);
[[nodiscard]] QString reactionsJson(const QList<protocol::Reaction>& reactions);

} // namespace madang::client
