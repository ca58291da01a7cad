#pragma once

#include "client/controllers/jumps.h"
#include "client/controllers/messageactions.h"
#include "client/controllers/replytarget.h"
#include "client/controllers/typingnotice.h"
#include "client/models/emojimodel.h"
#include "client/models/memberlistmodel.h"
#include "client/models/timelinemodel.h"

#include <QtCore/QObject>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/stores/draftsync.h"
#include "client/stores/messagestore.h"
#include "shared/core/clock.h"
#include "shared/core/result.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class CatchUp;
class Connection;
class DraftStore;
class PeopleStore;
class ReadMarks;
class RoomStore;
class TypingStore;

// What a conversation is made of.
struct ConversationStores {
    Connection& connection;
    RoomStore& rooms;
    PeopleStore& people;
    MessageStore& messages;
    TypingStore& typing;
    ReadMarks& readMarks;
    DraftStore& drafts;
    Outbox& outbox;
    CatchUp& catchUp;
    const Clock& clock;
};

// The room that is open: its messages, its members, and writing in it.
class ConversationController : public QObject {
    Q_OBJECT
    Q_PROPERTY(QString roomId READ roomId NOTIFY roomChanged)
    Q_PROPERTY(QString title READ title NOTIFY detailsChanged)
    // "direct" or "group".
    Q_PROPERTY(QString kind READ kind NOTIFY detailsChanged)
    // "@handle" in direct rooms, else empty.
    Q_PROPERTY(QString subtitle READ subtitle NOTIFY detailsChanged)
    Q_PROPERTY(int memberCount READ memberCount NOTIFY detailsChanged)
    Q_PROPERTY(int hueIndex READ hueIndex NOTIFY detailsChanged)
    Q_PROPERTY(QString initial READ initial NOTIFY detailsChanged)
    // A sentence, or empty.
    Q_PROPERTY(QString typingText READ typingText NOTIFY typingTextChanged)
    Q_PROPERTY(madang::client::TimelineModel* timeline READ timeline CONSTANT)
    Q_PROPERTY(madang::client::MemberListModel* members READ members CONSTANT)
    Q_PROPERTY(madang::client::MessageActions* actions READ actions CONSTANT)
    Q_PROPERTY(madang::client::ReplyTarget* reply READ reply CONSTANT)
    Q_PROPERTY(madang::client::EmojiModel* emoji READ emoji CONSTANT)
    // There are older messages, and without a connection nobody to ask for them.
    Q_PROPERTY(bool olderOutOfReach READ isOlderOutOfReach NOTIFY windowChanged)
    Q_PROPERTY(bool hasOlder READ hasOlder NOTIFY windowChanged)
    Q_PROPERTY(bool hasNewer READ hasNewer NOTIFY windowChanged)
    Q_PROPERTY(bool loading READ isLoading NOTIFY windowChanged)
    Q_PROPERTY(bool loadingOlder READ isLoadingOlder NOTIFY windowChanged)
    Q_PROPERTY(bool loadingNewer READ isLoadingNewer NOTIFY windowChanged)
    // The message that the line "new messages" stands before; 0 without one.
    Q_PROPERTY(qint64 unreadSeq READ unreadSeq NOTIFY unreadSeqChanged)
    // Messages of others that are not read yet.
    Q_PROPERTY(int unreadBelow READ unreadBelow NOTIFY detailsChanged)
    // Set by the view: whether it shows the newest row.
    Q_PROPERTY(bool viewAtEnd READ viewAtEnd WRITE setViewAtEnd NOTIFY viewAtEndChanged)
    Q_PROPERTY(QString draft READ draft WRITE setDraft NOTIFY draftChanged)
    Q_PROPERTY(bool canSend READ canSend NOTIFY roomChanged)
    Q_PROPERTY(int textLimit READ textLimit CONSTANT)
    // 0 while nothing is being edited.
    Q_PROPERTY(qint64 editingSeq READ editingSeq NOTIFY editingChanged)
    Q_PROPERTY(QString editingText READ editingText NOTIFY editingChanged)
    Q_PROPERTY(QString error READ error NOTIFY errorChanged)
    // Whether a jump led away from somewhere.
    Q_PROPERTY(bool canGoBack READ canGoBack NOTIFY canGoBackChanged)

public:
    explicit ConversationController(ConversationStores stores, QObject* parent = nullptr);

    // Null closes the conversation.
    void open(madang::RoomId room);

