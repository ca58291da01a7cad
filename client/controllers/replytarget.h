#pragma once

#include <QtCore/QObject>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/id.h"
#endif

namespace madang::client {

class DraftStore;
class TimelineModel;

// The message that what is being written in the open room answers. It belongs to the draft: kept with it, and
// gone when it is sent.
class ReplyTarget : public QObject {
    Q_OBJECT
    // 0: none.
    Q_PROPERTY(qint64 seq READ seq NOTIFY changed)
    // JSON {seq, name, hue, text, state} as TimelineModel's quote, or empty.
    Q_PROPERTY(QString quote READ quote NOTIFY changed)

public:
    ReplyTarget(DraftStore& drafts, TimelineModel& timeline, QObject* parent = nullptr);

    void setRoom(madang::RoomId room);
    [[nodiscard]] qint64 seq() const;
    [[nodiscard]] QString quote() const { return m_quote; }

    Q_INVOKABLE void start(qint64 seq);
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();

private:
    void follow();

    DraftStore& m_drafts;
    TimelineModel& m_timeline;
    RoomId m_room;
    QString m_quote;
};

} // namespace madang::client
