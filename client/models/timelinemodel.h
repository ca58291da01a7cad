#pragma once

#include "client/models/messagetexts.h"
#include "client/models/rowlistmodel.h"
#include "client/models/timelinerow.h"

#include <QtCore/QTimer>
#include <optional>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/stores/outbox.h"
#include "shared/protocol/shapes.h"
#endif

namespace madang::client {

class MessageStore;
class MessageWindow;
class PeopleStore;
class RoomStore;

// The messages of one room, the newest first, mine that are not stored yet before them. Follows its stores by
// itself, once per turn of the event loop.
class TimelineModel : public RowListModel<TimelineRow> {
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        SeqRole = Qt::UserRole + 1,
        ClientIdRole,
        SenderIdRole,
        SenderNameRole,
        HueIndexRole,
        InitialRole,
        MineRole,
        TextRole,
        SentAtRole,
        EditedRole,
        DeletedRole,
        DeliveryRole,
        FirstOfGroupRole,
        LastOfGroupRole,
        DayStartRole,
        UnreadLineRole,
        KindRole,
        CanEditRole,
        CanDeleteRole,
        FailReasonRole,
        // How the text is to be shown (messagetexts.h); text itself is what is to be read and spoken.
        FormatRole,
        MarkupRole,
        BlocksRole,
        EmojiRole, // 1 to 3: it is nothing but so many
        QuoteRole, // of a reply JSON {seq, name, hue, text, state: "", "deleted", "gone", "waiting"}; else
                   // empty
        ReactionsRole, // JSON list of {emoji, count, mine}, or empty
        PinnedRole,
        ForwardedFromRole, // a name, or empty
    };
    // Gives the sentence for a refusal.
    using ErrorText = QString (*)(const Error& error);

    TimelineModel(MessageStore& messages, Outbox& outbox, RoomStore& rooms, PeopleStore& people,
        ErrorText errorText, QObject* parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return rowCount(); }

    // Null: nothing is shown. Where readTo is given, the line "new messages" stands before the first message
    // of others past it, and stays there.
    void setRoom(madang::RoomId room, std::optional<qint64> readTo);
    [[nodiscard]] madang::RoomId room() const noexcept { return m_room; }
    // seq of the message that the line stands before; 0 without one.
    [[nodiscard]] qint64 unreadSeq() const noexcept { return m_unreadSeq; }

    // -1 where it is not held.
    [[nodiscard]] Q_INVOKABLE int indexOfSeq(qint64 seq) const;

    // The words of the messages from one seq to another, the oldest first; of several each with its sender
    // and time. What is deleted or only told by the system is left out.
    [[nodiscard]] QString textOf(qint64 from, qint64 to) const;

    // What a reply to a message shows of it.
    [[nodiscard]] QuoteOfReply quoteOf(qint64 seq);

    // Shows the present state now instead of in the next turn.
    void sync();
    // The language has changed.
    void retranslate();

Q_SIGNALS:
    void countChanged();
    void unreadSeqChanged();
    void synced();
    // Messages of others came to the end of what is shown: the newest one, and how many.
    void heard(const QString& sender, const QString& text, int count);

private:
    [[nodiscard]] TimelineRow rowOf(const protocol::Message& message, qint64 readByOthers, bool moderator);
    [[nodiscard]] TimelineRow rowOf(const Outgoing& outgoing);
    void readHandles();
    void group(QList<TimelineRow>& ascending, bool hasOlder) const;
    void findUnread(const QList<TimelineRow>& ascending, bool hasOlder);
    void syncSoon(madang::RoomId room);
    void listen(const MessageWindow& window);

    MessageStore& m_messages;
    Outbox& m_outbox;
    RoomStore& m_rooms;
    PeopleStore& m_people;
    ErrorText m_errorText;
    RoomId m_room;
    std::optional<qint64> m_readTo; // as long as the line is looked for
    qint64 m_unreadSeq = 0;
    qint64 m_heardTo = -1; // seq; -1 until the end was shown once
    MessageTexts m_texts;
    QTimer m_soon;
};

} // namespace madang::client