    [[nodiscard]] QString roomId() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString kind() const;
    [[nodiscard]] QString subtitle() const;
    [[nodiscard]] int memberCount() const;
    [[nodiscard]] int hueIndex() const;
    [[nodiscard]] QString initial() const;
    [[nodiscard]] QString typingText() const;
    [[nodiscard]] TimelineModel* timeline() { return &m_timeline; }
    [[nodiscard]] MemberListModel* members() { return &m_members; }
    [[nodiscard]] MessageActions* actions() { return &m_actions; }
    [[nodiscard]] ReplyTarget* reply() { return &m_reply; }
    [[nodiscard]] EmojiModel* emoji() { return &m_emoji; }
    [[nodiscard]] bool isOlderOutOfReach() const;
    [[nodiscard]] bool hasOlder() const;
    [[nodiscard]] bool hasNewer() const;
    [[nodiscard]] bool isLoading() const;
    [[nodiscard]] bool isLoadingOlder() const;
    [[nodiscard]] bool isLoadingNewer() const;
    [[nodiscard]] qint64 unreadSeq() const { return m_timeline.unreadSeq(); }
    [[nodiscard]] int unreadBelow() const;
    [[nodiscard]] bool viewAtEnd() const { return m_viewAtEnd; }
    void setViewAtEnd(bool atEnd);
    [[nodiscard]] QString draft() const;
    void setDraft(const QString& draft);
    [[nodiscard]] bool canSend() const { return !m_room.isNull(); }
    [[nodiscard]] int textLimit() const;
    [[nodiscard]] qint64 editingSeq() const { return m_editingSeq; }
    [[nodiscard]] QString editingText() const { return m_editingText; }
    [[nodiscard]] QString error() const;
    [[nodiscard]] bool canGoBack() const { return m_jumps.canGoBack(); }

    Q_INVOKABLE void loadOlder();
    Q_INVOKABLE void loadNewer();
    Q_INVOKABLE void showLatest();
    Q_INVOKABLE void showUnread();
    // To a message, or to the first one at or after a time (ms since 1970); goBack() leads to `from` again,
    // a seq, where that is not 0.
    Q_INVOKABLE void jumpToMessage(qint64 seq, qint64 from);
    Q_INVOKABLE void jumpToTime(qint64 sentAt, qint64 from);
    Q_INVOKABLE void goBack();
    // The words of the messages from one seq to another, with names and times where they are several.
    [[nodiscard]] Q_INVOKABLE QString textOf(qint64 from, qint64 to) const;
    Q_INVOKABLE void markRead(qint64 seq);
    // False where the text cannot be sent: then error says why, and the draft stays.
    Q_INVOKABLE bool send(const QString& text);
    Q_INVOKABLE void startEdit(qint64 seq);
    Q_INVOKABLE void cancelEdit();
    Q_INVOKABLE void commitEdit(const QString& text);
    // Begins to edit my newest message that can be; nothing where none is held.
    Q_INVOKABLE void editLastMine();
    Q_INVOKABLE void deleteMessage(qint64 seq);
    Q_INVOKABLE void retry(const QString& clientId);
    Q_INVOKABLE void discard(const QString& clientId);
    // At each edit of the composer; tells the others at most every three seconds.
    Q_INVOKABLE void typing(bool on);
    Q_INVOKABLE void dismissError();
    // Whether what is on the clipboard is files or a picture, and not words.
    [[nodiscard]] Q_INVOKABLE bool pastesFiles() const;
    // The composer is left: what is typed is told to the person's other devices now.
    Q_INVOKABLE void leaveComposer();

    void retranslate();

Q_SIGNALS:
    void roomChanged();
    void detailsChanged();
    void typingTextChanged();
    void windowChanged();
    void unreadSeqChanged();
    void viewAtEndChanged();
    void draftChanged();
    void editingChanged();
    void errorChanged();
    // The row that is to be brought into view; the seq of one that was looked for, else 0.
    void jumpTo(int index, qint64 seq);
    void canGoBackChanged();
    // Messages of others came to the end of what is shown: the newest one, and how many.
    void heard(const QString& sender, const QString& text, int count);

private:
    QCoro::Task<void> load(MessageStore::Page page, qint64 around);
    QCoro::Task<void> openPage();
    QCoro::Task<void> fetchMembers(RoomId room);
    QCoro::Task<void> edit(RoomId room, qint64 seq, QString text);
    QCoro::Task<void> remove(RoomId room, qint64 seq);
    [[nodiscard]] const MessageWindow* window() const;
    void jumpToUnread();
    void follow();
    void setError(std::optional<Error> error);

    ConversationStores m_stores;
    TimelineModel m_timeline;
    MemberListModel m_members;
    EmojiModel m_emoji;
    MessageActions m_actions;
    ReplyTarget m_reply;
    DraftSync m_draftSync;
    RoomId m_room;
    bool m_viewAtEnd = true;
    qint64 m_editingSeq = 0;
    QString m_editingText;
    std::optional<Error> m_error;
    TypingNotice m_typing;
    Jumps m_jumps;
};

} // namespace madang::client
