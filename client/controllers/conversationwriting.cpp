// What ConversationController does with what is written: sending, editing, deleting.
#include "client/controllers/conversationcontroller.h"

#include "client/net/connection.h"
#include "client/stores/draftstore.h"
#include "client/stores/peoplestore.h"
#include "client/stores/roomstore.h"
#include "shared/protocol/textrules.h"

#include <QtCore/QMimeData>
#include <QtCore/QUrl>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <algorithm>

namespace madang::client {

bool ConversationController::send(const QString& text)
{
    if (m_room.isNull())
        return false;
    const Result<QUuid> queued = m_stores.outbox.enqueue(m_room, text, m_stores.drafts.replyTo(m_room));
    if (!queued) {
        setError(queued.error());
        return false;
    }
    setError({});
    m_stores.drafts.remove(m_room);
    // At once, so that a crash between the two does not bring it back as a draft.
    m_stores.drafts.flush();
    m_draftSync.flush();
    m_typing.over();
    if (hasNewer())
        showLatest();
    return true;
}

void ConversationController::startEdit(qint64 seq)
{
    const protocol::Message* message = m_room.isNull() ? nullptr : window()->find(seq);
    const bool mine = message && message->sender && m_stores.people.isMe(*message->sender);
    if (!mine || message->deletedAt || message->kind != protocol::MessageKind::Text)
        return;
    m_editingSeq = seq;
    m_editingText = message->text;
    Q_EMIT editingChanged();
}

void ConversationController::cancelEdit()
{
    if (m_editingSeq == 0)
        return;
    m_editingSeq = 0;
    m_editingText.clear();
    Q_EMIT editingChanged();
}

void ConversationController::commitEdit(const QString& text)
{
    if (m_editingSeq == 0)
        return;
    setError({});
    const Result<QString> fit = protocol::messageText(text, Limits());
    if (!fit) {
        setError(fit.error());
        return;
    }
    if (fit.value() == m_editingText)
        cancelEdit();
    else
        edit(m_room, m_editingSeq, fit.value());
}

QCoro::Task<void> ConversationController::edit(RoomId room, qint64 seq, QString text)
{
    protocol::MessageEdit::Params params;
    params.room = room;
    params.seq = seq;
    params.text = text;
    const auto result = co_await m_stores.connection.call<protocol::MessageEdit>(std::move(params));
    if (!result) {
        // What was typed stays in the composer.
        if (room == m_room)
            setError(result.error());
        co_return;
    }
    m_stores.rooms.applyMessage(result->message);
    m_stores.messages.apply(result->message);
    if (room == m_room && m_editingSeq == seq)
        cancelEdit();
}

void ConversationController::editLastMine()
{
    for (const TimelineRow& row : m_timeline.rows()) {
        if (row.canEdit && row.seq > 0) {
            startEdit(row.seq);
            return;
        }
    }
}

void ConversationController::deleteMessage(qint64 seq)
{
    if (m_room.isNull())
        return;
    setError({});
    if (m_editingSeq == seq)
        cancelEdit();
    remove(m_room, seq);
}

QCoro::Task<void> ConversationController::remove(RoomId room, qint64 seq)
{
    protocol::MessageDelete::Params params;
    params.room = room;
    params.seq = seq;
    const auto result = co_await m_stores.connection.call<protocol::MessageDelete>(params);
    if (result) {
        m_stores.rooms.applyMessage(result->message);
        m_stores.messages.apply(result->message);
    } else if (room == m_room) {
        setError(result.error());
    }
}

bool ConversationController::pastesFiles() const
{
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    if (!data)
        return false;
    const QList<QUrl> urls = data->urls();
    const bool files
        = std::any_of(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); });
    return files || (data->hasImage() && !data->hasText());
}

void ConversationController::retry(const QString& clientId)
{
    m_stores.outbox.retry(QUuid::fromString(clientId));
}

void ConversationController::discard(const QString& clientId)
{
    m_stores.outbox.discard(QUuid::fromString(clientId));
}

} // namespace madang::client
